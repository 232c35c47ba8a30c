"""Which papers are there, which of them wait for this person, and what was decided on each?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.answer.meetings.models import Meeting
from commonweal.answer.meetings.reads import list_meetings, owner_ids
from commonweal.answer.papers import rules
from commonweal.answer.papers.models import (
    CommitteePaper,
    Decision,
    PaperAssessment,
    PaperAuthor,
    PaperFigure,
    PaperFile,
    PaperSection,
    Recommendation,
)
from commonweal.ground.partners.models import OrganisationParent
from commonweal.ground.scales.reads import get_scale, scales_of_kind
from commonweal.ground.scales.values import Scale
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together, keep_related


def list_papers(
    *, viewer: Viewer, meeting_id: int | None = None, state: str = ""
) -> QuerySet[CommitteePaper]:
    papers = (
        CommitteePaper.objects.visible_to(viewer)
        .select_related("meeting__body")
        .prefetch_related("meeting__body__parents")
    )
    if meeting_id:
        papers = papers.filter(meeting_id=meeting_id)
    return papers.filter(state=state) if state else papers


def get_full_papers(*, viewer: Viewer) -> QuerySet[CommitteePaper]:
    """Papers whose text the viewer may read, with everybody whose name stands on them."""
    people = ("drafted_by", "cleared_by", "approved_by", "published_by", "sent_back_by", "withdrawn_by")
    papers = list_papers(viewer=viewer)
    if not reads_text(viewer):
        return papers.none()
    return papers.select_related("corrects", "plan", "corrected_by", *people)


PARTS: dict[str, Any] = {
    "sections": PaperSection,
    "recommendations": Recommendation,
    "figures": PaperFigure,
    "authors": PaperAuthor,
}


def find_full_paper(pk: int, *, viewer: Viewer) -> CommitteePaper | None:
    """A paper whose text the viewer may read, with all its parts and everybody whose name stands on it; two queries."""
    paper = get_full_papers(viewer=viewer).prefetch_related(None).filter(pk=pk).first()
    if paper is None:
        return None
    body = paper.meeting.body
    parts = {name: model.objects.filter(paper=paper) for name, model in PARTS.items()}
    parts["equality_links"] = PaperAssessment.objects.filter(paper=paper).select_related("assessment")
    found = fetch_together(parents=OrganisationParent.objects.filter(organisation=body), **parts)
    keep_related(body, "parents", found.pop("parents"))
    for name, rows in found.items():
        keep_related(paper, name, rows)
    return paper


def reads_text(viewer: Viewer) -> bool:
    return not CommitteePaper.hidden_columns(viewer)


def author_ids(paper: CommitteePaper) -> set[int]:
    return {author.account_id for author in paper.authors.all()}


def owners_of(paper: CommitteePaper) -> Any:
    return owner_ids(paper.meeting.body, paper.meeting.meeting_on)


def permission_for(paper: CommitteePaper, doing: str) -> str:
    """What it takes to send this paper back, withdraw or correct it, as the address calls it."""
    return rules.permission_for(paper.state, rules.Event(doing.replace("-", " ")))


def events_open_to(paper: CommitteePaper, viewer: Viewer, authors: set[int]) -> set[rules.Event]:
    """What this person may do with the paper now; for offering buttons, the write decides anew."""
    mine = viewer.account_id in authors
    found = set()
    for event in rules.Event:
        if not rules.may_follow(paper.state, event):
            continue
        if not viewer.may(rules.permission_for(paper.state, event), owners_of(paper)):
            continue
        if mine and event in {rules.Event.CLEAR, rules.Event.APPROVE}:
            continue
        if event is rules.Event.PUBLISH and (authors == {viewer.account_id} or paper.part != rules.Part.ONE):
            continue
        found.add(event)
    return found


def waiting_for(viewer: Viewer) -> list[CommitteePaper]:
    """Papers that this person can carry on: clear, approve or publish."""
    permissions = {
        s: rules.PERMISSIONS[e]
        for (s, e) in rules.NEXT
        if e in {rules.Event.CLEAR, rules.Event.APPROVE, rules.Event.PUBLISH}
    }
    states = [s.value for s, permission in permissions.items() if viewer.may_somewhere(permission)]
    papers = (
        list_papers(viewer=viewer)
        .filter(state__in=states)
        .exclude(authors__account_id=viewer.account_id or 0)
    )
    return [p for p in papers[:50] if viewer.may(permissions[rules.State(p.state)], owners_of(p))]


def formats_for(on: date) -> list[Scale]:
    """Formats in force on the day first, then every other: an old body may keep its old form."""
    now = scales_of_kind("paper_format", on=on)
    return [*now, *(s for s in scales_of_kind("paper_format") if s not in now)]


def meetings_to_write_for(*, viewer: Viewer) -> QuerySet[Meeting]:
    return list_meetings(viewer=viewer).filter(state__in=["planned", "called", "held"])


def file_of(paper: CommitteePaper, form: str) -> bytes:
    return bytes(PaperFile.objects.get(paper=paper, form=form).made)


def recommendations_of(meeting: Meeting, *, viewer: Viewer) -> QuerySet[Recommendation]:
    """What the meeting was asked in approved papers, each with its decision if there is one."""
    asked = Recommendation.objects.visible_to(viewer).filter(
        Q(paper__state=rules.State.APPROVED) | Q(paper__state=rules.State.PUBLISHED), paper__meeting=meeting
    )
    return asked.select_related("paper", "decision").order_by("paper__number", "position")


def decisions_of(meeting: Meeting, *, viewer: Viewer) -> QuerySet[Decision]:
    found = Decision.objects.visible_to(viewer).filter(recommendation__paper__meeting=meeting)
    return found.select_related("recommendation__paper").order_by(
        "recommendation__paper__number", "recommendation__position"
    )


def all_meetings(*, viewer: Viewer) -> QuerySet[Meeting]:
    return list_meetings(viewer=viewer)


def meeting_owners(meeting: Meeting) -> list[int]:
    return owner_ids(meeting.body, meeting.meeting_on)


def decidable(*, viewer: Viewer) -> QuerySet[Recommendation]:
    """Recommendations of approved papers that have no recorded decision."""
    if "meeting" in CommitteePaper.hidden_columns(viewer):
        return Recommendation.objects.none()
    found = Recommendation.objects.visible_to(viewer).filter(decision__isnull=True, paper__frozen_hash__gt="")
    return found.select_related("paper__meeting__body")


def changeable(*, viewer: Viewer) -> QuerySet[Decision]:
    if "meeting" in CommitteePaper.hidden_columns(viewer):
        return Decision.objects.none()
    return Decision.objects.visible_to(viewer).select_related("recommendation__paper__meeting__body")


def next_edition(paper: CommitteePaper) -> CommitteePaper | None:
    return getattr(paper, "corrected_by", None)


def state_choices() -> list[tuple[str, str]]:
    return [(state.value, words) for state, words in rules.STATE_WORDS.items()]


def guidance_of(paper: CommitteePaper, code: str) -> str:
    """What the paper's own format says about a section; nothing where the format no longer knows it."""
    found = [s.guidance for s in get_scale(paper.format).sections if s.code == code]
    return found[0] if found else ""
