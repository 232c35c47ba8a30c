"""Which columns does a plan have outside?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """kind is text, date, number, money, choice or body; a column that is not editable is only told, never taken back."""

    key: str
    heading: str
    kind: str = "text"
    width: int = 20
    editable: bool = True
    required: bool = False
    limit: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """One kind of row: its word in an id ("task" in task-12), its sheet, what its rows belong to, and its columns."""

    word: str
    sheet: str
    parent: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class Row:
    """A record as it stands now. Every value is text in one form only, so that two of them can be compared."""

    kind: str
    pk: int
    version: int
    belongs_to: str
    name: str
    values: Mapping[str, str]
    action: int | None = None
    closed: bool = False

    @property
    def code(self) -> str:
        return f"{self.kind}-{self.pk}"


ID, VERSION, BELONGS, TYPE = "Id", "Version", "Belongs to", "Type"
FIXED = (ID, VERSION, BELONGS)
# Columns that only help a reader: nobody looks at what comes back in them.
SIGNPOSTS = frozenset({"action", "number"})
ROLES = {
    "lead": "Lead",
    "partner": "Partner",
    "contributor": "Contributor",
    "funder": "Funder",
    "link": "Link",
}
OUTCOMES = {"outcome": "Outcome", "output": "Output"}
RESOURCES = {"staff_time": "Staff time", "funding": "Funding", "in_kind": "In kind"}

_TEXT = Column("text", "Text", width=60, required=True)
_TITLE = Column("title", "Title", width=50, required=True, limit=300)
_BODY = Column("responsible_organisation", "Responsible organisation", "body", width=30)
_POST = Column("responsible_post", "Responsible post", width=25, limit=200)
_DUE = Column("due_on", "Due", "date", width=14)
_ACTION = Column("action", "Action", width=12, editable=False)
_NUMBER = Column("number", "Number", width=9, editable=False)


def _told(key: str, heading: str, kind: str = "text", width: int = 20) -> Column:
    return Column(key, heading, kind, width, editable=False)


KINDS: tuple[Kind, ...] = (
    Kind("plan", "Plan", "", (
        _TITLE, Column("reference", "Reference", width=14, limit=60),
        Column("owner_organisation", "Whose plan it is", "body", width=30),
        Column("launched_on", "Launched on", "date", width=14),
        Column("report_every_days", "Partners report every … days", "number", width=14, required=True),
    )),
    Kind("area", "Service areas", "plan", (_TITLE, Column("link_body", "Link body", "body", width=30), _BODY, _POST)),
    Kind("objective", "Objectives", "area", (_TEXT, _BODY, _POST)),
    Kind("action", "Actions", "objective", (
        Column("reference", "Reference", width=14, required=True, limit=60), _TITLE,
        Column("text", "Text", width=60), Column("starts_on", "Starts", "date", width=14), _DUE, _BODY, _POST,
        Column("source", "Source", width=30, limit=300), _told("state", "State", width=14),
    )),
    Kind("task", "Tasks", "action", (
        _ACTION, _NUMBER, _TEXT, _DUE, _told("forecast_on", "Expected", "date", 14),
        _told("done_on", "Done on", "date", 14), _BODY, _POST,
    )),
    Kind("outcome", "Outcomes", "action", (
        _ACTION, _NUMBER, _TEXT, Column("kind", "Kind", "choice", 12, required=True, choices=OUTCOMES),
        Column("measure", "Measure", width=30, limit=300), Column("baseline", "Baseline", limit=100),
        Column("target", "Target", limit=100), _told("latest", "Latest figure"),
        _told("latest_on", "Latest figure on", "date", 14),
        Column("demonstrate_days", "Days it must hold", "number", 12, required=True), _BODY, _POST,
    )),
    Kind("partner", "Partners", "action", (
        _ACTION, Column("organisation", "Organisation", "body", 40, required=True),
        Column("role", "Role", "choice", 14, required=True, choices=ROLES),
        Column("contact_post", "Contact", width=30, limit=200), _told("printed_name", "Name as printed", width=30),
    )),
    Kind("resource", "Resources", "action", (
        _ACTION, Column("kind", "Kind", "choice", 12, required=True, choices=RESOURCES),
        Column("text", "Text", width=60, required=True, limit=300),
        Column("provider", "Provider", "body", width=30), Column("amount", "Amount in pounds", "money", 14),
        Column("condition", "Condition", width=40, limit=300), _told("state", "State", width=14),
    )),
    Kind("update", "Updates", "action", (
        _ACTION, _told("organisation", "Organisation", "body", 40), _told("period_from_on", "Period from", "date", 14),
        _told("period_until_on", "Period until", "date", 14), _told("state", "State", width=14),
        _told("narrative", "What was done", width=60), _told("forecast_on", "Expected", "date", 14),
        _told("issue", "What stands in the way", width=40), _told("recovery_plan", "How it is put right", width=40),
        _told("decision_needed", "Decision needed", width=40),
    )),
)  # fmt: skip
BY_WORD = {kind.word: kind for kind in KINDS}
BY_SHEET = {kind.sheet: kind for kind in KINDS}
HOW_TO_USE = (
    "How to use this workbook",
    "Each sheet holds one kind of row of the plan. Change what you like in the white columns and bring the file back "
    "on the plan’s page “Take out and bring back”. You see every difference before anything is saved.",
    "Leave Id, Version and Belongs to as they are: they say which record a row is, and whether somebody changed it "
    "meanwhile.",
    "To add a row, leave its Id and Version empty. Under Belongs to write what it belongs to: the Id or the reference "
    "of an action, the Id of an objective, a service area or the plan.",
    "A row that you take out of the file stays in the plan. Take things off in the plan itself, where it asks why.",
    "Grey columns are kept by those who report and confirm; changes in them are not taken.",
    "An apostrophe in front of a text keeps the spreadsheet from running it or turning it into a number. Leave it "
    "there: it is taken away again when the file comes back.",
    "Dates may be written as 2010-07-22 or 22 July 2010. Organisations must be known under the name you write.",
)


def csv_headings() -> list[str]:
    """Every heading of every kind, each once, in the order in which they first come."""
    return list(dict.fromkeys([TYPE, *FIXED, *(c.heading for kind in KINDS for c in kind.columns)]))
