"""Which meetings and papers are there, in every state, and what waits for the public?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.answer.meetings import writes as meetings
from commonweal.answer.meetings.models import Meeting
from commonweal.answer.papers import writes as papers
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads.content import FORMS, Rendered, content_of
from commonweal.answer.papers.tests.factories import filled
from commonweal.answer.publications import writes as publications
from commonweal.answer.publications.models import Publication
from commonweal.answer.publications.reads import statements
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.listen.intake.models import IntakeDocument
from tests.guarantees.extras.asking import account_of, organisation_named, who
from tests.guarantees.town import AT, ON


def answer_for(tag: str, body: str, officer: str, deputy: str, clearing: str, chief: str) -> None:
    meeting = meetings.plan_meeting(
        body=organisation_named(body),
        meeting_on=date(2010, 9, 9),
        title=f"September at the {tag}",
        **who(officer),
    )
    past = meetings.plan_meeting(
        body=organisation_named(body),
        meeting_on=date(2010, 7, 14),
        title=f"July at the {tag}",
        **who(officer),
    )
    meetings.publish_agenda(
        meeting=past, published_on=date(2010, 7, 12), urgency_reason="It could not wait", **who(officer)
    )
    made = {state: make_paper(meeting, f"{number}", state, officer, deputy, clearing, chief)
            for number, state in enumerate(("drafting", "drafted", "cleared", "approved", "published", "withdrawn"), 1)}  # fmt: skip
    for number, tier in enumerate(("partnership", "police"), 7):
        paper = make_paper(meeting, f"{number}", "drafting", officer, deputy, clearing, chief)
        CommitteePaper.objects.filter(pk=paper.pk).update(tier=tier)
    for tier in ("oversight", "police"):
        hidden = meetings.plan_meeting(
            body=organisation_named(body),
            meeting_on=date(2010, 9, 10),
            number=tier,
            title=f"For {tier}",
            **who(officer),
        )
        Meeting.objects.filter(pk=hidden.pk).update(tier=tier)
    papers.record_decision(recommendation=made["published"].recommendations.first(), verb="noted",
                           decided_on=date(2010, 9, 9), **who(officer))  # fmt: skip
    waits = make_paper(meeting, "9", "approved", officer, deputy, clearing, chief)
    publications.release_paper(paper=waits, seen=waits.frozen_hash, embargoed_until_at=AT + timedelta(days=3),
                               **who(deputy))  # fmt: skip
    goes = make_paper(meeting, "10", "published", officer, deputy, clearing, chief)
    publications.withdraw_publication(publication=Publication.objects.get(release__paper=goes), reason="It named a person",
                                      **who(deputy))  # fmt: skip
    release = _decisions(meeting, officer)
    publications.send_back_release(release=release, reason="A decision is missing", **who(deputy))
    _decisions(meeting, officer)


def cheaply(content: dict[str, Any]) -> Rendered:
    """Every form of the content, without printing it: for what is not about how a paper looks."""
    text = canonical(content)
    mark = f"<article><p>{content_hash(text)}</p></article>".encode()
    return Rendered(
        text, content_hash(text), {form: text.encode() if form == "json" else mark for form in FORMS}
    )


def make_paper(
    meeting: Any, number: str, state: str, officer: str, deputy: str, clearing: str, chief: str
) -> CommitteePaper:
    paper = papers.start_paper(
        meeting=meeting, number=number, title=f"A paper {state} ({number}) by {officer}", office="Chief Executive", format="mpa@2010",
        texts=filled("mpa@2010"), recommendations=["That members note it."], **who(officer),
    )  # fmt: skip
    paper = papers.type_figure(
        paper=paper,
        key="cost",
        value="£1,200",
        words="What travelling costs, by the finance officer",
        strength="reported",
        **who(officer),
    )
    if state == "drafting":
        return paper
    paper = papers.write_section(
        paper=paper, code="environmental", not_applicable_reason="Nothing is built.", **who(deputy)
    )
    paper = papers.submit_paper(paper=paper, on=ON, **who(officer))
    if state == "drafted":
        return paper
    paper = papers.clear_paper(paper=paper, on=ON, **who(clearing))
    if state == "cleared":
        return paper
    rendered = cheaply(content_of(paper, on=ON))
    paper = papers.approve_paper(paper=paper, seen=rendered.hash, rendered=rendered, on=ON, **who(chief))
    if state == "published":
        publications.release_paper(paper=paper, seen=paper.frozen_hash, **who(deputy))
    if state == "withdrawn":
        papers.withdraw_paper(paper=paper, reason="Not needed any more", **who(officer))
    return CommitteePaper.objects.get(pk=paper.pk)


def _decisions(meeting: Any, officer: str) -> Any:
    lines = statements.decision_lines(meeting)
    rendered = cheaply(statements.decisions_content(meeting, lines))
    return publications.prepare_decisions(meeting=meeting, rendered=rendered, lines=lines, **who(officer))


def read_papers_in() -> None:
    first = IntakeDocument.objects.get()
    for tier in ("oversight", "police"):
        IntakeDocument.objects.create(
            title=f"Read in for {tier}", kind="txt", sha256=tier.ljust(64, "0"), lines=first.lines, result=first.result,
            has_plan=first.has_plan, read_at=AT, read_by=account_of("officer"), tier=tier,
        )  # fmt: skip


def read_papers_in_again() -> None:
    first = IntakeDocument.objects.order_by("pk").first()
    assert first is not None
    IntakeDocument.objects.create(title="Read in and gone", kind="txt", sha256="0" * 64, lines=first.lines,
                                  result=first.result, read_at=AT, read_by=account_of("officer"))  # fmt: skip
