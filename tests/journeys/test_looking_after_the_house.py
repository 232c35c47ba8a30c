"""Can the administrator, the auditor and the manager do what keeps the house in order, in the browser?"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from tests.journeys.acting import click, press, says, touch
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def test_the_administrator_invites_somebody_and_sees_what_they_would_see(visitors: Any) -> None:
    page = visitors.as_("Administrator", "/people/")
    check_page(page)
    click(page, "Invite")
    click(page, "^Invite$")  # nothing typed yet
    says(page, "There is a problem")
    page.get_by_label("Name", exact=True).fill("Officer for faith groups")
    page.get_by_label("E-mail address").fill("faith@demonstration.example")
    page.get_by_label("Role").select_option(label="Delivery partner")
    page.get_by_label("Organisation").select_option(label="London Councils")
    click(page, "^Invite$")
    says(page, "Officer for faith groups")
    says(page, "Invited on 15 July 2010")
    page.goto("/what-would-they-see/")
    check_page(page)
    page.get_by_label("Kind of record").select_option(index=1)
    page.get_by_label("Who looks").select_option(index=1)
    click(page, "^Show$")
    says(page, "they see")


def test_the_auditor_verifies_the_chain_in_the_browser(visitors: Any) -> None:
    page = visitors.as_("Oversight auditor", "/audit/")
    check_page(page)
    click(page, "Verify now")
    says(page, "The audit is whole")
    assert re.search(r"\d{3} entries are as they were written", page.locator("main").inner_text())
    click(page, "Back to the audit")
    press(page, page.locator("tbody").get_by_role("link").first)


def test_two_bodies_plans_stand_side_by_side(visitors: Any) -> None:
    page = visitors.as_("Partnership manager", "/plans/compare/")
    check_page(page)
    left, right = page.get_by_label("One side"), page.get_by_label("The other side")
    for side, name in (
        (left, "Metropolitan Police Service"),
        (right, "GLA Diversity and Social Policy Team"),
    ):
        option = side.locator("option").filter(has_text=f"{name} in London Enriched").first
        side.select_option(value=option.get_attribute("value"))
    click(page, "Set side by side")
    says(page, "Openings for working together")
    says(
        page,
        "Metropolitan Police Service in London Enriched beside GLA Diversity and Social Policy Team in London Enriched",
    )


@pytest.mark.parametrize("form", ["XLSX", "CSV"])
def test_a_plan_taken_out_and_brought_back_unchanged_changes_nothing(visitors: Any, form: str) -> None:
    page = visitors.as_("Partnership manager", "/plans/1/file/")
    check_page(page)
    with page.expect_download() as taken:
        links, buttons = (page.get_by_role(role, name=re.compile(form)) for role in ("link", "button"))
        touch(links.or_(buttons).first)
    page.locator("input[type=file]").set_input_files(taken.value.path())
    click(page, "Show what differs")
    says(page, "Nothing changed: the file says what the plan says.")


def test_one_changed_cell_is_shown_before_it_is_saved(visitors: Any, tmp_path: Any) -> None:
    from openpyxl import load_workbook

    page = visitors.as_("Partnership manager", "/plans/1/file/")
    body = page.request.get("/plans/1/file/plan.xlsx").body()
    book = load_workbook(io.BytesIO(body))
    cell = next(
        c
        for sheet in book
        for row in sheet.iter_rows()
        for c in row
        if c.value == "Talking locally about migration"
    )
    cell.value = "Talking about migration in six boroughs"
    book.save(tmp_path / "plan.xlsx")
    page.locator("input[type=file]").set_input_files(tmp_path / "plan.xlsx")
    click(page, "Show what differs")
    says(page, "1 row changed")
    says(page, "Talking about migration in six boroughs")
    click(page, "Save all of this")
    page.goto("/plans/1/")
    says(page, "Talking about migration in six boroughs")
