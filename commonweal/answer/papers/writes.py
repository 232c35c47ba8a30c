"""How is a paper drafted, judged, frozen, corrected and decided upon?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from commonweal.answer.meetings.models import AgendaItem, Meeting
from commonweal.answer.meetings.reads import owner_ids
from commonweal.answer.papers import rules
from commonweal.answer.papers.models import (
    CommitteePaper,
    Decision,
    PaperAuthor,
    PaperFigure,
    PaperFile,
    PaperSection,
    Recommendation,
)  # fmt: skip
from commonweal.answer.papers.reads.content import Rendered, content_of, find_faults
from commonweal.answer.papers.reads.lists import author_ids, owners_of
from commonweal.answer.papers.rules import Event, State
from commonweal.ground.audit.writes import write
from commonweal.ground.scales.reads import get_scale
from commonweal.ground.visibility.rules import NotPossible, Viewer, check_may


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
    by: Viewer,
    at: datetime,
    as_at_on: date | None = None,
) -> CommitteePaper:
    """A figure that no record here can give: its words have to say where it comes from."""
    _edit(paper, by)
    if not rules.MARKER.fullmatch(f"{{figure:{key}}}"):
        raise NotPossible("A figure's name has small letters, figures and underscores only.")
    PaperFigure.objects.filter(paper=paper, key=key).delete()
    PaperFigure.objects.create(
        paper=paper, key=key, words=words, value=value, source="typed", as_at_on=as_at_on
    )
    return paper


@write("submitted the paper for clearance", permission="papers.draft", locks="paper", owners=owners_of)
def submit_paper(*, paper: CommitteePaper, on: date, by: Viewer, at: datetime) -> CommitteePaper:
    paper.state = rules.next_state(paper.state, Event.SUBMIT)
    rules.check_complete(find_faults(paper, on=on))
    paper.save()
    return paper


@write("cleared the paper", permission="papers.clear", locks="paper", owners=owners_of)
def clear_paper(*, paper: CommitteePaper, on: date, by: Viewer, at: datetime) -> CommitteePaper:
    paper.state = rules.next_state(paper.state, Event.CLEAR)
    rules.check_not_an_author(by.account_id, author_ids(paper), "clear")
    rules.check_complete(find_faults(paper, on=on))
    paper.cleared_by_id, paper.cleared_at = by.account_id, at
    paper.save()
    return paper


@write(
    "approved the paper and froze its figures", permission="papers.approve", locks="paper", owners=owners_of
)
def approve_paper(
    *, paper: CommitteePaper, seen: str, rendered: Rendered, on: date, by: Viewer, at: datetime
) -> CommitteePaper:
    """Freeze what was read: `seen` is the hash that stood on the page, `rendered` the forms of the content with that hash."""
    following = rules.next_state(paper.state, Event.APPROVE)
    rules.check_not_an_author(by.account_id, author_ids(paper), "approve")
    rules.check_complete(find_faults(paper, on=on))
    content = content_of(paper, on=on)
    text = rules.canonical(content)
    rules.check_seen(seen, rules.content_hash(text))
    if rendered.content != text:
        raise NotPossible(
            "The printed forms were made from another text. Read the preview again, then approve."
        )
    _freeze(paper, content, rendered)
    paper.state, paper.approved_by_id, paper.approved_at = following, by.account_id, at
    paper.frozen_content, paper.frozen_hash = text, rules.content_hash(text)
    paper.save()
    return paper


def _freeze(paper: CommitteePaper, content: Mapping[str, Any], rendered: Rendered) -> None:
    """Keep each figure that the text uses with its rows, and the very bytes of every form."""
    paper.figures.all().delete()
    for figure in content["figures"]:
        PaperFigure.objects.create(paper=paper, **{**figure, "as_at_on": figure["as_at_on"] or None})
    for form, made in rendered.files.items():
        PaperFile.objects.create(paper=paper, form=form, made=made, sha256=rules.hash_of_bytes(made))


def _may_send_back(paper: CommitteePaper, by: Viewer) -> None:
    check_may(by, rules.permission_for(paper.state, Event.SEND_BACK), owners_of(paper))


@write("sent the paper back", permission=None, locks="paper")
def send_back_paper(*, paper: CommitteePaper, reason: str, by: Viewer, at: datetime) -> CommitteePaper:
    """Whoever judges it in its present state may. An approved paper is set aside and its next edition opened."""
    following = rules.next_state(paper.state, Event.SEND_BACK)
    _may_send_back(paper, by)
    rules.check_reason(reason)
    if following is State.WITHDRAWN:
        _withdraw(paper, reason, by, at)
        _next_edition(paper, reason, by, at, sent_back=True)
    else:
        paper.cleared_by_id, paper.cleared_at = None, None
        _mark_sent_back(paper, reason, by, at)
    paper.state = following
    paper.save()
    return paper


def _mark_sent_back(paper: CommitteePaper, reason: str, by: Viewer, at: datetime) -> None:
    paper.sent_back_by_id, paper.sent_back_at, paper.sent_back_reason = by.account_id, at, reason


def _withdraw(paper: CommitteePaper, reason: str, by: Viewer, at: datetime) -> None:
    paper.withdrawn_by_id, paper.withdrawn_at, paper.withdrawn_reason = by.account_id, at, reason


@write("withdrew the paper", permission="papers.publish", locks="paper", owners=owners_of)
def withdraw_paper(*, paper: CommitteePaper, reason: str, by: Viewer, at: datetime) -> CommitteePaper:
    """Before publication. A published paper is withdrawn together with its public page, by the room of publications."""
    if paper.state == State.PUBLISHED:
        raise NotPossible("This paper is public: withdraw its publication, and the paper goes with it.")
    paper.state = rules.next_state(paper.state, Event.WITHDRAW)
    rules.check_reason(reason)
    _withdraw(paper, reason, by, at)
    paper.save()
    return paper


@write("opened a corrected edition", permission="papers.draft", locks="paper", owners=owners_of)
def correct_paper(*, paper: CommitteePaper, reason: str, by: Viewer, at: datetime) -> CommitteePaper:
    """The paper stays as it is; its next edition names it and says why it is corrected."""
    rules.next_state(paper.state, Event.CORRECT)
    rules.check_reason(reason)
    if CommitteePaper.objects.filter(corrects=paper).exists():
        raise NotPossible("A corrected edition of this paper is already open.")
    _next_edition(paper, reason, by, at)
    return paper


def _next_edition(
    old: CommitteePaper, reason: str, by: Viewer, at: datetime, sent_back: bool = False
) -> None:
    """A copy in the state of drafting. Sent back, it stays with the one who drafted it; corrected, with the corrector."""
    new = CommitteePaper(
        meeting=old.meeting, agenda_item=old.agenda_item, number=old.number, edition=old.edition + 1, corrects=old,
        correction_reason=reason, title=old.title, office=old.office, part=old.part, format=old.format,
        language=old.language, figures_on=old.figures_on, plan=old.plan, tier=old.tier,
        drafted_by_id=old.drafted_by_id if sent_back else rules.person(by.account_id), drafted_at=at,
    )  # fmt: skip
    if sent_back:
        _mark_sent_back(new, reason, by, at)
    new.save(force_insert=True)
    copied = (
        old.sections.all(),
        old.recommendations.all(),
        old.authors.all(),
        old.figures.filter(source="typed"),
    )
    for row in (row for rows in copied for row in rows):
        row.pk, row.paper, row.version = None, new, 1
        row._state.adding = True
        row.save(force_insert=True)
    if not sent_back:
        _count_as_author(new, by)


@write(
    "recorded a decision",
    permission="meetings.edit",
    owners=lambda given: owners_of(given["recommendation"].paper),
)
def record_decision(
    *,
    recommendation: Recommendation,
    verb: str,
    decided_on: date,
    by: Viewer,
    at: datetime,
    detail: str = "",
    minute: str = "",
) -> Decision:
    """In the body's own verb. A decision is recorded once; changing it is another write, which history shows."""
    _check_decision(recommendation, verb, detail)
    if Decision.objects.filter(recommendation=recommendation).exists():
        raise NotPossible("A decision on this recommendation is already recorded.")
    return Decision.objects.create(
        recommendation=recommendation, verb=verb, detail=detail, minute=minute, decided_on=decided_on,
        recorded_by_id=rules.person(by.account_id),
    )  # fmt: skip


def _check_decision(recommendation: Recommendation, verb: str, detail: str) -> None:
    if recommendation.paper.state not in rules.FROZEN:
        raise NotPossible("Only what stands in an approved paper can be decided.")
    rules.check_detail(verb, detail)


@write("changed a recorded decision", permission="meetings.edit", locks="decision",
       owners=lambda decision: owners_of(decision.recommendation.paper))  # fmt: skip
def change_decision(
    *,
    decision: Decision,
    verb: str,
    decided_on: date,
    reason: str,
    by: Viewer,
    at: datetime,
    detail: str = "",
    minute: str = "",
) -> Decision:
    _check_decision(decision.recommendation, verb, detail)
    rules.check_reason(reason)
    decision.verb, decision.detail, decision.minute, decision.decided_on = verb, detail, minute, decided_on
    decision.recorded_by_id = rules.person(by.account_id)
    decision.save()
    return decision
