"""Can those who watch over the house read and verify the audit in the browser, and nobody else?"""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client

from commonweal.config.clearing_for_tests import without_triggers
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import note_read, note_refusal
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.visibility.rules import Viewer

pytestmark = pytest.mark.django_db
AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)
READERS = {"authority_member", "oversight_auditor"}


@pytest.fixture(autouse=True)
def some_entries(settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors.jsonl"
    officer = Viewer(account_id=901, name="Desk officer")
    note_read(what="the first page", by=officer, at=AT, reason="=cmd|' /C calc'!A0")
    note_refusal(what="the second page", why="no role", by=Viewer(account_id=902, name="A stranger"), at=AT)


def client_in(role):
    client = Client()
    client.force_login(make_account(role))
    return client


@pytest.mark.parametrize("role", [*all_roles(), ""])
def test_only_oversight_roles_find_the_audit(role, count):
    client = client_in(role)
    for path in ("/audit/", "/audit/1/", "/audit/export.csv", "/audit/?actor=x"):
        assert client.get(path).status_code == (200 if role in READERS else 404), (path, role)
    verified = client.post("/audit/verify/").status_code
    assert verified == {"oversight_auditor": 200, "authority_member": 403}.get(role, 404)
    count("page × role of the audit, checked", 5)


def test_nobody_reads_it_without_signing_in(client):
    for path in ("/audit/", "/audit/1/", "/audit/export.csv"):
        assert client.get(path).status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("actor=stranger", 1), ("what=first", 1), ("outcome=refused", 1), ("outcome=done", 0),
     ("since_on-day=23&since_on-month=7&since_on-year=2010", 0), ("until_on-day=22&until_on-month=7&until_on-year=2010", 2),
     ("record_type=people.account", 0), ("record_id=%00", 2), ("since_on-day=99", 2), ("page=999", 2)],
)  # fmt: skip
def test_the_list_is_filtered(query, found):
    words = client_in("oversight_auditor").get(f"/audit/?{query}").content.decode()
    assert words.count('scope="row"') == found


def test_one_entry_shows_its_seals():
    entry = AuditEntry.objects.get(sequence=2)
    words = client_in("oversight_auditor").get("/audit/2/").content.decode()
    assert entry.seal in words
    assert entry.previous_seal in words


def test_verify_now_says_whole_and_is_itself_kept():
    client = client_in("oversight_auditor")
    assert "The audit is whole" in client.post("/audit/verify/").content.decode()
    assert AuditEntry.objects.order_by("sequence").last().words == "read and verified the whole audit"


def test_verify_now_names_the_first_bad_entry():
    with without_triggers():
        AuditEntry.objects.filter(sequence=2).update(actor="Nobody")
    words = client_in("oversight_auditor").post("/audit/verify/").content.decode()
    assert "The audit is not whole" in words
    assert "First bad entry: <strong>2</strong>" in words


def test_taking_it_away_as_csv_is_kept_and_no_cell_calculates():
    client = client_in("oversight_auditor")
    body = b"".join(client.get("/audit/export.csv?what=first").streaming_content).decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(body))
    cells = dict(zip(heading, row, strict=True))
    assert cells["reason"] == "'=cmd|' /C calc'!A0"
    kept = AuditEntry.objects.order_by("sequence").last()
    assert (kept.outcome, kept.reason) == ("read", "what=first")


def test_the_list_asks_the_same_number_of_questions_for_many(django_assert_max_num_queries):
    client = client_in("oversight_auditor")
    for number in range(60):
        note_read(what=f"page {number}", by=Viewer(name="X"), at=AT)
    with django_assert_max_num_queries(12):
        client.get("/audit/")
