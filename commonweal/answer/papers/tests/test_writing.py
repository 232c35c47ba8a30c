"""Can a paper be written in a browser from its first page to its approval and decision, and is no word lost?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.tests.factories import (
    Cast,
    MeetingFactory,
    make_paper,
    to_approved,
    to_cleared,
    to_drafted,
)
from commonweal.answer.papers.tests.pages_of_papers import as_, go, hidden
from commonweal.ground.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def test_a_paper_goes_from_start_to_approval_in_the_browser(cast):
    meeting = MeetingFactory(body=cast.body)
    officer, clearing, chief = as_(cast.officer), as_(cast.clearing), as_(cast.chief)
    form = go(officer, "start", meeting=meeting.pk)
    typed = {
        "meeting": meeting.pk, "number": "4", "title": "A new paper", "office": "Chief Executive", "part": "I",
        "format": "mpa@2010", "once": hidden(form, "once"),
    }  # fmt: skip
    for _ in range(2):
        assert go(officer, "start", data=typed).status_code == 303
    paper = CommitteePaper.objects.get()
    for section in paper.sections.exclude(kind="recommendation"):
        page = go(officer, "section", paper.pk, section.code)
        answer = go(
            officer,
            "section",
            paper.pk,
            section.code,
            data={"text": f"Words on {section.heading}", "version": hidden(page, "version")},
        )
        assert answer.status_code == 303, answer.content.decode()
    page = go(officer, "recommendations", paper.pk)
    go(
        officer,
        "recommendations",
        paper.pk,
        data={"texts": "That members note it.\nThat members meet.", "version": hidden(page, "version")},
    )
    assert go(officer, "submit", paper.pk, data={}).status_code == 303
    assert b"These wait for you" in go(clearing, "list").content
    assert go(clearing, "clear", paper.pk, data={}).status_code == 303
    preview = go(chief, "preview", paper.pk)
    assert go(chief, "approve", paper.pk, data={"seen": hidden(preview, "seen")}).status_code == 303
    paper.refresh_from_db()
    assert paper.state == "approved"
    assert paper.frozen_hash == hidden(preview, "seen")
    assert go(chief, "file", paper.pk, "pdf").content == bytes(paper.files.get(form="pdf").made)
    assert paper.agenda_item.title == "Report 4: A new paper"


def test_a_seen_hash_that_is_not_the_present_one_approves_nothing(cast):
    paper = to_cleared(cast)
    answer = go(as_(cast.chief), "approve", paper.pk, data={"seen": "0" * 64})
    assert answer.status_code == 303
    paper.refresh_from_db()
    assert paper.state == "cleared"


def test_what_is_missing_stands_on_the_page_and_stops_the_submission(cast):
    paper = make_paper(cast, texts={}, recommendations=())
    officer = as_(cast.officer)
    page = go(officer, "show", paper.pk).content.decode()
    assert "“Legal implications” is empty" in page
    assert "There is no recommendation" in page
    go(officer, "submit", paper.pk, data={})
    paper.refresh_from_db()
    assert paper.state == "drafting"


def test_the_second_saver_sees_both_texts_and_loses_none(cast):
    paper = make_paper(cast)
    one, two = as_(cast.officer), as_(cast.second_officer)
    first, second = (go(c, "section", paper.pk, "summary") for c in (one, two))
    go(
        one,
        "section",
        paper.pk,
        "summary",
        data={
            "text": "From the first",
            "version": hidden(first, "version"),
            "initial-text": "Nothing changes.",
        },
    )
    answer = go(
        two,
        "section",
        paper.pk,
        "summary",
        data={
            "text": "From the second",
            "version": hidden(second, "version"),
            "initial-text": "Nothing changes.",
        },
    )
    assert answer.status_code == 409
    assert b"From the first" in answer.content
    assert b"From the second" in answer.content
    assert paper.sections.get(code="summary").text == "From the first"


def test_a_section_takes_text_or_a_reason_but_not_both(cast):
    paper = make_paper(cast)
    officer = as_(cast.officer)
    page = go(officer, "section", paper.pk, "legal")
    answer = go(
        officer,
        "section",
        paper.pk,
        "legal",
        data={"text": "a", "not_applicable_reason": "b", "version": hidden(page, "version")},
    )
    assert answer.status_code == 200
    assert b"remove one of the two" in answer.content


def test_decisions_are_recorded_once_in_the_bodys_own_verb(cast):
    paper = to_approved(cast)
    officer = as_(cast.officer)
    asked = paper.recommendations.get()
    assert go(officer, "decide", asked.pk, data={"verb": "deferred", "detail": ""}).status_code == 200
    assert (
        go(
            officer, "decide", asked.pk, data={"verb": "deferred", "detail": "to September", "minute": "5.2"}
        ).status_code
        == 303
    )
    page = go(officer, "decisions", paper.meeting_id).content.decode()
    assert "Deferred" in page
    assert "to September" in page
    assert go(officer, "decide", asked.pk).status_code == 404


def test_a_paper_is_started_from_a_plan_in_the_browser(cast):
    from commonweal.answer.papers.tests.test_drafting import make_plan

    plan = make_plan()
    meeting = MeetingFactory(body=cast.body)
    officer = as_(cast.officer)
    assert f"?plan={plan.pk}".encode() in go(officer, "start").content
    address = reverse("papers:start") + f"?plan={plan.pk}&meeting={meeting.pk}"
    page = officer.get(address)
    assert b"The first draft is made from" in page.content
    typed = {
        "meeting": meeting.pk, "number": "4", "title": "How it stands", "office": "Chief Executive", "part": "I",
        "format": "mpa@2010", "once": hidden(page, "once"),
    }  # fmt: skip
    assert officer.post(address, typed).status_code == 303
    paper = CommitteePaper.objects.get()
    assert paper.plan == plan
    assert paper.recommendations.count() >= 1
    assert b"7.3.0" in go(officer, "preview", paper.pk).content


def test_a_typed_figure_is_removed_and_the_text_that_uses_it_says_so(cast):
    paper = make_paper(cast, texts={"summary": "It costs {figure:cost_2010}."})
    officer = as_(cast.officer)
    typed = {
        "key": "cost_2010",
        "value": "£4,000",
        "words": "The treasurer's estimate",
        "strength": "reported",
    }
    assert go(officer, "type_figure", paper.pk, data=typed).status_code == 303
    page = go(officer, "show", paper.pk).content.decode()
    assert reverse("papers:remove_figure", args=[paper.pk, "cost_2010"]) in page
    before = page.count("cost_2010")
    assert go(as_(cast.member), "remove_figure", paper.pk, "cost_2010", data={}).status_code == 403
    assert go(officer, "remove_figure", paper.pk, "cost_2010", data={}).status_code == 303
    assert not paper.figures.exists()
    page = go(officer, "show", paper.pk).content.decode()
    assert page.count("cost_2010") < before
    assert "cost_2010" in page, "what is missing is named"
    assert go(officer, "remove_figure", paper.pk, "cost_2010", data={}).status_code == 303


def test_a_typed_figure_of_an_approved_paper_stays(cast):
    paper = to_drafted(cast)
    page = go(as_(cast.officer), "show", paper.pk).content.decode()
    assert "Typed figures" not in page
    go(as_(cast.officer), "remove_figure", paper.pk, "any", data={})
    paper.refresh_from_db()
    assert paper.state == "drafted"


def test_a_recorded_decision_is_changed_with_a_reason(cast):
    paper = to_approved(cast)
    officer, asked = as_(cast.officer), paper.recommendations.get()
    go(officer, "decide", asked.pk, data={"verb": "deferred", "detail": "to September", "minute": "5.2"})
    asked.refresh_from_db()
    address = reverse("papers:change_decision", args=[asked.decision.pk])
    assert address in go(officer, "decisions", paper.meeting_id).content.decode()
    assert address not in go(as_(cast.member), "decisions", paper.meeting_id).content.decode()
    page = officer.get(address)
    typed = {
        "verb": "agreed", "detail": "", "minute": "5.3", "decided_on-day": "22", "decided_on-month": "7",
        "decided_on-year": "2010", "version": hidden(page, "version"),
    }  # fmt: skip
    assert officer.post(address, typed).status_code == 200, "without a reason it is asked for"
    assert as_(cast.member).post(address, typed | {"reason": "Misheard"}).status_code == 403
    assert officer.post(address, typed | {"reason": "Misheard"}).status_code == 303
    asked.decision.refresh_from_db()
    assert (asked.decision.verb, asked.decision.minute) == ("agreed", "5.3")
    assert officer.post(address, typed | {"verb": "noted", "reason": "Late"}).status_code == 409


def test_a_section_may_name_the_officer_to_ask_once_somebody_says_so_and_never_a_passport(cast):
    paper = make_paper(cast, texts={})
    officer = as_(cast.officer)
    page = go(officer, "section", paper.pk, "equality")
    typed = {"text": "Contact: jane.doe@mpa.gov.uk, 07700 900123", "version": hidden(page, "version")}
    asked = go(officer, "section", paper.pk, "equality", data=typed)
    assert asked.status_code == 200
    assert "e-mail address" in asked.content.decode()
    assert paper.sections.get(code="equality").text != typed["text"]
    answer = {
        "private_answer": "on",
        "private_reason": "The author of the report",
        "private_seen": hidden(asked, "private_seen"),
    }
    assert go(officer, "section", paper.pk, "equality", data=typed | answer).status_code == 303
    assert paper.sections.get(code="equality").text == typed["text"]
    entry = AuditEntry.objects.filter(action="papers.write_section").latest("pk")
    assert "The author of the report" in entry.reason
    typed = {"text": "Passport no. 533401372 was lost", "version": paper.version + 1}
    refused = go(officer, "section", paper.pk, "equality", data=typed | answer)
    assert refused.status_code == 200
    assert "passport number" in refused.content.decode()
