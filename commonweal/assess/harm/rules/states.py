"""What may happen to a version of a definition, and who may not because it would be their own work?"""

from __future__ import annotations

from commonweal.ground.visibility.tables import Event, StateTable

# authors are all who wrote any part of it, also where somebody else wrote over it.
VERSION = StateTable(
    thing="version",
    start="draft",
    states={
        "draft": "a draft",
        "consulting": "out for consultation",
        "agreed": "agreed",
        "superseded": "superseded",
    },
    events={
        "consult": Event("sent out for consultation", "harm.edit"),
        "take-back": Event("taken back to be redrafted", "harm.edit", needs_reason=True),
        "agree": Event("agreed", "harm.agree", never_by=("drafted_by", "consulting_by", "authors")),
    },
    moves={
        ("draft", "consult"): "consulting",
        ("consulting", "take-back"): "draft",
        ("consulting", "agree"): "agreed",
    },
)
# No event leads there: a version is superseded by the agreement on the next one.
SUPERSEDED = "superseded"
OPEN = ("draft", "consulting")
FROZEN = ("agreed", SUPERSEDED)
