"""A statement that failed in one thread is never in the way of another."""

import json
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from commonweal.ground.audit.tests.on_a_file import run_on_a_file

# One thread has the file, another waits for it and gives up: its cursor stays behind in a cycle with the traceback. It
# waits once more, and meanwhile the first thread collects garbage before it is done with its own transaction.
TWO_WHO_WRITE = """
import gc, time
from django.db import OperationalError, transaction

gc.disable()
connections.settings["default"]["OPTIONS"]["timeout"] = 5
has_the_file, gave_up, said = threading.Event(), threading.Event(), []

def second():
    try:
        has_the_file.wait()
        for _ in range(2):
            try:
                with transaction.atomic():
                    said.append("wrote")
            except OperationalError as error:
                said.append(str(error))
            gave_up.set()
    finally:
        connections.close_all()

waiting = threading.Thread(target=second)
waiting.start()
with transaction.atomic():
    has_the_file.set()
    gave_up.wait()
    time.sleep(0.5)  # the other one waits inside its connection now
    gc.collect()
waiting.join()
print(json.dumps(said))
"""


def test_a_thread_that_writes_never_waits_for_one_that_waits_for_it(tmp_path: Path):
    said = json.loads(run_on_a_file(tmp_path, TWO_WHO_WRITE).splitlines()[-1])
    assert said == ["database is locked", "wrote"]


@pytest.mark.django_db
def test_who_listens_when_the_connection_is_made_takes_nothing_else_away():
    fresh = connections["default"].copy()
    if fresh.vendor != "sqlite":
        pytest.skip("the rule is for SQLite")
    heard: list[str] = []

    def listening(execute, sql, *given):
        heard.append(sql)
        return execute(sql, *given)

    try:
        with fresh.execute_wrapper(listening):
            fresh.ensure_connection()
        before = len(heard)
        cursor = fresh.cursor()
        with pytest.raises(OperationalError):
            cursor.execute("SELECT nothing FROM nowhere")
        assert len(heard) == before
        with pytest.raises(Exception, match="closed cursor"):
            cursor.execute("SELECT 1")
    finally:
        fresh.close()
