"""How does a row of the listening rooms read as one statement of a draft?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import timezone

from commonweal.assess.impact.reads.gathering import Asked
from commonweal.assess.impact.rules import drafting as rules
from commonweal.assess.impact.rules.drafting import Cited, Drawn
from commonweal.assess.surveillance.reads.sources import strength_of
from commonweal.design.words import day, week
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import key_of
from commonweal.ground.scales.values import STRENGTH
from commonweal.listen.recorded_crime.models import MonthlyCount
from commonweal.listen.tension.models import TensionItem, TensionReturn
from commonweal.listen.tension.reads.levels import find_level

WHO_SAID = {
    "officer": "police return", "partner": "partner's return", "contributor": "community contributor's return",
    "public": "return from the public",
}  # fmt: skip


class Telling:
    """Turns rows into statements; kept_back counts, by class, what the viewer could read and a draft may not hold."""

    def __init__(self, found: dict[str, list[Any]], asked: Asked, today: date):
        self.found, self.asked = found, asked
        self.scale = key_of(STRENGTH, today)
        self.kept_back: dict[str, int] = defaultdict(int)
        self.names: dict[int, list[str]] = defaultdict(list)
        for each in found.get("communities", ()):
            self.names[each.item_id].append(each.community.name)

    def returns(self) -> list[Drawn]:
        """The most worrying first, those that say nothing last."""
        rows = sorted(self.found.get("returns", ()), key=lambda row: -(row.rank or 0))
        return [self._return(row) for row in rows]

    def _return(self, row: TensionReturn) -> Drawn:
        who, area = WHO_SAID[row.variant], row.area.name
        level = find_level(row.level_scale, row.level)
        if row.is_nil:
            said = "nothing to report"
        else:
            said = f"level {level.label}" if level else "something to report, with no level"
            direction = row.get_direction_display().lower()
            said += f", {direction}" if direction else ""
        checked = "a second person has looked at it" if row.checked_by_id else "nobody has checked it yet"
        label = f"{who.capitalize()} about {area}, {week(row.week_starting)}"
        text = f"{area}, {week(row.week_starting)}: {said}."
        return self._drawn(
            rules.RETURNS, text, _cited(row, label, row.week_starting, row.area), "reported", checked
        )

    def items(self, *, in_media: bool) -> list[Drawn]:
        source = rules.OPEN if in_media else rules.RETURNS
        rows = [row for row in self.found.get("items", ()) if bool(row.in_media) == in_media]
        told = [self._item(source, row) for row in sorted(rows, key=lambda row: -(row.rank or 0))]
        return [drawn for drawn in told if drawn is not None]

    def _item(self, source: str, row: TensionItem) -> Drawn | None:
        text = rules.text_of_item(
            title=row.title, shareable_text=row.shareable_text, scheme=row.scheme, handling=row.handling,
            is_protected=row.is_protected,
        )  # fmt: skip
        if text is None:
            self.kept_back[source] += 1
            return None
        strength = rules.strength_of_item(row.scheme, row.source_grade, row.information_grade)
        basis = f"graded {row.source_grade}{row.information_grade} in {row.scheme}"
        seen_in = f", seen in {row.outlet}" if row.outlet else ", seen in the media" if row.in_media else ""
        label = f"Item {row.number} of the return about {row.of.area.name}, {week(row.of.week_starting)}"
        text = f"{text.rstrip('.')}{rules.named(self.names[row.pk])}{seen_in}."
        return self._drawn(
            source, text, _cited(row, label, row.of.week_starting, row.of.area), strength, basis
        )

    def meetings(self) -> list[Drawn]:
        told = []
        for row in self.found.get("meetings", ()):
            level = find_level(row.level_scale, row.level)
            label = f"Tension monitoring group about {row.area.name}, {day(row.held_on)}"
            text = f"The tension monitoring group agreed on level {level.label if level else row.level} for {row.area.name}."
            basis = "police and partners agreed on it at a meeting"
            told.append(
                self._drawn(rules.RETURNS, text, _cited(row, label, row.held_on, row.area), "reported", basis)
            )
        return told

    def alerts(self) -> list[Drawn]:
        told = []
        for row in self.found.get("alerts", ()):
            grade = strength_of(row.watch, row.period_on)
            strength = grade.status.code if grade.status else "reported"
            label = f"Alert of the early warning about {row.area.name}"
            told.append(
                self._drawn(
                    rules.RETURNS,
                    row.sentence,
                    _cited(row, label, row.period_on, row.area),
                    strength,
                    grade.rests_on,
                )
            )
        return told

    def ahead(self) -> list[Drawn]:
        return [
            self._drawn(
                rules.RETURNS, f"Ahead: {row.title}, {day(row.happens_on)}{f', {row.place}' if row.place else ''}.",
                _cited(row, f"Forward look of the return about {row.of.area.name}", row.happens_on, row.of.area),
                "reported", "an officer expects it",
            )
            for row in self.found.get("ahead", ())
        ]  # fmt: skip

    def figures(self) -> list[Drawn]:
        series: dict[tuple[int, str], list[MonthlyCount]] = defaultdict(list)
        for row in self.found.get("counts", ()):
            series[row.offence_class_id, row.area.code].append(row)
        told = []
        for rows in series.values():
            known = {row.month_on: row.number for row in rows}
            months = rules.sum_months(known, from_on=self.asked.from_on, to_on=self.asked.to_on)
            if months is None:
                continue
            last = next(row for row in rows if row.month_on == months.last_on)
            kind = last.offence_class
            text = rules.months_in_words(kind.name, last.area.name, months)
            label = f"{kind.name}, {last.area.name}, {months.last_on:%B %Y}"
            cites = _cited(last, label, months.last_on, last.area)
            told.append(
                Drawn(
                    rules.FIGURES,
                    text,
                    cites,
                    kind.strength,
                    kind.strength_scale,
                    f"{kind.source}. {kind.limits}",
                )
            )
        return sorted(told, key=lambda drawn: drawn.text)

    def events(self) -> list[Drawn]:
        return [
            Drawn(
                rules.OPEN, f"{row.title}, {row.place}, {day(row.happens_on)}. Expected here: {row.expected}",
                _cited(row, f"Event elsewhere: {row.title}", row.happens_on, None), row.strength, row.strength_scale,
                row.basis,
            )
            for row in self.found.get("events", ())
        ]  # fmt: skip

    def engagements(self) -> list[Drawn]:
        return [
            Drawn(
                rules.CONTACTS, f"{row.title}: {row.learned or row.purpose}",
                _cited(row, f"{row.get_kind_display()}, {day(row.held_on)}", row.held_on, row.area), row.strength,
                row.strength_scale, row.basis,
            )
            for row in self.found.get("engagements", ())
        ]  # fmt: skip

    def issues(self) -> list[Drawn]:
        return [
            Drawn(
                rules.CONTACTS, f"Raised with us ({row.get_theme_display().lower()}): {row.detail}",
                _cited(row, f"Issue raised at “{row.engagement.title}”", timezone.localdate(row.raised_at), row.engagement.area),
                row.strength, row.strength_scale, row.basis,
            )
            for row in self.found.get("issues", ())
        ]  # fmt: skip

    def _drawn(self, source: str, text: str, cites: Cited, strength: str, basis: str) -> Drawn:
        return Drawn(source, text, cites, strength, self.scale, basis)


def _cited(row: Any, label: str, on: date, area: Area | None) -> Cited:
    return Cited(
        row._meta.label_lower, row.pk, label, on, area.pk if area else None, area.name if area else ""
    )
