"""What was held, what was raised, what became of it, and which promises are open?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from commonweal.ground.partners.models import period_q
from commonweal.ground.visibility.rules import PUBLIC_VIEWER, SYSTEM, Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import (
    Commitment,
    Community,
    DeskOfficer,
    Engagement,
    Issue,
    IssueStep,
)
from commonweal.listen.engagement.reads.desks import Owed, owed_of
from commonweal.listen.engagement.rules.clocks import OPEN_DAYS
from commonweal.listen.engagement.rules.states import COMMITMENT, ISSUE, OWED
from commonweal.listen.engagement.rules.words import BANDS, KINDS, THEMES
from commonweal.reading.formulas import safe_cells

AREA = ("area__boundary", "area__outline")


def engagements(viewer: Viewer) -> QuerySet[Engagement]:
    rows = Engagement.objects.visible_to(viewer).select_related("area", "desk", "organiser", "logged_by")
    return rows.defer(*AREA)


def list_engagements(
    viewer: Viewer, *, desk: int | None = None, kind: str = "", words: str = ""
) -> QuerySet[Engagement]:
    rows = engagements(viewer).annotate(issue_count=Count("issues", distinct=True))
    rows = rows.order_by("-held_on", "-pk")  # counting drops the order of the table
    if desk:
        rows = rows.filter(desk=desk)
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    return rows.filter(title__icontains=words) if words else rows


def chosen_in(engagement: Engagement) -> dict[str, list[int]]:
    """The communities reached and the partners that took part, by their keys, in one question."""
    reached = Engagement.communities.through.objects.filter(engagement=engagement)
    partners = Engagement.partners.through.objects.filter(engagement=engagement)
    rows = reached.values_list(Value("communities"), "community_id").union(
        partners.values_list(Value("partners"), "organisation_id"), all=True
    )
    found: dict[str, list[int]] = {"communities": [], "partners": []}
    for name, key in rows:
        found[name].append(key)
    return found


def kinds() -> list[tuple[str, str]]:
    return list(KINDS.items())


def bands() -> list[tuple[str, str]]:
    return list(BANDS.items())


def themes() -> list[tuple[str, str]]:
    return list(THEMES.items())


@dataclass(frozen=True)
class EngagementPage:
    communities: list[Community]
    partners: list[Any]
    issues: list[Issue]
    commitments: list[Owed]


def get_engagement_page(engagement: Engagement, viewer: Viewer, *, on: date) -> EngagementPage:
    found = fetch_together(
        communities=Community.objects.visible_to(viewer).filter(engagements=engagement),
        partners=engagement.partners.all(),
        issues=issues(viewer).filter(engagement=engagement),
        commitments=Commitment.objects.visible_to(viewer).filter(engagement=engagement),
    )
    found["commitments"] = [owed_of(commitment, on) for commitment in found["commitments"]]
    return EngagementPage(**found)


def issues(viewer: Viewer) -> QuerySet[Issue]:
    return Issue.objects.visible_to(viewer).select_related("engagement", "community")


@dataclass(frozen=True)
class ChainLink:
    """One place in the chain: what was done there, or that it is still open and who owes it."""

    title: str
    steps: list[IssueStep]
    open_words: str = ""


@dataclass(frozen=True)
class Chain:
    links: list[ChainLink]
    commitments: list[Owed]
    events: list[tuple[str, str]]


TITLES = {"assess": "Assessed", "act": "Action", "tell": "Told back"}


def get_chain(issue: Issue, viewer: Viewer, *, on: date) -> Chain:
    """Raised, assessed, acted on, told back: everything on one page, with what is still owed."""
    found = fetch_together(
        steps=IssueStep.objects.visible_to(viewer).filter(issue=issue).select_related("noted_by"),
        commitments=Commitment.objects.visible_to(viewer).filter(issue=issue),
    )
    links = [_link(event, issue, found["steps"]) for event in TITLES]
    events = [(event, ISSUE.events[event]) for event in ISSUE.open_to(issue.state)]
    return Chain(links, [owed_of(commitment, on) for commitment in found["commitments"]], events)


def _link(event: str, issue: Issue, steps: list[IssueStep]) -> ChainLink:
    done = [step for step in steps if step.event == event]
    reached = {"raised": 0, "assessed": 1, "acted": 2, "told": 3}[issue.state]
    place = list(TITLES).index(event)
    if event == "act" and not done and issue.state == "told":
        return ChainLink(TITLES[event], done, "Nothing was to be done; the assessment says why.")
    is_open = reached <= place
    return ChainLink(TITLES[event], done, f"Still open. {issue.owed_by} owes it." if is_open else "")


def event_words(event: str) -> str:
    return ISSUE.events[event]


def commitments(viewer: Viewer) -> QuerySet[Commitment]:
    return Commitment.objects.visible_to(viewer).select_related("engagement", "issue", "area").defer(*AREA)


def moves_of(commitment: Commitment) -> list[tuple[str, str]]:
    """(event, the state it leads to in words)."""
    return [
        (event, COMMITMENT.states[COMMITMENT.next(commitment.state, event)])
        for event in COMMITMENT.open_to(commitment.state)
    ]


def list_open_commitments(viewer: Viewer, *, on: date) -> list[Owed]:
    """Every promise that is not kept yet, the oldest first."""
    rows = commitments(viewer).filter(state__in=OWED).order_by("made_on", "pk")
    return [owed_of(commitment, on) for commitment in rows]


@dataclass(frozen=True)
class Waiting:
    """What waits for this person: promises open for too long, and engagements to be followed up."""

    overdue: list[Owed]
    follow_ups: list[Engagement]


def what_waits(viewer: Viewer, *, on: date) -> Waiting:
    """One question. To be followed up by whoever logged it, and by those who sit at its desk."""
    who = viewer.account_id or 0  # nobody: what the program logged itself waits for nobody
    seats = DeskOfficer.objects.filter(period_q(on), account_id=who)
    own = Q(logged_by_id=who) | Q(desk__in=seats.values("desk"))
    found = fetch_together(
        owed=commitments(viewer).filter(state__in=OWED).order_by("made_on", "pk"),
        follow_ups=Engagement.objects.visible_to(viewer)
        .filter(own, follow_up_on__lte=on)
        .order_by("follow_up_on", "pk"),
    )
    owed = [owed_of(commitment, on) for commitment in found["owed"]]
    return Waiting([each for each in owed if each.is_overdue], found["follow_ups"])


def list_public(*, state: str = "") -> QuerySet[Commitment]:
    """What everybody reads, whoever asks: nothing more is fetched than the public may see."""
    rows = Commitment.objects.visible_to(PUBLIC_VIEWER).select_related("area").defer(*AREA)
    chosen = {"open": list(OWED), "done": ["done"], "not_possible": ["not_possible"]}.get(state)
    return rows.filter(state__in=chosen) if chosen else rows


def public_lines(rows: Any, on: date) -> list[Owed]:
    return [owed_of(commitment, on) for commitment in rows]


def overdue_and_hidden(on: date) -> QuerySet[Commitment]:
    """Promises that everybody may read from today on, and that nobody has put on the list."""
    rows = Commitment.objects.visible_to(SYSTEM).filter(
        state__in=OWED, is_confidential=False, released_on=None
    )
    return rows.filter(made_on__lt=on - timedelta(days=OPEN_DAYS))


def open_days() -> int:
    return OPEN_DAYS


HEADINGS = ("Date", "Title", "Kind", "Area", "Level", "Attendance", "Strength", "Rests on", "Issues raised")


def as_csv(rows: QuerySet[Any]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        cells = (
            row.held_on.isoformat(), row.title, row.get_kind_display(), row.area.name if row.area else row.place,
            row.level, row.get_attendance_display(), row.strength, row.basis, row.issue_count,
        )  # fmt: skip
        writer.writerow(safe_cells(cells))
    return out.getvalue()


def may_be_released(commitment: Commitment) -> bool:
    return not commitment.is_confidential and commitment.released_on is None
