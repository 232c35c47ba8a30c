"""Can a manager take a plan out and bring it back, on the pages and on the command line?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.models import KeyTask
from commonweal.act.plans.reads import exporting
from commonweal.act.plans.rules.cells import read_cells
from commonweal.act.plans.tests.factories import (
    StrategyFactory,
    many_actions,
)
from commonweal.act.plans.tests.files_of_plans import FORMS, edited, file_world
from commonweal.act.plans.tests.pages_of_plans import client_of
from commonweal.ground.audit.models import AuditEntry


@pytest.fixture
def world(db):
    return file_world()


def page_of(answer):
    return LexborHTMLParser(answer.content)


def fields_of(answer):
    boxes = page_of(answer).css("form[action$='/save/'] input[type=hidden]")
    return {box.attributes["name"]: box.attributes["value"] for box in boxes}


def bring(client, world, data, name="plan.csv"):
    return client.post(
        reverse("exchange:file", args=[world.strategy.pk]), {"file": SimpleUploadedFile(name, data)}
    )


def save(client, world, fields, **more):
    return client.post(reverse("exchange:save_file", args=[world.strategy.pk]), fields | more)


def with_mine(world, form="csv"):
    """The file as it was taken out, with another text for the first task."""
    taken = exporting.file_of(world.manager, world.strategy, form)
    return edited(taken, form, {(f"task-{world.task.pk}", "Text"): "Mine"})


@FORMS
def test_a_download_holds_what_the_viewer_sees_and_is_kept_in_the_audit(world, form):
    answer = client_of(world.member).get(reverse("exchange:download", args=[world.strategy.pk, form]))
    assert answer.status_code == 200
    assert read_cells(answer.content).rows
    entry = AuditEntry.objects.get(outcome="read")
    assert (entry.actor_id, entry.subject_id) == (world.member.account_id, str(world.strategy.pk))


def test_who_sees_no_plan_gets_no_file(world):
    hidden = StrategyFactory(tier="police")
    client = client_of(world.contributor)
    assert client.get(reverse("exchange:download", args=[world.strategy.pk, "csv"])).status_code in (403, 404)
    assert (
        client_of(world.manager).get(reverse("exchange:download", args=[hidden.pk, "csv"])).status_code == 404
    )
    assert bring(client_of(world.lead), world, b"x").status_code == 403


def test_a_file_is_shown_then_saved_once_however_often_it_is_sent(world):
    client = client_of(world.manager)
    data = with_mine(world, "xlsx")
    shown = bring(client, world, data, "plan.xlsx")
    assert "1 row changed" in shown.content.decode()
    assert KeyTask.objects.get(pk=world.task.pk).text != "Mine"
    fields = fields_of(shown)
    for _ in range(2):
        assert save(client, world, fields).status_code == 303
    assert KeyTask.objects.get(pk=world.task.pk).text == "Mine"
    assert AuditEntry.objects.filter(action="plans.bring_back", subject_type="plans.strategy").count() == 1


def test_the_unchanged_file_says_so(world):
    shown = bring(client_of(world.manager), world, exporting.file_of(world.manager, world.strategy, "csv"))
    assert "Nothing changed" in shown.content.decode()


@pytest.mark.parametrize(("answer", "stands"), [("now", "Theirs"), ("file", "Mine")])
def test_the_second_to_save_chooses_field_by_field(world, answer, stands):
    client = client_of(world.manager)
    data = with_mine(world)
    fields = fields_of(bring(client, world, data))
    KeyTask.objects.filter(pk=world.task.pk).update(text="Theirs", version=2)
    again = save(client, world, fields)
    assert again.status_code == 409
    assert "Theirs" in again.content.decode()
    fields = fields_of(again)
    left_open = save(client, world, fields)
    assert left_open.status_code == 422
    done = save(client, world, fields_of(left_open), **{f"choice-task-{world.task.pk}-text": answer})
    assert done.status_code == 303
    assert KeyTask.objects.get(pk=world.task.pk).text == stands


def test_what_was_shown_cannot_be_changed_on_the_way(world):
    client = client_of(world.manager)
    data = with_mine(world)
    fields = fields_of(bring(client, world, data))
    assert save(client, world, fields | {"changes": fields["changes"][:-3] + "abc"}).status_code == 303
    assert KeyTask.objects.get(pk=world.task.pk).text != "Mine"


@pytest.mark.parametrize(
    ("name", "data"), [("plan.xlsx", b"PK\x03\x04 broken"), ("plan.csv", b"a,b"), ("plan.csv", b"")]
)
def test_a_bad_file_gets_one_sentence_on_the_page(world, name, data):
    answer = bring(client_of(world.manager), world, data, name)
    assert answer.status_code == 422
    assert page_of(answer).css_first(".govuk-error-summary")


def test_the_page_asks_few_questions_however_large_the_plan(world, count):
    many_actions(60, world.strategy)
    client = client_of(world.manager)
    client.get(reverse("exchange:file", args=[world.strategy.pk]))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse("exchange:file", args=[world.strategy.pk]))
    assert len(asked) <= 12
    data = exporting.file_of(world.manager, world.strategy, "csv")
    with CaptureQueriesContext(connection) as asked:
        assert "Nothing changed" in bring(client, world, data).content.decode()
    count("queries to show what differs in a file of 61 actions", len(asked))
    assert len(asked) <= 12


# The command line


def test_the_command_line_takes_a_plan_out_and_brings_it_back(world, tmp_path, capsys):
    path = tmp_path / "plan.csv"
    call_command("plans", "export", str(world.strategy.pk), "--to", str(path))
    call_command("plans", "import", str(path))
    assert "Nothing was changed" in capsys.readouterr().out
    path.write_bytes(edited(path.read_bytes(), "csv", {(f"task-{world.task.pk}", "Text"): "By hand"}))
    call_command("plans", "import", str(path), "--look")
    assert KeyTask.objects.get(pk=world.task.pk).text != "By hand"
    call_command("plans", "import", str(path))
    assert KeyTask.objects.get(pk=world.task.pk).text == "By hand"
    path.write_bytes(edited(path.read_bytes(), "csv", {(f"task-{world.task.pk}", "Text"): ""}))
    with pytest.raises(CommandError, match="Mend these"):
        call_command("plans", "import", str(path))
    with pytest.raises(CommandError, match=r"\.xlsx or \.csv"):
        call_command("plans", "export", str(world.strategy.pk), "--to", str(tmp_path / "plan.doc"))


def test_a_file_is_read_cell_by_cell_for_what_is_about_a_person(world):
    """What is doubtful is asked about with its row, what is certain is refused, and the answer is kept."""
    client = client_of(world.manager)

    def with_text(text):
        taken = exporting.file_of(world.manager, world.strategy, "csv")
        return edited(taken, "csv", {(f"task-{world.task.pk}", "Text"): text})

    shown = bring(client, world, with_text("Ring the desk on 020 7202 0123 about it"))
    asked = save(client, world, fields_of(shown))
    assert asked.status_code == 422
    said = page_of(asked).css_first(".govuk-error-summary").text()
    assert "Text: “020 7202 0123”" in said
    again = fields_of(asked) | {"private_answer": "on", "private_reason": "It is the office's number"}
    assert save(client, world, again).status_code == 303
    world.task.refresh_from_db()
    assert "020 7202 0123" in world.task.text
    assert AuditEntry.objects.filter(reason__contains="It is the office's number").exists()
    shown = bring(client, world, with_text("Ring 07700 900123"))
    refused = save(
        client, world, fields_of(shown) | {"private_answer": "on", "private_reason": "It may stay"}
    )
    assert refused.status_code == 422
    world.task.refresh_from_db()
    assert "07700" not in world.task.text
