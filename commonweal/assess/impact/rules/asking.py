"""What must a request for an assessment say?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from commonweal.assess.impact.rules.words import KINDS, SENSITIVITY, TRIGGERS
from commonweal.ground.visibility.rules import NotPossible


def check_request(
    *,
    title: str,
    summary: str,
    kind: str,
    triggers: Collection[str],
    sensitivity: str,
    asked_at: datetime,
    needed_by_at: datetime,
    starts_at: datetime | None,
    ends_at: datetime | None,
    area_count: int,
    community_count: int,
) -> None:
    """Raises NotPossible with the first thing that is missing or cannot be."""
    wrong = [
        (not title.strip(), "Give the operation a name."),
        (not summary.strip(), "Say in a few sentences what is planned."),
        (kind not in KINDS, "Say what kind of operation it is."),
        (bool(set(triggers) - set(TRIGGERS)), "Choose from the list why an assessment is asked for."),
        (not triggers, "Say why an assessment is asked for: tick at least one reason."),
        (sensitivity not in SENSITIVITY, "Choose how it is marked."),
        (needed_by_at <= asked_at, "The assessment is needed by a time that is still to come."),
        (
            ends_at is not None and (starts_at is None or ends_at <= starts_at),
            "An operation ends after it starts.",
        ),
        (area_count == 0, "Choose at least one area."),
        (community_count == 0, "Choose at least one community."),
    ]
    for is_wrong, words in wrong:
        if is_wrong:
            raise NotPossible(words)
