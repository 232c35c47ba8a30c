"""What do the tests of files of plans share: a plan with something of every kind, and a person who edits the file?"""

import csv
import io

import openpyxl
import pytest

from commonweal.act.plans.models import KeyTask
from commonweal.act.plans.reads import exporting, importing
from commonweal.act.plans.rules.exporting import KINDS
from commonweal.act.plans.tests.factories import (
    AT,
    ResourceFactory,
    UpdateFactory,
    World,
)
from commonweal.act.plans.writes.returning import bring_back


def file_world():
    """A plan with every kind of row that a file holds."""
    world = World()
    world.resource = ResourceFactory(
        action=world.action,
        kind="funding",
        text="=Grant",
        state="conditional",
        condition="if it comes",
        amount="1200.50",
    )
    world.part = KeyTask.objects.create(
        action=world.action, parent=world.task, number=1, text="  a part\r\nin two lines "
    )
    world.outcome.measure, world.outcome.baseline = "Share who trust", "7.10"
    world.outcome.save()
    UpdateFactory(
        action=world.action,
        organisation=world.lead_body,
        state="sent",
        sent_at=AT,
        reported_by_id=world.lead.account_id,
    )
    return world


def compared(world, data):
    return importing.compare_file(world.manager, world.strategy, data)


FORMS = pytest.mark.parametrize("form", ["csv", "xlsx"])


def edited(data, form, edits):
    """The file with (id, heading) set to a new text, as a person would."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        for kind in KINDS:
            sheet = book[kind.sheet]
            headings = [cell.value for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2):
                for (code, heading), text in edits.items():
                    if row[0].value == code:
                        row[headings.index(heading)].value = text
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for row in rows[1:]:
        for (code, heading), text in edits.items():
            if row[1] == code:
                row[rows[0].index(heading)] = text
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def said_by(found):
    return {(f"{c.kind}-{c.pk}", f.heading): f.new for c in found.changed for f in c.fields}


def saved(world, found, by=None, **more):
    return bring_back(strategy=world.strategy, changes=found.changes, by=by or world.manager, at=AT, **more)


def changed_file(world, edits, form="csv"):
    return compared(world, edited(exporting.file_of(world.manager, world.strategy, form), form, edits))
