"""What stands around every page: where one is, where one can go, who one is?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils import timezone

from commonweal.design.frame import Frame, Link
from commonweal.design.words import day, listed
from commonweal.ground.messages.reads import count_unread
from commonweal.ground.people.reads import find_roles
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class Place:
    """One entry of the navigation: shown to those who hold any of the permissions, or to everybody signed in."""

    label: str
    url_name: str
    permissions: tuple[str, ...] = ()


PLANS = (
    "plans.report",
    "plans.confirm",
    "plans.edit",
    "plans.export",
    "plans.challenge",
    "audit.read",
    "papers.draft",
)
PAPERS = ("papers.draft", "papers.clear", "papers.approve", "papers.publish", "audit.read", "plans.edit")
STAGES: dict[str, tuple[Place, ...]] = {
    "Listen": (
        Place("Communities", "engagement:list"),
        Place("Desks", "engagement:desks", ("engagement.read",)),
        Place("Engagements", "engagement:engagements", ("engagement.read",)),
        Place("Who has not been heard", "engagement:not_heard", ("engagement.coverage",)),
        Place("Tension", "tension:week", ("tension.see_levels", "tension.count")),
        Place("My returns", "tension:mine", ("tension.send",)),
        Place("Shared about tension", "tension:shared", ("tension.read_shared",)),
        Place("Papers and plans read in", "intake:list", ("intake.read", "plans.export", "audit.read")),
        Place("Trusted exchange", "trusted:list", ("trusted.keep",)),
        Place("What communities told us", "trusted:exchanges", ("trusted.keep", "trusted.read")),
        Place("Relays", "trusted:relays", ("trusted.receive", "trusted.read")),
        Place("Openings and refusals", "trusted:oversight", ("trusted.oversee",)),
        Place("Without a keeper", "trusted:vacancies", ("trusted.oversee", "trusted.name_keeper")),
        Place("Recorded crime", "recorded_crime:list"),
        Place("Places", "places:map"),
        Place("Organisations", "partners:list"),
        Place("Who do I ask?", "partners:contact_finder"),
    ),
    "Assess": (
        Place("Early warning", "surveillance:list", ("surveillance.read",)),
        Place("What lies near", "exposure:list", ("exposure.read",)),
        Place("Impact", "impact:list", ("impact.read", "impact.oversee")),
        Place("Dated events", "impact:events", ("impact.read", "impact.oversee")),
        Place("Advice not taken", "advice:declined", ("impact.oversee",)),
        Place("Equality", "equality:list", ("equality.read",)),
        Place("Guidance", "guidance:list"),
        Place("What your community is asked", "guidance:asked", ("guidance.review",)),
        Place("Definitions", "harm:list"),
        Place("Scales and formats", "scales:list"),
    ),
    "Act": (
        Place("Plans", "plans:list", PLANS),
        Place("Recommended", "plans:recommended", ("plans.edit",)),
        Place("Side by side", "exchange:compare", PLANS),
        Place("Joint working", "agreements:list", ("agreements.read",)),
        Place("Problems that come again", "agreements:problems", ("agreements.problems",)),
        Place(
            "What needs you in plans",
            "plans:needs",
            ("plans.report", "plans.confirm", "plans.edit", "plans.close"),
        ),
    ),
    "Answer": (
        Place("Meetings", "meetings:list"),
        Place("Papers", "papers:list", PAPERS),
        Place("Without an equality assessment", "papers:without_assessment", ("equality.read",)),
        Place(
            "Publications",
            "publications:list",
            ("papers.publish", "publications.prepare", "publications.release"),
        ),
        Place("What the public sees", "public:front"),
    ),
}


# The menu under one's own name.
ACCOUNT = (
    Place("Your account", "people:account"),
    Place("People", "people:list", ("people.invite",)),
    Place("What would they see?", "visibility:see_as", ("visibility.see_as",)),
    Place("Audit", "audit:list", ("audit.read",)),
)


def place_of(path: str, addresses: Iterable[str]) -> str:
    """The address of the room that a page belongs to: the longest that its path begins with; "" where there is none."""
    return max((url for url in addresses if path.startswith(url)), key=len, default="")


def _may_enter(place: Place, viewer: Viewer) -> bool:
    return not place.permissions or any(viewer.may_somewhere(p) for p in place.permissions)


def places_for(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """Per stage, the (label, address) of the rooms that the viewer may enter."""
    return {
        stage: [(p.label, _url(p.url_name)) for p in places if _may_enter(p, viewer)]
        for stage, places in STAGES.items()
    }


def frame(request: Request) -> dict[str, Any]:
    """The context processor that gives every template its `frame`."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or not viewer.is_signed_in:
        return {"frame": Frame(sign_in_url=_url("sign_in"), **_demonstration(request)), "viewer": viewer}
    places = places_for(viewer)
    here = place_of(request.path, (url for links in places.values() for _, url in links))
    stage = next((s for s, links in places.items() if here in (url for _, url in links)), "")
    return {
        "viewer": viewer,
        "frame": Frame(
            organisation=viewer.organisation,
            person=viewer.name,
            role=listed([role.title for role in find_roles(dict.fromkeys(h.role for h in viewer.holdings))]),
            person_key=f"account-{viewer.account_id}",
            navigation=tuple(Link(s, links[0][1], s == stage) for s, links in places.items() if links),
            places=tuple(Link(label, url, url == here) for label, url in places.get(stage, ())),
            stage=stage,
            account=tuple(Link(p.label, _url(p.url_name)) for p in ACCOUNT if _may_enter(p, viewer)),
            search_url=_url("search"),
            messages_url=_url("messages:list"),
            messages_waiting=count_unread(viewer),
            sign_out_url=_url("sign_out"),
            guide_url=_url("guide") if settings.DEMONSTRATION else "",
            **_demonstration(request),
        ),
    }


def _demonstration(request: Request) -> dict[str, Any]:
    if not settings.DEMONSTRATION:
        return {}
    at = getattr(request, "at", None)
    return {
        "demonstration": True,
        "demonstration_url": _url("demonstration:choose"),
        "demonstration_day": day(timezone.localdate(at)) if at else "",
    }


def _url(name: str) -> str:
    return _address(name, get_urlconf() or settings.ROOT_URLCONF)


@cache
def _address(name: str, urlconf: str) -> str:
    """Looked up once: every page asks for some thirty of them."""
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""
