"""How does a return come in: typed, as a nil, keyed from paper, or from somebody whose name we do not have?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Max

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer
from commonweal.listen.engagement.rules.receipts import check_strong_key
from commonweal.listen.engagement.writes.receipts import _keep_receipt
from commonweal.listen.tension.models import (
    Asking,
    DeadlineException,
    ReturnReceipt,
    ReturnRound,
    TensionReturn,
)
from commonweal.listen.tension.reads.levels import find_level, rank_of
from commonweal.listen.tension.rules import deadlines, sending
from commonweal.listen.tension.rules.grading import is_urgent
from commonweal.listen.tension.rules.states import RETURN
from commonweal.listen.tension.writes.telling import _tell_body, _tell_duty

ANSWERS = ("about", "what", "in_media", "impact", "told", "answer_wanted", "risk_to_life")
PICTURE = ("level", "is_recovering", "direction", "confidence", "narrative", "good_news", "risk_to_life")
QUESTIONS = "tension_return@1"


def _asked(given: Any) -> list[int | None]:
    return [given["asking"].organisation_id]


def _senders(sent: TensionReturn) -> list[int | None]:
    return [sent.organisation_id]


@write("began a return", permission="tension.send", owners=_asked)
def start_return(
    *, asking: Asking, week_starting: date, by: Viewer, at: datetime, handed_in_at: datetime | None = None,
    reason: str = "", **values: Any,
) -> TensionReturn:  # fmt: skip
    """A draft. handed_in_at makes it one that is keyed in from paper, and marks it so."""
    made = _begin(asking, week_starting, by, at, handed_in_at=handed_in_at)
    _check_danger(made.variant, values, is_kept=True)
    _fill(made, values)
    made.save()
    return made


@write("sent a return", permission="tension.send", owners=_asked)
def report(
    *, asking: Asking, week_starting: date, by: Viewer, at: datetime, is_nil: bool = False,
    handed_in_at: datetime | None = None, reason: str = "", **values: Any,
) -> TensionReturn:  # fmt: skip
    """The whole return at once, as contributors and partners send it; a nil is this and nothing else."""
    made = _begin(asking, week_starting, by, at, handed_in_at=handed_in_at)
    made.is_nil = is_nil
    _check_danger(made.variant, values, is_nil=is_nil)
    _fill(made, {} if is_nil else values)
    _send(made, by, at, handed_in_at=handed_in_at)
    return made


@write("changed a return", permission="tension.send", locks="sent", owners=_senders)
def save_return(
    *, sent: TensionReturn, by: Viewer, at: datetime, reason: str = "", **values: Any
) -> TensionReturn:
    _check_own(sent, by)
    _check_danger(sent.variant, values, is_kept=True)
    sent.state = RETURN.follow(sent.state, "save")
    sent.withdrawn_at = None
    sent.is_nil = False
    _fill(sent, values)
    _check_only_one(sent)
    sent.save()
    return sent


@write("sent a return", permission="tension.send", locks="sent", owners=_senders)
def submit_return(
    *, sent: TensionReturn, by: Viewer, at: datetime, is_nil: bool = False, reason: str = "", **values: Any
) -> TensionReturn:
    """As it stands, with what was typed last; or as a nil, where nothing was noted."""
    _check_own(sent, by)
    _check_danger(sent.variant, values, is_nil=is_nil)
    sent.is_nil = is_nil
    _fill(sent, {} if is_nil else values)
    if is_nil:
        _empty(sent)
    _send(sent, by, at)
    return sent


@write("withdrew a return", permission="tension.send", locks="sent", owners=_senders)
def withdraw_return(*, sent: TensionReturn, by: Viewer, at: datetime) -> TensionReturn:
    _check_own(sent, by)
    sent.state = RETURN.follow(sent.state, "withdraw")
    sent.withdrawn_at = at
    sent.save()
    return sent


@write("sent a return without a name", permission=None)
def report_publicly(
    *,
    chosen: ReturnRound,
    area: Area,
    overseer_id: int,
    key: str,
    by: Viewer,
    at: datetime,
    reason: str = "",
    **values: Any,
) -> TensionReturn:
    """Nobody is asked who they are. key makes the receipt, of which only the hash is kept."""
    if not chosen.open_to_public:
        raise Refused("This round takes no returns from the public.")
    check_strong_key(key)
    check_may_hear(overseer_id)
    _check_not_flooded(at)
    made = TensionReturn(
        round=chosen, variant="public", overseer_id=overseer_id, area=area, question_set=QUESTIONS,
        week_starting=deadlines.week_at(at, chosen.zone),
    )  # fmt: skip
    _fill(made, values)
    said = _said(made)
    sending.check_complete(said)
    made.is_urgent = is_urgent(said.tones, said.risk_to_life)
    made.state = RETURN.follow(made.state, "submit")
    made.submitted_at = made.arrived_at = at
    made.due_at = chosen.clockwork.due_at(made.week_starting)
    made.save()
    _keep_receipt(ReturnReceipt, key, of=made)
    _tell_that_it_came(made, by=by, at=at)
    return made


def _check_not_flooded(at: datetime) -> None:
    """Counted by what came, never by who: no address is looked at or kept."""
    lately = TensionReturn.objects.filter(variant="public", submitted_at__gt=at - sending.FLOOD_WINDOW)
    sending.check_not_flooded(lately.count())


# What they share


def _begin(
    asking: Asking, week_starting: date, by: Viewer, at: datetime, *, handed_in_at: datetime | None = None
) -> TensionReturn:
    deadlines.check_week(week_starting)
    sending.check_week_has_begun(week_starting, deadlines.week_at(at, asking.round.zone))
    sending.check_handed_in(handed_in_at, week_starting, at)
    if not Asking.objects.filter(Asking.asked_q(week_starting), pk=asking.pk).exists():
        raise NotPossible(f"{asking.organisation} was not asked about {asking.area} in that week.")
    check_may_hear(asking.organisation_id, asking.overseer_id)
    made = TensionReturn(
        round=asking.round, asking=asking, variant=asking.variant, organisation_id=asking.organisation_id,
        overseer_id=asking.overseer_id, area_id=asking.area_id, week_starting=week_starting,
        drafted_by_id=by.person_id, question_set=QUESTIONS, arrived_at=handed_in_at,
        entry=TensionReturn.Entry.PAPER if handed_in_at else TensionReturn.Entry.TYPED,
    )  # fmt: skip
    _check_only_one(made)
    return made


def _check_only_one(made: TensionReturn) -> None:
    same = TensionReturn.objects.filter(asking=made.asking_id, week_starting=made.week_starting)
    if made.variant == "contributor":
        same = same.filter(drafted_by=made.drafted_by_id)
    if made.asking_id and same.exclude(pk=made.pk).exclude(state="withdrawn").exists():
        raise NotPossible("There is a return for this week already. Open that one.")


def _check_own(sent: TensionReturn, by: Viewer) -> None:
    """A contributor's return is theirs alone, whoever else acts for the same organisation."""
    if sent.variant == "contributor" and not by.is_system and by.account_id != sent.drafted_by_id:
        raise Refused("This is somebody else's return.")


def _fill(made: TensionReturn, values: dict[str, Any]) -> None:
    allowed = (*ANSWERS, *(PICTURE if made.variant == "officer" else ()))
    if unknown := values.keys() - set(allowed):
        raise TypeError(f"A return has no {', '.join(sorted(unknown))}")
    for column, value in values.items():
        setattr(made, column, value)
    if "level" in values:
        made.level_scale, made.rank = "", None
        if made.level:
            made.level_scale, made.rank = rank_of(made.round.level_scale, made.level, on=made.week_starting)


def _check_danger(
    variant: str, values: dict[str, Any], *, is_nil: bool = False, is_kept: bool = False
) -> None:
    sending.check_danger(
        risk_to_life=bool(values.get("risk_to_life")), is_nil=is_nil, variant=variant, is_kept=is_kept
    )


def _empty(sent: TensionReturn) -> None:
    """A nil says nothing else: what was typed before is taken out, and items stand in its way."""
    if sent.items.exists():
        raise NotPossible("You noted something for this week. Remove it first if there is nothing to report.")
    sent.about, sent.what, sent.in_media, sent.impact, sent.told = [], "", None, "", None
    sent.level, sent.level_scale, sent.rank = "", "", None
    sent.risk_to_life, sent.is_recovering = False, False


def _said(made: TensionReturn) -> sending.Said:
    items = list(made.items.values_list("level_scale", "level", "risk_to_life")) if made.pk else []
    given = [(made.level_scale, made.level), *((scale, level) for scale, level, _ in items)]
    return sending.Said(
        variant=made.variant, is_nil=made.is_nil, what=made.what, level=made.level, items=len(items),
        tones=tuple(level.tone for key, code in given if (level := find_level(key, code))),
        risk_to_life=made.risk_to_life or any(risk for *_, risk in items),
    )  # fmt: skip


def _send(
    made: TensionReturn, by: Viewer, at: datetime, *, handed_in_at: datetime | None = None
) -> TensionReturn:
    made.state = RETURN.follow(made.state, "submit")
    extended = _extended_to(made, by)
    deadlines.check_may_still_send(at, made.round.clockwork.lock_at(made.week_starting), extended)
    said = _said(made)
    sending.check_complete(said)
    made.submitted_by_id, made.submitted_at = by.person_id, at
    # The first time it came is what counts: sent back and mended, it is no later than it was.
    made.arrived_at = made.arrived_at or handed_in_at or at
    made.due_at = made.due_at or deadlines.effective_due(
        made.round.clockwork.due_at(made.week_starting), extended
    )
    made.checked_by, made.checked_at, made.accepted_by, made.accepted_at = None, None, None, None
    made.returned_by, made.is_urgent = None, is_urgent(said.tones, said.risk_to_life)
    made.save()
    _tell_that_it_came(made, by=by, at=at)
    return made


def _tell_that_it_came(made: TensionReturn, *, by: Viewer, at: datetime) -> None:
    if made.is_urgent:
        _tell_duty(made.overseer_id, by=by, at=at, record=made)
    else:
        _tell_body(made.overseer_id, "tension.check", by=by, at=at, record=made)


def _extended_to(made: TensionReturn, by: Viewer) -> datetime | None:
    """Until when this very person may send, where somebody gave them longer."""
    given = DeadlineException.objects.filter(
        asking=made.asking_id, week_starting=made.week_starting, account=by.account_id
    )
    found: datetime | None = given.aggregate(last=Max("until_at"))["last"]
    return found
