"""How is a doubt of the reading kept with a plan, and settled?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from commonweal.act.plans.models import PlannedAction, ReadingDoubt, Strategy
from commonweal.act.plans.rules.importing import Doubt
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


def _keep_doubts(strategy: Strategy, action: PlannedAction | None, doubts: Iterable[Doubt]) -> None:
    for doubt in doubts:
        ReadingDoubt.objects.create(
            strategy=strategy,
            action=action,
            line=doubt.line,
            kind=doubt.kind[:60],
            text=doubt.text or doubt.kind,
        )


def _overseers(doubt: ReadingDoubt) -> Iterable[int | None]:
    return doubt.action.link_body_ids() if doubt.action else [doubt.strategy.owner_organisation_id]


@write("settled a doubt of the reading", permission="plans.edit", locks="doubt", owners=_overseers)
def settle_doubt(*, doubt: ReadingDoubt, by: Viewer, at: datetime) -> ReadingDoubt:
    """Whatever was to be put right has been put right, or was right as it stood."""
    if doubt.settled_at:
        raise NotPossible("Somebody has settled this already.")
    doubt.settled_by_id, doubt.settled_at = by.account_id, at
    doubt.save()
    return doubt
