"""Which pages show every component in every state? Made for the browser tests; the words are of no real place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from commonweal.design.charts import Bar, draw_bars
from commonweal.design.forms import DateField, MergeableForm, merge_response
from commonweal.design.frame import Frame, Link
from commonweal.design.series import Point, Rupture, draw_series
from commonweal.design.tables import Column
from commonweal.design.tests.areas_of_the_gallery import LEVELS, drawing, map_areas
from commonweal.design.timelines import TimelineRow, draw_timeline

TODAY = date(2010, 7, 22)
NOON = datetime(2010, 7, 22, 14, 5, tzinfo=UTC)
TEMPLATES = Path(__file__).parent / "gallery"

SIGNED_IN = Frame(
    organisation="Riverside Borough Council",
    person="Ama Example",
    role="Plan lead",
    person_key="account-1",
    navigation=(
        Link("Listen", "/listen"),
        Link("Assess", "/assess"),
        Link("Act", "/act", True),
        Link("Answer", "/answer"),
    ),
    places=(
        Link("What needs you", "/needs"),
        Link("Plans", "/act", True),
        Link("Practice", "/practice"),
        Link("Agreements", "/agreements"),
    ),
    account=(Link("Your account", "/account"), Link("What would others see?", "/as-seen")),
    breadcrumbs=(Link("Act", "/act"), Link("Plans", "/act/plans"), Link("Safer together")),
    stage="Act",
    messages_waiting=3,
    messages_url="/messages",
    sign_out_url="/sign-out",
    demonstration=True,
    demonstration_url="/demonstration",
)
VISITOR = Frame(sign_in_url="/sign-in")


class ProgressForm(MergeableForm):
    """One field of every kind."""

    title = forms.CharField(max_length=120, help_text="As people call it, in a few words")
    progress = forms.CharField(
        widget=forms.Textarea, max_length=1000, label="What has happened since last time?"
    )
    due_on = DateField(label="When is it due?", help_text="For example, 27 3 2010")
    state = forms.ChoiceField(
        choices=[("going", "Going well"), ("risk", "At risk"), ("late", "Late")],
        widget=forms.RadioSelect,
        label="How is it going?",
    )
    partners = forms.MultipleChoiceField(
        choices=[("council", "Council"), ("health", "Health"), ("faith", "Faith groups")],
        widget=forms.CheckboxSelectMultiple,
        label="Who took part?",
        required=False,
    )
    area = forms.ChoiceField(choices=[("", "Choose an area"), ("n", "North"), ("s", "South")])
    people = forms.IntegerField(label="How many people came?", required=False, min_value=0)
    evidence = forms.FileField(required=False, label="Evidence")
    agreed = forms.BooleanField(required=False, label="The community was asked before this was written")


ACTIONS = (
    ("1", "Meet new residents in their first month", "Council", ("Going well", "G", "circle", "good"), date(2010, 1, 4), date(2010, 9, 30), None),
    ("2", "Interpreters at every front desk", "Police", ("At risk", "R", "diamond", "warn"), date(2010, 2, 1), date(2010, 6, 24), None),
    ("3", "One number for advice", "Advice centre", ("Late", "L", "triangle", "bad"), date(2009, 10, 1), date(2010, 5, 1), None),
    ("4", "Schools welcome plan", "Schools", ("Done", "D", "square", "good"), date(2009, 11, 2), date(2010, 3, 31), date(2010, 4, 20)),
    ("5", "Health checks for rough sleepers, agreed between the hospital, the night shelter and the outreach team", "", ("No update", "N", "ring", "neutral"), None, date(2010, 12, 31), None),
)  # fmt: skip


def table_rows() -> list[dict[str, Any]]:
    keys = ("reference", "title", "lead", "state", "start", "due", "done")
    return [dict(zip(keys, action, strict=True)) | {"people": n * 1204} for n, action in enumerate(ACTIONS)]


def timeline_rows() -> list[TimelineRow]:
    return [
        TimelineRow(
            f"{row['reference']} {row['title']}",
            f"/actions/{row['reference']}",
            row["start"],
            row["due"],
            row["done"],
            row["state"][3],
            row["state"][0],
            row["lead"] or "lead not stated",
        )
        for row in table_rows()
    ]


COLUMNS = (
    Column("title", "Action", sortable=True),
    Column("lead", "Lead"),
    Column("state", "State", sortable=True),
    Column("due", "Due", sortable=True),
    Column("people", "People reached", numeric=True),
)
BARS = (
    Bar("Asked in their language", 62, "62", 55, 70, tone="info", url="/bars/1"),
    Bar("Asked in English only", 31.5, "31.5", 22, 44, tone="info"),
    Bar("Not recorded", kind="missing", words="nobody recorded it"),
    Bar("Refused", kind="nil", words="none"),
    Bar("Last week", kind="late", words="late"),
    Bar("Under 18", kind="not_asked", words="not asked"),
)
LINES = (
    (1, "REPORT OF THE STEERING GROUP", "understood", "Title", ""),
    (2, "", "plain", "", ""),
    (3, "Action 1: Meet new residents in their first month", "understood", "Action 1", "found-1"),
    (4, "Partners: Council, Health,  Mrs A. Example", "doubt", "Doubt 1", "found-2"),
    (5, "(subject to the grant being renewd)", "doubt", "Doubt 2", "found-2"),
    (6, "▒▒ illegible stamp ▒▒", "not_understood", "", ""),
    (7, "Outcome: people know whom to ask.", "understood", "Outcome of action 1", "found-1"),
)  # fmt: skip
MONTHLY = (9, 11, None, 0, 14, 12, 41, 10)
SERIES = [
    Point(
        date(2010, n, 1), f"Month {n}", None if value is None else float(value), "unknown" if value is None else f"{value}",
        "missing" if value is None else "nil" if value == 0 else "amount", expected=10.5 if n > 3 else None,
        low=4.0 if n > 3 else None, high=20.0 if n > 3 else None, mark="Alert: raised" if value == 41 else "",
        url="/alerts/1" if value == 41 else "", beside="3 of 4 asked",
    )
    for n, value in enumerate(MONTHLY, 1)
]  # fmt: skip


def context() -> dict[str, Any]:
    return {
        "frame": SIGNED_IN,
        "today": TODAY,
        "now": NOON,
        "columns": COLUMNS,
        "number_columns": (
            COLUMNS[0],
            *(Column("people", f"Quarter {n}", numeric=True) for n in range(1, 9)),
        ),
        "rows": table_rows(),
        "query": QueryDict("sort=-due&area=north"),
        "timeline_drawing": draw_timeline(timeline_rows(), today=TODAY),
        "map_drawing": drawing(),
        "areas": map_areas(),
        "levels": LEVELS,
        "bars": draw_bars(BARS),
        "series": draw_series(SERIES, ruptures=[Rupture(date(2010, 4, 1), "Another form was used.")]),
        "lines": [
            dict(zip(("number", "text", "kind", "place", "target"), line, strict=True)) for line in LINES
        ],
        "small": ProgressForm(initial={"area": "n"}, version=1),
    }


def template(name: str, **more: Any) -> str:
    env: Any = engines["jinja2"].env  # type: ignore[attr-defined]
    return str(env.from_string((TEMPLATES / name).read_text()).render(context() | more))


def typed(**more: str) -> MultiValueDict[str, str]:
    """What a browser sends: opened at version 4, two fields changed by this person."""
    sent = {
        "version": ["4"],
        "title": ["Welcome visits"], "initial-title": ["Welcome visits"],
        "progress": ["Two visits a week since June.\n\nWe need a second car."], "initial-progress": ["One visit a week."],
        "due_on-day": ["30"], "due_on-month": ["9"], "due_on-year": ["2010"], "initial-due_on": ["2010-09-30"],
        "state": ["risk"], "initial-state": ["going"],
        "partners": ["council", "faith"], "initial-partners": ["council"],
        "area": ["n"], "initial-area": ["n"],
        "people": ["40"], "initial-people": ["25"],
        "initial-agreed": ["False"],
    }  # fmt: skip
    return MultiValueDict(sent | {key: [value] for key, value in more.items()})


SAVED_MEANWHILE = {
    "title": "Welcome visits for new residents",
    "progress": "One visit a week; the second began in July.",
    "due_on": date(2010, 9, 30),
    "state": "late",
    "partners": ["council"],
    "area": "n",
    "people": 25,
    "agreed": False,
}


def merge_page(**more: str) -> str:
    form = ProgressForm(typed(**more), initial=SAVED_MEANWHILE, version=5)
    request = RequestFactory().post("/merge", data={})
    response = merge_response(request, form, SAVED_MEANWHILE, "Bo Example", NOON, current_version=5)
    return str(response.content.decode())


LONG = "Gweithgor-Cydlyniant-Cymunedol-a-Chydraddoldeb-Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


def pages() -> dict[str, tuple[int, str]]:
    """Address → status and page."""
    wrong = ProgressForm(
        {"title": "x" * 130, "due_on-day": "31", "due_on-month": "2", "due_on-year": "2010", "version": "1"}
    )
    shown = {
        "/components": (200, template("components.jinja")),
        "/pictures": (200, template("pictures.jinja")),
        "/form": (200, template("form.jinja", form=ProgressForm(version=1))),
        "/form-with-mistakes": (200, template("form.jinja", form=wrong)),
        "/merge": (409, merge_page()),
        "/merge-unanswered": (409, merge_page(**{"merge-open": "progress", "merge-opened": "4"})),
        "/public": (200, template("public.jinja", frame=VISITOR)),
        "/empty": (200, template("empty.jinja")),
        "/long": (200, template("long.jinja", long=LONG)),
    }
    env: Any = engines["jinja2"].env  # type: ignore[attr-defined]
    for status in (400, 403, 404, 409, 429, 500):
        shown[f"/refusal-{status}"] = (
            status,
            str(env.get_template(f"design/{status}.jinja").render(frame=SIGNED_IN)),
        )
    return shown
