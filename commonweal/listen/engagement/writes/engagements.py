"""How is an engagement logged, an issue raised and carried on, and a promise made and kept?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import check_strength, key_of
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Commitment, Community, Desk, Engagement, Issue, IssueStep
from commonweal.listen.engagement.rules.clocks import is_for_everybody
from commonweal.listen.engagement.rules.states import COMMITMENT, ISSUE

LOG = "engagement.log"


@write("logged an engagement", permission=LOG)
def log_engagement(
    *,
    title: str,
    held_on: date,
    kind: str,
    purpose: str,
    level: str,
    strength: str,
    basis: str,
    by: Viewer,
    at: datetime,
    on: date,
    area: Area | None = None,
    place: str = "",
    desk: Desk | None = None,
    organiser: Organisation | None = None,
    partners: Iterable[Organisation] = (),
    communities: Iterable[Community] = (),
    attendance: str = "unknown",
    learned: str = "",
    follow_up_on: date | None = None,
) -> Engagement:
    _check_held(held_on, on)
    _check_follow_up(held_on, follow_up_on)
    partners = _check_there(organiser, partners)
    made = Engagement.objects.create(
        title=title, held_on=held_on, kind=kind, area=area, place=place, purpose=purpose, level=level,
        level_scale=key_of("engagement_level", held_on), desk=desk, organiser=organiser, attendance=attendance,
        learned=learned, follow_up_on=follow_up_on, strength=strength, strength_scale=check_strength(strength, held_on), basis=basis,
        logged_by_id=by.account_id,
    )  # fmt: skip
    made.partners.set(partners)
    made.communities.set(communities)
    return made


@write("changed an engagement", permission=LOG, locks="engagement")
def change_engagement(
    *,
    engagement: Engagement,
    by: Viewer,
    at: datetime,
    on: date,
    held_on: date,
    partners: Iterable[Organisation] = (),
    communities: Iterable[Community] = (),
    follow_up_on: date | None = None,
    **values: Any,
) -> Engagement:
    _check_held(held_on, on)
    _check_follow_up(held_on, follow_up_on)
    partners = _check_there(values["organiser"], partners)
    engagement.held_on, engagement.follow_up_on = held_on, follow_up_on
    for column in (
        "title", "kind", "area", "place", "purpose", "level", "desk", "organiser", "attendance", "learned", "strength",
        "basis",
    ):  # fmt: skip
        setattr(engagement, column, values[column])
    engagement.level_scale = key_of("engagement_level", held_on)
    engagement.strength_scale = check_strength(engagement.strength, held_on)
    engagement.save()
    engagement.partners.set(partners)
    engagement.communities.set(communities)
    return engagement


def _check_held(held_on: date, on: date) -> None:
    if held_on > on:
        raise NotPossible("It lies ahead: log an engagement once it was held.")


def _check_there(organiser: Organisation | None, partners: Iterable[Organisation]) -> list[Organisation]:
    """None of those who hear there what communities say enforces immigration law."""
    partners = list(partners)
    check_may_hear(organiser.pk if organiser else None, *(partner.pk for partner in partners))
    return partners


def _check_follow_up(held_on: date, follow_up_on: date | None) -> None:
    if follow_up_on is not None and follow_up_on <= held_on:
        raise NotPossible("It is followed up after it was held.")


@write("noted an issue that was raised", permission=LOG)
def raise_issue(
    *,
    engagement: Engagement,
    theme: str,
    detail: str,
    owed_by: str,
    strength: str,
    basis: str,
    by: Viewer,
    at: datetime,
    community: Community | None = None,
    next_due_on: date | None = None,
) -> Issue:
    return Issue.objects.create(
        engagement=engagement, theme=theme, detail=detail, owed_by=owed_by, community=community, strength=strength,
        strength_scale=check_strength(strength, engagement.held_on), basis=basis, next_due_on=next_due_on,
        raised_at=at,
    )  # fmt: skip


@write("carried an issue on", permission=LOG, locks="issue")
def carry_on(
    *,
    issue: Issue,
    event: str,
    words: str,
    owed_by: str,
    by: Viewer,
    at: datetime,
    on: date,
    label: str = "",
    address: str = "",
    next_due_on: date | None = None,
) -> Issue:
    """One step of the chain. Where it led is a name and an address: later rooms are linked to, never asked."""
    issue.state = ISSUE.next(issue.state, event)
    if not owed_by.strip():
        raise NotPossible("Somebody owes the next step, or the answer: say which post.")
    if address and not label:
        raise NotPossible("Give what the address leads to a name.")
    issue.owed_by, issue.next_due_on = owed_by, next_due_on
    issue.save()
    IssueStep.objects.create(
        issue=issue,
        event=event,
        words=words,
        label=label,
        address=address,
        step_on=on,
        noted_by_id=by.account_id,
    )
    return issue


@write("made a commitment", permission=LOG)
def promise(
    *,
    engagement: Engagement,
    you_said: str,
    promised: str,
    promised_by: str,
    by: Viewer,
    at: datetime,
    made_on: date,
    on: date,
    issue: Issue | None = None,
    due_on: date | None = None,
    is_confidential: bool = False,
    confidential_reason: str = "",
) -> Commitment:
    if made_on > on:
        raise NotPossible("A promise that lies ahead has not been made yet.")
    if due_on and due_on < made_on:
        raise NotPossible("A promise is due after it was made.")
    _check_confidential(is_confidential, confidential_reason)
    return Commitment.objects.create(
        engagement=engagement, issue=issue, area=engagement.area, you_said=you_said, promised=promised, promised_by=promised_by,
        made_on=made_on, due_on=due_on, is_confidential=is_confidential,
        confidential_reason=confidential_reason if is_confidential else "",
    )  # fmt: skip


def _check_confidential(is_confidential: bool, reason: str) -> None:
    if is_confidential and not reason.strip():
        raise NotPossible("Say why it is kept off the public list.")


@write("said how a commitment stands", permission=LOG, locks="commitment")
def move_commitment(
    *, commitment: Commitment, event: str, words: str, by: Viewer, at: datetime, on: date
) -> Commitment:
    """Done needs what was done, not possible needs the reason; both stand on the public list."""
    commitment.state = COMMITMENT.next(commitment.state, event)
    if event != "begin" and not words.strip():
        raise NotPossible("Say what was done, or why not: those who spoke will read it.")
    if event == "finish":
        commitment.we_did, commitment.settled_on = words, on
    elif event == "refuse":
        commitment.reason, commitment.settled_on = words, on
    else:
        commitment.settled_on = None
        commitment.we_did = words or commitment.we_did
    commitment.save()
    return commitment


@write("put a commitment on the public list", permission=LOG, locks="commitment")
def release_commitment(*, commitment: Commitment, by: Viewer, at: datetime, on: date) -> Commitment:
    if commitment.is_confidential:
        raise NotPossible("This commitment is kept off the public list.")
    if commitment.released_on is not None:
        raise NotPossible("This commitment stands on the public list already.")
    commitment.released_on = on
    commitment.save()
    return commitment


@write("kept a commitment off the public list", permission=LOG, locks="commitment")
def withhold_commitment(*, commitment: Commitment, reason: str, by: Viewer, at: datetime) -> Commitment:
    _check_confidential(True, reason)
    commitment.is_confidential, commitment.confidential_reason, commitment.released_on = (
        True,
        reason[:300],
        None,
    )
    commitment.save()
    return commitment


@write("showed a commitment that was open for too long", permission=LOG, locks="commitment")
def show_overdue(*, commitment: Commitment, by: Viewer, at: datetime, on: date) -> Commitment:
    """By the program itself, once a promise has been open for more than 28 days."""
    due = is_for_everybody(
        state=commitment.state, made_on=commitment.made_on, confidential=commitment.is_confidential,
        released=False, on=on,
    )  # fmt: skip
    if not due or commitment.released_on is not None:
        raise NotPossible("This commitment has not been open for so long, or is settled otherwise.")
    commitment.released_on = on
    commitment.save()
    return commitment
