"""What has been brought, what is still doubtful in it, and what does it say once the doubts are settled?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from commonweal.design.scanned import in_words
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.intake import rules
from commonweal.listen.intake.models import DoubtDecision, IntakeDocument
from commonweal.reading.private_text import find_private


@dataclass(frozen=True)
class DoubtLine:
    """A doubt as a person walks through it; typed is what stands there now, to be edited."""

    number: int
    line: int
    kind: str
    text: str
    suggestion: str
    where: str
    can_accept: bool
    can_correct: bool
    would_say: str
    typed: str
    decision: str = ""
    decided_by: str = ""


def list_documents(viewer: Viewer) -> QuerySet[IntakeDocument]:
    visible = IntakeDocument.objects.visible_to(viewer).defer("lines", "result")
    return visible.select_related("read_by").annotate(decided=Count("decisions")).order_by("-read_at", "-pk")


def get_documents(viewer: Viewer) -> QuerySet[IntakeDocument]:
    return IntakeDocument.objects.visible_to(viewer).select_related("read_by")


def find_same(sha256: str, viewer: Viewer) -> IntakeDocument | None:
    """The same file, brought before."""
    return IntakeDocument.objects.visible_to(viewer).filter(sha256=sha256).first()


def get_settled(document: IntakeDocument) -> dict[str, Any]:
    """The reading with what people decided put in place: what later stages pull from."""
    return rules.settle(document.result, _decided(document))


def list_doubts(document: IntakeDocument) -> list[DoubtLine]:
    decisions = {d.doubt: d for d in document.decisions.select_related("decided_by")}
    settled = get_settled(document)
    return doubt_lines(document.result, settled, decisions)


def doubt_lines(
    result: dict[str, Any], settled: dict[str, Any], decisions: dict[int, DoubtDecision] | None = None
) -> list[DoubtLine]:
    """The doubts of a reading in order, each with what was decided about it, if anything was."""
    decisions = decisions or {}
    return [_doubt_line(n, d, result, settled, decisions.get(n)) for n, d in enumerate(result["doubts"])]


def _doubt_line(
    number: int,
    doubt: dict[str, Any],
    result: dict[str, Any],
    settled: dict[str, Any],
    decision: DoubtDecision | None,
) -> DoubtLine:
    now = rules.value_at(settled, doubt["place"])
    return DoubtLine(
        number=number,
        line=doubt["line"],
        kind=doubt["kind"].replace("_", " "),
        text=doubt["text"],
        suggestion=doubt["suggestion"],
        where=rules.place_in_words(result, doubt["place"]),
        can_accept=rules.can_accept(doubt),
        can_correct=bool(doubt["place"]) and not isinstance(now, dict),
        would_say=rules.as_typed(doubt["correction"]),
        typed=rules.as_typed(now),
        decision=decision.get_choice_display() if decision else "",
        decided_by=str(decision.decided_by) if decision else "",
    )


def marked_lines(lines: list[dict[str, Any]], result: dict[str, Any]) -> list[dict[str, Any]]:
    """Every line of the document with what became of it: understood, doubtful, not understood, or blank."""
    doubtful = {d["line"] for d in result["doubts"]}
    lost = {d["line"] for d in result["not_understood"]}
    places = result["lines"]
    marked = []
    for line in lines:
        place = places.get(str(line["number"]), "")
        kind = (
            "not_understood" if line["number"] in lost
            else "doubt" if line["number"] in doubtful
            else "understood" if place
            else "plain"
        )  # fmt: skip
        marked.append({**line, "kind": kind, "place": rules.place_in_words(result, place)})
    return marked


def _decided(document: IntakeDocument) -> list[rules.Decided]:
    return [rules.Decided(d.doubt, d.choice, d.correction) for d in document.decisions.all()]


@dataclass(frozen=True)
class PrivateLine:
    number: int
    words: str


def private_lines(lines: Iterable[Mapping[str, Any]]) -> list[PrivateLine]:
    """What reads as a fact about a person, line by line, so that it is seen before the paper is kept."""
    return [
        PrivateLine(line["number"], in_words(found)) for line in lines for found in find_private(line["text"])
    ]
