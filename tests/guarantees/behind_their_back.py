"""What is hidden from a person, and how is one record of every kind of it made, changed and taken away again (G4)?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import Error, models, transaction
from django.db.models import Model

from commonweal.act.plans.models import PlannedAction
from commonweal.ground.audit.writes import note_read
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM
from tests.guarantees.columns import MEANT, name_of, our_models
from tests.guarantees.may_see import may_see
from tests.guarantees.more_of_everything import copy_row
from tests.guarantees.town import AT, Person

MANY, FEW = 60, 3
# Kinds of which none is changed, each with the reason.
NOT_CHANGED = {
    "audit.auditentry": "never changes: every one is sealed",
    "audit.audithead": "moves with every entry",
    "impact.assessmentversion": "frozen from the moment it was submitted",
    "impact.bronzeadvice": "the log to Gold is only added to",
    "impact.golddecision": "the log to Gold is only added to",
    "impact.observation": "what was seen stays",
    "impact.reliance": "who relied on a version stays on record",
    "impact.disclosuregiven": "to whom a copy was given stays on record",
    "impact.senioroverride": "never changes, nor does its duty",
    "papers.paperauthor": "joins a paper and a person, and says no more",
    "papers.paperfile": "frozen with its paper",
    "publications.releasefile": "frozen with its release",
}
NEVER_GONE = {"audit.auditentry", "audit.audithead"}
# Columns by which a row would become another person's, another tier's or another record's.
KEPT = {"tier", "account", "version", "is_current", "language", "sequence"}


def hidden(person: Person, row: Model) -> bool:
    """No column of it may be seen, and it is not about the person: what is said of somebody may reach them."""
    if person.account_id is not None and person.account_id in {
        row.pk if row._meta.label_lower == "people.account" else getattr(row, "account_id", None),
        getattr(row, "user_id", None),
    }:
        return False
    if person.role == "administrator" and row._meta.label_lower == "notices.message" and row.attempts:  # type: ignore[attr-defined]
        return False  # an administrator is told which e-mails do not arrive, and why
    columns = _columns(type(row))
    return bool(columns) and not any(may_see(person, column, row) for column in columns)


@cache
def _columns(model: type[Any]) -> tuple[models.Field[Any, Any], ...]:
    """One of each privacy is enough, but where may_see goes by their names."""
    named = [column for column in model._meta.concrete_fields if column.name in model.privacy]
    if model._meta.label_lower in {"audit.auditentry", "people.account"}:
        return tuple(named)
    return tuple({model.privacy[column.name]: column for column in named}.values())


def hidden_rows(person: Person) -> dict[str, list[Any]]:
    """By kind; those at the leaves first, so that they can be taken away in this order."""
    found = {}
    for model in reversed(our_models()):
        rows = model._base_manager.order_by("-pk")[:MANY]
        if here := [row for row in rows if hidden(person, row)]:
            found[model._meta.label_lower] = here
    return found


def make(person: Person, rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {label: [] for label in rows}
    for label, there in reversed(rows.items()):
        if label == "audit.auditentry":
            made[label].append(note_read(what="something hidden", by=SYSTEM, at=AT))
            continue
        for number, row in enumerate(there, 1):
            if len(made[label]) < FEW and (new := _another(person, row, number, made)) is not None:
                made[label].append(new)
    return made


def _another(person: Person, row: Any, number: int, made: dict[str, list[Any]]) -> Any:
    """One more of the kind, which is hidden as well; an action happens somewhere, so that maps would count it."""
    for column in (None, *(c for c in row._meta.concrete_fields if c.is_relation)):
        with transaction.atomic():
            new = _beside(row, column, made) if column else copy_row(row, number)
            if new is not None and hidden(person, type(row)._base_manager.get(pk=new.pk)):
                if isinstance(new, PlannedAction):
                    new.areas.set(Area.objects.filter(level="borough").order_by("pk")[:FEW])
                return new
            transaction.set_rollback(True)
    return None


def _beside(row: Any, column: Any, made: dict[str, list[Any]]) -> Any:
    """The same of another record, as of one that was just made: where there may be only one of a kind for each."""
    others = column.related_model._base_manager.exclude(pk=column.value_from_object(row)).order_by("-pk")
    just_made = made.get(column.related_model._meta.label_lower)
    other = just_made[0] if just_made else others.first()
    values = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if not f.primary_key}
    new = type(row)(**{**values, column.attname: other.pk if other else None})
    try:
        with transaction.atomic():
            new.save_base(raw=True, force_insert=True)
    except Error:
        return None
    return new


def change(
    person: Person, rows: dict[str, list[Any]], other: Callable[[Any, Model], Any] | None = None
) -> dict[str, list[Any]]:
    """Every column that holds words, figures, days or a choice."""
    other = other or _other
    changed: dict[str, list[Any]] = {label: [] for label in rows}
    for label, there in rows.items():
        for row in there[:FEW] if label not in NOT_CHANGED else ():
            columns = {c.name: new for c in row._meta.concrete_fields if (new := other(c, row)) is not None}
            if _change(person, row, columns) or _each(person, row, columns):
                changed[label].append(row)
    return changed


def _each(person: Person, row: Model, columns: dict[str, Any]) -> bool:
    return [_change(person, row, {name: other}) for name, other in columns.items()].count(True) > 0


def _change(person: Person, row: Model, columns: dict[str, Any]) -> bool:
    table = type(row)._base_manager
    try:
        with transaction.atomic():
            table.filter(pk=row.pk).update(**columns)
            if hidden(person, table.get(pk=row.pk)):
                return True
            transaction.set_rollback(True)
    except Error:  # another state than the database allows
        pass
    return False


def other_words(column: Any, row: Model) -> Any:
    is_words = isinstance(column, models.CharField | models.TextField) and not column.choices
    return _other(column, row) if is_words else None


def _other(column: Any, row: Model) -> Any:
    value = column.value_from_object(row)
    if column.is_relation or column.primary_key or column.name in KEPT or name_of(column) in MEANT:
        return None
    if column.choices:
        words = [word for word, _ in column.flatchoices]
        return words[(words.index(value) + 1) % len(words)] if value in words else None
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value - timedelta(days=1)
    if isinstance(column, models.CharField | models.TextField):
        return f"Aa {value}"[: column.max_length or None] if value else "Aa"[: column.max_length or None]
    return None


def take_away(person: Person, rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """All of them but those behind something that is seen: without its release nothing would be published."""
    gone: dict[str, list[Any]] = {label: [] for label in rows}
    keys = {label: {row.pk for row in there} for label, there in rows.items()}
    for label, there in rows.items():
        for row in there if label not in NEVER_GONE else ():
            if not _behind_what_is_seen(row, keys) and _delete(row):
                gone[label].append(row)
            else:
                keys[label].discard(row.pk)  # so what stands behind this one stays too
    return gone


def _delete(row: Any) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")
    except Error:  # it is frozen
        return False
    return True


@cache
def _links_to(model: type[Any]) -> tuple[Any, ...]:
    """Also those without a name of their own, where a row cannot be without what it points to."""
    links = (f for f in model._meta.get_fields(include_hidden=True) if f.auto_created and not f.concrete)
    return tuple(link for link in links if not link.hidden or not link.field.null)


def _behind_what_is_seen(row: Any, hidden_keys: dict[str, set[Any]]) -> bool:
    for link in _links_to(type(row)):
        label = link.related_model._meta.label_lower
        pointing = link.related_model._base_manager.filter(**{link.field.name: row.pk})
        if not link.many_to_many and pointing.exclude(pk__in=hidden_keys.get(label, set())).exists():
            return True
    return False
