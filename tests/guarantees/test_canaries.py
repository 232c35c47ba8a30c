"""Does a token put into every private column turn up only where the column and its row may be seen (G3)?"""

from __future__ import annotations

import csv
import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from commonweal.config.clearing_for_tests import without_triggers
from tests.guarantees.addresses import all_addresses, arguments, first_subject, model_of
from tests.guarantees.columns import MEANT, name_of, our_models
from tests.guarantees.hardening import page_faults
from tests.guarantees.may_see import may_see
from tests.guarantees.readable import text_of
from tests.guarantees.sample import SWEPT, one_of_each, records
from tests.guarantees.sight import tier_of
from tests.guarantees.town import AT, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TOKEN = re.compile(r"qz[0-9a-f]{7}zq|77\d{5}77")
PUBLIC = "public"
# A JSON column of these holds a list of such rows, or a reading; the token goes where words stand.
NOT_TEXT = (models.BooleanField, models.DateField, models.DateTimeField, models.TimeField, models.ForeignKey, models.AutoField,
            models.BinaryField, models.BigAutoField)  # fmt: skip
# Figures that the database or the program counts with: a token there would be another state.
COUNTED = {"version", "sequence", "order", "position", "number", "edition", "attempts", "moved_count", "subject_version",
           "doubt", "pressed_count", "demonstrate_days", "report_every_days", "at_least", "days_before", "size", "count",
           "record_id", "people", "actor_id", "concerns_count", "area_count", "worry", "asked_count", "answered_count", "said_count",
           "size_count", "observed", "expected", "lower_bound", "upper_bound", "score", "baseline_missing", "revised_from",
           "new_count", "row_count", "revised_count", "rank", "due_day", "lock_hours", "remind_hours",
           "drawn_count", "withheld_count", "left_out_count", "cites_id", "weeks_before"}  # fmt: skip

# Columns of private tables that hold no token in any row, each with the reason.
UNPLANTED: dict[str, str] = {
    "places.Area.outline": "a drawing, which another text would spoil; borders of areas are public",
    "papers.CommitteePaper.frozen_hash": "seals the frozen content; the database keeps both as they are",
    "papers.PaperFile.sha256": "seals the file; the database keeps both as they are",
    "papers.PaperFigure.table": "cells that were copied from a plan, where they hold a token",
    "papers.PaperSection.letter": "four letters, too short for a token",
    "people.GuessCount.times": "moments, no words",
    "places.WaitingFile.mark": "made by chance, and the file behind it is gone after a day",
    "engagement.RoundAnswer.answers": "answers under the codes of their questions, where no token is put",
    "surveillance.Alert.baseline": "first days of periods, no words",
    "tension.PromiseMonth.owed": "published for everybody",
    "tension.PromiseMonth.in_time": "published for everybody",
    "surveillance.Alert.method_settings": "numbers and names of settings that the program knows",
    "surveillance.Watch.methods": "names of methods that the program knows",
    "agreements.Agreement.drift_from": "a share in per cent",
    "agreements.Deployment.weeks_off": "never more than the weeks served",
    "agreements.PartnershipRisk.likelihood": "from 1 to 5",
    "agreements.PartnershipRisk.impact": "from 1 to 5",
    "impact.Operation.triggers": "names of reasons that the program knows",
    "impact.DisclosureGiven.copy_hash": "seals the disclosable copy; the database keeps both as they are",
    "impact.Lesson.triggers": "names of reasons that the program knows",
    "impact.DatedEvent.triggers": "names of reasons that the program knows",
    "impact.AssessmentVersion.content_text": "the frozen content, which its hash seals; the database keeps both as they are",
    "impact.AssessmentVersion.content_hash": "seals the frozen content; the database keeps both as they are",
    "plans.PlanDay.counts": "how many actions stand where, no words",
}


class Seeds:
    """Which token stands in which column of which row."""

    def __init__(self) -> None:
        self.where: dict[str, tuple[models.Field[Any, Any], Any]] = {}

    def words(self, column: models.Field[Any, Any], row: Any) -> str:
        token = f"qz{len(self.where):07x}zq"
        self.where[token] = (column, row)
        return token

    def number(self, column: models.Field[Any, Any], row: Any) -> int:
        token = f"77{len(self.where):05d}77"
        self.where[token] = (column, row)
        return int(token)

    def forget(self, but: int) -> None:
        """All but the first so many."""
        while len(self.where) > but:
            self.where.popitem()

    def columns(self) -> set[str]:
        return {name_of(column) for column, _ in self.where.values()}


def private_columns() -> Iterator[models.Field[Any, Any]]:
    """Columns of every table that holds anything but public records."""
    for model in our_models():
        privacy = getattr(model, "privacy", {})
        if model._meta.app_label == "publications" and set(map(str, privacy.values())) == {PUBLIC}:
            continue
        for column in model._meta.concrete_fields:
            is_text = not isinstance(column, NOT_TEXT) and not column.choices and name_of(column) not in MEANT
            if (
                is_text
                and column.name not in COUNTED
                and name_of(column) not in UNPLANTED
                and column.name != "id"
            ):
                yield column


def make_room() -> None:
    """Rows in a state that has room for a token, where the town has none."""
    from commonweal.answer.papers.models import PaperFigure, PaperSection
    from commonweal.ground.people.models import GuessCount
    from commonweal.listen.intake.models import DoubtDecision, IntakeDocument

    GuessCount.objects.create(key="somebody", times=[])
    sections = PaperSection.objects.filter(paper__state="drafting").order_by("pk")
    sections.filter(pk=sections.values("pk")[:1]).update(text="", not_applicable_reason="None")
    figures = PaperFigure.objects.filter(paper__state="drafting").order_by("pk")
    figures.filter(pk=figures.values("pk")[:1]).update(rows=[{"record": "an action", "words": "It says so"}])
    read_in = IntakeDocument.objects.order_by("pk")[0]
    DoubtDecision.objects.create(document=read_in, doubt=0, choice="corrected", correction="It says this",
                                 decided_at=AT, decided_by_id=read_in.read_by_id)  # fmt: skip


def seed() -> Seeds:
    make_room()
    seeds = Seeds()
    for model, columns in groupby(private_columns(), key=lambda column: column.model):
        rows = list(model._base_manager.order_by("pk")[:250])
        for column in columns:
            if not _plant(seeds, column, rows):
                for row in rows:
                    _plant(seeds, column, [row])
    return seeds


def _plant(seeds: Seeds, column: models.Field[Any, Any], rows: list[Any]) -> bool:
    """In all of these rows, or in none: where a constraint wants another state for such words (a reason without what it is
    the reason of), they stay as they are.
    """
    before = len(seeds.where)
    values = [(_value(seeds, column, row), row.pk) for row in rows]
    given = [(column.get_db_prep_save(value, connection), pk) for value, pk in values if value is not None]
    table, name, key = map(
        connection.ops.quote_name,
        (column.model._meta.db_table, column.column, column.model._meta.pk.column),
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {name} = %s WHERE {key} = %s", given)
    except (IntegrityError, ProgrammingError):  # a constraint; a trigger of PostgreSQL
        seeds.forget(before)
        return False
    return True


def _value(seeds: Seeds, column: models.Field[Any, Any], row: Any) -> Any:
    if isinstance(column, models.JSONField):
        return _inside(column.value_from_object(row), seeds, column, row)
    if isinstance(column, models.IntegerField | models.DecimalField | models.FloatField):
        if isinstance(column, models.PositiveSmallIntegerField | models.SmallIntegerField):
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
            and key in {"", "text", "words", "title", "detail", "label", "reason", "cause", "effect"}
            and left[0]
        ):
            left[0] -= 1
            return f"{seeds.words(column, row)} {part}"
        return part

    return walk(value)


def tokens_in(text: str) -> set[str]:
    """Also where a figure is written with commas."""
    return {*TOKEN.findall(text), *TOKEN.findall(re.sub(r"(?<=\d),(?=\d{3})", "", text))}


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


@pytest.fixture(scope="module")
def seeded(town: Town, django_db_blocker: Any) -> Iterator[Seeds]:
    with django_db_blocker.unblock(), undone(), without_triggers():
        yield seed()


@pytest.fixture(scope="module")
def crawled(seeded: Seeds, django_db_blocker: Any) -> list[str]:
    """What everybody asks for: no address holds a token, and what it names is the same before and after."""
    with django_db_blocker.unblock():
        return list(paths(4))


@pytest.mark.parametrize("role", SWEPT)
def test_a_token_turns_up_only_where_it_may(
    town: Town,
    seeded: Seeds,
    crawled: list[str],
    role: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    count: Callable[[str, int], None],
):
    person = next(p for p in one_of_each(town) if p.role == role)
    caplog.set_level(logging.DEBUG)
    leaks: dict[str, str] = {}
    faults: list[str] = []
    seen: set[str] = set()
    pages = 0
    for path in crawled:
        answer = town.ask(person.key, "GET", path)
        pages += 1
        assert answer.status_code < 500, (path, answer.status_code)
        faults += page_faults(answer, path)
        found = tokens_in(text_of(answer)) & set(seeded.where)
        seen |= found
        for token in found:
            column, row = seeded.where[token]
            if not may_see(person, column, row):
                leaks[f"{name_of(column)} ({tier_of(row)[0] or 'no tier'}) at {_kind(path)}"] = path
        if TOKEN.search(answer.get("Location", "")) or TOKEN.search(path):
            leaks[f"in the address {answer.get('Location')}"] = path
    printed = "".join(capsys.readouterr()) + "".join(
        r.getMessage() for r in caplog.records if r.name != "django.db.backends"
    )
    in_logs = tokens_in(printed) & set(seeded.where)
    count("G3 private columns × roles", len(seeded.columns()))
    count("G3 tokens planted × roles", len(seeded.where))
    count("G3 pages and files crawled", pages)
    count("G15 pages without inline script, style or handler", pages)
    count("G3 tokens seen where they may be", len(seen))
    count("G3 tokens in logs and addresses", len(in_logs))
    assert not leaks, "\n".join(f"{what}, for example {path}" for what, path in sorted(leaks.items()))
    assert not in_logs, in_logs
    assert not faults, "\n".join(faults)
    assert role in {"contributor", "anonymous"} or len(seen) > 100


def _kind(path: str) -> str:
    return re.sub(r"\d+", "N", path)


def test_every_private_column_is_seeded_or_has_a_reason(seeded: Seeds):
    columns = {name_of(c) for c in private_columns()}
    assert sorted(columns - seeded.columns()) == []
    named = {name_of(c) for m in our_models() for c in m._meta.concrete_fields}
    assert set(UNPLANTED) <= named
    assert set(MEANT) <= named


def test_a_planted_leak_would_be_found(town: Town, seeded: Seeds):
    plan = model_of("plans.strategy")._base_manager.get(tier="oversight")
    column = plan._meta.get_field("title")
    assert tokens_in(f"<td>{plan.title}</td>") == {plan.title}
    assert seeded.where[plan.title] == (column, plan)
    assert not may_see(town.people["contributor"], column, plan)
    assert not may_see(town.people["manager"], column, plan)
    assert may_see(town.people["member"], column, plan)


def test_files_are_read_to_the_last_word():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", "<w:t>qz0000001zq</w:t>")
    answer = type("Answer", (), {"streaming": False, "content": packed.getvalue()})()
    assert tokens_in(text_of(answer)) == {"qz0000001zq"}
    assert tokens_in("£770,000,177.00") == {"770000177"}
    rows = list(csv.reader(io.StringIO("a,qz0000002zq\n")))
    assert rows[0][1] == "qz0000002zq"
    assert connection.vendor in {"sqlite", "postgresql"}
