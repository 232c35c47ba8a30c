"""How is a key individual network founded, who joins it, and how does a round go?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import get_scale, key_of
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import (
    Community,
    Contact,
    Desk,
    KeyNetwork,
    NetworkMember,
    NetworkRound,
    RoundAnswer,
)
from commonweal.listen.engagement.rules.clocks import is_consent_valid
from commonweal.listen.engagement.rules.states import ROUND

KEEP = "engagement.desk"
QUESTIONS = "key_network"


@write("founded a key network", permission=KEEP)
def found_network(
    *, name: str, area: Area, founded_on: date, by: Viewer, at: datetime, desk: Desk | None = None
) -> KeyNetwork:
    name = " ".join(name.split())
    if KeyNetwork.objects.filter(name__iexact=name).exists():
        raise NotPossible("A network has this name already.")
    return KeyNetwork.objects.create(
        name=name, area=area, desk=desk, founded_on=founded_on, question_set=key_of(QUESTIONS, founded_on)
    )


@write("took a contact into a key network", permission=KEEP, locks="network")
def add_member(
    *,
    network: KeyNetwork,
    contact: Contact,
    by: Viewer,
    at: datetime,
    on: date,
    speaks_for: Community | None = None,
) -> KeyNetwork:
    if not is_consent_valid(contact.consented_on, contact.expires_on, contact.ended_on, on):
        raise NotPossible("This contact’s consent has ended: ask again first.")
    if network.members.filter(contact=contact).exists():
        raise NotPossible("This contact belongs to the network already.")
    NetworkMember.objects.create(network=network, contact=contact, speaks_for=speaks_for, joined_on=on)
    return network


@write("asked a key network", permission=KEEP)
def ask_network(*, network: KeyNetwork, due_on: date, by: Viewer, at: datetime, on: date) -> NetworkRound:
    """One round at a time, with the questions that are in force."""
    if network.rounds.filter(state=ROUND.start).exists():
        raise NotPossible("A round is open: close it before the next one.")
    if due_on < on:
        raise NotPossible("The answers are due after they were asked for.")
    members = network.members.filter(contact__ended_on__isnull=True, contact__expires_on__gt=on).count()
    if not members:
        raise NotPossible("Nobody belongs to this network yet: take contacts into it first.")
    return NetworkRound.objects.create(
        network=network, question_set=key_of(QUESTIONS, on), asked_on=on, due_on=due_on, asked_count=members
    )


@write("kept an answer to a round", permission=KEEP, locks="asked")
def keep_answer(
    *,
    asked: NetworkRound,
    member: NetworkMember,
    answers: Mapping[str, str],
    by: Viewer,
    at: datetime,
    on: date,
) -> NetworkRound:
    ROUND.next(asked.state, "answer")
    if member.network_id != asked.network_id or asked.answers.filter(contact_id=member.contact_id).exists():
        raise NotPossible("This member has answered already, or belongs to another network.")
    known = set(get_scale(asked.question_set).codes)
    kept = {code: text for code, text in answers.items() if code in known and text}
    RoundAnswer.objects.create(
        round=asked, contact_id=member.contact_id, speaks_for=member.speaks_for, answers=kept, answered_on=on
    )
    return asked


@write("closed a round", permission=KEEP, locks="asked")
def close_round(*, asked: NetworkRound, by: Viewer, at: datetime) -> NetworkRound:
    asked.state = ROUND.next(asked.state, "close")
    asked.save()
    return asked
