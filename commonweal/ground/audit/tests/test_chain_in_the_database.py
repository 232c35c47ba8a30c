"""Is tampering with the real table found, whichever database holds it, and is an honest table never suspected?"""

import io
import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from commonweal.config.clearing_for_tests import without_triggers
from commonweal.ground.audit import rules
from commonweal.ground.audit.anchors import anchor_path, make_anchor
from commonweal.ground.audit.models import AuditEntry, AuditHead
from commonweal.ground.audit.reads import verify_chain
from commonweal.ground.audit.tests.on_a_file import run_on_a_file
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.rules import Viewer

AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)
WATCHER = Viewer(account_id=7, name="Oversight auditor")
LENGTH, ANCHORED = 40, 25
TABLE = AuditEntry._meta.db_table
FIELDS = ["actor", "words", "reason", "action", "outcome", "subject_id", "changed", "at", "actor_id", "request_id", "seal",
          "previous_seal", "before", "after", "subject_version", "organisation", "subject_type", "once"]  # fmt: skip


@pytest.fixture(autouse=True)
def anchors_of_its_own(settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors.jsonl"


def fill(length=LENGTH, anchored=ANCHORED, at=AT):
    for number in range(1, length + 1):
        note_read(
            what=f"page {number}", by=WATCHER, at=at + timedelta(seconds=number), reason=f"because {number}"
        )
        if number == anchored:
            make_anchor(at=at)


def sql(statement, *values):
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows():
    return list(AuditEntry.objects.order_by("sequence").values())


def put_back(kept, head):
    """The table as it was, by the back door."""
    with without_triggers():
        AuditEntry.objects.all()._raw_delete("default")
        AuditEntry.objects.bulk_create(AuditEntry(**row) for row in kept)
        AuditHead.objects.filter(pk=1).update(**head)


def edit(rng, first):
    field = rng.choice(FIELDS)
    value = {"actor_id": 99, "subject_version": 9, "at": "2011-01-01 00:00:00+00:00"}.get(field, "altered")
    sql(f"UPDATE {TABLE} SET {field} = %s WHERE sequence = %s", value, first)
    return first


def delete(rng, first):
    sql(f"DELETE FROM {TABLE} WHERE sequence = %s", first)
    return first


def swap(rng, first):
    first = min(first, LENGTH - 1)
    for old, new in ((first, 9999), (first + 1, first), (9999, first + 1)):
        sql(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", new, old)
    return first


def insert(rng, first):
    entry = AuditEntry(**(rows()[first - 1] | {"sequence": LENGTH + 1, "once": None}))
    with without_triggers():
        entry.save(force_insert=True)
    return LENGTH + 1


def cut_the_end(rng, first):
    """With the head put right as well, so that only the anchor can tell."""
    keep = rng.randrange(1, ANCHORED)
    last = rows()[keep - 1]
    sql(f"DELETE FROM {TABLE} WHERE sequence > %s", keep)
    AuditHead.objects.filter(pk=1).update(count=keep, seal=last["seal"])
    return keep + 1


def cut_the_end_after_the_anchor(rng, first):
    keep = rng.randrange(ANCHORED, LENGTH)
    sql(f"DELETE FROM {TABLE} WHERE sequence > %s", keep)
    return keep + 1


def restore_an_old_copy(rng, first):
    """An old backup and then honest work on top of it."""
    keep = rng.randrange(1, ANCHORED)
    last = rows()[keep - 1]
    sql(f"DELETE FROM {TABLE} WHERE sequence > %s", keep)
    AuditHead.objects.filter(pk=1).update(count=keep, seal=last["seal"])
    for number in range(LENGTH - keep):
        note_read(what=f"later page {number}", by=WATCHER, at=AT)
    return ANCHORED


def restamp(rng, first):
    """Somebody who may write everything in the database, but has no key."""
    last = rules.GENESIS
    for entry in AuditEntry.objects.order_by("sequence"):
        entry.actor = "Nobody"
        seal = rules.seal(b"a guessed key", last, entry.sealed_content())
        sql(f"UPDATE {TABLE} SET actor = %s, previous_seal = %s, seal = %s WHERE sequence = %s",
            "Nobody", last, seal, entry.sequence)  # fmt: skip
        last = seal
    AuditHead.objects.filter(pk=1).update(seal=last)
    return 1


TAMPERS = {edit: 60, delete: 25, swap: 25, insert: 10, cut_the_end: 20, cut_the_end_after_the_anchor: 15,
           restore_an_old_copy: 6, restamp: 2}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda t: t.__name__)
def test_tampering_by_raw_sql_is_found_at_its_first_bad_entry(tamper, count):
    fill()
    rng = random.Random(tamper.__name__)
    kept, head = rows(), AuditHead.objects.values("count", "seal").get()
    for _ in range(TAMPERS[tamper]):
        first_bad = tamper(rng, rng.randrange(1, LENGTH + 1))
        fault = verify_chain()[1]
        assert fault is not None
        assert fault.sequence == first_bad
        put_back(kept, head)
        assert verify_chain() == (LENGTH, None)
    count(f"G7 tampers in {connection.vendor} found", TAMPERS[tamper])


@pytest.mark.django_db
def test_an_emptied_audit_is_found():
    fill(3, 3)
    with without_triggers():
        AuditEntry.objects.all()._raw_delete("default")
        AuditHead.objects.all().delete()
    assert verify_chain()[1].sequence == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "line", ["no json", "{}", '{"count": 2, "seal": "x", "at": "now", "signature": "x"}', "[1]"]
)
def test_an_anchor_that_was_spoilt_is_found(line):
    fill(5, 3)
    anchor_path().write_text(anchor_path().read_text() + line + "\n")
    assert "anchor" in verify_chain()[1].what


@pytest.mark.django_db
def test_an_honest_chain_is_never_suspected(count):
    """A thousand clean runs, through both changes of the clock and every kind of text."""
    rng = random.Random("honest")
    changes_of_the_clock = [datetime(2010, 3, 28, 0, 59, 59, tzinfo=UTC), datetime(2010, 10, 31, 0, 59, 59, tzinfo=UTC),
                            datetime(2010, 10, 31, 1, 0, 1, tzinfo=UTC), datetime(2011, 3, 27, 1, 0, tzinfo=UTC)]  # fmt: skip
    words = [
        "Müller & Söhne",
        "“quoted”",
        "line\nbreak",
        "=1+1",
        "\u202eright to left",
        "😀",
        " ",
        "a" * 150,
        "'); DROP",
    ]
    alarms = 0
    for number in range(1000):
        at = rng.choice(changes_of_the_clock) + timedelta(microseconds=rng.randrange(10**9))
        note_read(what=rng.choice(words), by=WATCHER, at=at, reason=rng.choice(words) * rng.randrange(3))
        if number % 97 == 0:
            make_anchor(at=at)
        # Only the newest thirty need to be read again: the rest was verified with the entry before.
        if number % 50 == 49:
            alarms += verify_chain()[1] is not None
        alarms += _tail_fault() is not None
    assert alarms == 0
    count("G7 clean runs without a false alarm", 1000)


def _tail_fault():
    tail = list(AuditEntry.objects.order_by("-sequence")[:30])[::-1]
    last = tail[0].previous_seal
    for entry in tail:
        if entry.previous_seal != last or rules.seal(_key(), last, entry.sealed_content()) != entry.seal:
            return entry.sequence
        last = entry.seal
    head = AuditHead.objects.get()
    return None if (head.count, head.seal) == (tail[-1].sequence, last) else head.count


def _key():
    from django.conf import settings

    return settings.AUDIT_KEY


CROWD = """
from datetime import UTC, datetime
from commonweal.ground.audit.anchors import make_anchor
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import verify_chain
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.rules import Viewer
alarms, runs = [], []
def write(number):
    try:
        for each in range(10):
            note_read(what=f"{number} {each}", by=Viewer(account_id=number, name=f"Person {number}"),
                      at=datetime.now(UTC))
        make_anchor(at=datetime.now(UTC))
        for _ in range(5):
            count, fault = verify_chain()
            runs.append(count)
            if fault: alarms.append(str(fault))
    finally:
        connections.close_all()
with ThreadPoolExecutor(8) as pool:
    list(pool.map(write, range(20)))
count, fault = verify_chain()
print(json.dumps({"entries": count, "fault": str(fault), "alarms": alarms, "runs": len(runs),
                  "people": AuditEntry.objects.values("actor").distinct().count()}))
"""


@pytest.mark.slow
def test_writers_at_the_same_time_make_one_whole_chain_and_no_false_alarm(tmp_path, count):
    said = json.loads(run_on_a_file(tmp_path, CROWD).splitlines()[-1])
    assert said == {"entries": 200, "fault": "None", "alarms": [], "runs": 100, "people": 20}
    count("G7 clean runs without a false alarm", said["runs"])
    count("G7 entries by writers at the same time", said["entries"])


@pytest.mark.django_db
def test_the_command_says_whole_and_counts():
    fill(12, 5)
    out = io.StringIO()
    call_command("audit", "verify", stdout=out)
    assert "12 entries, 1 anchors" in out.getvalue()
    call_command("audit", "anchor", stdout=out)
    call_command("audit", "anchor", stdout=out)
    assert "Anchored 12" in out.getvalue()
    assert "Nothing has happened" in out.getvalue()
    assert len(anchor_path().read_text().splitlines()) == 2


@pytest.mark.django_db
def test_the_command_names_the_first_bad_entry_and_fails():
    fill(12, 5)
    sql(f"UPDATE {TABLE} SET actor = 'Nobody' WHERE sequence = 9")
    err = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("audit", "verify", stderr=err)
    assert end.value.code == 1
    assert "First bad entry: 9" in err.getvalue()
