"""Would the matrix notice if a role were granted more, or less, than it should be (G1)?

Every grant of roles.yaml is taken away, and its scope turned round; every write's idea of whose a record is, too. Each
of these mutants has to contradict the reviewed matrix somewhere: first in what the writes decide, and where no write
asks, over HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import pytest

from commonweal.ground.audit import writes
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people import rules
from commonweal.ground.visibility.rules import Viewer, check_may
from tests.guarantees.addresses import Address, address_named
from tests.guarantees.deeds import Deed, attempt, candidates, changing, find_deed, find_deed_on
from tests.guarantees.probes import PROBES
from tests.guarantees.sample import Expected, calls, expected, matrix, one_of_each, rows_for
from tests.guarantees.town import Person, Town, is_refused, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]


@dataclass(frozen=True)
class Decision:
    """What a write asked when somebody did a change: which permission, on what these organisations own."""

    name: str
    path: str
    row: Any
    permission: str
    owners: frozenset[int | None]

    def lines(self) -> list[Expected]:
        """What the matrix says of this very deed: one address may speak of several, by a word in its path."""
        return [e for e in expected(self.name, "POST") if self.path in calls(e, self.row)]


_DECISIONS: list[Decision] = []


MANY = 60


def decisions(town: Town, monkeypatch: pytest.MonkeyPatch) -> list[Decision]:
    """One for every address whose write asks for a permission, as it was really asked."""
    if _DECISIONS:
        return _DECISIONS
    asked: list[tuple[str, frozenset[int | None]]] = []

    def listening(viewer: Viewer, permission: str, owners: Iterable[int | None] = ()) -> None:
        kept = frozenset(owners)
        asked.append((permission, kept))
        check_may(viewer, permission, kept)

    with monkeypatch.context() as patch:
        patch.setattr(writes, "check_may", listening)
        for address in changing():
            for deed in _examples(town, address):
                asked.clear()
                attempt(town, deed)
                _DECISIONS.extend(
                    Decision(address.name, deed.path, deed.row, permission, owners)
                    for permission, owners in asked
                )
    return _DECISIONS


def _examples(town: Town, address: Address) -> Iterator[Deed]:
    """For every word of the address that the matrix knows: one deed, and one on somebody's own and on nobody's own.

    Where all that is tried is somebody's own, whoever may do it to their own only could as well do it to anything.
    """
    lines = expected(address.name, "POST")
    words = dict.fromkeys(line.word for line in lines)
    for word in words:
        of_the_word = [line for line in lines if line.word == word]
        found = (
            find_deed(town, address)
            if len(words) == 1
            else find_deed_on(town, address, candidates(address), of_the_word)
        )
        if found is not None:
            yield found
        if found is not None and found.row is not None and _is_own_to_somebody(of_the_word):
            other = not _is_somebodys(town, of_the_word, found.row)
            rows = (r for r in candidates(address)[:MANY] if _is_somebodys(town, of_the_word, r) == other)
            if elsewhere := find_deed_on(town, address, islice(rows, 12), of_the_word):
                yield elsewhere


def _is_own_to_somebody(lines: Iterable[Expected]) -> bool:
    return any("own" in line.cells.values() for line in lines)


def _is_somebodys(town: Town, lines: Iterable[Expected], row: Any) -> bool:
    """Does somebody who may do it to their own only own this very record?"""
    fitting = [e for e in lines if row is None or e.fits(row)]
    return any(e.cells[p.role] == "own" and _granted(e, p, row) for e in fitting for p in one_of_each(town))


def allowed_by_matrix(person: Person, decision: Decision) -> bool:
    """By what is granted alone: whether the person can see the record is another wall. Worked out once: every mutant asks."""
    key = (decision.name, decision.path, person.key)
    if key not in _ALLOWED:
        row = decision.row
        _ALLOWED[key] = any(
            _granted(line, person, row)
            for line in decision.lines()
            if row is None or line.fits(row) or line.when.startswith(NAMED_BY_THE_RECORD)
        )
    return _ALLOWED[key]


_ALLOWED: dict[tuple[str, str, str], bool] = {}


def _granted(line: Expected, person: Person, row: Any) -> bool:
    from tests.guarantees.belonging import owns

    cell = line.cells[person.role]
    return cell in {"all", "public"} or (cell == "own" and owns(person, line.own_by, row))


# What only the people who raised or hold something may do is a rule of the write, and no grant.
PERSONAL = {"raiser", "self", "user", "keeper"}


# Whose it becomes follows from who asks, or is chosen in the form: what was asked of one person says nothing of another.
AS_CHOSEN = {
    "plans:start_update", "plans:offer_evidence", "meetings:plan", "papers:start", "trusted:begin", "exposure:ask",
    "guidance:start", "equality:open", "impact:ask", "impact:open_event", "plans:take_up",
}  # fmt: skip
# Whoever decides on what an assessment is about signs it: which of those who hold the grant is a rule of the write.
NAMED_BY_THE_RECORD = "decision_role="


def in_question(decision: Decision) -> bool:
    return decision.name not in AS_CHOSEN and not any(
        e.own_by in PERSONAL for e in expected(decision.name, "POST")
    )


def contradictions(found: list[Decision], viewers: dict[Person, Viewer]) -> Iterator[tuple[str, str]]:
    for decision in filter(in_question, found):
        for person, viewer in viewers.items():
            if viewer.may(decision.permission, decision.owners) != allowed_by_matrix(person, decision):
                yield decision.name, person.key


def viewers(town: Town, role: str = "") -> dict[Person, Viewer]:
    """Everybody who signs in, or those of one role: nobody else is changed with what it grants."""
    return {
        p: town.viewer(p.key)
        for p in one_of_each(town)
        if p.account_id is not None and (not role or p.role == role)
    }


def test_the_writes_decide_as_the_matrix_says(
    town: Town, monkeypatch: pytest.MonkeyPatch, count: Callable[[str, int], None]
):
    found = decisions(town, monkeypatch)
    wrong = [f"{name} by {who}" for name, who in contradictions(found, viewers(town))]
    assert not wrong, "\n".join(wrong)
    count("G1 decisions of writes compared with the matrix", len(found) * len(one_of_each(town)))
    assert len(found) > 60


def grants() -> list[tuple[str, str, str]]:
    return [(r.name, p, scope) for r in rules.all_roles().values() for p, scope in r.scopes.items()]


def mutants() -> Iterator[tuple[str, str, str]]:
    """(role, permission, scope instead): taken away, or turned round."""
    for role, permission, scope in grants():
        yield role, permission, ""
        if (role, permission) not in THE_SAME_EITHER_WAY:
            yield role, permission, "any" if scope == "own" else "own"


# Nothing that these permissions are asked for belongs to an organisation, or only the offering of a page is asked: the
# scope says nothing, and "own" reads as "any".
THE_SAME_EITHER_WAY = {
    (role, permission)
    for role, permission, _ in grants()
    if permission
    in {
        "audit.read", "audit.verify", "visibility.see_as", "people.invite", "people.see_personal", "plans.export",
        "trusted.read", "trusted.oversee", "tension.read_shared", "equality.read", "harm.read", "impact.oversee", "impact.plan",
        "agreements.problems",
    }
}  # fmt: skip


def with_scope(role: str, permission: str, scope: str) -> dict[str, rules.Role]:
    table = dict(rules.all_roles())
    scopes = {p: s for p, s in table[role].scopes.items() if p != permission}
    table[role] = replace(table[role], scopes={**scopes, permission: scope} if scope else scopes)
    return table


def test_every_changed_grant_contradicts_the_matrix(
    town: Town, monkeypatch: pytest.MonkeyPatch, count: Callable[[str, int], None]
):
    found = decisions(town, monkeypatch)
    survived, killed = [], 0
    for role, permission, scope in mutants():
        table = with_scope(role, permission, scope)
        with monkeypatch.context() as patch:
            patch.setattr(rules, "all_roles", lambda table=table: table)
            mutated = viewers(town, role)
            noticed = any(contradictions(found, mutated)) or noticed_over_http(town, role, permission)
        killed += noticed
        if not noticed:
            survived.append(f"{role}: {permission} {scope or 'taken away'}")
    count("G1 mutants of the grants, killed by the matrix", killed)
    assert not survived, "\n".join(survived)
    assert killed > 100


# Addresses of other rooms that ask for a permission.
ELSEWHERE = {"impact.plan": {"plans:take_up"}}


def noticed_over_http(town: Town, role: str, permission: str) -> bool:
    """A probe first, which is made for it; then the lines of the room: a permission is named after the room that asks."""
    room = permission.split(".", maxsplit=1)[0]
    rooms = {"plans": {"plans", "exchange"}, "impact": {"impact", "advice"}}.get(room, {room})
    people = [p for p in one_of_each(town) if p.role == role]
    if any(probe(town, people) for probe in PROBES.get(permission, ())):
        return True
    lines = [
        e
        for e in matrix()
        if {e.address, e.address.split(":")[0]} & (rooms | ELSEWHERE.get(permission, set()))
    ]
    for line in sorted(lines, key=lambda e: e.method):
        for row in rows_for(address_named(line.address), 3):
            if row is None or line.fits(row):
                for person in people:
                    if _differs(town, line, person, row):
                        return True
    return False


def _differs(town: Town, line: Expected, person: Person, row: Any) -> bool:
    if line.method == "POST" and not line.allows(person, row):
        return False  # a refusal of something half-typed would not tell who refused
    with undone():
        answer = town.ask(person.key, line.method, calls(line, row)[0], {} if line.method == "POST" else None)
    return is_refused(answer) == line.allows(person, row)


@pytest.mark.parametrize("permission", PROBES)
def test_with_the_roles_as_they_are_no_probe_contradicts_anything(town: Town, permission: str):
    for role in rules.roles_with(permission):
        people = [p for p in one_of_each(town) if p.role == role]
        assert not any(probe(town, people) for probe in PROBES[permission]), role


def test_every_write_that_mistakes_whose_a_record_is_contradicts_the_matrix(
    town: Town, monkeypatch: pytest.MonkeyPatch, count: Callable[[str, int], None]
):
    """Nobody's, or everybody's: for each write whose permission somebody holds for their own things only."""
    found, now = decisions(town, monkeypatch), viewers(town)
    own = {permission for _, permission, scope in grants() if scope == "own"}
    everybody = frozenset(Organisation.objects.values_list("pk", flat=True))
    survived, killed = [], 0
    shown: dict[tuple[str, str], bool] = {}
    for decision in found:
        if (
            decision.permission not in own
            or not in_question(decision)
            or not _is_own_to_somebody(expected(decision.name, "POST"))
        ):
            continue
        key = (decision.name, decision.permission)
        theirs = _is_somebodys(town, decision.lines(), decision.row)
        shown[key] = shown.get(key, False) or theirs
        # what is nobody's already would show no difference
        mistakes = {"everybody's": everybody, **({"nobody's": frozenset()} if theirs else {})}
        for name, owners in mistakes.items():
            if any(contradictions([replace(decision, owners=owners)], now)):
                killed += 1
            else:
                survived.append(f"{decision.name}: {name}")
    survived += [
        f"{address}: no example of somebody's own" for (address, _), theirs in shown.items() if not theirs
    ]
    count("G1 mutants of the owners, killed by the matrix", killed)
    assert not survived, "\n".join(survived)
    assert killed > 60
