"""Is there nowhere to keep a named person's immigration status, papers, nationality or religion (G21 a)?

Every column, choice, form field, question and file heading of the running program is looked at. What speaks of such
things at all stands in about_groups.txt with its reason, and none of it may stand in a table that holds a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models

from commonweal.ground.scales.reads import list_scales
from tests.architecture.house import PACKAGE, our_models, source_files

REVIEWED = Path(__file__).with_name("about_groups.txt")
DENIED = re.compile(
    r"immigra|(?<![a-z])visas?(?![a-z])|passport|(?<![a-z])brp(?![a-z])|biometric|nationalit|citizen|religi|faith|"
    r"ethnic|asylum|refugee|overstay|undocumented|nrpf|recourse|leave.to.remain|settled.status|country.of.birth|"
    r"birth|(?<![a-z])dob(?![a-z])|national.insurance|(?<![a-z])nino(?![a-z])|(?<![a-z])nhs(?![a-z])|"
    r"(?<![a-z])arc(?![a-z])|home.office|ho.ref|caste|(?<![a-z])skin",
    re.IGNORECASE,
)
# Tables whose rows are people or stand for one.
OF_PEOPLE = {
    "people.account", "people.letter", "exchange.keptidentity", "exchange.trustedrelationship",
    "engagement.contact", "engagement.contactperson", "engagement.networkmember", "engagement.outreachworker",
    "engagement.deskofficer",
}  # fmt: skip
PERSONAL_COLUMN = re.compile(r"e-?mail|consent|agreed_on|phone|how_to_reach|date_of|first_name|surname")


def said_by_model(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """(where, what is said): the names of a table's columns and of what one may choose in them."""
    for column in model._meta.concrete_fields:
        where = f"{model._meta.label}.{column.name}"
        yield where, f"{column.name} {column.verbose_name}"
        for value, words in column.flatchoices:
            yield f"{where}={value}", f"{value} {words}"


def said_by_form(form: type[forms.BaseForm]) -> Iterator[tuple[str, str]]:
    for name, field in getattr(form, "base_fields", {}).items():
        where = f"{form.__module__.removeprefix('commonweal.')}.{form.__name__}.{name}"
        yield where, f"{name} {field.label or ''}"
        if isinstance(field, forms.ChoiceField):
            choices = getattr(field, "_choices", ())
            for value, words in choices if isinstance(choices, list | tuple) else ():
                yield f"{where}={value}", f"{value} {words}"


def our_forms() -> list[type[forms.BaseForm]]:
    def below(form: Any) -> Iterator[Any]:
        for child in form.__subclasses__():
            yield child
            yield from below(child)

    import_every_form()
    found = {
        f
        for f in below(forms.BaseForm)
        if f.__module__.startswith("commonweal.") and ".tests." not in f.__module__
    }
    return sorted(found, key=lambda f: (f.__module__, f.__name__))


def import_every_form() -> None:
    from importlib import import_module

    for path in source_files():
        if any(p.startswith("forms") for p in path.relative_to(PACKAGE).with_suffix("").parts[-2:]):
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            import_module(".".join(p for p in parts if p != "__init__"))


def said_by_scales() -> Iterator[tuple[str, str]]:
    """Questions, statuses and purposes; duties and the parts of papers are about the law and about paper."""
    for scale in list_scales():
        if scale.kind not in {"duty_set", "paper_format"}:
            for entry in scale.entries:
                yield f"scale {scale.key}.{entry.code}", f"{entry.code} {entry.label}"


def said_by_files() -> Iterator[tuple[str, str]]:
    """Headings of the files that come in and go out: the names by which a table's columns are known."""
    from commonweal.act.plans.rules import exporting
    from commonweal.ground.audit.reads import EXPORTED
    from commonweal.listen.engagement.rules import loading
    from commonweal.listen.recorded_crime.rules import checking
    from commonweal.listen.tension.reads import tables
    from commonweal.listen.tension.rules import importing
    from commonweal.reading.tables import headers

    yield from ((f"audit file.{name}", name) for name in EXPORTED)
    for module in (exporting, headers, importing, loading, checking, tables):
        for name, value in vars(module).items():
            if name.isupper():
                yield from ((f"{module.__name__}.{name}", text) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.items()))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _texts([getattr(value, part.name) for part in fields(value)])
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)


def everything_said() -> list[tuple[str, str]]:
    said = [pair for model in our_models() for pair in said_by_model(model)]
    said += [pair for form in our_forms() for pair in said_by_form(form)]
    return [*said, *said_by_scales(), *said_by_files()]


def denied(said: Iterable[tuple[str, str]]) -> set[str]:
    return {where for where, words in said if DENIED.search(words)}


def reviewed() -> dict[str, str]:
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(":  ") for line in lines if line and not line.startswith("#")]
    return dict(pairs)


def people_tables() -> set[str]:
    """Those that are named above, and every table with a column by which one reaches a person."""
    reached = {m._meta.label_lower for m in our_models() for c in m._meta.concrete_fields
               if isinstance(c, models.EmailField) or PERSONAL_COLUMN.search(c.name)}  # fmt: skip
    return reached | OF_PEOPLE


def test_what_speaks_of_such_things_is_reviewed_and_nothing_else_does(count):
    said = everything_said()
    found, known = denied(said), set(reviewed())
    count("G21 columns, choices, fields, questions and headings looked at", len(said))
    count("G21 of them about groups, each with its reason", len(known))
    assert found - known == set(), "not reviewed"
    assert known - found == set(), "reviewed, and no longer there"
    assert len(said) >= 1000
    assert all(len(reason) > 15 for reason in reviewed().values())


def test_no_reviewed_word_stands_in_a_table_that_holds_people():
    tables = people_tables()
    inside = {where for where in reviewed() if ".".join(where.lower().split("=")[0].split(".")[:2]) in tables}
    assert {m._meta.label_lower for m in our_models()} >= OF_PEOPLE
    assert inside == set()


def test_no_free_choice_of_keys_hides_in_a_json_column_of_people():
    tables = people_tables()
    hidden = [f"{m._meta.label}.{c.name}" for m in our_models() if m._meta.label_lower in tables
              for c in m._meta.concrete_fields if isinstance(c, models.JSONField)]  # fmt: skip
    assert hidden == []


@pytest.mark.parametrize(
    "column",
    ["nationality", "visa_number", "immigration_status", "brp", "passport_no", "ho_ref", "religion", "faith",
     "country_of_birth", "date_of_birth", "nhs_number", "asylum_claim"],
)  # fmt: skip
def test_a_planted_column_is_found(column):
    made = type(
        "Planted", (models.Model,),
        {"__module__": "commonweal.ground.audit.models", column: models.CharField(max_length=9),
         "Meta": type("Meta", (), {"app_label": "audit", "managed": False})},
    )  # fmt: skip
    try:
        assert denied(said_by_model(made)) == {f"audit.Planted.{column}"}
    finally:
        del apps.all_models["audit"]["planted"]
        apps.clear_cache()


def test_a_planted_choice_and_a_planted_field_are_found():
    class PlantedForm(forms.Form):
        kind = forms.ChoiceField(choices=[("a", "Overstayer"), ("b", "Other")])
        papers = forms.CharField(label="Passport number")

    found = {where.rsplit(".", 1)[-1] for where in denied(said_by_form(PlantedForm))}
    assert found == {"kind=a", "papers"}
