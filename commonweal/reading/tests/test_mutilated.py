"""Whatever is done to a paper, each of its lines stands in exactly one place or is said not to be understood."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.reading.reader import read_document
from commonweal.reading.tests.shared_papers import shared_papers
from commonweal.reading.tests.standing import PAPERS, assert_everything_stands
from commonweal.reading.text import document_from_text
from commonweal.reading.values import CannotRead, Document

OWN = [path.read_text(encoding="utf-8") for path in sorted(PAPERS.glob("*.txt"))]

_garbage = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="abA1.)( -–•:;/*#|\t", max_size=60),
    st.sampled_from(
        ["Key tasks", "Outcome", "Delivery partners: A; B (lead)", "Proposed Action (1.2.3)", "Lead:", "Summary", "Contents",
         "Appendix 4", "D. Legal implications", "List of abbreviations", "Objective: to be kept", "**", "###", "Date:",
         "Date: soon", "Page 2 of 9", "i)", "a) b) c)", "Service area", "Actions", "1.1.1", "- - -", "Report to:"]
    ),
)  # fmt: skip
_operation = st.tuples(
    st.sampled_from(
        ["delete", "repeat", "swap", "cut", "indent", "upper", "lower", "insert", "join", "blank"]
    ),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    _garbage,
)


def _mutilate(lines: list[str], operation: tuple[str, int, int, str]) -> list[str]:
    name, first, second, garbage = operation
    if not lines:
        return [garbage]
    at, other = first % len(lines), second % len(lines)
    changed = list(lines)
    match name:
        case "delete":
            del changed[min(at, other) : min(at, other) + abs(at - other) % 12 + 1]
        case "repeat":
            changed[other:other] = lines[at : at + second % 6 + 1]
        case "swap":
            changed[at], changed[other] = changed[other], changed[at]
        case "cut":
            changed[at] = lines[at][: second % (len(lines[at]) + 1)]
        case "indent":
            changed[at] = " " * (second % 9) + lines[at].lstrip()
        case "upper":
            changed[at] = lines[at].upper()
        case "lower":
            changed[at] = lines[at].lower()
        case "insert":
            changed.insert(at, garbage)
        case "join":
            changed[at : at + 2] = [" ".join(lines[at : at + 2])]
        case "blank":
            changed[at:at] = ["", ""]
    return changed


def _check(text: str, operations: list[tuple[str, int, int, str]]) -> None:
    lines = text.split("\n")
    for operation in operations:
        lines = _mutilate(lines, operation)
    document = document_from_text("\n".join(lines))
    try:
        reading = read_document(document)
    except CannotRead:
        return
    assert_everything_stands(document, reading)


_slow_is_fine = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@_slow_is_fine
@given(st.sampled_from(OWN), st.lists(_operation, max_size=25))
def test_no_line_of_a_mutilated_paper_is_lost(text: str, operations: list[tuple[str, int, int, str]]) -> None:
    _check(text, operations)


@_slow_is_fine
@given(st.sampled_from(OWN), st.randoms(use_true_random=False))
def test_no_line_of_a_shuffled_paper_is_lost(text: str, random: object) -> None:
    lines = text.split("\n")
    random.shuffle(lines)  # type: ignore[attr-defined]
    _check("\n".join(lines), [])


@_slow_is_fine
@given(st.data(), st.lists(_operation, max_size=25))
def test_no_line_of_a_mutilated_shared_paper_is_lost(
    data: st.DataObject, operations: list[tuple[str, int, int, str]]
) -> None:
    papers = shared_papers()
    if not papers:
        pytest.skip("The shared papers are not here; set COMMONWEAL_SHARED to the folder that holds papers/.")
    _check(data.draw(st.sampled_from(papers)), operations)


@_slow_is_fine
@given(st.text(max_size=2000))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    document = document_from_text(text)
    refused = _refusal(document)
    if refused is None:
        assert_everything_stands(document, read_document(document))
    else:
        assert refused.endswith(".")
        assert "\n" not in refused


def _refusal(document: Document) -> str | None:
    try:
        read_document(document)
    except CannotRead as refusal:
        return str(refusal)
    return None
