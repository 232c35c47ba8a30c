"""Who wrote any part of an agreement, also where somebody else wrote over it? The sealed entries of the audit know."""

from __future__ import annotations

from commonweal.act.agreements.models import Agreement
from commonweal.ground.audit.reads import list_history

# The changes by which somebody's words come into the text that the parties sign. To keep a signature adds none.
WRITING = (
    "agreements.draft_agreement", "agreements.edit_agreement", "agreements.set_scope", "agreements.add_party",
)  # fmt: skip


def is_own_work(person: int | None, agreement: Agreement) -> bool:
    if person is None:
        return False
    wrote = list_history(agreement).filter(action__in=WRITING, actor_id=person)
    return agreement.drafted_by_id == person or wrote.exists()
