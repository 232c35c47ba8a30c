"""How does a person type a date, and which words come back when it is none?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .words import MONTHS, day

PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class TypedDate:
    """Three boxes as they were typed; kept as typed so that a mistake can be shown back."""

    day: str = ""
    month: str = ""
    year: str = ""

    def missing(self) -> list[str]:
        return [part for part in PARTS if not getattr(self, part)]

    def as_date(self) -> date:
        return date(int(self.year), _month_number(self.month), int(self.day))


def _month_number(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    found = [
        n for n, name in enumerate(MONTHS, 1) if len(typed) >= 3 and name.lower().startswith(typed.lower())
    ]
    if len(found) != 1:
        raise ValueError(f"no month is called {typed}")
    return found[0]


class DateBoxes(forms.Widget):
    """Day, month and year as three boxes; an ISO date under the plain name is understood too (hidden copies)."""

    template_name = "django/forms/widgets/hidden.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> "str | TypedDate | None":
        if not any(f"{name}-{part}" in data for part in PARTS):
            return data.get(name)
        typed = TypedDate(*(str(data.get(f"{name}-{part}", "")).strip() for part in PARTS))
        return typed if len(typed.missing()) < len(PARTS) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-day" if id_ else ""

    def parts(self, value: object) -> TypedDate:
        """What stands in the three boxes for a date, an ISO text, typed boxes or nothing."""
        if isinstance(value, TypedDate):
            return value
        if isinstance(value, str) and value:
            return self._from_iso(value)
        if isinstance(value, date):
            return TypedDate(str(value.day), str(value.month), str(value.year))
        return TypedDate()

    def _from_iso(self, text: str) -> TypedDate:
        try:
            return self.parts(date.fromisoformat(text))
        except ValueError:
            return TypedDate(day=text)


class DateField(forms.Field):
    """A date typed into three boxes; months may be numbers or names."""

    widget = DateBoxes
    default_error_messages = {
        "required": "Enter a date",
        "missing": "The date must include a %(parts)s",
        "unreal": "The date must be a real date, for example %(example)s",
        "year": "The year must have four figures",
        "before": "The date must be on or after %(limit)s",
        "after": "The date must be on or before %(limit)s",
    }

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        return self._real(value if isinstance(value, TypedDate) else DateBoxes().parts(value))

    def _real(self, typed: TypedDate) -> date:
        if typed.missing():
            self._fail("missing", parts=" and a ".join(typed.missing()))
        if not (typed.year.isdecimal() and len(typed.year) == 4):
            self._fail("year")
        try:
            return typed.as_date()
        except ValueError:
            self._fail("unreal", example="27 3 2010")
            raise

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            self._fail("before", limit=day(self.earliest))
        if value and self.latest and value > self.latest:
            self._fail("after", limit=day(self.latest))

    def _fail(self, code: str, **words: str) -> None:
        raise ValidationError(self.error_messages[code], code=code, params=words)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
