"""Does any table that somebody takes out hold a cell that a spreadsheet would calculate?

The addresses are asked one by one in a town where every free text is hostile; nothing of the rule of the program is used.
"""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, models, transaction
from django.utils.http import urlencode

import commonweal
from commonweal.act.plans.models import Strategy
from commonweal.answer.papers.reads.content import figures_csv
from tests.guarantees.addresses import Address, all_addresses, arguments, first_subject
from tests.guarantees.columns import free_text_columns, name_of, unique_alone
from tests.guarantees.sample import able, expected, records
from tests.guarantees.town import Person, Town, undone

pytestmark = [pytest.mark.slow, pytest.mark.once]
PACKAGE = Path(commonweal.__file__).parent
HOSTILE = [
    "=1+1", "+44 20 7946 0000", "-5+5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\u3000=1", "＝1", "＋1",
    "－1", "＠x", "\u200b=cmd|' /C calc'!A0", "'=1", "=HYPERLINK(\"//example.org\")",
]  # fmt: skip
SIGNS = "=+-@＝＋－＠"
TABLES = ("text/csv", "spreadsheetml")
# Where a file says the kind of a table, and the addresses that hand it out. A new file has to be entered with its address.
DOORS = {
    "ground/audit/views.py": {"audit:export"},
    "ground/partners/views/reading.py": {"partners:list"},
    "ground/places/views.py": {"places:map"},
    "listen/engagement/views/communities.py": {"engagement:not_heard", "engagement:engagements"},
    "design/files.py": {
        "recorded_crime:show", "surveillance:history_file", "surveillance:list_file", "surveillance:week_file",
        "tension:area_file", "tension:export", "tension:week_file", "agreements:activity_file",
        "agreements:inspectorate_file",
    },
    "assess/exposure/reads/downloads.py": {"exposure:answer_file", "exposure:disclosable_file"},
    "act/plans/views/comparing.py": {"exchange:compare"},
    "act/plans/views/overviews.py": {"plans:csv"},
    "act/plans/reads/exporting.py": {"exchange:download"},
    "answer/papers/views/judging.py": {"papers:file", "publications:release_file"},
    "answer/publications/views/public.py": {"public:file"},
}  # fmt: skip
# Frozen before anything was planted; what prints them is asked by itself below.
FROZEN = {
    "exposure:answer_file",
    "exposure:disclosable_file",
    "papers:file",
    "publications:release_file",
    "public:file",
}
# What an address is made of: it is checked when a file of boundaries is loaded, and hostile it would lead nowhere.
IN_ADDRESSES = {"places.Area.code"}


def would_run(cell: str) -> bool:
    """Said again here: a sign at the beginning, or behind what nobody sees."""
    return cell.lstrip("\t\r\n\0 \u00a0\u3000\u200b\ufeff")[:1] in tuple(SIGNS) and bool(cell.strip())


def is_table(answer: Any) -> bool:
    return any(kind in answer.get("Content-Type", "") for kind in TABLES)


def cells_of(answer: Any) -> list[str]:
    """Every text of a table, as a spreadsheet would be given it; a cell that is a formula already with its sign."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "text/csv" in answer["Content-Type"]:
        return [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    return [c.value for c in cells if isinstance(c.value, str)]


def plant(column: models.Field[Any, Any]) -> int:
    """Into every row that may hold it, past every write."""
    rows, planted = column.model._base_manager, 0
    for number, row in enumerate(rows.only("pk").order_by("pk")):
        text = f"={row.pk}+1" if unique_alone(column) else HOSTILE[number % len(HOSTILE)]
        try:
            with transaction.atomic():
                planted += rows.filter(pk=row.pk).update(**{column.name: text[: column.max_length or None]})
        except IntegrityError:
            continue  # words may stand here only beside something else
    return planted


def queries() -> list[str]:
    plans = list(Strategy.objects.filter(tier="partnership").order_by("pk").values_list("pk", flat=True)[:2])
    sides = urlencode({"left": plans[0], "right": plans[-1], "as": "csv"})
    return ["", "?format=csv", f"?{sides}"]


def words_of(address: Address) -> list[dict[str, str]]:
    """As the sweeps choose them, and the forms of a table where the address asks for a form."""
    names = [n for n in address.parameters if n in {"form", "kind"}]
    forms = [dict(zip(names, chosen, strict=True)) for chosen in product(("csv", "xlsx"), repeat=len(names))]
    return [chosen | form for chosen in address.words() for form in forms]


def paths(address: Address, row: Any) -> Iterator[str]:
    base = arguments(address, row) if row is not None else [{}]
    for chosen in words_of(address):
        yield address.path(**{**base[0], **chosen})


def tables_at(town: Town, address: Address) -> list[Any]:
    """Of up to six records that differ, unless the first two of them give none."""
    rows = records(first_subject(address), 6) if first_subject(address) else [None]
    found = [a for a in answers(town, address, rows[:2]) if is_table(a)]
    return [*found, *(a for a in answers(town, address, rows[2:]) if is_table(a))] if found else []


def answers(town: Town, address: Address, rows: list[Any]) -> Iterator[Any]:
    lines = expected(address.name, "GET")
    for row in rows:
        for person in able(town, lines, row)[:1] if lines else []:
            for path, query in product(paths(address, row), queries()):
                with undone():
                    yield town.ask(person.key, "GET", path + query)


def sent(town: Town, name: str) -> Iterator[Any]:
    """A table for which a form is sent."""
    deed = next(a for a in all_addresses() if a.name == name)
    for row in [None]:
        people: list[Person] = able(town, expected(name, "POST"), row)
        for person, kind in product(people, ("csv", "xlsx")):
            with undone():
                yield town.ask(person.key, "POST", deed.path(), {"kind": kind, "accepts_conditions": "1"})


def test_no_table_that_goes_out_holds_a_cell_that_calculates(
    town_without_triggers: Town, count: Callable[[str, int], None]
):
    town = town_without_triggers
    handed: dict[str, list[str]] = {}
    typed = [column for column in free_text_columns() if name_of(column) not in IN_ADDRESSES]
    planted = sum(plant(column) for column in typed)
    for address in all_addresses():
        found = tables_at(town, address)
        if address.name == "tension:export":
            found += [a for a in sent(town, address.name) if is_table(a)]
        for answer in found:
            handed.setdefault(address.name, []).extend(cells_of(answer))
    runs = {name: [c for c in cells if would_run(c)] for name, cells in handed.items()}
    count("G10 texts planted that a spreadsheet would calculate", planted)
    count("G10 addresses that hand out a table", len(handed))
    count("G10 cells of their tables looked at", sum(map(len, handed.values())))
    assert {name: cells[:5] for name, cells in runs.items() if cells} == {}
    assert set(handed) == set().union(*DOORS.values())
    idle = {
        name for name, cells in handed.items() if not any(would_run(c[1:]) for c in cells if c[:1] == "'")
    }
    assert idle == FROZEN, "nothing hostile came as far as the table"


@pytest.mark.django_db
def test_the_figures_of_a_paper_hold_no_cell_that_calculates():
    figures = [
        {
            "key": "cost",
            "words": t,
            "value": t,
            "as_at_on": "",
            "source": t,
            "rows": [{"record": t, "words": t}],
        }
        for t in HOSTILE
    ]
    rows = list(csv.reader(io.StringIO(figures_csv({"figures": figures}).decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert len(rows) == len(HOSTILE) + 1
    assert [c for c in cells if would_run(c)] == []


def test_every_file_that_names_a_table_is_entered_with_its_addresses():
    naming = set()
    for path in PACKAGE.rglob("*.py"):
        inside = str(path.relative_to(PACKAGE))
        if "/tests/" in inside or inside.startswith("reading/"):
            continue
        said = [
            n.value
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.Constant)
        ]
        if any(
            isinstance(s, str)
            and s.startswith(("text/csv", "application/vnd.openxmlformats-officedocument.spread"))
            for s in said
        ):
            naming.add(inside)
    assert naming == set(DOORS)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_that_would_run_is_found(text: str):
    assert would_run(text) != text.startswith("'")
