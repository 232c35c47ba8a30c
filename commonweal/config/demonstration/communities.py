"""With whom did the police of London speak by then: communities and their sizes, desks, outreach, contacts and networks?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils import timezone

from commonweal.config.demonstration.organisations import FOUNDED
from commonweal.config.demonstration.story import WORLD, Step, World, moment, read
from commonweal.ground.partners.writes import add_organisation
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import find_area
from commonweal.listen.engagement.models import (
    Community,
    Contact,
    Desk,
    KeyNetwork,
    Loan,
    NetworkRound,
    OutreachWorker,
    Relationship,
)
from commonweal.listen.engagement.writes import communities, contacts, desks, networks, outreach

Given = dict[str, Any]
SERVICE = "Metropolitan Police Service"


def steps() -> Iterator[Step]:
    world = read("communities")
    for row in world["organisations"]:
        yield Step(moment(FOUNDED, 15), partial(_organisation, row))
    for row in world["communities"]:
        yield Step(moment(FOUNDED, 15), partial(_community, row))
    yield Step(moment(FOUNDED, 16), partial(_sizes, world["sizes"]))
    for row in world["desks"]:
        yield Step(moment(FOUNDED, 17), partial(_desk, row, world["desks_since"]))
    for row in world["outreach"]:
        yield Step(moment(FOUNDED, 17), partial(_outreach, row))
    for kind, tell in KINDS.items():
        for row in world[kind]:
            yield from tell(row)


def find_one(model: Any, **named: Any) -> Any:
    return model.objects.get(**named)


def communities_named(names: list[str]) -> list[Community]:
    return [find_one(Community, name=name) for name in names]


def areas_named(names: list[str]) -> list[Area]:
    return [area_named(name) for name in names]


def area_named(name: str) -> Area:
    area = find_area(name, level="borough", on=FOUNDED)
    if area is None:
        raise LookupError(f"no borough is called {name}")
    return area


def desk_named(name: str | None) -> Desk | None:
    return find_one(Desk, name=name) if name else None


def _organisation(row: Given, world: World, at: datetime) -> None:
    made = add_organisation(
        name=row["name"], kind=row["kind"], short_name=row.get("short", ""), **world.who("admin", at)
    )
    world.organisations[row["name"]] = made


def _community(row: Given, world: World, at: datetime) -> None:
    parent = find_one(Community, name=row["parent"]) if "parent" in row else None
    communities.add_community(
        name=row["name"], basis=row["basis"], parent=parent, names=row.get("names", []),
        languages=row.get("languages", ""), known_gaps=row.get("gaps", ""), **world.who("desk", at),
    )  # fmt: skip


def _sizes(row: Given, world: World, at: datetime) -> None:
    content = (WORLD / "community_sizes.csv").read_bytes()
    communities.load_sizes(
        content=content, file_name="community_sizes.csv", title=row["title"], source=row["source"],
        licence=row["licence"], counted_on=row["counted_on"], limits=row["limits"], **world.who("analyst", at),
    )  # fmt: skip


def _desk(row: Given, since: date, world: World, at: datetime) -> None:
    who = world.who("desk", at)
    made = desks.open_desk(
        name=row["name"], organisation=world.organisations[SERVICE], opened_on=since, **who
    )
    made = desks.seat_officer(desk=made, account=world.people["desk"], since_on=since, **who)
    for community in communities_named(row["communities"]):
        made = desks.cover_community(desk=made, community=community, since_on=since, **who)


def _outreach(row: Given, world: World, at: datetime) -> None:
    who, since = world.who("desk", at), timezone.localdate(at)
    made = outreach.add_worker(
        title=row["title"],
        organisation=world.organisations[SERVICE],
        languages=row["languages"],
        knowledge=row.get("knowledge", ""),
        since_on=since,
        **who,
    )
    for community in communities_named(row["communities"]):
        made = outreach.cover(worker=made, community=community, since_on=since, **who)


def _priority(row: Given) -> Iterator[Step]:
    def do(world: World, at: datetime) -> None:
        desks.set_priority(
            desk=find_one(Desk, name=row["desk"]), priority=row["priority"], basis=row["basis"], reason=row["why"],
            on=row["on"], **world.who("desk", at),
        )  # fmt: skip

    yield Step(moment(row["on"], 9), do)


def _loan(row: Given) -> Iterator[Step]:
    made: dict[str, Loan] = {}

    def ask(world: World, at: datetime) -> None:
        made["loan"] = outreach.ask_for_loan(
            worker=find_one(OutreachWorker, title=row["worker"]), unit=row["unit"], purpose=row["why"],
            from_on=row["from"], until_on=row["until"], **world.who("borough", at),
        )  # fmt: skip

    def agree(world: World, at: datetime) -> None:
        outreach.answer_loan(
            loan=made["loan"], event="agree", consent_basis=row["agreed"]["how"], on=row["agreed"]["on"],
            **world.who("desk", at),
        )  # fmt: skip

    yield Step(moment(row["on"], 9), ask)
    if "agreed" in row:
        yield Step(moment(row["agreed"]["on"], 9), agree)


def _relationship(row: Given) -> Iterator[Step]:
    name = row["organisation"]

    def begin(world: World, at: datetime) -> None:
        contacts.begin_relationship(
            organisation=world.organisations[name], desk=desk_named(row.get("desk")), owner=world.people["desk"],
            communities=communities_named(row.get("communities", [])), areas=areas_named(row.get("areas", [])),
            about=row["about"], source=row["source"], languages=row.get("languages", ""), on=FOUNDED,
            **world.who("desk", at),
        )  # fmt: skip

    def move(step: Given, world: World, at: datetime) -> None:
        contacts.move_relationship(
            relationship=_relationship_with(name), event=step["event"], reason=step["why"], on=step["on"],
            **world.who("desk", at),
        )  # fmt: skip

    def spoke(world: World, at: datetime) -> None:
        contacts.note_contact(
            relationship=_relationship_with(name), last_contact_on=row["last"], on=row["last"],
            next_contact_on=row["next"], **world.who("desk", at),
        )  # fmt: skip

    yield Step(moment(FOUNDED, 18), begin)
    for step in row.get("moves", ()):
        yield Step(moment(step["on"], 11), partial(move, step))
    if "last" in row:
        yield Step(moment(row["last"], 17), spoke)


def _relationship_with(name: str) -> Relationship:
    found: Relationship = find_one(Relationship, organisation__name=name)
    return found


def _contact(row: Given) -> Iterator[Step]:
    def do(world: World, at: datetime) -> None:
        contacts.add_contact(
            relationship=_relationship_with(row["organisation"]), role=row["role"], name="Nobody: this is a demonstration",
            consent_basis="agreed", consented_on=row["on"], scope=row["scope"], expires_on=row["until"],
            language=row["language"], speaks_for=communities_named(row["speaks_for"]), on=row["on"],
            **world.who("desk", at),
        )  # fmt: skip

    yield Step(moment(row["on"], 13), do)


def _network(row: Given) -> Iterator[Step]:
    def found(world: World, at: datetime) -> None:
        who = world.who("desk", at)
        made = networks.found_network(
            name=row["name"],
            area=area_named(row["area"]),
            desk=desk_named(row["desk"]),
            founded_on=row["on"],
            **who,
        )
        for name in row["members"]:
            contact = find_one(Contact, relationship__organisation__name=name)
            speaks_for = contact.speaks_for.first()
            made = networks.add_member(
                network=made, contact=contact, speaks_for=speaks_for, on=row["on"], **who
            )

    yield Step(moment(row["on"], 14), found)
    for asked in row["rounds"]:
        yield from _round(row["name"], asked)


def _round(name: str, row: Given) -> Iterator[Step]:
    made: dict[str, NetworkRound] = {}

    def ask(world: World, at: datetime) -> None:
        network = find_one(KeyNetwork, name=name)
        made["round"] = networks.ask_network(
            network=network, due_on=row["due"], on=row["on"], **world.who("desk", at)
        )

    def keep(answer: Given, world: World, at: datetime) -> None:
        member = made["round"].network.members.get(contact__relationship__organisation__name=answer["member"])
        given = {code: text for code, text in answer.items() if code != "member"}
        made["round"] = networks.keep_answer(
            asked=made["round"], member=member, answers=given, on=row["due"], **world.who("desk", at)
        )

    def close(world: World, at: datetime) -> None:
        networks.close_round(asked=made["round"], **world.who("desk", at))

    yield Step(moment(row["on"], 15), ask)
    for answer in row["answers"]:
        yield Step(moment(row["due"], 15), partial(keep, answer))
    if "closed" in row:
        yield Step(moment(row["closed"], 15), close)


KINDS: dict[str, Callable[[Given], Iterator[Step]]] = {
    "priorities": _priority, "loans": _loan, "relationships": _relationship, "contacts": _contact,
    "networks": _network,
}  # fmt: skip
