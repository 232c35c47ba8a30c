"""Which bodies are there, who sits on them, where do they work, and whom does one ask?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.partners.models import SeatRule
from commonweal.ground.partners.writes import (
    add_membership,
    add_organisation,
    cover_area,
    merge_organisations,
    name_contact,
    replace_organisation,
    set_seat_rule,
    split_organisation,
)
from commonweal.ground.places.demonstration import load_london
from commonweal.ground.places.reads import find_area
from commonweal.ground.visibility.rules import SYSTEM

FOUNDED = date(2009, 11, 26)  # the first day on which anybody entered anything
MARK = "the world of the demonstration"


def steps() -> Iterator[Step]:
    world = read("organisations")
    yield Step(moment(FOUNDED, 8), _places)
    for row in world["organisations"]:
        yield Step(moment(FOUNDED, 9), partial(_organisation, row))
    for row in world["successions"]:
        yield Step(moment(FOUNDED, 11), partial(_succession, row))
    for block in world["members"]:
        for row in block["rows"]:
            yield Step(_entered(row["since"]), partial(_member, block["body"], row))
    for row in world["seats"]:
        yield Step(_entered(row["since"]), partial(_seat, row))
    for row in world["contacts"]:
        yield Step(_entered(row["since"]), partial(_contact, row))
    for row in world["covers"]:
        yield Step(moment(FOUNDED, 14), partial(_cover, row))


def _entered(since: date) -> datetime:
    """What began before anybody kept a record was entered when they did."""
    return moment(max(since, FOUNDED), 12)


def _places(world: World, at: datetime) -> None:
    load_london(by=SYSTEM, at=at)


def _organisation(row: dict[str, Any], world: World, at: datetime) -> None:
    parent = world.organisations[row["parent"]] if "parent" in row else None
    first = None if world.organisations else MARK
    made = add_organisation(
        name=row["name"], kind=row["kind"], short_name=row.get("short", ""), remit=row.get("remit", ""),
        meets=row.get("meets", ""), exists_from_on=row.get("from"), exists_until_on=row.get("until"),
        aliases=row.get("aliases", ()), parent=parent, once=first, by=SYSTEM, at=at,
    )  # fmt: skip
    world.organisations |= dict.fromkeys([row["name"], *row.get("aliases", ())], made)


def _succession(row: dict[str, Any], world: World, at: datetime) -> None:
    before = [world.organisations[name] for name in row["from"]]
    after = [world.organisations[name] for name in row["to"]]
    given: dict[str, Any] = {"on": row["on"], "why": row.get("why", ""), **world.who("admin", at)}
    if row["how"] == "merged":
        merge_organisations(organisations=before, into=after[0], **given)
    elif row["how"] == "split":
        split_organisation(organisation=before[0], into=after, **given)
    else:
        replace_organisation(organisation=before[0], by_organisation=after[0], **given)


def _member(body: str, row: dict[str, Any], world: World, at: datetime) -> None:
    add_membership(
        body=world.organisations[body], member=world.organisations[row["organisation"]], holder=row["holder"],
        role=row["role"], since_on=row["since"], **world.who("admin", at),
    )  # fmt: skip


def _seat(row: dict[str, Any], world: World, at: datetime) -> None:
    set_seat_rule(
        body=world.organisations[row["body"]], words=row["words"], at_least=row["at_least"],
        criterion=SeatRule.Criterion.MEMBER_KIND, criterion_value=row["kind"], since_on=row["since"],
        **world.who("admin", at),
    )  # fmt: skip


def _contact(row: dict[str, Any], world: World, at: datetime) -> None:
    name_contact(
        organisation=world.organisations[row["organisation"]], subject=row["subject"], post_title=row["post"],
        since_on=row["since"], **world.who("admin", at),
    )  # fmt: skip


def _cover(row: dict[str, Any], world: World, at: datetime) -> None:
    area = find_area(row["area"], level=row["level"], on=FOUNDED)
    if area is None:
        raise LookupError(f"no {row['level']} is called {row['area']}")
    cover_area(body=world.organisations[row["organisation"]], area=area, **world.who("admin", at))
