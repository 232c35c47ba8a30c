"""What has to be going on in the demonstration so that every page has a reason to be there?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.journeys import houses
from tests.journeys.acting import click
from tests.journeys.conftest import Visitors


def prepare(chromium: Any, home: Path) -> None:
    """The demonstration, a paper that is being drafted, one that is approved, and a statement that waits for release."""
    houses.copy(houses.prepared("london", houses.demonstration), home)
    with houses.running("demo", home) as house:
        people = Visitors(chromium, house.address)
        with people.closing:
            start_a_paper(people.as_("Committee officer", "/papers/start/?plan=1"))
            approve_a_paper(people.as_("Chief executive's office", "/papers/"))
            prepare_a_statement(people.as_("Partnership manager", "/publications/"))


def start_a_paper(page: Any) -> None:
    page.get_by_label("Meeting", exact=True).select_option(
        label="Equality and Diversity Sub-committee, 22 July 2010"
    )
    page.get_by_label("Report number").fill("9")
    page.get_by_label("By", exact=True).fill("Chief Executive")
    go_on(page, "Start it")


def approve_a_paper(page: Any) -> None:
    click(page, "Seats for the community on link bodies")
    click(page, "Read and approve")
    go_on(page, "Approve what stands here")


def prepare_a_statement(page: Any) -> None:
    go_on(page, "Prepare “London Enriched” as it stands today")


def go_on(page: Any, words: str) -> None:
    """Press it, and nothing was refused."""
    click(page, words)
    assert page.locator(".govuk-error-summary, .cw-notice--error").count() == 0, page.locator(
        "main"
    ).inner_text()
