"""Are files that look wrong but are right accepted, and read without losing their words?"""

from __future__ import annotations

import pytest

from commonweal.reading.files import open_document
from commonweal.reading.files.tests.ugly import UGLY


@pytest.mark.parametrize("label", UGLY)
def test_an_ugly_but_valid_file_is_read(label: str, count) -> None:
    name, make, kind = UGLY[label]
    document = open_document(make(), name=name)
    assert document.kind == kind
    words = [" ".join(line.text.split()) for line in document.lines]
    assert any("Harbour plan" in text for text in words), words[:10]
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    for line in document.lines:
        for text in (line.text, *line.cells):
            text.encode("utf-8")  # no half characters …
            assert not set(text) & set("\x00\x1b\x07\u202e"), text  # … and nothing that acts on a terminal
    count("ugly but valid files", 1)


def test_there_are_at_least_forty_ugly_files(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n  ugly but valid files: {len(UGLY)}")
    assert len(UGLY) >= 40


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_accents_and_quotation_marks_survive_every_encoding(encoding: str) -> None:
    text = "The café’s “quay” – £5"
    document = open_document(text.encode(encoding), name="plan.txt")
    assert document.lines[0].text == text
