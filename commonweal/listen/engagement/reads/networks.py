"""Which key individual networks are there, and what did they say in each round?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from commonweal.ground.scales.reads import get_scale
from commonweal.ground.scales.values import Question
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import KeyNetwork, NetworkMember, NetworkRound, RoundAnswer
from commonweal.listen.engagement.rules.words import CHIS_WARNING


def networks(viewer: Viewer) -> QuerySet[KeyNetwork]:
    return (
        KeyNetwork.objects.visible_to(viewer)
        .select_related("area", "desk")
        .defer("area__boundary", "area__outline")
    )


def rounds(viewer: Viewer) -> QuerySet[NetworkRound]:
    return NetworkRound.objects.visible_to(viewer).select_related("network")


def members(viewer: Viewer, *, on: date) -> QuerySet[NetworkMember]:
    """Members whose consent holds today."""
    rows = NetworkMember.objects.visible_to(viewer).filter(contact__ended_on__isnull=True)
    return rows.filter(contact__expires_on__gt=on).select_related("contact", "speaks_for", "network")


def warning() -> str:
    return CHIS_WARNING


@dataclass(frozen=True)
class NetworkPage:
    members: list[NetworkMember]
    rounds: list[NetworkRound]


def get_network_page(network: KeyNetwork, viewer: Viewer, *, on: date) -> NetworkPage:
    found = fetch_together(
        members=members(viewer, on=on).filter(network=network),
        rounds=NetworkRound.objects.visible_to(viewer).filter(network=network),
    )
    return NetworkPage(**found)


@dataclass(frozen=True)
class Said:
    """One question, and what was answered: how often each choice, or each text in no order that names anybody."""

    question: Question
    choices: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class RoundPage:
    said: tuple[Said, ...]
    answered: int
    waiting: list[NetworkMember]


def get_round_page(asked: NetworkRound, viewer: Viewer, *, on: date) -> RoundPage:
    found = fetch_together(
        answers=RoundAnswer.objects.visible_to(viewer).filter(round=asked),
        members=members(viewer, on=on).filter(network=asked.network_id),
    )
    answered = {answer.contact_id for answer in found["answers"]}
    said = tuple(_said(question, found["answers"]) for question in get_scale(asked.question_set).questions)
    waiting = [member for member in found["members"] if member.contact_id not in answered]
    return RoundPage(said, len(found["answers"]), waiting)


def _said(question: Question, answers: list[Any]) -> Said:
    given = [text for answer in answers if (text := answer.answers.get(question.code))]
    if question.choices:
        numbers = Counter(given)
        return Said(question, tuple((choice, numbers[choice]) for choice in question.choices), ())
    return Said(question, (), tuple(sorted(given)))
