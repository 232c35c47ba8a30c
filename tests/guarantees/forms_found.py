"""How would somebody fill in the forms that a page shows? Read from the page itself, so that new fields are filled too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

TYPED = "Words that somebody typed"
BY_NAME = [
    (re.compile(r"-day$"), "12"),
    (re.compile(r"-month$"), "7"),
    (re.compile(r"-year$"), "2010"),
    (re.compile(r"e-?mail"), "somebody@example.org"),
    (re.compile(r"_at$|time$|clock$"), "14:00"),
    (re.compile(r"^zone$"), "Europe/London"),
    (re.compile(r"^key$"), "typed_figure"),
    (re.compile(r"amount|number|position|at_least|days|weeks|hours|doubt|_count$"), "1"),
    (re.compile(r"^address$|^about$"), "/"),
]


@dataclass(frozen=True)
class Form:
    """One form of a page: where it goes and what stands in it, filled in."""

    action: str
    values: dict[str, list[str]]
    typed: tuple[str, ...]  # the fields into which a person writes freely
    buttons: tuple[tuple[str, str], ...] = ()


def forms_on(html: bytes | str, path: str) -> list[Form]:
    """Every form that is posted, with its address made whole."""
    page = LexborHTMLParser(html)
    found = [f for f in page.css("form") if (f.attributes.get("method") or "").lower() == "post"]
    return [_read(f, path) for f in found]


def form_for(html: bytes | str, path: str, target: str) -> Form | None:
    """Of one page."""
    return biggest(forms_on(html, path), target)


def biggest(forms: list[Form], target: str) -> Form | None:
    """The form that goes to the target; where several do, the one with most fields."""
    fitting = [f for f in forms if f.action.split("?")[0] == target]
    return max(fitting, key=lambda f: len(f.values), default=None)


def _read(form: LexborNode, path: str) -> Form:
    values: dict[str, list[str]] = {}
    typed: list[str] = []
    groups: dict[str, list[LexborNode]] = {}
    for node in form.css("input, textarea, select"):
        name, kind = node.attributes.get("name") or "", (node.attributes.get("type") or "text").lower()
        if not name or name == "csrfmiddlewaretoken" or kind in {"submit", "file", "button"}:
            continue
        if kind in {"radio", "checkbox"}:
            groups.setdefault(name, []).append(node)
        elif node.tag == "select":
            values.setdefault(name, []).append(_selected(node))
        elif kind == "hidden":
            values.setdefault(name, []).append(node.attributes.get("value") or "")
        else:
            written = node.text() if node.tag == "textarea" else node.attributes.get("value") or ""
            values.setdefault(name, []).append(written.strip("\n") or _typed(form, node, name))
            typed.append(name)
    for name, boxes in groups.items():
        if chosen := _ticked(boxes):
            values[name] = chosen
    buttons = [
        (b.attributes["name"] or "", b.attributes.get("value") or "") for b in form.css("button[name]")
    ]
    return Form(form.attributes.get("action") or path, values, tuple(typed), tuple(buttons))


def _is_optional(form: LexborNode, node: LexborNode, name: str) -> bool:
    """The label says when a field may stay empty; the three boxes of a date stand in a group whose legend does."""
    above = node.parent if re.search(r"-(day|month|year)$", name) else None
    while above is not None and above.tag != "fieldset":
        above = above.parent
    said = (
        above.css_first("legend")
        if above is not None
        else form.css_first(f'label[for="{node.attributes.get("id")}"]')
    )
    return said is not None and "optional" in said.text()


def _selected(select: LexborNode) -> str:
    options = [o.attributes.get("value") or "" for o in select.css("option")]
    chosen = [o.attributes.get("value") or "" for o in select.css("option[selected]")]
    return next((o for o in [*chosen, *options] if o), "")


def _ticked(boxes: list[LexborNode]) -> list[str]:
    on = [b.attributes.get("value") or "on" for b in boxes if "checked" in b.attributes]
    if on:
        return on
    is_one_of_many = len(boxes) > 1 or (boxes[0].attributes.get("type") or "") == "radio"
    return [boxes[0].attributes.get("value") or "on"] if is_one_of_many else []


def _typed(form: LexborNode, node: LexborNode, name: str) -> str:
    """Free words everywhere; what has to be a figure, a day or an address only where it is asked for."""
    found = _pattern(name)
    if found is None:
        return f"{TYPED} ({name})"
    return "" if _is_optional(form, node, name) else found


def _pattern(name: str) -> str | None:
    return next((value for pattern, value in BY_NAME if pattern.search(name)), None)


def free_fields(form: Form) -> list[str]:
    """The fields that take any words."""
    return [name for name in form.typed if _pattern(name) is None]


def typed_over(form: Form, words: str) -> dict[str, Any]:
    """Other words in every field that takes any."""
    return {name: [words] for name in free_fields(form)}
