"""Does anything that a person may not see change a single byte of what they do see (G4)?

Somebody looks at every page and file that they can reach. Then, behind their back, one record of every kind that is
hidden from them is made, changed and taken away again, with those that were there before; and they look again each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Any

import pytest
from django.db import Error, models, transaction
from django.db.models import Model, Q

from commonweal.act.plans.models import PlannedAction
from commonweal.answer.meetings.models import Meeting
from commonweal.config.clearing_for_tests import without_triggers
from commonweal.ground.audit.writes import note_read
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM
from tests.guarantees.addresses import Address, all_addresses, arguments, first_subject, model_of
from tests.guarantees.belonging import sees
from tests.guarantees.columns import MEANT, name_of, our_models
from tests.guarantees.may_see import may_see
from tests.guarantees.more_of_everything import copy_row
from tests.guarantees.readable import text_of
from tests.guarantees.sample import SWEPT, expected, one_of_each
from tests.guarantees.town import AT, Person, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY, FEW = 60, 3
# What differs each time that a page is asked for.
EACH_TIME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|(?:initial-)?once)" value=")[^"]*|(nonce[=-]"?)[\w+/=-]+|(/(?:CreationDate|ModDate|ID)\b).*|'
    r"(audit\.note_read,)[0-9a-f]+,[0-9a-f]+"
)
NEW_EACH_TIME = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"}  # fmt: skip
# Pages that tell these, in numbers, days and levels, of records that they may not read: held to that no word of one tells.
IN_NUMBERS: dict[str, tuple[str, set[str]]] = {
    "engagement:not_heard": (
        "when and how often communities were heard is what those who oversee the police must know",
        {"authority_member", "oversight_auditor"},
    ),
    **dict.fromkeys(
        ("tension:week", "tension:week_file", "tension:area"),
        (
            "how every area stands is for every borough, and who was silent for whoever oversees",
            {"borough_lead", "oversight_auditor"},
        ),
    ),
}
# Kinds of which no second one is made, each with the reason.
NOT_MADE = {
    "audit.audithead": "there is one, which every entry moves on",
}
NOT_CHANGED = {
    "audit.auditentry": "never changes: every one is sealed",
    "audit.audithead": "moves with every entry",
    "papers.paperauthor": "joins a paper and a person, and says no more",
    "papers.paperfile": "frozen with its paper",
    "publications.releasefile": "frozen with its release",
}
NEVER_GONE = {"audit.auditentry", "audit.audithead"}
# Columns by which a row would become another person's, another tier's or another record's.
KEPT = {"tier", "account", "version", "is_current", "language", "sequence"}


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


def hidden(person: Person, row: Model) -> bool:
    """No column of it may be seen, and it is not about the person: what is said of somebody may reach them."""
    if person.account_id is not None and person.account_id in {
        row.pk if row._meta.label_lower == "people.account" else getattr(row, "account_id", None),
        getattr(row, "user_id", None),
    }:
        return False
    if person.role == "administrator" and row._meta.label_lower == "notices.message" and row.attempts:  # type: ignore[attr-defined]
        return False  # an administrator is told which e-mails do not arrive, and why
    columns = _columns(type(row))
    return bool(columns) and not any(may_see(person, column, row) for column in columns)


@cache
def _columns(model: type[Any]) -> tuple[models.Field[Any, Any], ...]:
    """One of each privacy is enough, but where may_see goes by their names."""
    named = [column for column in model._meta.concrete_fields if column.name in model.privacy]
    if model._meta.label_lower in {"audit.auditentry", "people.account"}:
        return tuple(named)
    return tuple({model.privacy[column.name]: column for column in named}.values())


def hidden_rows(person: Person) -> dict[str, list[Any]]:
    """By kind; those at the leaves first, so that they can be taken away in this order."""
    found = {}
    for model in reversed(our_models()):
        rows = model._base_manager.order_by("-pk")[:MANY]
        if here := [row for row in rows if hidden(person, row)]:
            found[model._meta.label_lower] = here
    return found


def make(person: Person, rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {label: [] for label in rows}
    for label, there in reversed(rows.items()):
        if label == "audit.auditentry":
            made[label].append(note_read(what="something hidden", by=SYSTEM, at=AT))
            continue
        for number, row in enumerate(there, 1):
            if len(made[label]) < FEW and (new := _another(person, row, number, made)) is not None:
                made[label].append(new)
    return made


def _another(person: Person, row: Any, number: int, made: dict[str, list[Any]]) -> Any:
    """One more of the kind, which is hidden as well; an action happens somewhere, so that maps would count it."""
    for column in (None, *(c for c in row._meta.concrete_fields if c.is_relation)):
        with transaction.atomic():
            new = _beside(row, column, made) if column else copy_row(row, number)
            if new is not None and hidden(person, type(row)._base_manager.get(pk=new.pk)):
                if isinstance(new, PlannedAction):
                    new.areas.set(Area.objects.filter(level="borough").order_by("pk")[:FEW])
                return new
            transaction.set_rollback(True)
    return None


def _beside(row: Any, column: Any, made: dict[str, list[Any]]) -> Any:
    """The same of another record, as of one that was just made: where there may be only one of a kind for each."""
    others = column.related_model._base_manager.exclude(pk=column.value_from_object(row)).order_by("-pk")
    just_made = made.get(column.related_model._meta.label_lower)
    other = just_made[0] if just_made else others.first()
    values = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if not f.primary_key}
    new = type(row)(**{**values, column.attname: other.pk if other else None})
    try:
        with transaction.atomic():
            new.save_base(raw=True, force_insert=True)
    except Error:
        return None
    return new


def change(
    person: Person, rows: dict[str, list[Any]], other: Callable[[Any, Model], Any] | None = None
) -> dict[str, list[Any]]:
    """Every column that holds words, figures, days or a choice."""
    other = other or _other
    changed: dict[str, list[Any]] = {label: [] for label in rows}
    for label, there in rows.items():
        for row in there[:FEW] if label not in NOT_CHANGED else ():
            columns = {c.name: new for c in row._meta.concrete_fields if (new := other(c, row)) is not None}
            if _change(person, row, columns) or _each(person, row, columns):
                changed[label].append(row)
    return changed


def _each(person: Person, row: Model, columns: dict[str, Any]) -> bool:
    return [_change(person, row, {name: other}) for name, other in columns.items()].count(True) > 0


def _change(person: Person, row: Model, columns: dict[str, Any]) -> bool:
    table = type(row)._base_manager
    try:
        with transaction.atomic():
            table.filter(pk=row.pk).update(**columns)
            if hidden(person, table.get(pk=row.pk)):
                return True
            transaction.set_rollback(True)
    except Error:  # another state than the database allows
        pass
    return False


def _other_words(column: Any, row: Model) -> Any:
    is_words = isinstance(column, models.CharField | models.TextField) and not column.choices
    return _other(column, row) if is_words else None


def _other(column: Any, row: Model) -> Any:
    value = column.value_from_object(row)
    if column.is_relation or column.primary_key or column.name in KEPT or name_of(column) in MEANT:
        return None
    if column.choices:
        words = [word for word, _ in column.flatchoices]
        return words[(words.index(value) + 1) % len(words)] if value in words else None
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value - timedelta(days=1)
    if isinstance(column, models.CharField | models.TextField):
        return f"Aa {value}"[: column.max_length or None] if value else "Aa"[: column.max_length or None]
    return None


def take_away(person: Person, rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """All of them but those behind something that is seen: without its release nothing would be published."""
    gone: dict[str, list[Any]] = {label: [] for label in rows}
    keys = {label: {row.pk for row in there} for label, there in rows.items()}
    for label, there in rows.items():
        for row in there if label not in NEVER_GONE else ():
            if not _behind_what_is_seen(row, keys) and _delete(row):
                gone[label].append(row)
            else:
                keys[label].discard(row.pk)  # so what stands behind this one stays too
    return gone


def _delete(row: Any) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")
    except Error:  # it is frozen
        return False
    return True


def _behind_what_is_seen(row: Any, hidden_keys: dict[str, set[Any]]) -> bool:
    for link in row._meta.related_objects:
        label = link.related_model._meta.label_lower
        pointing = link.related_model._base_manager.filter(**{link.field.name: row.pk})
        if not link.many_to_many and pointing.exclude(pk__in=hidden_keys.get(label, set())).exists():
            return True
    return False


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
    town: Town, role: str, count: Callable[[str, int], None]
):
    person = next(p for p in one_of_each(town) if p.role == role)
    with undone(), without_triggers():
        names = {address.name for address in all_addresses()} - NEW_EACH_TIME - in_numbers(person)
        before, numbers = reach(town, person, names), reach(town, person, in_numbers(person))
        rows = hidden_rows(person)
        with undone():
            reworded = change(person, rows, _other_words)
            assert differences(town, person, numbers) == [], "words in numbers"
        for verb, do, without in (("make", make, NOT_MADE), ("change", change, NOT_CHANGED), ("take away", take_away, NEVER_GONE)):  # fmt: skip
            done = do(person, rows)
            assert {label for label, some in done.items() if not some} - set(without) == set(), verb
            assert differences(town, person, before) == [], verb
            count(f"G4 hidden records to {verb}", sum(map(len, done.values())))
            if verb == "make":
                rows = {label: [*done[label], *there] for label, there in rows.items()}
    count("G4 hidden kinds × roles", len(rows))
    count(
        "G4 hidden records reworded, of which only numbers are told",
        sum(map(len, reworded.values())) if numbers else 0,
    )
    count("G4 pages and files compared three times", len(before))
    assert len(rows) >= 8, sorted(rows)
    assert len(before) >= (12 if role in {"anonymous", "contributor"} else 40), sorted(before)


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
