"""Who was told that something awaits them, and which paper lies there read but not settled?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from commonweal.config.demonstration.story import WORLD, Step, World, moment, read
from commonweal.ground.messages.reads import find_recipients
from commonweal.ground.messages.writes import send_notice
from commonweal.listen.intake.forms import preview_of
from commonweal.listen.intake.writes import keep_reading


def steps() -> Iterator[Step]:
    year = read("meetings")
    for row in year["notices"]:
        yield Step(moment(row["on"], 16), partial(_notice, row))
    for row in year["readings"]:
        yield Step(moment(row["on"], 12), partial(_reading, row))


def _notice(row: dict[str, Any], world: World, at: datetime) -> None:
    who = world.who(row["by"], at)
    people = find_recipients(
        roles=row["roles"], organisation_ids=[], on=timezone.localdate(at), but_not=who["by"].account_id
    )
    seen = [person.pk for person in people]
    send_notice(roles=row["roles"], organisation_ids=[], seen=seen, address=row["page"], **who)


def _reading(row: dict[str, Any], world: World, at: datetime) -> None:
    content = (WORLD / row["file"]).read_bytes()
    keep_reading(**preview_of(content, row["file"]), **world.who(row["by"], at))
