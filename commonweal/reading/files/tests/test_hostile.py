"""Does a hostile file ever do more than be refused in one sentence?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from commonweal.reading.files import open_document, open_path
from commonweal.reading.files.isolated import read_in_child
from commonweal.reading.files.limits import CHILD_MEMORY, MIB
from commonweal.reading.files.tests.hostile import Specimen, specimens
from commonweal.reading.values import CannotRead, Document

ALL = specimens()
SENTENCE = re.compile(r"[A-Z“][^\n]{20,300}[.:?]?[^\n]*\.")


def _is_one_sentence(text: str) -> bool:
    # A full stop only at the end (or inside a number, an ending such as .docx, or a bracket).
    return bool(SENTENCE.fullmatch(text)) and not re.search(r"[.!?]\s+[A-Z]", text)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for temporary files that is ours alone, for this process and for its children."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("specimen", ALL, ids=[f"{one.kind}: {one.label}" for one in ALL])
def test_a_hostile_file_is_refused_in_one_sentence_or_read_without_harm(
    specimen: Specimen, temporary: Path, count
) -> None:
    data, before = specimen.make(), _children()
    started = time.monotonic()
    tracemalloc.start()
    document, sentence = _tried(data, specimen.name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    if document is None:
        assert _is_one_sentence(sentence), sentence
    else:
        assert not specimen.refused, "this file should have been refused"
        assert "root:" not in "".join(line.text for line in document.lines)
    count("hostile files", 1)
    assert peak < 256 * MIB
    assert time.monotonic() - started < 40
    assert not list(temporary.iterdir()), "a temporary file was left behind"
    assert _children() <= before, "a child process is still there"


def _tried(data: bytes, name: str) -> tuple[Document | None, str]:
    try:
        return open_document(data, name=name), ""
    except CannotRead as refusal:
        return None, str(refusal)


def _children() -> set[str]:
    """Process numbers of our children, living or not yet waited for; empty where the system does not say.

    Another test of the same run may keep some, a browser for instance.
    """
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(listed.read_text().split()) if listed.exists() else set()


def test_there_are_at_least_two_hundred_hostile_files_of_many_kinds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kinds = Counter(one.kind for one in ALL)
    with capsys.disabled():
        print(
            f"\n  hostile files: {len(ALL)} of {len(kinds)} kinds ({sum(one.refused for one in ALL)} must be refused)"
        )
    assert len(ALL) >= 200
    assert len(kinds) >= 15
    assert len({(one.kind, one.label) for one in ALL}) == len(ALL)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with path.open("wb") as stream:
        stream.truncate(200 * MIB)
    tracemalloc.start()
    with pytest.raises(CannotRead, match="larger than 20 MB"):
        open_path(path)
    assert tracemalloc.get_traced_memory()[1] < MIB
    tracemalloc.stop()


@pytest.mark.parametrize("label", ["bomb in the text", "10 MB cell", "twenty thousand parts"])
def test_no_child_takes_more_memory_than_it_may(label: str, tmp_path: Path) -> None:
    worst = next(one for one in ALL if one.label == label)
    path = tmp_path / worst.name
    path.write_bytes(worst.make())
    most = subprocess.run(
        [sys.executable, "-c", MOST_MEMORY, path], capture_output=True, text=True, check=True
    )
    assert 0 < int(most.stdout) < CHILD_MEMORY + 64 * MIB


# In a process of its own, whose only child is the one in question.
MOST_MEMORY = """
import contextlib, resource, sys
from pathlib import Path
from commonweal.reading.files import open_path
from commonweal.reading.values import CannotRead

with contextlib.suppress(CannotRead):
    open_path(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def test_a_file_that_takes_too_long_is_given_up_and_its_child_is_gone() -> None:
    busy, before = next(one for one in ALL if one.label == "10 MB cell").make(), _children()
    with pytest.raises(CannotRead, match="too complicated"):
        read_in_child(busy, "package", wall_seconds=0.05)
    assert _children() <= before
