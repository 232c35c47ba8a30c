"""What does a paragraph inherit from its style: bold, heading level, list?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .word_numbers import W


@dataclass(frozen=True)
class Style:
    bold: bool | None = None
    heading: int = 0
    list_name: str = ""
    list_level: int | None = None
    list_depth: int = 0
    """The number in the name of a style such as "List Number 2", whose lists say nothing of their depth."""
    based_on: str = ""


class Styles:
    def __init__(self, part: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = ""
        if part is None:
            return
        for element in part.iter(W + "style"):
            name = element.get(W + "styleId", "")
            self._styles[name] = _style(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self._default = name

    def bold(self, name: str) -> bool | None:
        return next((style.bold for style in self._chain(name) if style.bold is not None), None)

    def heading(self, name: str) -> int:
        return next((style.heading for style in self._chain(name) if style.heading), 0)

    def list_depth(self, name: str) -> int:
        return max((style.list_depth for style in self._chain(name)), default=0)

    def list_of(self, name: str) -> tuple[str, int]:
        """The list a style belongs to ("" for none) and the level in it."""
        level = next((style.list_level for style in self._chain(name) if style.list_level is not None), 0)
        return next((style.list_name for style in self._chain(name) if style.list_name), ""), level

    def _chain(self, name: str) -> list[Style]:
        found: list[Style] = []
        name = name or self._default
        while name in self._styles and len(found) < 20:
            found.append(self._styles[name])
            name = self._styles[name].based_on
        return found


def _style(element: Any) -> Style:
    name = element.find(W + "name")
    shown = "" if name is None else str(name.get(W + "val", "")).lower()
    based_on = element.find(W + "basedOn")
    paragraph = element.find(W + "pPr")
    list_name, list_level = list_in(paragraph)
    return Style(
        bold=bold_in(element.find(W + "rPr")),
        heading=_heading(shown, paragraph),
        list_name=list_name,
        list_level=list_level,
        list_depth=int(listed[1]) - 1
        if (listed := re.fullmatch(r"list(?: number| bullet| continue)? ([2-9])", shown))
        else 0,
        based_on="" if based_on is None else str(based_on.get(W + "val", "")),
    )


def _heading(shown: str, paragraph: Any | None) -> int:
    if shown in ("title", "subtitle"):
        return 1 if shown == "title" else 2
    named = re.fullmatch(r"heading ([1-9])", shown)
    if named:
        return min(int(named[1]), 6)
    return outline_in(paragraph)


def outline_in(paragraph: Any | None) -> int:
    level = None if paragraph is None else paragraph.find(W + "outlineLvl")
    said = "" if level is None else str(level.get(W + "val", ""))
    return min(int(said) + 1, 6) if re.fullmatch("[0-8]", said) else 0


def bold_in(properties: Any | None) -> bool | None:
    mark = None if properties is None else properties.find(W + "b")
    return None if mark is None else mark.get(W + "val", "1") not in ("0", "false", "off")


def list_in(paragraph: Any | None) -> tuple[str, int | None]:
    found = None if paragraph is None else paragraph.find(W + "numPr")
    if found is None:
        return "", None
    name, level = found.find(W + "numId"), found.find(W + "ilvl")
    said = "" if level is None else str(level.get(W + "val", ""))
    return (
        "" if name is None else str(name.get(W + "val", "")),
        int(said) if re.fullmatch("[0-8]", said) else None,
    )
