"""How does an officer note items, where they come from, and what lies ahead?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.tension.models import (
    ForwardEvent,
    ItemCommunity,
    ItemSource,
    ReviewedItem,
    TensionItem,
    TensionReturn,
)
from commonweal.listen.tension.reads.levels import levels_on, rank_of, themes_on
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.states import OPEN_TO_WRITE
from commonweal.listen.tension.writes.sending import _senders

COLUMNS = (
    "title", "facts", "opinion", "shareable_text", "experienced", "evidenced", "potential", "level", "direction",
    "confidence", "scheme", "source_grade", "information_grade", "handling", "handling_conditions", "is_protected",
    "origin", "themes", "place", "happened", "in_media", "outlet", "reference", "action_taken", "action_recommended",
    "lead_partner", "review_on", "risk_to_life",
)  # fmt: skip
AHEAD = ("title", "happens_on", "place", "expected", "level", "contingency_owner")


def _check_open(sent: TensionReturn) -> None:
    if sent.state not in OPEN_TO_WRITE:
        raise NotPossible("This return has been sent. It can be changed when it is sent back to you.")
    if sent.variant != "officer":
        raise NotPossible("Items belong to an officer's return.")


@write("noted an item", permission="tension.send", locks="sent", owners=_senders)
def note_item(
    *, sent: TensionReturn, by: Viewer, at: datetime, restricted_text: str = "",
    communities: Iterable[Community] = (), reason: str = "", **values: Any,
) -> TensionReturn:  # fmt: skip
    _check_open(sent)
    sent.is_nil = False
    sent.save()
    last = sent.items.aggregate(last=Max("number"))["last"] or 0
    item = TensionItem(of=sent, number=last + 1)
    _put(item, sent, values)
    _around(item, restricted_text, communities)
    return sent


@write("changed an item", permission="tension.send", locks="sent", owners=_senders)
def change_item(
    *, sent: TensionReturn, number: int, by: Viewer, at: datetime, restricted_text: str | None = None,
    communities: Iterable[Community] | None = None, reason: str = "", **values: Any,
) -> TensionReturn:  # fmt: skip
    """restricted_text of None leaves the source as it is: whoever may not read it cannot overwrite it."""
    _check_open(sent)
    item = sent.items.filter(number=number).first()
    if item is None:
        raise NotPossible("This item has been removed since you opened it.")
    _put(item, sent, values)
    _around(item, restricted_text, communities)
    return sent


@write("removed an item", permission="tension.send", locks="sent", owners=_senders)
def remove_item(*, sent: TensionReturn, number: int, by: Viewer, at: datetime) -> TensionReturn:
    _check_open(sent)
    if ReviewedItem.objects.filter(item__of=sent, item__number=number).exists():
        raise NotPossible("The group has looked at this item. It stays; say in it what has changed.")
    sent.items.filter(number=number).delete()
    return sent


@write("noted what lies ahead", permission="tension.send", locks="sent", owners=_senders)
def note_ahead(
    *, sent: TensionReturn, by: Viewer, at: datetime, reason: str = "", **values: Any
) -> TensionReturn:
    _check_open(sent)
    if values["happens_on"] < sent.week_starting:
        raise NotPossible("What lies ahead is after the Monday of this week.")
    event = ForwardEvent(of=sent, **{column: values[column] for column in AHEAD if column in values})
    if event.level:
        event.level_scale, event.rank = rank_of(sent.round.level_scale, event.level, on=sent.week_starting)
    event.save()
    return sent


@write("removed what lies ahead", permission="tension.send", locks="sent", owners=_senders)
def remove_ahead(*, sent: TensionReturn, event: int, by: Viewer, at: datetime) -> TensionReturn:
    _check_open(sent)
    sent.forward_events.filter(pk=event).delete()
    return sent


def _put(item: TensionItem, sent: TensionReturn, values: dict[str, Any]) -> None:
    if unknown := values.keys() - set(COLUMNS):
        raise TypeError(f"An item has no {', '.join(sorted(unknown))}")
    for column, value in values.items():
        setattr(item, column, value)
    check_may_hear(item.lead_partner_id)
    grading.check_grading(
        scheme=item.scheme, source=item.source_grade, information=item.information_grade, handling=item.handling,
        conditions=item.handling_conditions,
    )  # fmt: skip
    grading.check_experienced(item.experienced, item.evidenced, item.potential)
    _grade(item, sent)
    item.save()


def _grade(item: TensionItem, sent: TensionReturn) -> None:
    """Every grade is a level of the round's own scale, in the version of that week."""
    name, on = sent.round.level_scale, sent.week_starting
    item.level_scale, levels = levels_on(name, on=on)
    known = {level.code for level in levels}
    if any(code and code not in known for code in (item.experienced, item.evidenced, item.potential)):
        raise NotPossible("Grade with the levels of the scale in force.")
    item.rank = rank_of(name, item.level, on=on)[1] if item.level else None
    item.theme_scale = _themes(item, sent)


def _themes(item: TensionItem, sent: TensionReturn) -> str:
    key, words = themes_on(sent.round.theme_scale, on=sent.week_starting)
    if set(item.themes) - {word.code for word in words}:
        raise NotPossible("Choose themes from the list.")
    return key


def _around(item: TensionItem, restricted_text: str | None, communities: Iterable[Community] | None) -> None:
    if restricted_text is not None:
        ItemSource.objects.filter(item=item).delete()
        if restricted_text.strip():
            ItemSource.objects.create(item=item, restricted_text=restricted_text)
    if communities is not None:
        item.item_communities.all().delete()
        for community in communities:
            ItemCommunity.objects.create(item=item, community=community)
