"""How is a reading kept, and how is a doubt settled?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.intake import rules
from commonweal.listen.intake.models import DoubtDecision, IntakeDocument


@write("kept a reading", permission="intake.read")
def keep_reading(
    *, title: str, file_name: str, kind: str, sha256: str, lines: list[dict[str, Any]], result: dict[str, Any],
    by: Viewer, at: datetime,
) -> IntakeDocument:  # fmt: skip
    return IntakeDocument.objects.create(
        title=title[:300], file_name=file_name[:255], kind=kind, sha256=sha256, lines=lines, result=result,
        has_plan=result["plan"] is not None, read_at=at, read_by_id=by.person_id,
    )  # fmt: skip


@write("settled a doubt", permission="intake.resolve", locks="document")
def decide_doubt(
    *, document: IntakeDocument, doubt: int, choice: str, typed: str = "", by: Viewer, at: datetime
) -> IntakeDocument:
    """Accept, correct or leave a doubt; deciding again replaces what was decided before."""
    correction: object = None
    if choice == rules.CORRECTED and 0 <= doubt < len(document.result["doubts"]):
        now = rules.value_at(document.result, document.result["doubts"][doubt]["place"])
        correction = rules.from_typed(typed, like=now)
    rules.check_decision(document.result, rules.Decided(doubt, choice, correction))
    DoubtDecision.objects.update_or_create(
        document=document,
        doubt=doubt,
        defaults={
            "choice": choice,
            "correction": correction,
            "decided_at": at,
            "decided_by_id": by.person_id,
        },
    )
    return document
