"""Which partners does one line of a plan name, and is one of them said to lead?"""

from __future__ import annotations

import re

from commonweal.reading.words.names import body_like

_LEAD = re.compile(r"\s*(?:\((?:the )?lead(?: partner| body| agency)?\)|[–-] ?lead)\s*$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+")


def without_lead(name: str) -> tuple[str, bool]:
    """The name without a note that it leads, and whether there was such a note."""
    bare = _LEAD.sub("", name).strip()
    return (bare, bare != name.strip()) if bare else (name.strip(), False)


def partners_of(text: str, inline: bool) -> tuple[list[str], bool]:
    """The names on a line, and whether dividing it is a doubt.

    Semicolons divide without doubt. Commas divide only behind a label on the same line ("Partners: A, B and C"), and
    are a doubt unless every name looks like that of a body.
    """
    names, doubtful = [text], False
    if ";" in text:
        names = [name.strip() for name in text.split(";") if name.strip()]
    elif inline and "," in text:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        *rest, last = parts
        names = rest + [part.strip() for part in _AND.split(last, maxsplit=1) if part.strip()]
        doubtful = not all(body_like(name) for name in names)
    names = [name.strip().rstrip(".") if inline else name.strip() for name in names] or [text]
    return [without_lead(name)[0] for name in names], doubtful


def lead_named(text: str, inline: bool) -> str:
    """The name on the line that is said to lead; "" where none is."""
    pieces = text.split(";") if ";" in text else text.split(",") if inline else [text]
    for piece in pieces:
        name, lead = without_lead(piece)
        if lead:
            return name
    return ""


def lead_in_bold(names: list[str], strong: tuple[str, ...]) -> str:
    """The one name of several on a line that is set in bold; "" where there is none, or more than one."""
    bold = {part.strip(" ,;").lower() for part in strong}
    found = [name for name in names if name.lower() in bold]
    return found[0] if len(found) == 1 and len(names) > 1 else ""
