"""Does the worker go on after a bad round, and stop at once when told to?"""

import os
import subprocess
import sys
import time

import pytest
from django.core.management import call_command

from commonweal import flow
from commonweal.config.management.commands import worker

pytestmark = pytest.mark.django_db


def test_one_round_carries_every_step_forward_with_the_time_of_the_clock(monkeypatch, time_machine):
    time_machine.move_to("2010-07-22T10:00:00Z", tick=False)
    seen = []
    monkeypatch.setattr(flow, "tick", lambda *, now: seen.append(now.isoformat()) or {})
    call_command("worker", once=True)
    assert seen == ["2010-07-22T10:00:00+00:00"]


def test_a_bad_round_is_written_down_and_the_next_is_tried(monkeypatch, capsys):
    def fail(*, now):
        raise OSError("the database was away")

    monkeypatch.setattr(flow, "tick", fail)
    worker.one_round()
    assert "the database was away" in capsys.readouterr().out
    monkeypatch.setattr(flow, "tick", lambda *, now: {"step": 2})
    worker.one_round()
    assert "step=2" in capsys.readouterr().out.replace("\x1b[36m", "").replace("\x1b[0m", "").replace(
        "\x1b[35m", ""
    )


@pytest.mark.slow
def test_the_worker_stops_at_once(tmp_path):
    command = [sys.executable, "-c", SAY_WHEN_WAITING]
    environment = {**os.environ, "COMMONWEAL_HOME": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as running:
        assert running.stdout.readline() == "a round\n"
        time.sleep(0.3)
        began = time.monotonic()
        running.terminate()
        assert running.wait(10) == 0
        assert time.monotonic() - began < 3


SAY_WHEN_WAITING = """
import django; django.setup()
from django.core.management import call_command
from commonweal import flow
flow.tick = lambda *, now: print("a round", flush=True) or {}
call_command("worker")
"""
