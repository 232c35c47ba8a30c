"""What reading does a JSON object say?"""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.reading.values import (
    Action,
    Appendix,
    Doubt,
    NotUnderstood,
    Objective,
    Paper,
    Paragraph,
    Plan,
    Reading,
    Section,
    Task,
)


def from_json(whole: dict[str, Any]) -> Reading:
    """The reading that to_json wrote down, corrected or not. The lines of its parts are found in lines again.

    Raises KeyError where an agreed key is missing.
    """
    places = {int(line): pointer for line, pointer in whole["lines"].items()}
    lines = _Lines(places)
    return Reading(
        _paper(whole["paper"], lines) if whole["paper"] else None,
        _plan(whole["plan"], lines) if whole["plan"] else None,
        tuple(Doubt(**doubt) for doubt in whole["doubts"]),
        tuple(NotUnderstood(**one) for one in whole["not_understood"]),
        places,
        tuple(whole["furniture"]),
    )


class _Lines:
    """The lines of each pointer."""

    def __init__(self, places: dict[int, str]) -> None:
        self._at: dict[str, list[int]] = {}
        for line, pointer in sorted(places.items()):
            self._at.setdefault(pointer, []).append(line)

    def of(self, *pointers: str) -> tuple[int, ...]:
        return tuple(line for pointer in pointers for line in self._at.get(pointer, ()))


def _paper(said: dict[str, Any], lines: _Lines) -> Paper:
    plain: dict[str, Any] = {
        key: said[key] for key in ("body", "number", "title", "by", "summary", "contents")
    }
    lists = ("recommendations", "background_papers", "contacts", "warnings", "details")
    plain.update({key: tuple(said[key]) for key in lists})
    return Paper(
        **plain,
        meeting_on=date.fromisoformat(said["meeting_on"]) if said["meeting_on"] else None,
        abbreviations=dict(said["abbreviations"]),
        sections=tuple(
            _section(one, f"/paper/sections/{at}", lines) for at, one in enumerate(said["sections"])
        ),
        appendices=tuple(
            _appendix(one, f"/paper/appendices/{at}", lines) for at, one in enumerate(said["appendices"])
        ),
    )


def _paragraphs(said: list[dict[str, Any]], pointer: str, lines: _Lines) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(one, f"{pointer}/paragraphs/{at}", lines) for at, one in enumerate(said))


def _paragraph(said: dict[str, Any], pointer: str, lines: _Lines) -> Paragraph:
    items = (f"{pointer}/items/{at}" for at in range(len(said["items"])))
    stands = lines.of(pointer + "/heading", pointer + "/text", *items)
    return Paragraph(said["text"], said["number"], said["heading"], tuple(said["items"]), stands)


def _section(said: dict[str, Any], pointer: str, lines: _Lines) -> Section:
    paragraphs = _paragraphs(said["paragraphs"], pointer, lines)
    return Section(said["letter"], said["heading"], paragraphs, lines.of(pointer + "/heading"))


def _appendix(said: dict[str, Any], pointer: str, lines: _Lines) -> Appendix:
    paragraphs = _paragraphs(said["paragraphs"], pointer, lines)
    return Appendix(
        said["number"], said["heading"], paragraphs, said["holds_plan"], lines.of(pointer + "/heading")
    )


def _plan(said: dict[str, Any], lines: _Lines) -> Plan:
    objectives = (
        _objective(one, f"/plan/objectives/{at}", lines) for at, one in enumerate(said["objectives"])
    )
    return Plan(tuple(objectives), said["title"], tuple(said["notes"]))


def _objective(said: dict[str, Any], pointer: str, lines: _Lines) -> Objective:
    actions = tuple(_action(one, f"{pointer}/actions/{at}", lines) for at, one in enumerate(said["actions"]))
    return Objective(said["text"], said["service_area"], actions, lines.of(pointer + "/text"), said["number"])


def _action(said: dict[str, Any], pointer: str, lines: _Lines) -> Action:
    plain: dict[str, Any] = {
        key: said[key] for key in ("reference", "text", "lead", "progress", "by_whom", "by_when")
    }
    plain.update({key: tuple(said[key]) for key in ("outcomes", "partners", "resources")})
    tasks = tuple(_task(one, f"{pointer}/tasks/{at}", lines) for at, one in enumerate(said["tasks"]))
    return Action(**plain, tasks=tasks, lines=lines.of(pointer + "/reference", pointer + "/text"))


def _task(said: dict[str, Any], pointer: str, lines: _Lines) -> Task:
    return Task(
        said["text"], said["number"], tuple(said["subtasks"]), said["due"], lines.of(pointer + "/text")
    )
