"""Is every change in the audit exactly once, and nothing that did not happen (G6)?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from commonweal.ground.audit import writes
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import WRITES
from tests.guarantees.columns import every_table
from tests.guarantees.deeds import CHANGES_NOTHING, Deed, attempt, changing, entries, find_deed
from tests.guarantees.sample import expected, one_of_each
from tests.guarantees.town import Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PARTS = 6
DONE, REFUSED = AuditEntry.Outcome.DONE, AuditEntry.Outcome.REFUSED


# One change, in one transaction, with an entry in the history of every record that it reaches.
MANY = {
    "exchange:import": "a plan that was read has many actions, and each has its own history",
    "exchange:save_file": "a file that comes back may change every action of a plan, and each has its own history",
}

# Said by somebody who was promised that nothing leads to them, also where they happen to be signed in.
NAMELESS = {"tension:tell_us", "tension:receipt", "told_back"}


def the_part(number: int) -> list[Any]:
    return changing()[number::PARTS]


def test_what_changes_nothing_is_named_with_its_reason():
    posted = {line.address for line in expected_posts()}
    assert set(CHANGES_NOTHING) <= posted
    assert all(len(reason) > 20 for reason in CHANGES_NOTHING.values())


def expected_posts() -> list[Any]:
    from tests.guarantees.sample import matrix

    return [line for line in matrix() if line.method == "POST"]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_change_is_kept_exactly_once(town: Town, part: int, count: Callable[[str, int], None]):
    faults = []
    for address in the_part(part):
        deed = find_deed(town, address)
        if deed is None:
            faults.append(f"{address.name}: no way was found in which this succeeds")
            continue
        faults += [f"{address.name}: {fault}" for fault in success_faults(town, deed)]
    count("G6 changing addresses from the resolver", len(the_part(part)))
    assert not faults, "\n".join(faults)


def success_faults(town: Town, deed: Deed) -> list[str]:
    answer, kept = attempt(town, deed)
    done = [e for e in kept if e.outcome == DONE]
    if deed.address.name in MANY and len({(e.request_id, e.action) for e in kept}) == 1:
        kept = done = done[:1]
    if len(done) != 1 or len(kept) != 1:
        return [f"{answer.status_code} left {[(e.outcome, e.action) for e in kept]}"]
    entry, faults = done[0], []
    if deed.address.name in NAMELESS:
        led_back = (entry.actor_id, entry.organisation, entry.request_id) != (None, "", "")
        return ["the entry leads to whoever said it"] if led_back else []
    if deed.person.account_id is not None and entry.actor_id != deed.person.account_id:
        faults.append(f"the entry names {entry.actor_id}, not {deed.person.account_id}")
    if entry.action not in WRITES:
        faults.append(f"{entry.action} is no write")
    if not entry.request_id or entry.at is None or not entry.words:
        faults.append("the entry lacks its request, its time or its words")
    if entry.subject_type and entry.action != "plans.remove_partner" and not entry.after:
        faults.append("the entry lacks the hash of what the record became")
    return faults


@pytest.mark.parametrize("part", range(PARTS))
def test_a_refusal_is_kept_once_and_changes_nothing(town: Town, part: int, count: Callable[[str, int], None]):
    """403 leaves one entry that says so; to whom the record is hidden (404) nothing was refused."""
    faults, refused = [], 0
    for address in the_part(part):
        deed = find_deed(town, address)
        if deed is None:
            continue
        for person in one_of_each(town):
            if any(line.allows(person, deed.row) for line in expected(address.name, "POST")):
                continue
            answer, kept = attempt(town, Deed(address, person, deed.path, deed.row, deed.data))
            refused += 1
            outcomes = [e.outcome for e in kept]
            if outcomes != ([REFUSED] if answer.status_code == 403 else []):
                faults.append(f"{person.key} at {deed.path}: {answer.status_code} left {outcomes}")
    count("G6 refusals of a change, each kept once", refused)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_typing_mistake_leaves_nothing_in_the_audit(
    town: Town, part: int, count: Callable[[str, int], None]
):
    faults, tried = [], 0
    for address in the_part(part):
        deed = find_deed(town, address)
        if deed is None or deed.form is None or not deed.form.typed:
            continue
        for spoilt in (
            {name: [""] for name in deed.form.typed},
            {name: ["x" * 9000] for name in deed.form.typed},
        ):
            tried += 1
            answer, kept = attempt(
                town, Deed(address, deed.person, deed.path, deed.row, {**deed.data, **spoilt})
            )
            if answer.status_code in {200, 422} and kept:
                faults.append(f"{address.name}: {answer.status_code} left {[e.action for e in kept]}")
            if answer.status_code >= 500:
                faults.append(f"{address.name}: {answer.status_code}")
    count("G6 typing mistakes that left nothing", tried)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", range(PARTS))
def test_what_breaks_half_way_leaves_nothing_at_all(
    town: Town, part: int, monkeypatch: pytest.MonkeyPatch, count: Callable[[str, int], None]
):
    deeds = [d for d in (find_deed(town, a) for a in the_part(part)) if d is not None]

    def breaks(**given: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(writes, "_append", breaks)
    faults = []
    for deed in deeds:
        with undone():
            before = (entries(), every_table())
            answer = town.ask(deed.person.key, "POST", deed.path, deed.data)
            if answer.status_code != 500 or (entries(), every_table()) != before:
                faults.append(f"{deed.address.name}: {answer.status_code}, and something was left behind")
    count("G6 changes broken half way that left nothing", len(deeds))
    assert not faults, "\n".join(faults)


def test_an_entry_too_many_would_be_found(town: Town, monkeypatch: pytest.MonkeyPatch):
    address = next(a for a in changing() if a.name == "people:details")
    deed = find_deed(town, address)
    assert deed is not None
    assert success_faults(town, deed) == []
    append = writes._append

    def twice(**given: Any) -> Any:
        append(**given)
        return append(**given)

    monkeypatch.setattr(writes, "_append", twice)
    assert len(success_faults(town, deed)) == 1
    monkeypatch.setattr(writes, "_append", lambda **given: None)
    assert len(success_faults(town, deed)) == 1


def test_the_undoing_of_this_sweep_undoes(town: Town):
    before = entries()
    with undone():
        town.ask("manager", "POST", "/account/details/", {"name": "Another name", "version": 99})
    assert entries() == before
