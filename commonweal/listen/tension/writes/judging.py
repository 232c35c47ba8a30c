"""How does a second person check a return, send it back with a reason, or accept it; and how is somebody answered?"""

from __future__ import annotations

from datetime import datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer
from commonweal.listen.engagement.reads.receipts import find_held
from commonweal.listen.engagement.rules.receipts import LONGEST, MOST_ADDITIONS
from commonweal.listen.tension.models import ReturnReceipt, ReturnReply, TensionReturn
from commonweal.listen.tension.rules.states import ARRIVED, RETURN
from commonweal.listen.tension.writes.telling import _tell_body, _tell_person


def _overseers(sent: TensionReturn) -> list[int | None]:
    return [sent.overseer_id]


def _check_second_person(sent: TensionReturn, event: str, by: Viewer) -> None:
    RETURN.check_person(event, by.account_id, [sent.drafted_by_id, sent.submitted_by_id])


@write("checked a return", permission="tension.check", locks="sent", owners=_overseers)
def check_return(*, sent: TensionReturn, by: Viewer, at: datetime) -> TensionReturn:
    state = RETURN.follow(sent.state, "check")
    _check_second_person(sent, "check", by)
    sent.state, sent.checked_by_id, sent.checked_at = state, by.account_id, at
    sent.save()
    return sent


@write("sent back a return", permission="tension.check", locks="sent", owners=_overseers)
def send_back(*, sent: TensionReturn, reason: str, by: Viewer, at: datetime) -> TensionReturn:
    if sent.variant == "public":
        raise NotPossible(
            "Nobody can change this return: it came without a name. Ask your question as an answer."
        )
    state = RETURN.follow(sent.state, "send_back")
    _check_second_person(sent, "send_back", by)
    RETURN.check_reason("send_back", reason)
    sent.state, sent.returned_by_id, sent.returned_at, sent.returned_reason = state, by.account_id, at, reason
    sent.checked_by, sent.checked_at, sent.accepted_by, sent.accepted_at = None, None, None, None
    sent.save()
    _tell_person(sent.submitted_by_id, by=by, at=at, record=sent)
    return sent


@write("accepted a return", permission="tension.accept", locks="sent")
def accept_return(*, sent: TensionReturn, by: Viewer, at: datetime) -> TensionReturn:
    state = RETURN.follow(sent.state, "accept")
    _check_second_person(sent, "accept", by)
    sent.state, sent.accepted_by_id, sent.accepted_at = state, by.account_id, at
    sent.save()
    _tell_person(sent.submitted_by_id, by=by, at=at, record=sent)
    return sent


@write("answered a return", permission="tension.answer", locks="sent", owners=_overseers)
def answer_return(
    *, sent: TensionReturn, text: str, by: Viewer, at: datetime, reason: str = ""
) -> TensionReturn:
    """What became of it, for whoever said it to read."""
    _check_arrived(sent)
    _say(sent, ReturnReply.Kind.ANSWER, text, by, at)
    _tell_person(sent.submitted_by_id, by=by, at=at, record=sent)
    return sent


@write("added to a return", permission=None, locks="sent")
def add_words(
    *, sent: TensionReturn, text: str, receipt: str, by: Viewer, at: datetime, reason: str = ""
) -> TensionReturn:
    """By whoever reported: signed in, or with the receipt of a return that names nobody."""
    _check_arrived(sent)
    if not _holds(sent, receipt, by):
        raise Refused("This receipt does not open this return.")
    if sent.replies.filter(kind=ReturnReply.Kind.ADDITION).count() >= MOST_ADDITIONS:
        raise NotPossible("You have added very much already. Please send a new return.")
    _say(sent, ReturnReply.Kind.ADDITION, text, by, at)
    _tell_body(sent.overseer_id, "tension.answer", by=by, at=at, record=sent)
    return sent


def _holds(sent: TensionReturn, receipt: str, by: Viewer) -> bool:
    if sent.variant == "public":
        held = find_held(ReturnReceipt, receipt)
        return held is not None and held.of_id == sent.pk
    return by.account_id is not None and by.account_id == sent.submitted_by_id


def _say(sent: TensionReturn, kind: str, text: str, by: Viewer, at: datetime) -> None:
    words = text.strip()
    if not words:
        raise NotPossible("Write a few words.")
    if len(words) > LONGEST:
        raise NotPossible(f"Keep it below {LONGEST:,} characters.")
    # Of a return without a name nothing is kept that could lead to one, also not by somebody who is signed in.
    said_by = None if sent.variant == "public" and kind == ReturnReply.Kind.ADDITION else by.account_id
    ReturnReply.objects.create(of=sent, kind=kind, text=words, said_by_id=said_by, said_at=at)


def _check_arrived(sent: TensionReturn) -> None:
    if sent.state not in ARRIVED:
        raise NotPossible("This return has not been sent.")
