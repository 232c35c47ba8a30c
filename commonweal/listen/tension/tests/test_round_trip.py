"""Does what goes out as a table come in again word for word, and does none of its cells calculate (G10)?"""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from datetime import date
from typing import Any

import openpyxl
import pytest

from commonweal.design import files
from commonweal.listen.engagement.models import Community
from commonweal.listen.tension.models import TensionItem, TensionReturn
from commonweal.listen.tension.reads import tables
from commonweal.listen.tension.rules.importing import COLUMNS, FREE_TEXT
from commonweal.listen.tension.tests.factories import AT, ITEM, WEEK, World, make_world, officer_return
from commonweal.listen.tension.writes import noting, sending
from commonweal.listen.tension.writes.importing import import_returns
from commonweal.reading.formulas import STARTS as FORMULA_STARTS
from commonweal.reading.formulas import is_formula
from commonweal.reading.private_text import find_private

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STARTS = [
    *sorted(FORMULA_STARTS),
    "'",
    "''",
    "'=",
    "''-",
    " =",
    "\u00a0@",
    "\u3000+",
    "' =",
    '"',
    '"=',
    ";",
    ",",
    "sep=;",
    "#",
    "\\",
    "%",
    "|",
]
INSIDE = [
    "the market", "two  spaces", "a line\nand another", "a line\n\n\nafter two empty ones", "a tab\there", "“quoted”", 'say "no"',
    "semi;colon", "com,ma", "naïve café", "ਪੰਜਾਬੀ", "العربية", "😀", "1e9", "007", "12/07/2010", "=1+1", "cmd|' /C calc'!A0",
    "_x0041_", "&amp;", "<b>bold</b>", "NaN", "TRUE", "HYPERLINK(1)", "—", "ends with '", "z" * 300,
]  # fmt: skip
ITEMS, SEEDS = 40, range(5)
WIDTH = {"title": 200, "place": 200, "happened": 200, "outlet": 200}
COLUMN_OF = {
    "title": "Item", "facts": "Facts", "opinion": "Opinion", "shareable_text": "Text to share", "place": "Place",
    "happened": "Happened", "outlet": "Outlet", "handling_conditions": "Conditions", "action_taken": "Done",
    "action_recommended": "To be done", "narrative": "Narrative",
}  # fmt: skip


def wild_text(chance: random.Random, most: int = 4000) -> str:
    """Something that a person could have typed into a field: no white space around it, no control characters."""
    while True:
        made = chance.choice([*STARTS, ""]) + " ".join(chance.choices(INSIDE, k=chance.randint(1, 4)))
        text = unicodedata.normalize("NFC", made.replace("\0", "").replace("\r", "")).strip()[:most].strip()
        if text and not find_private(text):
            return text


def wild_item(chance: random.Random, number: int) -> dict[str, Any]:
    texts = {name: wild_text(chance, WIDTH.get(name, 4000)) for name in COLUMN_OF if name != "narrative"}
    return ITEM | texts | {
        "title": f"{texts['title'][:190]} {number}", "level": chance.choice(["", "1", "3"]), "evidenced": "2",
        "direction": chance.choice(["", "up"]), "confidence": chance.choice(["", "high"]),
        "in_media": chance.choice([None, True, False]), "reference": f"{number:05d}/10",
        "review_on": chance.choice([None, date(2010, 8, 2)]), "risk_to_life": chance.choice([True, False]),
        "scheme": chance.choice(["3x5x2"]), "themes": chance.choice([[], ["race"]]),
    }  # fmt: skip


def a_wild_week(seed: int) -> World:
    """One return, sent, with items of which every text is wild."""
    chance, world = random.Random(seed), make_world()
    communities = [
        Community.objects.create(name=name, basis="ethnicity") for name in ("=Somali", "'Roma; and others")
    ]
    sent = officer_return(world, **wild_item(chance, 0))
    for number in range(1, ITEMS):
        item = wild_item(chance, number) | {"lead_partner": chance.choice([None, world.police["Southley"]])}
        sent = noting.note_item(sent=sent, communities=communities[: number % 2], **item, **world.who("lead"))
    sent = sending.save_return(sent=sent, narrative=wild_text(chance), **world.who("lead"))
    sending.submit_return(sent=sent, **world.who("lead"))
    return world


def as_it_is(of: TensionReturn) -> list[dict[str, Any]]:
    """Everything about the items but their own numbers."""
    columns = [c.attname for c in TensionItem._meta.concrete_fields if c.name not in {"id", "of", "version"}]
    return [
        {name: getattr(item, name) for name in columns}
        | {"communities": sorted(item.communities.values_list("name", flat=True))}
        for item in of.items.order_by("number")
    ]


@pytest.mark.parametrize("kind", tables.FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_goes_out_comes_in_again_word_for_word(seed, kind, count):
    world = a_wild_week(seed)
    viewer, sent = world.viewer("analyst"), TensionReturn.objects.get()
    before, said = as_it_is(sent), sent.narrative
    file = files.file_of_rows(tables.return_rows([sent], tables.export_items(viewer, [sent])), kind)
    sending.withdraw_return(sent=TensionReturn.objects.get(), **world.who("lead"))
    found, wrong = tables.read_table(file, f"r.{kind}", world.round, by=viewer, on=WEEK)
    assert wrong == []
    import_returns(chosen=world.round, returns=found, by=viewer, at=AT)
    again = TensionReturn.objects.exclude(pk=sent.pk).get()
    assert again.narrative == said
    after = as_it_is(again)
    assert [(b[n], a[n], n) for b, a in zip(before, after, strict=True) for n in b if a[n] != b[n]] == []
    assert (again.level, again.direction, again.confidence) == (sent.level, sent.direction, sent.confidence)
    count("G10 texts that went out and came in again as they were", 1 + ITEMS * (len(COLUMN_OF) - 1))


@pytest.mark.parametrize("seed", range(2))
def test_no_cell_of_any_table_of_the_return_calculates(seed, count):
    chance = random.Random(seed + 100)
    rows = [[wild_text(chance) for _ in range(10)] for _ in range(100)]
    book = openpyxl.load_workbook(io.BytesIO(files.to_workbook(rows)))
    from_book = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "inlineStr"}
    text = files.to_csv(rows).decode("utf-8-sig")
    from_csv = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    for cell in (*from_book, *from_csv):
        assert not is_formula(cell), cell
        count("G10 cells of tables of the return that do not calculate", 1)


def test_every_text_column_of_an_item_goes_out_or_is_named_here():
    texts = {c.name for c in TensionItem._meta.concrete_fields if c.get_internal_type() == "TextField"}
    assert texts <= set(COLUMN_OF)
    assert set(COLUMN_OF.values()) <= set(COLUMNS)
    assert set(FREE_TEXT) == set(COLUMN_OF.values())
