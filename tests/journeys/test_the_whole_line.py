"""From a pasted paper to what the public reads: does the whole line hold, each person doing only their own part?"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from tests.journeys.acting import click, press, says, touch
from tests.journeys.invented import MEETING_PAPER
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PLAN = "Getting home safely"


def test_from_a_pasted_paper_to_the_public_register(visitors: Any, count: Any) -> None:
    manager = visitors.as_("Partnership manager", "/intake/new/")
    the_manager_reads_the_paper(manager)
    plan = the_manager_makes_a_plan(manager)
    partner = visitors.as_("Diversity officer at the MPS", plan)
    update = the_partner_reports(partner)
    lead = visitors.as_("Community safety link body lead", update)
    the_lead_sends_it_back(lead)
    the_partner_sends_again(partner, update)
    the_lead_confirms(lead, update, plan)
    officer = visitors.as_("Committee officer", plan)
    paper = the_officer_drafts_the_paper(officer)
    the_clearing_officer_clears(visitors.as_("Clearing officer", paper))
    the_author_cannot_approve(officer, paper)
    the_chief_officer_approves(visitors.as_("Chief executive's office", paper))
    the_officer_publishes(visitors.as_("Deputy committee officer", paper))
    the_public_reads_it(visitors.open("/public/"))
    count("G24 journeys from a paper to the public register", 1)


def the_manager_reads_the_paper(page: Any) -> None:
    page.get_by_label("Or paste its text").fill(MEETING_PAPER)
    click(page, "Show what you understand")
    says(page, "Nothing has been kept yet.")
    says(page, "Nothing in the document shows which of the 2 partners leads action 4.1.1.")
    click(page, "Keep this and go through the doubts")
    open_doubts = page.locator(".cw-doubt:not(.cw-doubt--settled)")
    before = open_doubts.count()
    assert before >= 3
    click(page, "^Accept: Metropolitan Police Service")
    assert open_doubts.count() == before - 1
    settled = open_doubts.filter(has_text="conditional").first
    touch(settled.get_by_text("Write something else"))
    settled.get_by_label("What should stand there").fill("A grant of Capital Ambition, if the bid succeeds")
    press(page, settled.get_by_role("button", name=re.compile("Put this there")))
    assert open_doubts.count() == before - 2
    press(page, open_doubts.first.get_by_role("button", name=re.compile("Leave as it is")))
    assert open_doubts.count() == before - 3
    says(page, "Suggestion accepted by Partnership manager")
    says(page, "Corrected by Partnership manager")


def the_manager_makes_a_plan(page: Any) -> str:
    click(page, "Make a plan from this")
    says(page, "This makes 2 actions in 1 service area")
    page.get_by_label("Title of the plan").fill(PLAN)
    page.get_by_label(re.compile("Link body for")).select_option(label="Community Safety Link Body")
    for unanswered in page.locator("select[name^=who_]").all():
        if not unanswered.input_value():
            unanswered.select_option("leave")
    click(page, "Make the plan")
    says(page, "The plan is made.")
    says(page, "A number that drivers know")
    return str(page.url)


def the_partner_reports(page: Any) -> str:
    check_page(page)
    click(page, "A number that drivers know")
    click(page, "^Report progress")
    page.get_by_label("What was done").fill("The number is printed on forty cab doors.")
    click(page, "^Send$")
    says(page, "Your update is sent.")
    click(page, r"^\d+ \w+ 2010$")
    assert page.get_by_role("button", name="Confirm").count() == 0
    return str(page.url)


def the_lead_sends_it_back(page: Any) -> None:
    click(page, "^Send back$")
    page.get_by_label("Why").fill("It does not say whether anybody answers at night.")
    click(page, "^Send back$")
    says(page, "because: It does not say whether anybody answers at night")


def the_partner_sends_again(page: Any, update: str) -> None:
    page.goto("/")
    says(page, "4.1.1")
    page.goto(update)
    click(page, "Change or send it")
    says(page, "because: It does not say whether anybody answers at night")
    page.get_by_label("What was done").fill(
        "The number is on forty doors, and somebody answers it from ten until six."
    )
    click(page, "^Send$")


def the_lead_confirms(page: Any, update: str, plan: str) -> None:
    page.goto(update)
    says(page, "It was sent back before")
    click(page, "^Confirm$")
    says(page, "The update is confirmed.")
    page.goto(plan)
    says(page, "last update today")
    check_page(page)


def the_officer_drafts_the_paper(page: Any) -> str:
    check_page(page)
    page.goto("/papers/start/")
    click(page, f"^{PLAN}$")
    page.get_by_label("Meeting", exact=True).select_option(
        label="Equality and Diversity Sub-committee, 22 July 2010"
    )
    page.get_by_label("Report number").fill("9")
    page.get_by_label("Title", exact=True).fill(PLAN)
    page.get_by_label("By", exact=True).fill("Chief Executive")
    click(page, "^Start it$")
    says(page, "Before it may go to clearance")
    for _ in range(12):
        empty = page.locator(".cw-pairs > div").filter(
            has_text=re.compile(r"^\s*[^\n]+\s+Empty\s+Write", re.S)
        )
        if not empty.count():
            break
        press(page, empty.first.get_by_role("link", name=re.compile("Write")))
        fill_the_section(page)
    click(page, "Submit for clearance")
    says(page, "You wrote part of this paper")
    return str(page.url)


def fill_the_section(page: Any) -> None:
    """One is written, the others say why they are not."""
    if "equality" in page.locator("h1").inner_text().lower():
        page.locator("textarea[name=text]").fill(
            "Passengers who speak little English gain most from both actions."
        )
    else:
        page.get_by_label("If it does not apply, why").fill("Neither action changes anything here.")
    click(page, "^Save$")


def the_clearing_officer_clears(page: Any) -> None:
    click(page, "^Clear it$")
    says(page, "Waiting for approval")


def the_author_cannot_approve(page: Any, paper: str) -> None:
    page.goto(paper)
    assert page.get_by_role("link", name="Read and approve").count() == 0
    click(page, "^Preview$")
    assert page.get_by_role("button", name="Approve what stands here").count() == 0


def the_chief_officer_approves(page: Any) -> None:
    click(page, "Read and approve")
    click(page, "Approve what stands here")
    says(page, "under the SHA-256 hash")


def the_officer_publishes(page: Any) -> None:
    click(page, "^Publish$")
    says(page, "exactly they go out")
    click(page, "^Publish$")


def the_public_reads_it(page: Any) -> None:
    check_page(page)
    click(page, "The whole register")
    click(page, PLAN)
    says(page, "Passengers who speak little English gain most")
    shown = page.locator(".cw-hash").last.inner_text()
    click(page, "Check this hash")
    says(page, shown)
    page.go_back()
    for form, opens in {"PDF": opens_as_pdf, "Word": opens_as_word}.items():
        link = page.locator("main").get_by_role("link", name=re.compile(form)).first
        answer = page.request.get(link.get_attribute("href"))
        assert answer.ok
        assert PLAN in opens(answer.body()), form
    opened = page.request.get("/public/check/", params={"hash": shown})
    assert opened.ok


def opens_as_pdf(body: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def opens_as_word(body: bytes) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs)


def test_the_real_report_is_read_and_becomes_a_plan(visitors: Any, shared: Any) -> None:
    """Six actions with fourteen tasks, as the paper of 22 July 2010 has them; skipped where that paper is not."""
    paper = next(iter(sorted((shared / "papers").glob("*report-05*.txt"))), None)
    if paper is None:
        pytest.skip("the report of 22 July 2010 is not among the shared papers")
    page = visitors.as_("Partnership manager", "/intake/new/")
    page.get_by_label("A paper or plan").set_input_files(paper)
    click(page, "Show what you understand")
    says(page, "with a plan of 6 actions")
    click(page, "Keep this and go through the doubts")
    click(page, "Make a plan from this")
    says(page, "This makes 6 actions")
    says(page, "14 tasks")
