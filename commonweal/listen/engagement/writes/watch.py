"""How is a world event watched, and who says later whether what was expected came?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer
from commonweal.listen.engagement.models import Community, Desk, WorldEvent
from commonweal.listen.engagement.rules.states import EVENT


@write("watched a world event", permission="engagement.desk")
def watch_event(
    *,
    title: str,
    what: str,
    place: str,
    happens_on: date,
    expected: str,
    strength: str,
    basis: str,
    review_on: date,
    desks: Iterable[Desk],
    by: Viewer,
    at: datetime,
    on: date,
    communities: Iterable[Community] = (),
) -> WorldEvent:
    made = WorldEvent.objects.create(
        title=title, what=what, place=place, happens_on=happens_on, expected=expected, strength=strength,
        strength_scale=check_strength(strength, on), basis=basis, review_on=review_on,
        expected_by_id=by.account_id,
    )  # fmt: skip
    made.desks.set(desks)
    made.communities.set(communities)
    return made


@write("changed what is expected of a world event", permission="engagement.desk", locks="event")
def change_expectation(
    *, event: WorldEvent, expected: str, strength: str, basis: str, review_on: date, by: Viewer, at: datetime
) -> WorldEvent:
    event.state = EVENT.next(event.state, "change")
    event.expected, event.strength, event.basis, event.review_on = expected, strength, basis, review_on
    event.strength_scale = check_strength(strength, timezone.localdate(at))
    event.expected_by_id = by.account_id
    event.save()
    return event


@write("judged what was expected of a world event", permission="engagement.judge", locks="event")
def judge_event(
    *, event: WorldEvent, verdict: str, what_came: str, by: Viewer, at: datetime, on: date
) -> WorldEvent:
    """By somebody else than who expected it, and not before the day of the review."""
    if event.expected_by_id is not None and event.expected_by_id == by.account_id:
        raise Refused("Somebody else says whether what you expected was right.")
    state = EVENT.next(event.state, "judge")
    if on < event.happens_on:
        raise NotPossible("The event lies ahead: nobody can say yet what came of it.")
    if not what_came.strip():
        raise NotPossible("Say what came of it.")
    event.state, event.verdict, event.what_came = state, verdict, what_came
    event.judged_by_id, event.judged_on = by.account_id, on
    event.save()
    return event


@write("watched a world event again", permission="engagement.desk", locks="event")
def watch_again(*, event: WorldEvent, review_on: date, by: Viewer, at: datetime, reason: str) -> WorldEvent:
    event.state = EVENT.next(event.state, "watch")
    if not reason.strip():
        raise NotPossible("Say why it is watched again.")
    event.review_on, event.verdict, event.judged_by_id, event.judged_on = review_on, "", None, None
    event.save()
    return event
