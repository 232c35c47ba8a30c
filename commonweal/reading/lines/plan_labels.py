"""Which lines of a plan are labels ("Key tasks", "Proposed Action (7.3.1)"), and what do they open?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.reading.lines.block import Block

REFERENCE = r"[A-Z]{0,4}\d{1,3}(?:[./]\d{1,3}){0,4}[a-z]?"

_STOP = r"\s*(?:[:.]|\s[–—-])?\s*"
_OBJECTIVE = re.compile(
    rf"(?:core |strategic |key |overall )?(?:objective|aim|goal|outcome objective)s?(?:\s+(?P<number>{REFERENCE}))?"
    rf"(?P<stop>\s*(?::|\s[–—-]|\.))?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ACTION = re.compile(
    rf"(?:proposed |key |priority |planned )?action(?:\s+(?:point|no\.?|number|ref(?:erence)?\.?))?"
    rf"\s*[:–—-]?\s*(?:\(\s*(?P<bracketed>{REFERENCE})\s*\)|(?P<reference>{REFERENCE})(?![\w/]))?"
    rf"(?P<stop>\s*(?::|[–—-]|\.))?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_SLOTS = (
    ("service_area", r"service area|theme|work ?stream|work area"),
    ("actions", r"(?:proposed |key |priority |planned )?actions"),
    ("tasks", r"(?:key |main |specific )?tasks?|(?:key )?steps|(?:key )?milestones|what we will do|activities"),
    ("outcomes", r"(?:expected |intended |key |desired )?outcomes?|outputs?(?: and outcomes?)?|success measures?"),
    ("partners", r"(?:delivery |key |lead and delivery )?partners?(?: organisations?| bodies)?|delivered by"
                 r"|delivery bodies|organisations involved|responsible bodies"),
    ("resources", r"(?:key )?resources?(?: required| needed)?|funding|budget"),
    ("lead", r"lead(?: partner| body| organisation| agency| delivery partner)?|led by"),
    ("progress", r"progress(?: updates?)?|update|status"),
    ("by_whom", r"by whom|responsible (?:officer|person)|responsibility|owner"),
    ("by_when", r"by when|time ?scales?|deadline|target date|due(?: date| by)?|completion date"),
)  # fmt: skip
_SLOT = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{shape})" for name, shape in _SLOTS)
    + r")(?P<note>\s*\([^()]{1,60}\))?(?P<stop>\s*(?::|\s[–—-]))?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PlanLabel:
    """kind is "objective", "action" or a slot; rest is what stands behind the label on the same line."""

    kind: str
    reference: str = ""
    rest: str = ""


def plan_label(block: Block) -> PlanLabel | None:
    """The label that the block is, or begins with; None where it is none."""
    text = (
        block.content if block.style in ("bullet", "number", "letter", "upper") and block.bold else block.text
    )
    if len(text) > 600 or (block.mark is not None and text is block.text):
        return None
    return _action(text) or _slot(text) or _objective(text)


def is_label_alone(text: str) -> bool:
    """Whether a line is a plan's label and nothing else."""
    label = (_slot(text) or _objective(text) or _action(text)) if len(text) <= 80 else None
    return label is not None and not label.rest


def _action(text: str) -> PlanLabel | None:
    found = _ACTION.match(text)
    if not found:
        return None
    bracketed, plain = found.group("bracketed"), found.group("reference")
    reference, rest = bracketed or plain or "", found.group("rest").strip()
    if rest and not (found.group("stop") or bracketed):
        return None
    if rest and not reference and text[len("action") :][:1].islower():
        return None
    return PlanLabel("action", reference, rest)


def _slot(text: str) -> PlanLabel | None:
    found = _SLOT.match(text)
    if not found or (found.group("rest") and not found.group("stop")):
        return None
    kind = next(name for name, _ in _SLOTS if found.group(name))
    return PlanLabel(kind, "", found.group("rest").strip())


def _objective(text: str) -> PlanLabel | None:
    found = _OBJECTIVE.match(text)
    if not found or (found.group("rest") and not found.group("stop")):
        return None
    return PlanLabel("objective", found.group("number") or "", found.group("rest").strip())


def holds_plan(blocks: list[Block]) -> bool:
    """Whether the blocks hold a plan as text: actions, and at least one kind of list that belongs under an action."""
    kinds = {label.kind for block in blocks if (label := plan_label(block))}
    if "action" in kinds:
        return bool(kinds & {"tasks", "outcomes", "partners", "resources", "objective", "lead"})
    return len(kinds & {"objective", "tasks", "actions", "outcomes", "partners"}) >= 3
