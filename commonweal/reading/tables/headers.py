"""What is each column of a plan's table about, going by the words at its head?"""

from __future__ import annotations

import re
from dataclasses import dataclass

AREA, OBJECTIVE, REFERENCE, ACTION, TASKS = "area", "objective", "reference", "action", "tasks"
PROGRESS, BY_WHOM, LEAD, BY_WHEN = "progress", "by_whom", "lead", "by_when"
PARTNERS, OUTCOMES, RESOURCES = "partners", "outcomes", "resources"

# Tried in order, on the whole of the header once it is put in small letters without brackets and signs. The first
# that fits counts, so the narrow ones stand before the wide ones ("action by" before "action").
_SHAPES = tuple(
    (field, re.compile(shape))
    for field, shape in (
        (REFERENCE, r"(?:action |task |item |plan )?(?:ref|refs|reference|references|no|nos|number|id|code)(?: no| number| code)?"
                    r"|item|#|s no|sr no|line"),
        (BY_WHOM, r"(?:action |actioned |to be done |delivered |done )?by whom?|by who|who|whom|(?:action |task )?owners?"
                  r"|(?:action )?officers?|who (?:will|is|by).*|action (?:by|owner|for|on)|assigned to|actioned by|delivered by"
                  r"|responsib(?:le|ility|ilities).*|(?:named |person |officer |accountable )(?:person|officer|responsible)"
                  r"|accountab(?:le|ility).*|person|contact"),
        (LEAD, r"(?:project |action |overall )?lead(?:s|ing)?(?: (?:partner|agency|body|organisation|organization|officer"
               r"|department|authority|person|service|name|delivery partner|responsibility))?s?|led by|lead and partners?"),
        (BY_WHEN, r"by when|when|(?:when )?by|(?:target |due |completion |end |finish |review |expected |planned |delivery )?"
                  r"(?:date|dates|deadline|deadlines)(?: due| for completion| of completion)?|due(?: by)?|time ?(?:scale|frame|line|table)s?"
                  r"|target(?: completion)? date|complet(?:e|ed|ion)(?: by| date)|year|quarter|period|timing"),
        (PROGRESS, r"(?:latest |current |recent |quarterly |action )?(?:progress|status|updates?|position|rag)"
                   r"(?: (?:updates?|reports?|to date|so far|made|status|rating|rag|notes?|and comments?|comments?|this quarter))?"
                   r"|action(?:s)? taken|achievements?(?: to date)?|what has been done|comments?|notes?|remarks|state"
                   r"|status with dates chased|outturn|evidence of progress"),
        (OUTCOMES, r"(?:(?:expected|intended|desired|key|planned|anticipated|target|measurable) )?(?:outcomes?|results?|outputs?|impacts?|benefits?)"
                   r"(?: (?:expected|measures?|indicators?|sought|and .*|or .*))?|success (?:measures?|criteria|indicators?|factors?)"
                   r"|measures? of success|(?:key )?performance (?:indicators?|measures?)|kpis?|what (?:will|success) .*"
                   r"|how (?:will|do) we know.*|difference .*|targets?|indicators?|milestones? and outcomes?"),
        (RESOURCES, r"(?:key |financial )?(?:resources?|costs?|budgets?|funding|finance|funds)(?: (?:required|needed|implications?|source|available"
                    r"|and .*|allocated))?|funded by|staff time"),
        (PARTNERS, r"(?:(?:delivery|key|other|supporting|support|lead and|lead delivery|relevant|main) )*"
                   r"(?:partners?|partner (?:agencies|organisations|bodies)|agencies|organisations|bodies|stakeholders)"
                   r"(?: (?:involved|organisations?|agencies|responsible|lead in bold|and .*))?|with whom|in partnership with|who with|working with"
                   r"|support(?:ed|ing)? (?:by|from)|supporting (?:agencies|bodies|organisations?)|partnership"),
        (TASKS, r"(?:key |main |specific )?(?:tasks?|steps?|milestones?|sub ?tasks?|sub ?actions?|deliverables?)(?: .*)?|next steps?"
                r"|how(?: (?:will|we) .*)?|method|key actions and milestones"),
        (OBJECTIVE, r"(?:(?:core|strategic|key|main|overall|priority|plan|service|corporate) )*(?:objectives?|aims?|goals?|purpose|ambition)"
                    r"(?: .*)?|why"),
        (AREA, r"(?:(?:service|work|key|priority|policy|theme|action|focus|business|programme|strategic) )*(?:area|areas|themes?|strands?|workstreams?"
               r"|work streams?|priority|priorities|headings?|topics?|categor(?:y|ies)|sections?|programmes?|pillars?)(?: .*)?"
               r"|areas? of (?:work|focus|activity)|subject|issue|issues"),
        (ACTION, r"(?:(?:proposed|key|planned|agreed|priority|required|main|specific|our|improvement|recommended|detailed) )*"
                 r"(?:actions?|activit(?:y|ies)|commitments?|interventions?|projects?|initiatives?|measures?|recommendations?|pledges?)"
                 r"(?: (?:required|points?|needed|to be taken|proposed|planned|agreed|description|details?|and .*|we will take|plan"
                 r"|text|title))?|what(?: (?:we will do|will be done|will we do|needs to be done|is to be done|.*action.*))?"
                 r"|(?:subject and )?action required|work(?: to be done| item)?|description|details?|to do"),
    )
)  # fmt: skip

_ANSWERS = frozenset({BY_WHOM, LEAD, BY_WHEN, PARTNERS, OUTCOMES, PROGRESS, RESOURCES, TASKS})


@dataclass(frozen=True)
class Header:
    """One row (or two) of column heads: labels as written, and the field of each column where it was recognised."""

    labels: tuple[str, ...]
    fields: tuple[str | None, ...]

    def is_plan(self) -> bool:
        """An action, and at least one thing that plans say about actions."""
        known = {field for field in self.fields if field}
        return ACTION in known and bool(known & _ANSWERS)

    def columns(self, field: str) -> list[int]:
        return [column for column, found in enumerate(self.fields) if found == field]

    def lead_is_bold(self) -> bool:
        """Whether a head says that bold type marks the lead."""
        return any("bold" in label.lower() and "lead" in label.lower() for label in self.labels)


def plain(label: str) -> str:
    """A head in small letters, without brackets, signs and doubled spaces."""
    without = re.sub(r"\([^()]*\)", " ", label.lower().replace("’", "'"))
    words = re.sub(r"[^a-z0-9#]+", " ", without.replace("&", " and ")).strip()
    return re.sub(r"^(?:the|our) ", "", words) or re.sub(r"[^a-z0-9#]+", " ", label.lower()).strip()


def field_of(label: str) -> str | None:
    """The field that a head names, None where it is not known."""
    words = plain(label)
    if not words or len(words) > 60:
        return None
    # "Expected outcomes / impact" is what either half of it is.
    halves = (plain(half) for half in re.split(r"/|&|\band\b|\bor\b", label))
    return _field_of_words(words) or next(filter(None, map(_field_of_words, halves)), None)


def _field_of_words(words: str) -> str | None:
    return next((field for field, shape in _SHAPES if shape.fullmatch(words)), None)


def header_of(cells: tuple[str, ...]) -> Header | None:
    """The row as column heads, where most of what it says are heads and together they make a plan."""
    header = _mostly_heads(cells)
    return header if header is not None and header.is_plan() else None


def _mostly_heads(cells: tuple[str, ...]) -> Header | None:
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 80 for cell in filled):
        return None
    fields = _settled([field_of(cell) for cell in cells], cells)
    known = [field for field in fields if field]
    if len(known) < 2 or len(known) * 2 < len(filled):
        return None
    return Header(tuple(_one_line(cell) for cell in cells), tuple(fields))


def _settled(fields: list[str | None], cells: tuple[str, ...]) -> list[str | None]:
    """Heads that mean different things in different company."""
    if ACTION not in fields:
        # "Tasks", "Objectives" or "Issue" may be what a plan calls its actions, where nothing else is called so.
        for stand_in in (TASKS, OBJECTIVE):
            if stand_in in fields:
                fields = list(fields)
                fields[fields.index(stand_in)] = ACTION
                break
    if fields.count(ACTION) > 1:
        # "What", "Description" and "Details" are the action only where no column is called that.
        named = [
            column
            for column, cell in enumerate(cells)
            if fields[column] == ACTION and "action" in plain(cell)
        ]
        if named:
            fields = [
                None if field == ACTION and column not in named else field
                for column, field in enumerate(fields)
            ]
    return fields


def two_rows(upper: tuple[str, ...], lower: tuple[str, ...]) -> Header | None:
    """Two rows of heads read as one, where the lower one divides a head of the upper ("Responsibility": "Lead", "Partners")."""
    filled = [(column, cell) for column, cell in enumerate(lower) if cell.strip()]
    if len(upper) < 2 or len(filled) < 2 or not all(field_of(cell) for _, cell in filled):
        return None
    width = max(len(upper), len(lower))
    above = list(upper) + [""] * (width - len(upper))
    labels = [
        lower[column] if column < len(lower) and lower[column].strip() else above[column]
        for column in range(width)
    ]
    return header_of(tuple(labels))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
