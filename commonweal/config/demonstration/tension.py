"""What did London's boroughs, partners and people say week by week, and which of them said nothing?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from commonweal.config.demonstration.organisations import FOUNDED
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.partners.writes import add_organisation, cover_area
from commonweal.ground.places.demonstration import borough_codes
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import find_area
from commonweal.ground.visibility.rules import PUBLIC_VIEWER, SYSTEM
from commonweal.listen.tension.models import Asking, GroupMeeting, ReturnRound, TensionReturn
from commonweal.listen.tension.rules.importing import RowItem, RowReturn
from commonweal.listen.tension.writes import arranging, collating, judging, meeting, noting, sending
from commonweal.listen.tension.writes.importing import import_returns

Given = dict[str, Any]
CITY = "City of London"
COLLATOR, ANALYST = "collator", "analyst"


def bodies() -> Iterator[Step]:
    """The police of each borough: they exist before anybody has an account there."""
    for name in sorted(borough_codes()):
        yield Step(moment(FOUNDED, 9, 30), partial(_body, name))


def police_of(area: str) -> str:
    return "City of London Police" if area == CITY else f"Metropolitan Police, {area}"


def _body(area: str, world: World, at: datetime) -> None:
    name = police_of(area)
    parent = None if area == CITY else world.organisations["Metropolitan Police Service"]
    world.organisations[name] = add_organisation(name=name, kind="police", parent=parent, by=SYSTEM, at=at)


def steps() -> Iterator[Step]:
    told = read("tension")
    begins = moment(told["round"]["since"], 9)
    yield Step(begins, partial(_round, told))
    for week in told["weeks"]:
        for number, hour in enumerate((9, 10, 11)):
            at = moment(week + timedelta(days=2), hour, 15)
            yield Step(at, partial(_table, told, week, number))
        yield Step(moment(week + timedelta(days=2), 16), partial(_look_at, week))
    for row in told["sent"]:
        yield Step(_at(row["at"]), partial(_sent, told, row))
        if "sent_back" in row:
            yield Step(_at(row["sent_back"]), partial(_sent_back, row))
    for kind, do in (("contributions", _said), ("partner_returns", _said), ("public", _anonymous)):
        for row in told[kind]:
            yield Step(_at(row["at"]), partial(do, row))
            if "answer" in row:
                yield Step(_at(row["answered"]), partial(_answer, row))
    for row in told["summaries"]:
        yield Step(moment(row["week"] + timedelta(days=3), 11), partial(_summary, row))
    yield from _of_the_group(told["meeting"])


def _of_the_group(row: Given) -> Iterator[Step]:
    """Its meeting, and later that something it decided is done."""
    yield Step(moment(row["held"], 15), partial(_meeting, row))
    for action in row["actions"]:
        if "done" in action:
            yield Step(moment(action["done"], 15), partial(_done, row, action))


def _at(typed: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(typed))


def _area(name: str, on: date) -> Area:
    found = find_area(name, level="borough", on=on)
    if found is None:
        raise LookupError(f"no borough is called {name}")
    return found


def _the_round() -> ReturnRound:
    return ReturnRound.objects.get()


def _round(told: Given, world: World, at: datetime) -> None:
    row, who = told["round"], world.who(ANALYST, at)
    london = find_area("London", level="region", on=row["since"])
    if london is None:
        raise LookupError("London is not loaded")
    chosen = arranging.add_round(
        organisation=world.organisations["Metropolitan Police Service"], area=london, since_on=row["since"],
        title=row["title"], due_day=row["due_day"], due_clock=time.fromisoformat(row["due_clock"]),
        lock_hours=row["lock_hours"], open_to_public=True, **who,
    )  # fmt: skip
    for name in sorted(borough_codes()):
        police = world.organisations[police_of(name)]
        cover_area(body=police, area=_area(name, row["since"]), **world.who("admin", at))
        if name not in told["not_asked"]:
            _ask(chosen, world, area=name, body=police, variant="officer", who=who)
    for row in (*told["contributions"], *told["partner_returns"]):
        variant = "contributor" if row["by"] == "contributor" else "partner"
        _ask(
            chosen,
            world,
            area=row["area"],
            body=world.organisation_of(row["by"], at),
            variant=variant,
            who=who,
        )


def _ask(chosen: ReturnRound, world: World, *, area: str, body: Any, variant: str, who: Given) -> None:
    arranging.ask(
        chosen=chosen, organisation=body, area=_area(area, chosen.since_on), variant=variant,
        overseer=world.organisations[police_of(area)], since_on=chosen.since_on, **who,
    )  # fmt: skip


def _table(told: Given, week: date, number: int, world: World, at: datetime) -> None:
    """A third of the boroughs at a time, as their tables come in."""
    alone = {row["area"] for row in told["sent"] if row["week"] == week}
    left_out = {*told["not_asked"], *told["missing"][week], *alone}
    names = [name for name in sorted(borough_codes()) if name not in left_out][number::3]
    rows = [_row(told, name, week) for name in names]
    import_returns(chosen=_the_round(), returns=rows, **world.who(COLLATOR, at))


def _row(told: Given, name: str, week: date) -> RowReturn:
    is_nil = name in told["nil"][week]
    level = told["levels"][week].get(name, told["usual"])
    values = (
        {} if is_nil else {"level": level, "direction": "steady", "confidence": "medium", "narrative": ""}
    )
    row = RowReturn(1, _area(name, week).pk, "", week, is_nil, values)
    if not is_nil:
        turn = sorted(borough_codes()).index(name) + week.toordinal() // 7
        row.items = [RowItem(1, _item(told["items"][turn % len(told["items"])], level))]
    return row


def _item(row: Given, level: str) -> Given:
    return {
        "title": row["title"], "facts": row["facts"], "shareable_text": row.get("share", ""), "level": level,
        "experienced": row.get("experienced", ""), "evidenced": row.get("evidenced", ""),
        "potential": row.get("potential", ""), "scheme": "3x5x2", "source_grade": "2", "information_grade": "C",
        "handling": row.get("handling", "P"), "handling_conditions": row.get("conditions", ""),
        "is_protected": row.get("protected", False), "origin": "local", "themes": [row["theme"]],
    }  # fmt: skip


def _look_at(week: date, world: World, at: datetime) -> None:
    """The analyst checks and accepts what the tables brought; what was typed waits for a borough's own second person."""
    waiting = TensionReturn.objects.filter(week_starting=week, state="submitted", entry="imported").order_by(
        "pk"
    )
    for sent in waiting:
        checked = judging.check_return(sent=sent, **world.who(ANALYST, at))
        judging.accept_return(sent=checked, **world.who(ANALYST, at))


def _asking(area: str, week: date, variant: str) -> Asking:
    rows = Asking.objects.filter(Asking.asked_q(week), area=_area(area, week), variant=variant)
    return rows.select_related("round").get()


def _sent(told: Given, row: Given, world: World, at: datetime) -> None:
    who = world.who(row["by"], at)
    sent = sending.start_return(
        asking=_asking(row["area"], row["week"], "officer"), week_starting=row["week"], level=row["level"],
        direction="up", confidence="medium", **who,
    )  # fmt: skip
    item = told["items"][row["item"]]
    sent = noting.note_item(
        sent=sent, restricted_text=item.get("source", ""), **_item(item, row["level"]), **who
    )
    for event in told["ahead"]:
        if event["area"] == row["area"]:
            sent = noting.note_ahead(
                sent=sent, title=event["title"], happens_on=event["on"], place=event["place"], level=event["level"],
                expected=event["expected"], contingency_owner=event["owner"], **who,
            )  # fmt: skip
    sending.submit_return(sent=sent, **who)


def _what_came(row: Given) -> TensionReturn:
    """No two returns of the demonstration came in at the same moment."""
    return TensionReturn.objects.get(arrived_at=_at(row["at"]))


def _sent_back(row: Given, world: World, at: datetime) -> None:
    judging.send_back(sent=_what_came(row), reason=row["why"], **world.who(ANALYST, at))


def _said(row: Given, world: World, at: datetime) -> None:
    variant = "contributor" if row["by"] == "contributor" else "partner"
    sending.report(
        asking=_asking(row["area"], row["week"], variant), week_starting=row["week"], about=row["about"],
        what=row["what"], impact=row.get("impact", ""), told=row.get("told"), **world.who(row["by"], at),
    )  # fmt: skip


def _anonymous(row: Given, world: World, at: datetime) -> None:
    chosen = _the_round()
    sending.report_publicly(
        chosen=chosen, area=_area(row["area"], at.date()), key=row["key"], what=row["what"],
        overseer_id=world.organisations[police_of(row["area"])].pk, by=PUBLIC_VIEWER, at=at,
    )  # fmt: skip


def _answer(row: Given, world: World, at: datetime) -> None:
    judging.answer_return(sent=_what_came(row), text=row["answer"], **world.who("desk", at))


def _summary(row: Given, world: World, at: datetime) -> None:
    who = world.who(ANALYST, at)
    summary = collating.collate(
        chosen=_the_round(), week_starting=row["week"], level=row["level"], direction="steady", confidence="medium",
        narrative=row["text"], shareable_text=row["share"], **who,
    )  # fmt: skip
    if row.get("waits"):
        return
    summary = collating.disseminate(summary=summary, accepts_conditions=True, **who)
    if row.get("closed"):
        collating.close_week(summary=summary, **who)


def _meeting(row: Given, world: World, at: datetime) -> None:
    who = world.who("borough", at)
    held = meeting.record_meeting(
        area=_area(row["area"], row["held"]), host=world.organisations[police_of(row["area"])], held_on=row["held"],
        attended=[world.organisations[name] for name in row["attended"]], level=row["level"], note=row["note"],
        next_meeting_on=row["next"], **who,
    )  # fmt: skip
    for action in row["actions"]:
        held = meeting.add_group_action(
            meeting=held, text=action["text"], owner=world.organisations[action["owner"]], due_on=action["due"], **who
        )  # fmt: skip


def _done(row: Given, action: Given, world: World, at: datetime) -> None:
    held = GroupMeeting.objects.get(area=_area(row["area"], row["held"]), held_on=row["held"])
    decided = held.actions.get(text=action["text"])
    meeting.finish_group_action(
        meeting=held, action=decided.pk, outcome=action["outcome"], done_on=action["done"],
        **world.who("borough", at),
    )  # fmt: skip
