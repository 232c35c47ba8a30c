"""Does whoever goes past the pages get past the gate: by an import, a command, or a statement straight to the database (G5)?

What is legal stands in policy/gates.csv, as for the pages (test_gates.py).
"""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError, connection, transaction

from commonweal import flow
from commonweal.act.plans.models import Strategy
from commonweal.config.home import PROJECT
from commonweal.listen.recorded_crime.models import OffenceClass
from tests.guarantees import extras
from tests.guarantees.deeds import changing, find_deed
from tests.guarantees.gates import THINGS, advice, gates, guidance, impact, joint
from tests.guarantees.gates.by_actor import BY_ACTOR
from tests.guarantees.sample import one_of_each
from tests.guarantees.test_gates import SECOND_PEOPLE
from tests.guarantees.town import AT, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PARTS = 4
# What has to pass the gate: an operation, and the two assessments.
GUARDED = ("operation", "assessed operation", "assessment", "equality")


# By a statement straight to the database

BY_A_STATEMENT = {
    "an update confirmed by whoever reported it": (
        "UPDATE plans_progressupdate SET state = 'confirmed', confirmed_by_id = reported_by_id, confirmed_at = sent_at"
        " WHERE state = 'sent'"
    ),
    "an update confirmed by nobody": "UPDATE plans_progressupdate SET state = 'confirmed' WHERE state = 'sent'",
    "an update sent back without a reason": "UPDATE plans_progressupdate SET state = 'sent_back', sent_back_reason = '' WHERE state = 'sent'",
    "evidence accepted by whoever offered it": (
        "UPDATE plans_evidence SET state = 'accepted', judged_by_id = offered_by_id, judged_at = offered_at WHERE state = 'offered'"
    ),
    "evidence accepted by nobody": "UPDATE plans_evidence SET state = 'accepted' WHERE state = 'offered'",
    "an action closed by whoever proposed it": (
        "UPDATE plans_plannedaction SET state = 'closed', closed_by_id = proposed_by_id, closed_at = proposed_at"
        " WHERE state = 'proposed'"
    ),
    "an action closed by nobody": "UPDATE plans_plannedaction SET state = 'closed' WHERE state = 'open'",
    "an action given up without a decision": "UPDATE plans_plannedaction SET state = 'undelivered', decision_reference = '' WHERE state = 'open'",
    "a challenge answered without words": "UPDATE plans_challenge SET state = 'answered' WHERE state = 'open'",
    "a paper cleared by whoever drafted it": (
        "UPDATE papers_committeepaper SET state = 'cleared', cleared_by_id = drafted_by_id, cleared_at = drafted_at"
        " WHERE state = 'drafted'"
    ),
    "a paper approved by whoever drafted it": (
        "UPDATE papers_committeepaper SET state = 'approved', approved_by_id = drafted_by_id, approved_at = cleared_at,"
        " frozen_hash = 'x', frozen_content = 'x' WHERE state = 'cleared'"
    ),
    "a paper approved by nobody": "UPDATE papers_committeepaper SET state = 'approved' WHERE state = 'cleared'",
    "an approved paper rewritten": "UPDATE papers_committeepaper SET frozen_content = 'x' WHERE state = 'approved'",
    "an approved paper deleted": "DELETE FROM papers_committeepaper WHERE state = 'approved'",
    **guidance.PAST_THE_GATE,
    **impact.IN_SQL,
    **advice.IN_SQL,
    **joint.IN_SQL,
    "an audit entry rewritten": "UPDATE audit_auditentry SET actor = 'nobody'",
    "an audit entry deleted": "DELETE FROM audit_auditentry",
}  # fmt: skip


@pytest.mark.parametrize("what", BY_A_STATEMENT)
def test_raw_sql_does_not_get_past_the_gate(town: Town, what: str, count: Callable[[str, int], None]):
    with pytest.raises(DatabaseError), undone(), connection.cursor() as cursor:
        cursor.execute(BY_A_STATEMENT[what])
    count("G5 gates that raw SQL does not get past", 1)


# Moves that the table of gates does not know: it is of what people do in the town.
ALSO = {
    ("assessment", "under_review", "approved"): "it is confirmed before its operation lives",
    ("equality", "published", "review_due"): "the program itself lays it out on its day",
    ("equality", "monitoring", "review_due"): "the program itself lays it out on its day",
}


@pytest.mark.parametrize("name", GUARDED)
def test_no_statement_moves_what_asks_for_another_person_or_cannot_go_there(
    town: Town, name: str, count: Callable[[str, int], None]
):
    thing, wrong, tried = THINGS[name], [], 0
    alone = {
        (state, gate.leads_to)
        for (of, state, event), gate in gates().items()
        if of == name and event not in thing.second_person
    }
    for state, target in product(thing.states, dict(thing.model._meta.get_field("state").choices)):
        if state == target or (state, target) in alone or (name, state, target) in ALSO:
            continue
        tried += 1
        if passes(lambda row, t=target: set_state(row, t), thing.in_state(state)):
            wrong.append(f"{state} became {target}")
    count("G5 moves that a bare statement does not make", tried)
    assert not wrong, wrong
    assert tried > len(thing.states) * 2


def set_state(row: Any, state: str) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(state=state)


def passes(attempt: Callable[[Any], None], row: Any) -> bool:
    """Whether the database let the record be changed; nothing of it stays."""
    found = type(row)._base_manager.filter(pk=row.pk)
    with undone():
        before = found.values().get()
        try:
            with transaction.atomic():
                attempt(row)
        except DatabaseError:
            return False
        return found.values().get() != before


@pytest.mark.parametrize(("name", "event"), BY_ACTOR)
def test_the_database_knows_whose_own_work_it_would_be(
    town: Town, name: str, event: str, count: Callable[[str, int], None]
):
    """It cannot know roles; but it knows who did the first half, from which state it goes on, and that somebody has to."""
    step, thing = BY_ACTOR[name, event], THINGS[name]
    people = {p.account_id for p in one_of_each(town)} | {town.people[k].account_id for k in SECOND_PEOPLE}
    wrong, tried, done = [], 0, 0
    target = next(gate.leads_to for (of, _, by), gate in gates().items() if (of, by) == (name, event))
    for state, person in product(thing.states, people | {None}):
        if (name, state, target) in ALSO:
            continue
        row = thing.in_state(state)
        own = person is None or person in step.hands(row)
        legal = (name, state, event) in gates() and not own
        passed = passes(lambda r, p=person: step.write(r, p), row)
        tried, done = tried + 1, done + (passed and legal)
        if passed != legal:
            wrong.append(
                f"{state} by {person}{' (own work)' if own else ''}: {'passed' if passed else 'refused'}"
            )
    count("G5 state × event × person tried in the database", tried)
    assert not wrong, wrong
    assert done, "nobody at all could do it"


# By an import, or by any other page

# The addresses that move a guarded thing, each with what it does there.
MOVERS = {
    "impact:operation_step": "authorises, begins, ends and withdraws",
    "impact:step": "carries an assessment on",
    "impact:submit": "freezes it for approval",
    "impact:anew": "takes the place of the one before",
    "equality:step": "carries an assessment on",
    "equality:sign": "signs it",
    "equality:review": "records what a review found",
    "publications:release": "publishes the public copy",
    "publications:withdraw": "takes it back",
}
# Every page that takes a file, and the address that stores what it brought.
IMPORTS = {
    "places/load": "places:store",
    "recorded_crime/load": "recorded_crime:store",
    "engagement/load": "engagement:store",
    "intake/bring": "intake:keep",
    "tension/bring": "tension:bring",
    "plans/exported": "exchange:save_file",
    "exposure/load": "exposure:store",
    "exposure/ask": "exposure:ask",
}


def pages_that_take_files() -> set[str]:
    """As their templates say; the page on which two changes are laid together takes whatever the page before it took."""
    found = (PROJECT / "commonweal").glob("*/*/jinja2/**/*.jinja")
    return {
        str(page.relative_to(PROJECT).parent.name) + "/" + page.stem
        for page in found
        if "multipart/form-data" in page.read_text(encoding="utf-8")
    }


def others() -> list[Any]:
    return [address for address in changing() if address.name not in MOVERS]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_import_and_no_other_page_moves_what_has_to_pass_the_gate(
    town: Town, part: int, count: Callable[[str, int], None]
):
    wrong, before = [], states()
    addresses = others()[part::PARTS]
    for address in addresses:
        deed = find_deed(town, address)
        if deed is None:
            wrong.append(f"{address.name}: no way was found in which this succeeds")
            continue
        with undone():
            town.ask(deed.person.key, "POST", deed.path, deed.data)
            after = states()
        wrong += [f"{address.name} moved {name}" for name in GUARDED if has_moved(before[name], after[name])]
    count("G5 other changes that move nothing that is guarded", len(addresses))
    count("G5 of them imports", len({a.name for a in addresses} & set(IMPORTS.values())))
    assert not wrong, "\n".join(wrong)


def has_moved(before: dict[int, str], after: dict[int, str]) -> bool:
    """Whether anything that was there stands otherwise now, or not at all."""
    return any(after.get(pk) != state for pk, state in before.items())


def test_every_way_to_bring_a_file_is_known():
    assert set(IMPORTS) == pages_that_take_files()
    assert set(IMPORTS.values()) <= {address.name for address in others()}
    assert set(MOVERS) <= {address.name for address in changing()}


# By a command


def brought(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def counts_of(folder: Path) -> list[str]:
    return [
        "load",
        brought(folder, "counts.csv", extras.COUNTS),
        "--class",
        str(OffenceClass.objects.first()),
    ]


def boundaries(folder: Path) -> list[str]:
    return ["load", brought(folder, "ward.json", extras.WARD), "--level", "ward", "--source", "A test"]


def sizes(folder: Path) -> list[str]:
    about = ["--title", "A count", "--source", "A test", "--licence", "Open", "--limits", "It is a test"]
    return ["sizes", brought(folder, "sizes.csv", extras.SIZES), *about, "--counted-on", "2010-07-01"]


def plan(folder: Path) -> list[str]:
    """As it was taken out, with one word changed."""
    found, file = Strategy.objects.order_by("pk").first(), folder / "plan.csv"
    assert found is not None
    call_command("plans", "export", str(found.pk), "--to", str(file), stdout=StringIO())
    title = found.actions.order_by("order")[0].title
    file.write_text(file.read_text("utf-8-sig").replace(title, "Another title"), "utf-8-sig")
    return ["import", str(file), "--reason", "It was misspelt"]


# Every command of ours, and what it is given.
COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "audit": lambda _: ["verify"],
    "recorded_crime": counts_of,
    "places": boundaries,
    "communities": sizes,
    "plans": plan,
    "draw_plan_states": lambda _: [],
    "create_administrator": lambda _: [
        "--email",
        "a@new.example",
        "--name",
        "New",
        "--organisation",
        "A new one",
    ],
}
# These refuse here: it is no demonstration, and of what is not finished no copy is made on every database.
ELSEWHERE = {
    "load_demonstration": "refuses to fill anything but the demonstration",
    "backup": "reads the database and writes a file: test_power_cut.py and docs/how-to/back-up-and-restore.md",
    "worker": "does every second what the test of the worker does once",
}


def test_every_command_is_known():
    ours = {name for name, app in get_commands().items() if str(app).startswith("commonweal")}
    assert ours == {*COMMANDS, *ELSEWHERE}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_moves_anything(town: Town, name: str, tmp_path: Path, count: Callable[[str, int], None]):
    with undone():
        before, said = states(), StringIO()
        call_command(name, *COMMANDS[name](tmp_path), stdout=said)
        after = states()
    kept = {of: {pk: state for pk, state in now.items() if pk in before[of]} for of, now in after.items()}
    assert kept == before
    assert said.getvalue()
    count("G5 records that a command left where they were", sum(map(len, before.values())))


def test_the_demonstration_is_not_loaded_into_anything_else(town: Town):
    with pytest.raises(CommandError, match="Only the demonstration"):
        call_command("load_demonstration")


def test_the_worker_moves_nothing_that_waits_for_a_person(town: Town, count: Callable[[str, int], None]):
    with undone():
        before = states()
        flow.tick(now=AT)
        after = states()
    assert after == before
    count("G5 records that the worker left where they were", sum(map(len, before.values())))


def states() -> dict[str, dict[int, str]]:
    return {name: dict(t.model._base_manager.values_list("pk", "state")) for name, t in THINGS.items()}
