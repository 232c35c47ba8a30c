"""Does a token put into every private column turn up only where the column and its row may be seen (G3)?"""

from __future__ import annotations

import csv
import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, models

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.tests.triggers import triggers_lifted
from tests.guarantees.addresses import all_addresses, arguments, first_subject, model_of
from tests.guarantees.belonging import sees, tier_of, tiers
from tests.guarantees.columns import MEANT, name_of, our_models
from tests.guarantees.sample import ROLES, one_of_each, records
from tests.guarantees.town import Person, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TOKEN = re.compile(r"qz[0-9a-f]{7}zq|77\d{7}77")
PUBLIC = "public"
# Shown to everybody inside, on the page of a record that they may see: who did what to it, when and why.
HISTORY = {"actor", "organisation", "words", "reason"}
# A JSON column of these holds a list of such rows, or a reading; the token goes where words stand.
NOT_TEXT = (models.BooleanField, models.DateField, models.DateTimeField, models.TimeField, models.ForeignKey, models.AutoField,
            models.BinaryField, models.BigAutoField)  # fmt: skip
# Figures that the database or the program counts with: a token there would be another state.
COUNTED = {"version", "sequence", "order", "position", "number", "edition", "attempts", "moved_count", "subject_version",
           "doubt", "pressed_count", "demonstrate_days", "report_every_days", "at_least", "days_before", "size", "count",
           "record_id", "people", "actor_id", "concerns_count", "area_count",
           "observed", "expected", "lower_bound", "upper_bound", "score", "baseline_missing", "revised_from", "new_count",
           "revised_count"}  # fmt: skip


class Seeds:
    """Which token stands in which column of which row."""

    def __init__(self) -> None:
        self.where: dict[str, tuple[models.Field[Any, Any], Any]] = {}

    def words(self, column: models.Field[Any, Any], row: Any) -> str:
        token = f"qz{len(self.where):07x}zq"
        self.where[token] = (column, row)
        return token

    def number(self, column: models.Field[Any, Any], row: Any) -> int:
        token = f"77{len(self.where):07d}77"
        self.where[token] = (column, row)
        return int(token)


def private_columns() -> Iterator[models.Field[Any, Any]]:
    """Columns of every table that holds anything but public records."""
    for model in our_models():
        privacy = getattr(model, "privacy", {})
        if model._meta.app_label == "publications" and set(map(str, privacy.values())) == {PUBLIC}:
            continue
        for column in model._meta.concrete_fields:
            is_text = not isinstance(column, NOT_TEXT) and not column.choices and name_of(column) not in MEANT
            if is_text and column.name not in COUNTED and column.name != "id":
                yield column


def seed(seeds: Seeds) -> int:
    fields = 0
    for column in private_columns():
        rows = list(column.model._base_manager.order_by("pk")[:250])
        fields += bool(rows)
        for row in rows:
            if (value := _value(seeds, column, row)) is not None:
                column.model._base_manager.filter(pk=row.pk).update(**{column.name: value})
    return fields


def _value(seeds: Seeds, column: models.Field[Any, Any], row: Any) -> Any:
    if isinstance(column, models.JSONField):
        return _inside(column.value_from_object(row), seeds, column, row)
    if isinstance(column, models.IntegerField | models.DecimalField | models.FloatField):
        if column.value_from_object(row) is None or isinstance(
            column, models.PositiveSmallIntegerField | models.SmallIntegerField
        ):
            return None
        return seeds.number(column, row)
    if (column.max_length or 99) < 11:
        return None
    if isinstance(column, models.EmailField):
        return f"{seeds.words(column, row)}@example.org"
    return seeds.words(column, row)


def _inside(value: Any, seeds: Seeds, column: models.Field[Any, Any], row: Any) -> Any:
    """The same list or object, with a token before the words of its texts (up to a few, for a reading has thousands)."""
    left = [3]

    def walk(part: Any, key: str = "") -> Any:
        if isinstance(part, dict):
            return {k: walk(v, k) for k, v in part.items()}
        if isinstance(part, list):
            return [walk(p, key) for p in part]
        if (
            isinstance(part, str)
            and part
            and key in {"text", "words", "title", "detail", "label", "reason"}
            and left[0]
        ):
            left[0] -= 1
            return f"{seeds.words(column, row)} {part}"
        return part

    return walk(value)


def may_see(person: Person, column: models.Field[Any, Any], row: Any) -> bool:
    """From the privacy that the column declares and the visibility of its row, as belonging.py says it."""
    label, name = row._meta.label_lower, column.name
    mine = tiers()[person.role]
    if label == "audit.auditentry":
        return person.role in {"authority_member", "oversight_auditor"} or (
            name in HISTORY and _seen_subject(person, row)
        )
    if label == "people.account":
        return _sees_account(person, row, name)
    if label in {"notices.message", "people.signin"}:
        return row.account_id == person.account_id
    if label == "notices.sending":
        return person.role == "administrator" or row.sent_by_id == person.account_id
    if label in {"people.letter", "people.recoverycode", "people.guesscount", "audit.audithead"}:
        return label == "people.letter" and person.role == "administrator"
    if label in {"publications.release", "publications.releasefile"}:
        return (
            person.role in {"partnership_manager", "committee_officer", "chief_officer"}
            and "partnership" in mine
        )
    tier = str(column.model.privacy[name])
    if label.startswith("plans.") and "partnership" not in mine:
        return False
    return (tier in mine) and (not tier_of(row)[0] or sees(person, row))


def _sees_account(person: Person, row: Any, name: str) -> bool:
    """A name stands wherever its person did something; the rest is for administrators and for oneself."""
    return (
        row.pk == person.account_id
        or person.role == "administrator"
        or (name == "name" and "partnership" in tiers()[person.role])
    )


def _seen_subject(person: Person, entry: AuditEntry) -> bool:
    if not entry.subject_type or entry.outcome != AuditEntry.Outcome.DONE:
        return False
    row = model_of(entry.subject_type)._base_manager.filter(pk=entry.subject_id).first()
    return row is not None and (not tier_of(row)[0] or sees(person, row))


def paths(number: int) -> Iterator[str]:
    """Every address that is read, with several records where it asks for one."""
    from tests.guarantees.sample import expected

    for address in all_addresses():
        if not expected(address.name, "GET"):
            continue
        for row in records(first_subject(address), number) if first_subject(address) else [None]:
            for chosen in arguments(address, row) if row is not None else address.words():
                yield address.path(**chosen)
    yield from ("/nowhere/", "/plans/?words=qz", "/plans/1/?words=qz&sort=title", "/audit/?actor=qz", "/papers/?state=drafting",
                "/organisations/?format=csv", "/places/?format=csv", "/meetings/?body=1")  # fmt: skip


def text_of(answer: Any) -> str:
    """Whatever words a page or a file holds."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:4] == b"%PDF":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("role", ROLES)
def test_a_token_turns_up_only_where_it_may(
    town: Town,
    role: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    count: Callable[[str, int], None],
):
    person = next(p for p in one_of_each(town) if p.role == role)
    caplog.set_level(logging.DEBUG)
    leaks: dict[str, str] = {}
    seen: set[str] = set()
    seeds, pages = Seeds(), 0
    with undone(), triggers_lifted():
        fields = seed(seeds)
        for path in paths(4):
            answer = town.ask(person.key, "GET", path)
            pages += 1
            assert answer.status_code < 500, (path, answer.status_code)
            found = set(TOKEN.findall(text_of(answer)))
            seen |= found
            for token in found & set(seeds.where):
                column, row = seeds.where[token]
                if not may_see(person, column, row):
                    leaks[f"{name_of(column)} ({tier_of(row)[0] or 'no tier'}) at {_kind(path)}"] = path
            if TOKEN.search(answer.get("Location", "")) or TOKEN.search(path):
                leaks[f"in the address {answer.get('Location')}"] = path
    printed = "".join(capsys.readouterr()) + "".join(
        r.getMessage() for r in caplog.records if r.name != "django.db.backends"
    )
    in_logs = set(TOKEN.findall(printed)) & set(seeds.where)
    count("G3 private columns × roles", fields)
    count("G3 tokens planted × roles", len(seeds.where))
    count("G3 pages and files crawled", pages)
    count("G3 tokens seen where they may be", len(seen & set(seeds.where)))
    count("G3 tokens in logs and addresses", len(in_logs))
    assert not leaks, "\n".join(f"{what}, for example {path}" for what, path in sorted(leaks.items()))
    assert not in_logs, in_logs
    assert fields > 100
    assert role in {"contributor", "anonymous"} or len(seen) > 100


def _kind(path: str) -> str:
    return re.sub(r"\d+", "N", path)


def test_every_private_column_is_seeded_or_has_a_reason():
    columns = {name_of(c) for c in private_columns()}
    assert columns
    unknown = {n for n in MEANT if n.split(".")[0] not in {m._meta.app_label for m in our_models()}}
    assert unknown == set()


def test_a_planted_leak_would_be_found(town: Town):
    person = town.people["contributor"]
    with undone():
        seeds = Seeds()
        plan = model_of("plans.strategy")._base_manager.get(title="Plan for oversight")
        column = plan._meta.get_field("title")
        token = seeds.words(column, plan)
        assert not may_see(person, column, plan)
        assert not may_see(town.people["manager"], column, plan)
        assert may_see(town.people["member"], column, plan)
        assert TOKEN.findall(f"<td>{token}</td>") == [token]


def test_files_are_read_to_the_last_word():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", "<w:t>qz0000001zq</w:t>")
    answer = type("Answer", (), {"streaming": False, "content": packed.getvalue()})()
    assert TOKEN.findall(text_of(answer)) == ["qz0000001zq"]
    rows = list(csv.reader(io.StringIO("a,qz0000002zq\n")))
    assert rows[0][1] == "qz0000002zq"
    assert connection.vendor in {"sqlite", "postgresql"}
