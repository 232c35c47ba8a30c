"""Which made-up counts are watched in the demonstration, what stood out in them, and who answered?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from commonweal.assess.surveillance import writes
from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.places.demonstration import borough_codes
from commonweal.ground.visibility.rules import SYSTEM
from commonweal.listen.recorded_crime.models import OffenceClass
from commonweal.listen.recorded_crime.writes import (
    add_offence_class,
    declare_break,
    load_counts,
)
from commonweal.listen.tension.models import ReturnRound

Given = dict[str, Any]
ANALYST = "analyst"
WITHOUT = "City of London"  # its own force would count there


def steps() -> Iterator[Step]:
    told = read("early_warning")
    yield Step(moment(told["loaded"], 9), partial(_counts, told))
    for row in told["breaks"]:
        yield Step(moment(row["on"], 9, 30), partial(_break, row))
    crime, returns = told["watches"]
    yield Step(moment(crime["begun"], 10), partial(_watch_crime, crime))
    yield Step(moment(told["looked"], 11), _look)
    yield Step(moment(returns["begun"], 17), partial(_watch_returns, returns))
    yield Step(moment(told["worded_anew"]["on"], 10), partial(_break_of_watch, told["worded_anew"]))
    for row in told["answers"]:
        yield Step(moment(row["on"], 12), partial(_answer, row))


def _counts(told: Given, world: World, at: datetime) -> None:
    who = world.who(ANALYST, at)
    made = add_offence_class(**told["offence_class"], **who)
    load_counts(
        content=table(told).encode(),
        file_name="made-up-counts.csv",
        offence_class=made,
        source=made.source,
        **who,
    )


def table(told: Given) -> str:
    """The same invented numbers on every machine, as a file that an analyst could load."""
    given = {(name, month): number for name, month, number in told["stands_out"]}
    unknown = {(name, month) for name, month in told["unknown"]}
    lines = ["area_code,area,month,count"]
    for name, code in sorted(borough_codes().items()):
        chance = random.Random(f"{name} in the demonstration")  # noqa: S311  invented numbers, and no secret
        for month in _months(told["first"], told["months"]):
            number = _number(told, name, month, chance)
            if name != WITHOUT and (name, month) not in unknown:
                lines.append(f"{code},{name},{month:%Y-%m},{given.get((name, month), number)}")
    return "\n".join(lines)


def _number(told: Given, name: str, month: date, chance: random.Random) -> int:
    mean = told["busy"].get(name, told["usual"]) * told["by_month"][month.month - 1]
    return max(0, round(chance.gauss(mean, mean**0.5)))


def _months(first: date, number: int) -> Iterator[date]:
    for at in range(number):
        years, month = divmod(first.month - 1 + at, 12)
        yield date(first.year + years, month + 1, 1)


def _break(row: Given, world: World, at: datetime) -> None:
    declare_break(
        offence_class=OffenceClass.objects.get(), from_on=row["from"], reason=row["reason"], effect=row["effect"],
        **world.who(ANALYST, at),
    )  # fmt: skip


def _watch_crime(row: Given, world: World, at: datetime) -> None:
    writes.begin_watch(
        title=row["title"], subject="recorded_crime", offence_class=OffenceClass.objects.get(), methods=row["methods"],
        from_on=row["from"], **world.who(ANALYST, at),
    )  # fmt: skip


def _watch_returns(row: Given, world: World, at: datetime) -> None:
    writes.begin_watch(
        title=row["title"], subject="tension", return_round=ReturnRound.objects.get(), methods=row["methods"],
        from_on=row["from"], **world.who(ANALYST, at),
    )  # fmt: skip


def _break_of_watch(row: Given, world: World, at: datetime) -> None:
    writes.declare_break(
        watch=Watch.objects.get(title=row["watch"]), from_on=row["from"], reason=row["reason"], restarts=False,
        **world.who(ANALYST, at),
    )  # fmt: skip


def _look(world: World, at: datetime) -> None:
    for watch in Watch.objects.all():
        writes.look_through(watch=watch, by=SYSTEM, at=at)


ANSWERS = {"acknowledge": writes.acknowledge_alert, "explain": writes.explain_alert}


def _answer(row: Given, world: World, at: datetime) -> None:
    alert = Alert.objects.get(area__name=row["area"], method=row["method"], watch__subject="recorded_crime")
    given = {"reason": row["why"]} if "why" in row else {}
    ANSWERS[row["event"]](alert=alert, **given, **world.who(row["by"], at))
