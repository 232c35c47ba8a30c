"""Does the scanner find what is private, and leave alone what is not (G21 b)?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.reading.private_text import Found, Kind, find_private
from commonweal.reading.private_text.kinds import SENTENCES
from commonweal.reading.private_text.numbers import is_nhs_number
from commonweal.reading.private_text.tests.corpus import POSITIVES, negatives, positives

PROJECT = Path(__file__).parents[4]
CERTAIN = {
    "passport": 0.95, "national_insurance": 1, "nhs_number": 0.8, "permit": 1, "email": 1, "immigration_reference": 0.9,
}  # fmt: skip


def test_every_kind_is_in_the_corpus():
    assert set(POSITIVES) == {kind.value for kind in Kind} == {kind.value for kind in SENTENCES}


def test_at_least_99_of_100_private_things_are_found_and_called_by_their_name(count):
    missed, seen, total = [], Counter(), Counter()
    for kind, text in positives():
        found = [f for f in find_private(text) if f.kind.value == kind]
        total[kind] += 1
        if found:
            seen[kind] += any(f.certain for f in found)
        else:
            missed.append(f"{kind}: {text!r} → {[(f.kind.value, f.text) for f in find_private(text)]}")
    every = sum(total.values())
    count("G21 private things in the corpus", every)
    count("G21 private things missed", len(missed))
    assert every >= 500
    assert len(missed) <= every * 0.01, "\n".join(missed)
    short = {k: seen[k] / total[k] for k, least in CERTAIN.items() if seen[k] < total[k] * least}
    assert not short, short


def test_at_most_1_of_100_harmless_sentences_is_stopped(count):
    texts = list(negatives())
    stopped = [(t, [(f.kind.value, f.text) for f in find_private(t)]) for t in texts if find_private(t)]
    count("G21 harmless sentences in the corpus", len(texts))
    count("G21 harmless sentences stopped", len(stopped))
    assert len(texts) >= 2000
    assert len(stopped) <= len(texts) * 0.01, "\n".join(map(str, stopped[:40]))
    assert not [s for s in stopped if any(f.certain for f in find_private(s[0]))]


def test_what_people_write_in_this_house_is_let_through(count):
    """The plans, papers and pages that we ship are prose of the field, and none of it was written for this test."""
    texts = [p for folder in ("docs", "commonweal/config/demonstration/world", "commonweal/ground/scales/files")
             for p in (PROJECT / folder).rglob("*") if p.suffix in {".md", ".yaml", ".txt"}]  # fmt: skip
    lines = [line for p in texts for line in p.read_text(encoding="utf-8").splitlines() if len(line) > 30]
    stopped = {line: found for line in lines if (found := [f.text for f in find_private(line)])}
    count("G21 lines of our own prose", len(lines))
    count("G21 lines of our own prose stopped", len(stopped))
    assert len(lines) >= 500
    assert len(stopped) <= len(lines) * 0.01, stopped


def test_the_real_papers_are_let_through(shared, count):
    """Committee prose as it was printed. A clerk's line to ring is asked about, for its clerk has a name."""
    from commonweal.reading.files import open_document

    lines = []
    for path in sorted((shared / "papers").rglob("*")):
        if path.suffix in {".txt", ".html", ".md"}:
            lines += [line.text for line in open_document(path.read_bytes(), name=path.name).lines]
    stopped = [(line, [f.text for f in found]) for line in lines if (found := find_private(line))]
    count("G21 lines of real papers", len(lines))
    count("G21 lines of real papers stopped", len(stopped))
    assert len(lines) >= 300
    assert len(stopped) <= len(lines) * 0.01, stopped


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_place_is_where_it_says(text):
    last = 0
    for found in find_private(text):
        assert isinstance(found, Found)
        assert last <= found.start < found.end <= len(text)
        assert (
            found.text.strip() in text[found.start : found.end]
            or text[found.start : found.end].strip() in found.text
        )
        assert found.what.endswith(".")
        assert found.instead.endswith(".")
        last = found.end


@pytest.mark.parametrize(
    "piece", ["passport ", "a ", " ", "Mr Khan ", "1 ", "12/", "(", "born ", "is a ", "Home Office ref ", "visa ", "07", "A1", "he is "]
)  # fmt: skip
def test_a_long_text_costs_no_more_than_its_length(piece):
    """Four times the text takes about four times as long: no pattern runs away."""
    import time

    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        find_private(text)
        return time.process_time() - begun

    cost(500)
    short, long = min(cost(4000) for _ in range(3)), cost(16000)
    assert long < max(short * 10, 0.5), (piece, short, long)


@given(st.integers(0, 10**9 - 1))
def test_one_wrong_digit_makes_no_nhs_number(nine):
    digits = f"{nine:09}"
    fitting = [d for d in "0123456789" if is_nhs_number(digits + d)]
    assert len(fitting) <= 1
