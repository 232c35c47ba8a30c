"""Who wrote any part of a version, also where somebody else wrote over it? The sealed entries of the audit know."""

from __future__ import annotations

from commonweal.assess.harm.models import DefinitionVersion
from commonweal.ground.audit.reads import list_history

# The changes by which somebody's words or judgement come into what the oversight body agrees to, or go from it.
WRITING = (
    "harm.draft_version", "harm.reword", "harm.add_limb", "harm.reword_limb", "harm.remove_limb", "harm.ask",
    "harm.keep_answer", "harm.add_case", "harm.try_case", "harm.consult",
)  # fmt: skip


def is_own_work(person: int | None, version: DefinitionVersion) -> bool:
    if person is None:
        return False
    wrote = list_history(version).filter(action__in=WRITING, actor_id=person)
    return person in (version.drafted_by_id, version.consulting_by_id) or wrote.exists()
