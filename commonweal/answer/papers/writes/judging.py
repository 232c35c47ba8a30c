"""How is a paper submitted, judged, frozen, sent back and corrected?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from commonweal.answer.papers import rules
from commonweal.answer.papers.models import (
    CommitteePaper,
    PaperFigure,
    PaperFile,
)  # fmt: skip
from commonweal.answer.papers.reads import equality
from commonweal.answer.papers.reads.content import Rendered, content_of, find_faults
from commonweal.answer.papers.reads.lists import author_ids, owners_of
from commonweal.answer.papers.rules import Event, State
from commonweal.answer.papers.writes.drafting import _count_as_author
from commonweal.ground.audit.freezing import canonical, content_hash, hash_of_bytes
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer, check_may


@write("submitted the paper for clearance", permission="papers.draft", locks="paper", owners=owners_of)
def submit_paper(*, paper: CommitteePaper, on: date, by: Viewer, at: datetime) -> CommitteePaper:
    paper.state = rules.next_state(paper.state, Event.SUBMIT)
    rules.check_complete([*find_faults(paper, on=on), *equality.faults_of(paper)])
    paper.save()
    return paper


@write("cleared the paper", permission="papers.clear", locks="paper", owners=owners_of)
def clear_paper(*, paper: CommitteePaper, on: date, by: Viewer, at: datetime) -> CommitteePaper:
    paper.state = rules.next_state(paper.state, Event.CLEAR)
    rules.check_not_an_author(by.account_id, author_ids(paper), "clear")
    rules.check_complete([*find_faults(paper, on=on), *equality.faults_of(paper)])
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
    rules.check_complete([*find_faults(paper, on=on), *equality.faults_of(paper)])
    content = content_of(paper, on=on)
    text = canonical(content)
    rules.check_seen(seen, content_hash(text))
    if rendered.content != text:
        raise NotPossible(
            "The printed forms were made from another text. Read the preview again, then approve."
        )
    _freeze(paper, content, rendered)
    paper.state, paper.approved_by_id, paper.approved_at = following, by.account_id, at
    paper.frozen_content, paper.frozen_hash = text, content_hash(text)
    paper.save()
    return paper


def _freeze(paper: CommitteePaper, content: Mapping[str, Any], rendered: Rendered) -> None:
    """Keep each figure that the text uses with its rows, and the very bytes of every form."""
    paper.figures.all().delete()
    for figure in content["figures"]:
        PaperFigure.objects.create(paper=paper, **{**figure, "as_at_on": figure["as_at_on"] or None})
    for form, made in rendered.files.items():
        PaperFile.objects.create(paper=paper, form=form, made=made, sha256=hash_of_bytes(made))


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
        old.equality_links.exclude(assessment__state="superseded"),
    )
    for row in (row for rows in copied for row in rows):
        row.pk, row.paper, row.version = None, new, 1
        row._state.adding = True
        row.save(force_insert=True)
    if not sent_back:
        _count_as_author(new, by)
