"""How is a paper started and written?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from commonweal.answer.meetings.models import AgendaItem, Meeting
from commonweal.answer.meetings.reads import owner_ids
from commonweal.answer.papers import rules
from commonweal.answer.papers.models import (
    CommitteePaper,
    PaperAuthor,
    PaperFigure,
    PaperSection,
    Recommendation,
)  # fmt: skip
from commonweal.answer.papers.reads.lists import owners_of
from commonweal.answer.papers.rules import Event
from commonweal.design.documents.document import MARKER
from commonweal.ground.audit.writes import write
from commonweal.ground.scales.reads import check_strength, get_scale
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write(
    "started a paper",
    permission="papers.draft",
    owners=lambda given: owner_ids(given["meeting"].body, given["meeting"].meeting_on),
)
def start_paper(
    *,
    meeting: Meeting,
    number: str,
    title: str,
    office: str,
    format: str,  # noqa: A002  the field's word
    by: Viewer,
    at: datetime,
    part: str = rules.Part.ONE,
    plan: Any = None,
    texts: Mapping[str, str] | None = None,
    recommendations: Iterable[str] = (),
) -> CommitteePaper:
    """A paper with every section of its format; `texts` (by section code) and `recommendations` are its first draft."""
    if CommitteePaper.objects.filter(meeting=meeting, number=number).exists():
        raise NotPossible(f"Report {number} of this meeting is taken. Choose another number.")
    paper = CommitteePaper.objects.create(
        meeting=meeting, number=number, title=title, office=office, part=part, format=format, plan=plan,
        drafted_by_id=rules.person(by.account_id), drafted_at=at, agenda_item=_agenda_item(meeting, number, title, part),
    )  # fmt: skip
    given = texts or {}
    for position, section in enumerate(get_scale(format).sections, 1):
        PaperSection.objects.create(
            paper=paper, position=position, code=section.code, letter=section.letter, heading=section.heading,
            kind=section.kind, is_required=section.required, text=given.get(section.code, ""),
        )  # fmt: skip
    _set_recommendations(paper, recommendations)
    _count_as_author(paper, by)
    return paper


def _agenda_item(meeting: Meeting, number: str, title: str, part: str) -> AgendaItem:
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=f"Report {number}: {title}"[:300], report_number=number,
        is_exempt=part == rules.Part.TWO,
    )  # fmt: skip


def _count_as_author(paper: CommitteePaper, by: Viewer) -> None:
    PaperAuthor.objects.get_or_create(paper=paper, account_id=rules.person(by.account_id))


def _set_recommendations(paper: CommitteePaper, texts: Iterable[str]) -> None:
    paper.recommendations.all().delete()
    kept = [text.strip() for text in texts if text.strip()]
    for position, text in enumerate(kept, 1):
        Recommendation.objects.create(paper=paper, position=position, text=text)


def _edit(paper: CommitteePaper, by: Viewer) -> None:
    rules.next_state(paper.state, Event.EDIT)
    _count_as_author(paper, by)


@write("changed the heading of the paper", permission="papers.draft", locks="paper", owners=owners_of)
def change_heading(
    *,
    paper: CommitteePaper,
    title: str,
    office: str,
    by: Viewer,
    at: datetime,
    part: str = rules.Part.ONE,
    figures_on: date | None = None,
) -> CommitteePaper:
    _edit(paper, by)
    paper.title, paper.office, paper.part, paper.figures_on = title, office, part, figures_on
    paper.save()
    if item := paper.agenda_item:
        item.title, item.is_exempt = f"Report {paper.number}: {title}"[:300], part == rules.Part.TWO
        item.save()
    return paper


@write("wrote a section", permission="papers.draft", locks="paper", owners=owners_of)
def write_section(
    *,
    paper: CommitteePaper,
    code: str,
    by: Viewer,
    at: datetime,
    text: str = "",
    not_applicable_reason: str = "",
    withheld_reason: str = "",
) -> CommitteePaper:
    """Text, or the reason why there is none; never both."""
    _edit(paper, by)
    section = paper.sections.filter(code=code).first()
    if section is None:
        raise NotPossible("This paper has no such section.")
    if text.strip() and not_applicable_reason.strip():
        raise NotPossible("Either the section has text, or it says why it has none. Remove one of the two.")
    section.text, section.not_applicable_reason = text.strip(), not_applicable_reason.strip()
    section.withheld_reason = withheld_reason.strip()
    section.save()
    return paper


@write("wrote the recommendations", permission="papers.draft", locks="paper", owners=owners_of)
def write_recommendations(
    *, paper: CommitteePaper, texts: Sequence[str], by: Viewer, at: datetime
) -> CommitteePaper:
    _edit(paper, by)
    _set_recommendations(paper, texts)
    return paper


@write("typed a figure", permission="papers.draft", locks="paper", owners=owners_of)
def type_figure(
    *,
    paper: CommitteePaper,
    key: str,
    words: str,
    value: str,
    strength: str,
    by: Viewer,
    at: datetime,
    as_at_on: date | None = None,
) -> CommitteePaper:
    """A figure that no record here can give: its words have to say where it comes from."""
    _edit(paper, by)
    if not MARKER.fullmatch(f"{{figure:{key}}}"):
        raise NotPossible("A figure's name has small letters, figures and underscores only.")
    scale = check_strength(strength, timezone.localdate(at), of="the evidence for the figure")
    PaperFigure.objects.filter(paper=paper, key=key).delete()
    PaperFigure.objects.create(
        paper=paper, key=key, words=words, value=value, source="typed", as_at_on=as_at_on, strength=strength,
        strength_scale=scale,
    )  # fmt: skip
    return paper


@write("removed a typed figure", permission="papers.draft", locks="paper", owners=owners_of)
def remove_figure(*, paper: CommitteePaper, key: str, by: Viewer, at: datetime) -> CommitteePaper:
    """Where the text still drops it in, the paper says so until the mark is gone."""
    _edit(paper, by)
    gone, _ = PaperFigure.objects.filter(paper=paper, key=key, source="typed").delete()
    if not gone:
        raise NotPossible("This paper has no typed figure of that name any more.")
    return paper
