"""From an alert to its answer: the analyst takes it up, the borough's lead explains it, and another person closes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acting import click, press, says, touch
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
ALERT = "In June 2010 Haringey recorded 49; from the same months of earlier years"


def open_alert(page: Any) -> None:
    press(page, page.get_by_role("link", name=re.compile(f"^{re.escape(ALERT)}")).first)


def test_an_alert_is_acknowledged_explained_and_closed(visitors: Any, count: Callable[[str, int], None]):
    steps = 0
    analyst = visitors.as_("Analyst", "/early-warning/")
    check_page(analyst)
    open_alert(analyst)
    touch(analyst.get_by_text("The same as a table"))
    table = analyst.get_by_role("region", name=re.compile("the figures"))
    assert "June 2010" in table.inner_text()
    check_page(analyst)
    click(analyst, "^Acknowledge")
    says(analyst, "Acknowledged")
    steps += 1

    lead = visitors.as_("Borough lead", "/early-warning/", screen="phone")
    check_page(lead)
    open_alert(lead)
    assert lead.get_by_role("button", name="Close").count() == 0
    click(lead, "^Explain$")
    click(lead, "^Explain the alert$")
    assert lead.title().startswith("Error: ")
    lead.get_by_label("What explains it").fill("A campaign asked people to report.")
    click(lead, "^Explain the alert$")
    says(lead, "A campaign asked people to report.")
    steps += 2

    plain = visitors.as_("Second analyst", "/early-warning/?state=explained", screen="no scripts")
    open_alert(plain)
    click(plain, "^Close$")
    plain.get_by_label("Why is nothing more to be done?").fill("The campaign is over.")
    click(plain, "^Close the alert$")
    says(plain, "The campaign is over.")
    steps += 1
    count("journey: an alert from raised to closed, steps", steps)


@pytest.mark.parametrize(
    "path",
    ["/early-warning/this-week/", "/early-warning/watches/", "/early-warning/watches/1/",
     "/early-warning/watches/1/areas/E09000014/", "/early-warning/watches/2/areas/E09000014/",
     "/early-warning/watches/begin/", "/early-warning/watches/1/breaks/", "/recorded-crime/", "/recorded-crime/1/",
     "/recorded-crime/1/load/", "/recorded-crime/1/breaks/"],
)  # fmt: skip
def test_every_page_of_the_early_warning_can_be_read_in_the_dark(visitors: Any, path: str):
    """In the light, the walk through every page comes to them on a desktop and a telephone."""
    check_page(visitors.as_("Analyst", path, screen="dark"))


def test_a_file_of_counts_is_checked_row_by_row_before_it_is_stored(visitors: Any):
    page = visitors.as_("Analyst", "/recorded-crime/1/load/")
    bad = "area_code,month,count\nE09000014,2004-01,many\nE09000014,2004-02,5\n"
    page.get_by_label("File of counts").set_input_files(
        {"name": "counts.csv", "mimeType": "text/csv", "buffer": bad.encode()}
    )
    page.get_by_label("Where this file comes from").fill("Invented for a story")
    click(page, "^Check the file$")
    says(page, "Row 2: “many” is no whole number of offences.")
    click(page, "^Choose the file again$")
    good = bad.replace("many", "0")
    page.get_by_label("File of counts").set_input_files(
        {"name": "counts.csv", "mimeType": "text/csv", "buffer": good.encode()}
    )
    page.get_by_label("Where this file comes from").fill("Invented for a story")
    click(page, "^Check the file$")
    click(page, "^Store all of it$")
    says(page, "Stored 2 counts.")
