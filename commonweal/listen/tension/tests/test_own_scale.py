"""Can a force that grades tension in six levels of its own use them everywhere, from a file and nothing else?"""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest

from commonweal.design import files
from commonweal.ground.scales.reads import SHIPPED, read_again
from commonweal.listen.tension.models import TensionItem, TensionReturn
from commonweal.listen.tension.reads import overview, tables, weeks
from commonweal.listen.tension.reads.levels import levels_on, shades_of
from commonweal.listen.tension.tests.factories import AT, ITEM, WEEK, make_world
from commonweal.listen.tension.writes import noting, sending
from commonweal.listen.tension.writes.importing import import_returns

pytestmark = pytest.mark.django_db
NAMES = ("Calm", "Uneasy", "Strained", "Serious", "Critical", "Breaking")
TONES = ("good", "good", "watch", "warn", "warn", "bad")
SHAPES = ("circle", "ring", "square", "triangle", "diamond", "octagon")


@pytest.fixture
def world(settings, tmp_path):
    """The force's file lies in the installation's own folder; its ranks begin at one."""
    settings.HOME = tmp_path
    folder = tmp_path / "scales" / "status"
    folder.mkdir(parents=True)
    ours = (SHIPPED / "status" / "tension_level-1.yaml").read_text()
    (folder / "tension_level-1.yaml").write_text(ours.replace("valid_until: null", "valid_until: 2010-01-01"))
    entries = "".join(
        f'  - {{code: "{letter}", label: {name}, letter: "{letter}", tone: {tone}, shape: {shape}, rank: {rank},\n'
        f"     definition: What we call {name.lower()}.}}\n"
        for rank, (letter, name, tone, shape) in enumerate(
            zip("ABCDEF", NAMES, TONES, SHAPES, strict=True), 1
        )
    )
    (folder / "tension_level-2.yaml").write_text(
        'kind: status\nname: tension_level\nversion: "2"\ntitle: Tension as our force grades it\n'
        "valid_from: 2010-01-01\nvalid_until: null\nsource: Our force's policy\nevidence: D\nentries:\n"
        + entries
    )
    read_again()
    yield make_world()
    read_again()


def sent(world, level, **item):
    made = sending.start_return(
        asking=world.askings["Northwick"], week_starting=WEEK, level=level, direction="up", confidence="high",
        **world.who("lead"),
    )  # fmt: skip
    given = ITEM | {"level": "", "experienced": "B"} | item
    noting.note_item(sent=made, **given, **world.who("lead"))
    return sending.submit_return(sent=TensionReturn.objects.get(), **world.who("lead"))


def test_its_levels_are_offered_from_the_calmest_up_and_keep_their_version(world):
    key, levels = levels_on("tension_level", on=WEEK)
    assert [level.label for level in levels] == list(NAMES)
    made = sent(world, "E")
    assert (made.level_scale, made.level, made.rank) == (key, "E", 5)
    assert TensionItem.objects.get().level_scale in ("", key)


def test_only_its_gravest_level_leaves_the_weekly_cycle(world):
    assert not sent(world, "E").is_urgent
    sending.withdraw_return(sent=TensionReturn.objects.get(), **world.who("lead"))
    made = sending.save_return(
        sent=TensionReturn.objects.get(), level="F", direction="up", confidence="high", **world.who("lead")
    )
    assert sending.submit_return(sent=made, **world.who("lead")).is_urgent


def test_lists_map_roll_up_and_file_speak_of_it(world):
    sent(world, "F")
    viewer = world.viewer("analyst")
    page = overview.week_page(viewer, world.round, WEEK, at=AT, address=lambda area: "")
    (line,) = [line for line in page.lines if line.point.area_name == "Northwick"]
    assert (line.level.label, page.levels) == ("Breaking", list(NAMES))
    assert shades_of(levels_on("tension_level", on=WEEK)[1]) == {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5}
    points = weeks.points(viewer, world.round, since=WEEK, until=WEEK, at=AT)
    rows = tables.week_rows(points, "tension_level")
    assert [row for row in rows if row[0] == "Northwick" and "Breaking" in row]


def test_a_table_of_returns_goes_out_and_comes_in_again_in_its_words(world):
    before = sent(world, "D")
    viewer = world.viewer("analyst")
    file = files.file_of_rows(tables.return_rows([before], tables.export_items(viewer, [before])), "xlsx")
    assert "Serious" in {
        cell.value for row in openpyxl.load_workbook(io.BytesIO(file)).active for cell in row
    }
    sending.withdraw_return(sent=TensionReturn.objects.get(), **world.who("lead"))
    found, wrong = tables.read_table(file, "r.xlsx", world.round, by=viewer, on=WEEK)
    assert wrong == []
    import_returns(chosen=world.round, returns=found, by=viewer, at=AT)
    again = TensionReturn.objects.exclude(pk=before.pk).get()
    assert (again.level, again.rank) == ("D", 4)


def test_a_week_before_it_was_in_force_keeps_the_default(world):
    assert levels_on("tension_level", on=WEEK - timedelta(days=365))[0].endswith("1")
