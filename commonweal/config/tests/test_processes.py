"""Do the web server and the worker start together, and does nobody stay behind?"""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from commonweal.config.processes import listen, run_together

pytestmark = pytest.mark.once
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def is_alive(pid):
    """A process that has ended but was not waited for counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(true, seconds=20):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def test_when_one_ends_the_other_is_stopped_and_the_status_says_so(tmp_path, capsys):
    written = tmp_path / "pid"
    other = [
        sys.executable,
        "-c",
        f"import os, time; open({str(written)!r}, 'w').write(str(os.getpid())); time.sleep(60)",
    ]
    ends = [
        sys.executable,
        "-c",
        f"import os, time\nwhile not os.path.exists({str(written)!r}): time.sleep(0.05)",
    ]
    began = time.monotonic()
    assert run_together({"web server": other, "worker": ends}, started=lambda: None) == 1
    assert "The worker ended by itself" in capsys.readouterr().err
    assert not is_alive(int(written.read_text()))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_both(number):
    assert (
        run_together({"web server": SLEEPER, "worker": SLEEPER}, started=lambda: os.kill(os.getpid(), number))
        == 0
    )


def test_what_does_not_listen_to_the_signal_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr("commonweal.config.processes.PATIENCE", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    stop = lambda: (time.sleep(0.5), os.kill(os.getpid(), signal.SIGTERM))  # noqa: E731
    began = time.monotonic()
    assert run_together({"worker": [sys.executable, "-c", deaf]}, started=stop) == 0
    assert time.monotonic() - began < 10


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_nobody_is_left_behind_when_this_process_is_killed_outright():
    code = (
        "import subprocess, sys\n"
        "from commonweal.config.processes import start\n"
        f"child = start({SLEEPER!r}, ())\n"
        "print(child.pid, flush=True); child.wait()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with parent.stdout as said:
        child = int(said.readline())
        assert is_alive(child)
        parent.kill()
        parent.wait()
        assert wait_until(lambda: not is_alive(child))


def test_a_taken_port_is_refused_in_words_and_without_a_wish_the_next_is_found():
    with closing(listen("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} on 127.0.0.1 cannot be used"):
            listen("127.0.0.1", port)
    with closing(listen("127.0.0.1", None)) as one, closing(listen("127.0.0.1", None)) as two:
        assert 8000 <= one.getsockname()[1] < two.getsockname()[1] < 8100


@pytest.mark.slow
def test_the_demonstration_prints_an_address_that_answers_and_stops_whole(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COMMONWEAL")}
    command = [sys.executable, "-m", "commonweal", "demo", "--home", str(tmp_path / "demo"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as running:
        try:
            address = next(
                (m[0] for m in (re.search(r"http://[\d.:]+", line) for line in running.stdout) if m), None
            )
            assert address, "it ended without an address"
            with urllib.request.urlopen(address + "/static/design/commonweal.css") as answer:
                assert answer.status == 200
            family = children_of(running.pid)
            assert len(family) >= 2, "the web server and the worker"
        finally:
            running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    assert wait_until(lambda: not any(is_alive(pid) for pid in family))
    for key in (tmp_path / "demo" / "keys").iterdir():
        assert key.stat().st_mode & 0o777 == 0o600


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
