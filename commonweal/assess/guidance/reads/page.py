"""Everything about one document: what is in force, why it changed, and what the communities say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion, Occasion
from commonweal.assess.guidance.reads.content import hash_of_words
from commonweal.assess.guidance.rules.freshness import Freshness, answer_owed, freshness
from commonweal.assess.guidance.rules.kinds import NOTHING_IS_KEPT, OCCASIONS, PROTECTION_FIRST, STANCES, Kind
from commonweal.assess.guidance.rules.states import APPROVE, OPEN, VERSION, WRITE
from commonweal.assess.guidance.rules.text import Block, Change, blocks_of, differences, how_much
from commonweal.assess.impact.models import AssessmentVersion
from commonweal.design.words import count, day, listed
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.models import VisibleQuerySet
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import Community

HEAVY = ("text", "frozen_content", "signposts")
TAGS = {
    "draft": ("Draft", "D", "ring", "neutral"),
    "submitted": ("Waits for a second person", "W", "diamond", "watch"),
    "in_force": ("In force", "F", "circle", "good"),
    "superseded": ("Superseded", "S", "square", "neutral"),
    "withdrawn": ("Withdrawn", "X", "octagon", "bad"),
}
STANCE_TAGS = {
    "agrees": ("Agrees", "A", "circle", "good"),
    "disagrees": ("Disagrees", "D", "octagon", "bad"),
    "asks": ("Asks for changes", "C", "triangle", "warn"),
    "": ("Waited for", "", "clock", "late"),
}


def documents(viewer: Viewer) -> VisibleQuerySet:
    return GuidanceDocument.objects.visible_to(viewer).select_related("owner")


def versions(viewer: Viewer) -> VisibleQuerySet:
    people = ("drafted_by", "submitted_by", "approved_by", "withdrawn_by")
    return GuidanceVersion.objects.visible_to(viewer).select_related("document__owner", *people)


def reviews(viewer: Viewer) -> VisibleQuerySet:
    return CommunityReview.objects.visible_to(viewer).select_related(
        "wording__document__owner", "community", "group"
    )


@dataclass(frozen=True)
class Page:
    """A document with its parts, as far as this person may see them. current is what is in force."""

    document: GuidanceDocument
    fresh: Freshness
    current: GuidanceVersion | None
    versions: list[GuidanceVersion]
    reviews: list[CommunityReview]
    occasions: list[Occasion]
    communities: list[Community]
    areas: list[Area]
    history: list[AuditEntry]
    hears_communities: bool

    @property
    def newest(self) -> GuidanceVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def is_withdrawn(self) -> bool:
        return self.current is None and any(v.state == "withdrawn" and v.approved_at for v in self.versions)


def page_of(document: GuidanceDocument, viewer: Viewer, *, on: date) -> Page:
    """One question to the database, and one for the history."""
    mine = GuidanceVersion.objects.visible_to(viewer).filter(document=document)
    found = fetch_together(
        current=mine.filter(state="in_force"),
        versions=mine.defer(*HEAVY).order_by("-number"),
        reviews=reviews(viewer).filter(wording__document=document).exclude(state="taken_back")
        .defer(*(f"wording__{name}" for name in HEAVY)),
        occasions=Occasion.objects.visible_to(viewer).filter(document=document),
        communities=Community.objects.visible_to(viewer).filter(guidance=document),
        areas=Area.objects.filter(guidance=document).defer("boundary", "outline"),
        history=list_history(document),
    )  # fmt: skip
    current = found["current"][0] if found["current"] else None
    return Page(
        document, freshness(document.review_on, on=on, in_force=current is not None), current, found["versions"],
        found["reviews"], found["occasions"], found["communities"], found["areas"], found["history"],
        viewer.is_signed_in and not viewer.enforces_immigration,
    )  # fmt: skip


@dataclass(frozen=True)
class Said:
    """How a community stands to the text in force: loud where it has not been heard about these words."""

    community: str
    sentence: str
    is_loud: bool


def how_communities_stand(page: Page, wording: GuidanceVersion) -> list[Said]:
    """For a briefing every community that it describes; for anything else only those that were asked."""
    briefing = page.document.kind == Kind.BRIEFING
    return [
        said
        for community in page.communities
        if (said := _said_by(community, page, wording, always=briefing)) is not None
    ]


def _said_by(community: Community, page: Page, wording: GuidanceVersion, *, always: bool) -> Said | None:
    own = [r for r in page.reviews if r.community_id == community.pk]
    answered = [r for r in own if r.state == "answered"]
    name = str(community)
    if any(r.text_hash == hash_of_words(wording) for r in answered):
        groups = listed(
            f"{r.group} {STANCES[r.stance]}" for r in answered if r.text_hash == hash_of_words(wording)
        )
        return Said(name, f"{groups}.", is_loud=False)
    if answered:
        return Said(
            name,
            f"Nobody of this community has reviewed these words. The review of {day(answered[0].answered_at)} is about "
            "other words, and what was changed since has not been seen by them.",
            is_loud=True,
        )
    waited = [r for r in own if r.state == "asked"]
    asked = (
        f" {waited[0].group} was asked on {day(waited[0].asked_at)}." if waited else " Nobody has asked them."
    )
    if always or waited:
        return Said(name, f"Nobody of this community has reviewed this text.{asked}", is_loud=True)
    return None


def blocks(text: str) -> list[Block]:
    return blocks_of(text)


@dataclass(frozen=True)
class Compared:
    """What differs between a version and an earlier one."""

    earlier: GuidanceVersion
    sentence: str
    changes: list[Change]


def compare(version: GuidanceVersion, viewer: Viewer, *, against: str = "") -> Compared | None:
    """With the version before it, or with the one whose number is asked for; None where there is none."""
    others = GuidanceVersion.objects.visible_to(viewer).filter(document_id=version.document_id)
    if against.isdecimal() and len(against) < 10:
        earlier = others.filter(number=against).exclude(pk=version.pk).first()
    else:
        earlier = others.filter(number__lt=version.number).order_by("-number").first()
    if earlier is None:
        return None
    changes = differences(_words(earlier), _words(version))
    added, out = how_much(changes)
    sentence = (
        f"Compared with version {earlier.number}: {count(added, 'line')} added, {count(out, 'line')} taken out."
        if added or out
        else f"The words are those of version {earlier.number}."
    )
    return Compared(earlier, sentence, changes)


def _words(version: GuidanceVersion) -> str:
    return f"{version.text}\n{version.signposts}".rstrip("\n") if version.signposts else version.text


def occasions_of(version: GuidanceVersion, viewer: Viewer) -> list[Occasion]:
    rows = Occasion.objects.visible_to(viewer).filter(changed=version).select_related("document")
    return list(rows)


@dataclass(frozen=True)
class Led:
    """Which assessments led to something, as far as this person may open them."""

    versions: frozenset[int]
    assessments: frozenset[int]


def led_by(occasions: Iterable[Occasion], viewer: Viewer) -> Led:
    """No question where no assessment is named, and one for each kind that is."""
    occasions = list(occasions)
    impact = {o.impact_version_id for o in occasions if o.shows("impact_version")} - {None}
    equality = {o.equality_assessment_id for o in occasions if o.shows("equality_assessment")} - {None}
    return Led(_open(AssessmentVersion, impact, viewer), _open(EqualityAssessment, equality, viewer))


def _open(rows: Any, keys: set[int | None], viewer: Viewer) -> frozenset[int]:
    if not keys:
        return frozenset()
    return frozenset(rows.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def occasion_rows(viewer: Viewer) -> VisibleQuerySet:
    """Reasons of drafts, with their version."""
    return (
        Occasion.objects.visible_to(viewer).filter(changed__isnull=False).select_related("changed__document")
    )


def reviews_of(version: GuidanceVersion, viewer: Viewer) -> list[CommunityReview]:
    rows = CommunityReview.objects.visible_to(viewer).filter(wording=version).exclude(state="taken_back")
    return list(rows.select_related("community", "group"))


DEEDS = {
    "submit": "Submit for approval",
    "approve": "Put it in force",
    "send-back": "Send it back",
    "give-up": "Give it up",
    "withdraw": "Withdraw it",
}


def deeds_open_to(version: GuidanceVersion, viewer: Viewer) -> list[tuple[str, str]]:
    """(event, words) of what this person can do with the version now."""
    owners = [version.document.owner_id]
    found = []
    for event, words in DEEDS.items():
        rule = VERSION.events[event]
        own_work = bool(rule.never_by) and viewer.account_id in _workers(version)
        if VERSION.may(version.state, event) and viewer.may(rule.permission, owners) and not own_work:
            found.append((event, words))
    return found


def _workers(version: GuidanceVersion) -> set[int | None]:
    known = [name for name in ("drafted_by", "submitted_by") if version.shows(name)]
    return {getattr(version, f"{name}_id") for name in known}


def permission_of(event: str) -> str:
    return VERSION.events[event].permission


def may_write(document: GuidanceDocument, viewer: Viewer) -> bool:
    return viewer.may(WRITE, [document.owner_id])


def may_approve(document: GuidanceDocument, viewer: Viewer) -> bool:
    return viewer.may(APPROVE, [document.owner_id])


def is_being_written(page: Page) -> bool:
    return any(v.state in OPEN for v in page.versions)


def owed(review: CommunityReview, on: date) -> str:
    return answer_owed(review.answer_by_on, on=on) if review.state == "asked" else ""


def facts_of(page: Page) -> list[tuple[str, Any]]:
    document = page.document
    return [
        ("Answered for by", f"{document.owner_role}, {document.owner}"),
        ("About", listed(map(str, page.communities)) or "no community in particular"),
        ("Where", listed(area.name for area in page.areas) or "everywhere"),
        ("Read by", document.get_tier_display()),
        ("To be reviewed by", day(document.review_on)),
    ]


def protection(document: GuidanceDocument) -> tuple[str, str] | None:
    """What stands above indicators: what comes first, and that nothing is kept."""
    return (PROTECTION_FIRST, NOTHING_IS_KEPT) if document.kind == Kind.INDICATORS else None


def occasion_kinds() -> list[tuple[str, str]]:
    return list(OCCASIONS.items())
