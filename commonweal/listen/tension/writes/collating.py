"""How is a week put together, passed on to partners and closed?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.tension.models import (
    ReturnRound,
    SharedItem,
    TensionItem,
    TensionReturn,
    WeeklySummary,
)
from commonweal.listen.tension.reads.levels import find_level, rank_of
from commonweal.listen.tension.reads.rolling import figures_of
from commonweal.listen.tension.rules.deadlines import check_week
from commonweal.listen.tension.rules.grading import may_reach_partners, needs_acceptance
from commonweal.listen.tension.rules.states import RETURN, SUMMARY

WORDS = ("level", "direction", "confidence", "narrative", "shareable_text")


@write("put a week together", permission="tension.collate")
def collate(
    *, chosen: ReturnRound, week_starting: date, by: Viewer, at: datetime, reason: str = "", **values: Any
) -> WeeklySummary:
    """Every return of the week that was accepted goes into one summary; the rest stays where it is."""
    check_week(week_starting)
    summary = WeeklySummary.objects.filter(
        round=chosen, area=chosen.area, week_starting=week_starting
    ).first()
    if summary is not None:
        raise NotPossible("This week has been put together. Open its summary to change it.")
    summary = WeeklySummary(
        round=chosen,
        area=chosen.area,
        week_starting=week_starting,
        collated_by_id=by.account_id,
        collated_at=at,
    )
    _put(summary, values)
    summary.save()
    _gather(summary)
    return summary


@write("changed a week's summary", permission="tension.collate", locks="summary")
def change_summary(
    *, summary: WeeklySummary, by: Viewer, at: datetime, reason: str = "", **values: Any
) -> WeeklySummary:
    """Returns that were accepted meanwhile come in too."""
    summary.state = SUMMARY.follow(summary.state, "save")
    _put(summary, values)
    _gather(summary)
    return summary


@write("passed a week on to partners", permission="tension.collate", locks="summary")
def disseminate(
    *, summary: WeeklySummary, accepts_conditions: bool, by: Viewer, at: datetime
) -> WeeklySummary:
    """Partners get copies of what was written for them. Protected items are counted, and never copied."""
    state = SUMMARY.follow(summary.state, "disseminate")
    items = _shareable_items(summary)
    if any(needs_acceptance(item.scheme, item.handling) for item in items) and not accepts_conditions:
        raise NotPossible(
            "Some items have handling conditions. Read and accept them before anything is passed on."
        )
    for item in items:
        _share(summary, item, at)
    if summary.shareable_text.strip():
        SharedItem.objects.create(
            summary=summary, area=summary.area, week_starting=summary.week_starting, text=summary.shareable_text,
            level_words=_words(summary.level_scale, summary.level), shared_at=at,
        )  # fmt: skip
    summary.state, summary.disseminated_by_id, summary.disseminated_at = state, by.account_id, at
    summary.save()
    _move(summary, "disseminate")
    return summary


@write("closed a week", permission="tension.collate", locks="summary")
def close_week(*, summary: WeeklySummary, by: Viewer, at: datetime) -> WeeklySummary:
    summary.state, summary.closed_at = SUMMARY.follow(summary.state, "close"), at
    summary.save()
    _move(summary, "close")
    return summary


def _shareable_items(summary: WeeklySummary) -> list[TensionItem]:
    items = (
        TensionItem.objects.filter(of__summary=summary)
        .select_related("of__area")
        .order_by("of__area__name", "pk")
    )
    return [
        item
        for item in items
        if may_reach_partners(
            scheme=item.scheme, handling=item.handling, is_protected=item.is_protected,
            shareable_text=item.shareable_text,
        )
    ]  # fmt: skip


def _share(summary: WeeklySummary, item: TensionItem, at: datetime) -> None:
    SharedItem.objects.create(
        summary=summary, item=item, area_id=item.of.area_id, week_starting=summary.week_starting,
        text=item.shareable_text, conditions=item.handling_conditions,
        level_words=_words(item.level_scale, item.level), shared_at=at,
    )  # fmt: skip


def _words(scale: str, code: str) -> str:
    level = find_level(scale, code)
    return level.label if level else ""


def _put(summary: WeeklySummary, values: dict[str, Any]) -> None:
    if unknown := values.keys() - set(WORDS):
        raise TypeError(f"A summary has no {', '.join(sorted(unknown))}")
    for column, value in values.items():
        setattr(summary, column, value)
    if summary.level:
        name = summary.round.level_scale
        summary.level_scale, summary.rank = rank_of(name, summary.level, on=summary.week_starting)
    else:
        summary.level_scale, summary.rank = "", None


def _gather(summary: WeeklySummary) -> None:
    waiting = TensionReturn.objects.filter(
        round=summary.round, week_starting=summary.week_starting, state="accepted"
    )
    for sent in waiting:
        sent.state, sent.summary = RETURN.follow(sent.state, "collate"), summary
        sent.save()
    figures = figures_of(summary.round, summary.week_starting)
    summary.asked_count, summary.heard_count, summary.nil_count = figures.asked, figures.heard, figures.nil
    summary.item_count, summary.protected_count = figures.items, figures.protected
    summary.save()


def _move(summary: WeeklySummary, event: str) -> None:
    for sent in TensionReturn.objects.filter(summary=summary):
        sent.state = RETURN.follow(sent.state, event)
        sent.save()
