"""What is known about one organisation with its dates, in one question to the database?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Alias,
    BodyArea,
    Organisation,
    OrganisationName,
    OrganisationParent,
)


@dataclass(frozen=True)
class Fact:
    """Something that is known about an organisation: a name, an alias, a parent, a part or an area, with its dates."""

    kind: str
    words: str
    since_on: date | None
    until_on: date | None
    key: int | None
    outline: str = ""

    def holds_on(self, on: date) -> bool:
        return rules.holds_on(self.since_on, self.until_on, on)


def list_facts(organisation: Organisation) -> list[Fact]:
    """Names, aliases, parents, parts and areas, each with its dates, in one question to the database."""
    pk = organisation.pk
    sources = (
        ("name", OrganisationName.objects.filter(organisation=pk), "name", None, None),
        ("alias", Alias.objects.filter(organisation=pk), "alias", None, None),
        ("parent", OrganisationParent.objects.filter(organisation=pk), "parent__name", "parent_id", None),
        ("part", OrganisationParent.objects.filter(parent=pk), "organisation__name", "organisation_id", None),
        ("area", BodyArea.objects.filter(body=pk), "area__name", "area_id", "area__outline"),
    )
    first, *rest = (_facts(*source) for source in sources)
    facts = [Fact(*row) for row in first.union(*rest, all=True)]
    return sorted(facts, key=lambda f: (f.kind, f.since_on or date.min, f.words))


def _facts(
    kind: str, rows: QuerySet[Any], words: str, key: str | None, outline: str | None
) -> QuerySet[Any, tuple[Any, ...]]:
    dated = hasattr(rows.model, "since_on")
    # Every NULL has its type written out: PostgreSQL takes two bare ones in a union for text.
    none = Cast(Value(None), DateField())
    return (
        rows.order_by()
        .annotate(
            fact=Value(kind, output_field=TextField()),
            words_=F(words),
            since_=F("since_on") if dated else none,
            until_=F("until_on") if dated else none,
            key_=F(key) if key else Cast(Value(None), BigIntegerField()),
            outline_=F(outline) if outline else Value("", output_field=TextField()),
        )
        .values_list("fact", "words_", "since_", "until_", "key_", "outline_")
    )
