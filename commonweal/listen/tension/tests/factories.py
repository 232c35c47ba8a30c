"""A small town for the tests of the return: three boroughs side by side, their police, a community group and a partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from shapely.geometry import Polygon

from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from commonweal.listen.tension.models import Asking, ReturnRound, TensionReturn
from commonweal.listen.tension.writes import arranging, judging, noting, sending

WEEK = date(2010, 7, 12)
BEFORE = date(2010, 7, 5)
IN_TIME = datetime(2010, 7, 14, 9, 0, tzinfo=UTC)  # ten o'clock in London
DUE = datetime(2010, 7, 14, 11, 0, tzinfo=UTC)  # midday in London
LATE = datetime(2010, 7, 14, 11, 1, tzinfo=UTC)
AT = datetime(2010, 7, 15, 8, 0, tzinfo=UTC)
KEY = "k" * 40
NAMES = ("Northwick", "Middleham", "Southley")
ITEM: dict[str, Any] = {
    "title": "Leaflets", "facts": "Forty leaflets were found.", "experienced": "1", "level": "2", "scheme": "3x5x2",
    "source_grade": "2", "information_grade": "C", "handling": "P", "origin": "local", "themes": ["race"],
    "shareable_text": "Leaflets were handed out.",
}  # fmt: skip


@dataclass
class World:
    """Everything by its name."""

    round: ReturnRound
    areas: dict[str, Area]
    police: dict[str, Organisation]
    askings: dict[str, Asking]
    accounts: dict[str, Account]

    def viewer(self, key: str, on: date = date(2010, 7, 15)) -> Viewer:
        return get_viewer(self.accounts[key], on=on)

    def who(self, key: str, at: datetime = IN_TIME) -> dict[str, Any]:
        return {"by": self.viewer(key), "at": at}


def square(column: int) -> Polygon:
    west = 500_000 + 10_000 * column
    return Polygon([(west, 170_000), (west + 10_000, 170_000), (west + 10_000, 180_000), (west, 180_000)])


def make_area(
    level: str, code: str, name: str, parent: Area | None = None, column: int | None = None
) -> Area:
    outline = square(column).wkb_hex if column is not None else ""
    return Area.objects.create(
        level=level, code=code, name=name, parent=parent, valid_from_on=date(1900, 1, 1), outline=outline
    )


PEOPLE = {
    "lead": ("borough_lead", "Police of Northwick"),
    "deputy": ("borough_lead", "Police of Northwick"),
    "middle": ("borough_lead", "Police of Middleham"),
    "desk": ("desk_officer", "The Force"),
    "analyst": ("analyst", "The Force"),
    "analyst2": ("analyst", "The Force"),
    "contributor": ("contributor", "A community group"),
    "contributor2": ("contributor", "A community group"),
    "partner": ("delivery_partner", "A partner"),
    "stranger": ("delivery_partner", "Another partner"),
    "auditor": ("oversight_auditor", "The Authority"),
    "admin": ("administrator", "The Authority"),
}


def make_world(*, lock_hours: int | None = 120) -> World:
    """Northwick and Middleham are asked, Southley is not."""
    country = make_area("country", "E92", "England")
    force_area = make_area("police_force", "E23", "The Force Area", country)
    areas = {
        name: make_area("borough", f"E0{n}", name, force_area, column=n) for n, name in enumerate(NAMES, 1)
    }
    force = make_organisation("The Force", "police")
    police = {name: make_organisation(f"Police of {name}", "police") for name in NAMES}
    accounts = {
        key: make_account(role, email=f"{key}@mail.example", organisation=make_organisation(name, "other"))
        for key, (role, name) in PEOPLE.items()
    }
    chosen = arranging.add_round(
        organisation=force, area=force_area, since_on=date(2010, 5, 3), title="Weekly return", due_day=2,
        due_clock=time(12, 0), lock_hours=lock_hours, open_to_public=True, by=SYSTEM, at=IN_TIME,
    )  # fmt: skip
    asked = {
        "Northwick": (police["Northwick"], areas["Northwick"], "officer", police["Northwick"]),
        "Middleham": (police["Middleham"], areas["Middleham"], "officer", police["Middleham"]),
        "contributor": (make_organisation("A community group", "other"), areas["Northwick"], "contributor", police["Northwick"]),
        "partner": (make_organisation("A partner", "other"), areas["Northwick"], "partner", police["Northwick"]),
    }  # fmt: skip
    askings = {
        key: arranging.ask(
            chosen=chosen, organisation=body, area=area, variant=variant, overseer=overseer,
            since_on=date(2010, 5, 3), by=SYSTEM, at=IN_TIME,
        )
        for key, (body, area, variant, overseer) in asked.items()
    }  # fmt: skip
    return World(chosen, areas, police, askings, accounts)


def officer_return(
    world: World, at: datetime = IN_TIME, *, by: str = "lead", week: date = WEEK, **item: Any
) -> TensionReturn:
    """A draft with one item, as the lead of Northwick (or of Middleham) writes it."""
    asking = world.askings["Middleham" if by == "middle" else "Northwick"]
    sent = sending.start_return(
        asking=asking, week_starting=week, level="2", direction="up", confidence="high", **world.who(by, at)
    )
    return noting.note_item(sent=sent, **{**ITEM, **item}, **world.who(by, at))


def sent_return(world: World, at: datetime = IN_TIME, **given: Any) -> TensionReturn:
    sent = officer_return(world, at, **given)
    return sending.submit_return(sent=sent, **world.who(given.get("by", "lead"), at))


def contribution(
    world: World, at: datetime = IN_TIME, *, by: str = "contributor", **values: Any
) -> TensionReturn:
    return sending.report(
        asking=world.askings["contributor" if by.startswith("contributor") else "partner"], week_starting=WEEK,
        **{"what": "People are afraid to come to the lunch club.", **values}, **world.who(by, at),
    )  # fmt: skip


def public_return(world: World, at: datetime = IN_TIME, *, key: str = KEY) -> TensionReturn:
    return sending.report_publicly(
        chosen=world.round, area=world.areas["Northwick"], overseer_id=world.police["Northwick"].pk, key=key,
        what="Signs are painted over.", by=Viewer(), at=at,
    )  # fmt: skip


def accepted_return(world: World, **given: Any) -> TensionReturn:
    sent = sent_return(world, **given)
    sent = judging.check_return(sent=sent, **world.who("analyst"))
    return judging.accept_return(sent=sent, **world.who("analyst"))
