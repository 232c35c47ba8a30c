"""Does anything that a person may not see change a single byte of what they do see (G4)?

Somebody looks at every page and file that they can reach. Then, behind their back, one record of every kind that is
hidden from them is made, and changed with those that were there before, and they look again; and once more when all of
them are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import pytest
from django.db.models import Q

from commonweal.answer.meetings.models import Meeting
from tests.guarantees.addresses import Address, all_addresses, arguments, first_subject, model_of
from tests.guarantees.behind_their_back import (
    FEW,
    MANY,
    NEVER_GONE,
    NOT_CHANGED,
    change,
    hidden_rows,
    make,
    other_words,
    take_away,
)
from tests.guarantees.readable import text_of
from tests.guarantees.sample import SWEPT, expected, one_of_each
from tests.guarantees.sight import sees
from tests.guarantees.town import Person, Town, undone

pytestmark = pytest.mark.slow
# What differs each time that a page is asked for.
EACH_TIME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|(?:initial-)?once|key)" value=")[^"]*|(nonce[=-]"?)[\w+/=-]+|(/(?:CreationDate|ModDate|ID)\b).*|'
    r"(audit\.note_read,)[0-9a-f]+,[0-9a-f]+"
)
NEW_EACH_TIME = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"}  # fmt: skip
TOLD_LEVELS = {"borough_lead", "investigating_officer", "commander", "oversight_auditor"}
# Pages that tell these, in numbers, days and levels, of records that they may not read: held to that no word of one tells.
IN_NUMBERS: dict[str, tuple[str, set[str]]] = {
    "engagement:not_heard": (
        "when and how often communities were heard is what those who oversee the police must know",
        {"authority_member", "oversight_auditor"},
    ),
    "advice:declined": (
        "how much advice on covert operations was not taken is what those who oversee must know before they may read it",
        {"authority_member", "oversight_auditor"},
    ),
    **dict.fromkeys(
        ("impact:list", "impact:duties"),
        (
            "how many covert operations went ahead unassessed more than a day ago is what those who oversee must know",
            {"authority_member", "oversight_auditor"},
        ),
    ),
    "advice:ask": (
        "that another body has an approved assessment, and which version, is what a commander has to know to ask for it",
        {"commander"},
    ),
    **dict.fromkeys(
        ("agreements:show", "agreements:activity", "agreements:activity_file"),
        (
            "how areas stand that joint work is done in is for everybody who is told levels at all",
            TOLD_LEVELS,
        ),
    ),
    **dict.fromkeys(
        (
            "tension:week",
            "tension:week_file",
            "tension:area",
            "tension:area_file",
            "surveillance:this_week",
            "surveillance:week_file",
        ),
        (
            "how every area stands is for every borough and for whoever means to act there, and who was silent for whoever "
            "oversees",
            TOLD_LEVELS,
        ),
    ),
}
# Kinds of which no second one is made, each with the reason.
NOT_MADE = {
    "audit.audithead": "there is one, which every entry moves on",
    "engagement.contactperson": "a contact has one and no more; for whoever sees contacts, another would come with another of them",
}


@dataclass(frozen=True)
class Seen:
    """What came back for one address."""

    status: int
    kind: str
    leads_to: str
    text: str


def look(town: Town, person: Person, path: str) -> Seen:
    with undone():
        answer = town.ask(person.key, "GET", path)
        text = EACH_TIME.sub(r"\1\2\3\4", text_of(answer))
        return Seen(answer.status_code, answer.get("Content-Type", ""), answer.get("Location", ""), text)


def in_numbers(person: Person) -> set[str]:
    return {name for name, (_, roles) in IN_NUMBERS.items() if person.role in roles}


def reach(town: Town, person: Person, names: set[str]) -> dict[str, Seen]:
    """Every list, dashboard, form and file, and of pages about a record one that the person may see."""
    found = {}
    for address in all_addresses():
        if not expected(address.name, "GET") or address.name not in names:
            continue
        for path in _paths(person, address):
            seen = look(town, person, path)
            if seen.status == 200:
                found[path] = seen
                break
    return found


def _paths(person: Person, address: Address) -> Iterator[str]:
    label = first_subject(address)
    if not label:
        yield from (address.path(**chosen) for chosen in address.words())
        return
    rows = (row for row in model_of(label)._base_manager.order_by("pk")[:MANY] if sees(person, row))
    for row in islice(rows, FEW):
        yield from (address.path(**chosen) for chosen in arguments(address, row))


def differences(town: Town, person: Person, before: dict[str, Seen]) -> list[str]:
    found = []
    for path, seen in before.items():
        now = look(town, person, path)
        if now != seen:
            found.append(f"{path}: {_first_difference(seen, now)}")
    return found


def _first_difference(before: Seen, now: Seen) -> str:
    if (before.status, before.kind, before.leads_to) != (now.status, now.kind, now.leads_to):
        return f"{before.status} {before.leads_to}, then {now.status} {now.leads_to}"
    at = next((i for i, (a, b) in enumerate(zip(before.text, now.text, strict=False)) if a != b), 0)
    return f"…{before.text[max(0, at - 60) : at + 60]!r}, then …{now.text[max(0, at - 60) : at + 60]!r}"


@pytest.mark.parametrize("role", SWEPT)
def test_what_is_hidden_changes_nothing_that_is_seen(
    town_without_triggers: Town, role: str, count: Callable[[str, int], None]
):
    town = town_without_triggers
    person = next(p for p in one_of_each(town) if p.role == role)
    names = {address.name for address in all_addresses()} - NEW_EACH_TIME - in_numbers(person)
    before, numbers = reach(town, person, names), reach(town, person, in_numbers(person))
    rows = hidden_rows(person)
    with undone():
        reworded = change(person, rows, other_words)
        assert differences(town, person, numbers) == [], "words in numbers"
    for verb, do, without in (("make", make, NOT_MADE), ("change", change, NOT_CHANGED), ("take away", take_away, NEVER_GONE)):  # fmt: skip
        done = do(person, rows)
        assert {label for label, some in done.items() if not some} - set(without) == set(), verb
        count(f"G4 hidden records to {verb}", sum(map(len, done.values())))
        if verb == "make":  # looked at once these, too, are changed: one more stays one more
            rows = {label: [*done[label], *there] for label, there in rows.items()}
        else:
            assert differences(town, person, before) == [], verb
    count("G4 hidden kinds × roles", len(rows))
    count(
        "G4 hidden records reworded, of which only numbers are told",
        sum(map(len, reworded.values())) if numbers else 0,
    )
    count("G4 pages and files compared with what they were, twice each", len(before))
    assert len(rows) >= 8, sorted(rows)
    assert len(before) >= (12 if role in {"anonymous", "contributor"} else 40), sorted(before)


@pytest.mark.django_db
def test_a_planted_leak_would_be_caught(town: Town, monkeypatch: pytest.MonkeyPatch):
    """The list of meetings forgets to ask who is looking: one more hidden meeting, and it has another row."""
    person = town.people["link"]
    with undone():
        rows = {"meetings.meeting": hidden_rows(person)["meetings.meeting"]}
        held = {"/meetings/": look(town, person, "/meetings/")}
        monkeypatch.setattr(Meeting, "visible_q", classmethod(lambda cls, viewer: Q()))
        leaking = {"/meetings/": look(town, person, "/meetings/")}
        assert leaking != held
        assert differences(town, person, leaking) == []
        assert make(person, rows)["meetings.meeting"]
        assert len(differences(town, person, leaking)) == 1
        monkeypatch.undo()
        assert differences(town, person, held) == []
