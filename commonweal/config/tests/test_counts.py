"""Do the counts of a sweep arrive from every worker process, and do journeys say why they did not run?"""

import os
import subprocess
import sys

import pytest

from commonweal.config.home import PROJECT

pytestmark = pytest.mark.once


def run_pytest(tmp_path, code, *options, **environment):
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  journey\n  once\n")
    (tmp_path / "test_it.py").write_text(code)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "conftest",
            "-rs",
            *options,
            "--rootdir",
            str(tmp_path),
            str(tmp_path),
        ],
        check=False,
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if "PYTEST" not in name} | environment,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.mark.slow
def test_counts_of_several_tests_are_added_up_across_processes(tmp_path):
    code = (
        "import pytest\n"
        "@pytest.mark.parametrize('part', range(6))\n"
        "def test_part(count, part):\n"
        "    count('G1 permission cells', 1000 + part)\n"
    )
    said = run_pytest(tmp_path, code, "-n", "2")
    assert "Counts" in said
    assert "G1 permission cells: 6,015" in said


@pytest.mark.slow
def test_without_a_browser_journeys_are_skipped_and_say_so(tmp_path):
    code = "import pytest\n@pytest.mark.journey\ndef test_story():\n    assert False\n"
    said = run_pytest(tmp_path, code, PATH="", COMMONWEAL_TEST_DATABASE="sqlite", COMMONWEAL_BROWSER="")
    assert "1 skipped" in said
    assert "no Chromium found" in said


@pytest.mark.slow
def test_journeys_run_on_one_database_only(tmp_path):
    code = "import pytest\n@pytest.mark.journey\ndef test_story():\n    assert False\n"
    assert "1 deselected" in run_pytest(tmp_path, code, COMMONWEAL_TEST_DATABASE="postgresql")
