"""Which relationships of trust are there, what was said in them, and what was passed on or refused?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.visibility.rules import SYSTEM
from commonweal.listen.engagement.models import Community
from commonweal.listen.engagement.writes.communities import add_community
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.daily import notice_missing_keepers
from commonweal.listen.exchange.models import RelayRecipient

Row = dict[str, Any]


def steps() -> Iterator[Step]:
    for day in read("trusted")["looked_through"]:
        yield Step(moment(day, 18), lambda world, at: notice_missing_keepers(now=at))
    for row in read("trusted")["relationships"]:
        yield Step(moment(row["since"], 13), partial(_begin, row))
        for opening in row.get("openings", ()):
            yield Step(moment(opening["on"], 9), partial(_open, row, opening))
        for told in row.get("told", ()):
            yield Step(moment(told["on"], 15), partial(_we_told, row, told))
        for said in row.get("said", ()):
            yield from _said(row, said)


def _begin(row: Row, world: World, at: datetime) -> None:
    who = world.who(row["by"], at)
    relationship = writes.begin_relationship(
        owner=world.organisation_of(row["by"], at), community=_community(row, at), purpose=row["purpose"],
        organisation=world.organisations[row["organisation"]] if "organisation" in row else None,
        since_on=row["since"], agreed_on=row["since"], state=row["state"], **who,
    )  # fmt: skip
    world.trusted[row["key"]] = writes.keep_identity(relationship=relationship, **row["identity"], **who)


def _community(row: Row, at: datetime) -> Community:
    found = Community.objects.filter(name=row["community"]).first()
    return found or add_community(name=row["community"], basis=row["basis"], by=SYSTEM, at=at)


def _open(row: Row, opening: Row, world: World, at: datetime) -> None:
    writes.open_identity(
        relationship=world.trusted[row["key"]], reason=opening["reason"], **world.who(row["by"], at)
    )


def _we_told(row: Row, told: Row, world: World, at: datetime) -> None:
    writes.note_what_we_told(
        relationship=world.trusted[row["key"]],
        said_on=told["on"],
        words=told["words"],
        **world.who(row["by"], at),
    )


def _said(row: Row, said: Row) -> Iterator[Step]:
    by, key = row["by"], said["key"]

    def record(world: World, at: datetime) -> None:
        world.trusted[key] = writes.record_exchange(
            relationship=world.trusted[row["key"]], said_on=said["on"], words=said["words"],
            purposes=said["purposes"], is_shareable=said.get("shareable", False), **world.who(by, at),
        )  # fmt: skip

    def step(do: Any, **values: Any) -> Any:
        def carry_out(world: World, at: datetime) -> None:
            world.trusted[key] = do(exchange=world.trusted[key], **values, **world.who(by, at))

        return carry_out

    yield Step(moment(said["on"], 14), record)
    if "acknowledged" in said:
        yield Step(moment(said["acknowledged"], 16), step(writes.acknowledge))
    if "answered" in said:
        words = said["answered"]["words"]
        yield Step(moment(said["answered"]["on"], 16), step(writes.answer, answer=words))
    if "told_back" in said:
        words = said["told_back"]["words"]
        yield Step(moment(said["told_back"]["on"], 16), step(writes.tell_back, happened_next=words))
    for asked in said.get("requests", ()):
        yield Step(moment(asked["on"], 11), partial(_request, by, key, asked))
    for relay in said.get("relays", ()):
        yield Step(moment(relay["on"], 10), partial(_relay, by, key, relay))
        yield from _received(relay)


def _request(by: str, key: str, asked: Row, world: World, at: datetime) -> None:
    writes.record_request(
        exchange=world.trusted[key], organisation=world.organisations[asked["organisation"]],
        purpose=asked["purpose"], said=asked["said"], asked_on=asked["on"], **world.who(by, at),
    )  # fmt: skip


def _relay(by: str, key: str, row: Row, world: World, at: datetime) -> None:
    writes.send_relay(
        exchange=world.trusted[key], title=row["title"], text=row["text"], purpose=row["purpose"],
        source_grade=row["source"], information_grade=row["information"], handling=row["handling"],
        conditions=row["conditions"], organisations=[world.organisations[to["organisation"]] for to in row["to"]],
        **world.who(by, at),
    )  # fmt: skip


def _received(relay: Row) -> Iterator[Step]:
    for row in relay["to"]:
        if "accepted" in row:
            yield Step(moment(row["accepted"], 10), partial(_accept, relay["title"], row))
        if "used" in row:
            yield Step(moment(row["used"]["on"], 10), partial(_use, relay["title"], row))


def _recipient(title: str, row: Row, world: World) -> RelayRecipient:
    return RelayRecipient.objects.get(
        relay__title=title, organisation=world.organisations[row["organisation"]]
    )


def _accept(title: str, row: Row, world: World, at: datetime) -> None:
    writes.accept_relay(recipient=_recipient(title, row, world), **world.who(row["by"], at))


def _use(title: str, row: Row, world: World, at: datetime) -> None:
    writes.say_use(
        recipient=_recipient(title, row, world), was_used=True, use_said=row["used"]["words"],
        **world.who(row["by"], at),
    )  # fmt: skip
