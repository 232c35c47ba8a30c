"""Do headers, checks, error pages and templates keep the rules of the house?"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.template import engines
from django.test import RequestFactory

from commonweal.design import checks, headers, tables
from commonweal.design.frame import PUBLIC, Frame, Link

DESIGN = Path(checks.__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class Somebody:
    def __init__(self, signed_in: Any) -> None:
        self.signed_in = signed_in

    @property
    def is_authenticated(self) -> bool:
        if isinstance(self.signed_in, Exception):
            raise self.signed_in
        return bool(self.signed_in)


def respond(
    user: Any = None, *, secure: bool = False, method: str = "get", status: int = 200
) -> HttpResponse:
    request = RequestFactory().generic(method.upper(), "/", secure=secure)
    if user is not None:
        request.user = user
    return headers.HeadersMiddleware(lambda _: HttpResponse("x", status=status))(request)


def test_every_response_carries_exactly_the_headers_of_the_house() -> None:
    sent = respond()
    assert sent["Content-Security-Policy"] == POLICY
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "same-origin"
    assert sent["Cross-Origin-Opener-Policy"] == sent["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in sent["Permissions-Policy"]
    assert "unsafe" not in sent["Content-Security-Policy"]


def test_nothing_about_a_person_is_kept_by_a_browser() -> None:
    assert respond(Somebody(True))["Cache-Control"] == "no-store"
    assert "Cache-Control" not in respond(Somebody(False))


def test_an_answer_to_a_form_and_a_refusal_are_kept_by_nobody() -> None:
    assert respond(Somebody(False), method="post")["Cache-Control"] == "no-store"
    assert respond(Somebody(False), status=404)["Cache-Control"] == "no-store"


def test_when_nobody_can_say_who_it_is_nothing_is_kept() -> None:
    assert respond(Somebody(RuntimeError("the database is away")))["Cache-Control"] == "no-store"


def test_strict_transport_is_asked_for_only_where_there_is_some() -> None:
    assert "Strict-Transport-Security" not in respond()
    assert "includeSubDomains" in respond(secure=True)["Strict-Transport-Security"]


def test_missing_assets_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (found,) = checks.assets_are_built(folder=tmp_path)
    assert "commonweal.css" in found.msg
    assert "python3 run assets" in str(found.hint)
    for name in checks.BUILT:
        (tmp_path / name).write_text("x")
    assert checks.assets_are_built(folder=tmp_path) == []


@pytest.mark.parametrize("path", sorted(DESIGN.rglob("*.jinja")), ids=lambda p: p.name)
def test_no_template_has_a_style_or_a_handler_of_its_own(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500])
def test_every_refusal_can_be_shown_without_anything_else(status: int) -> None:
    """No name, no database: the page for a fault must not have one."""
    page = engines["jinja2"].env.get_template(f"design/{status}.jinja").render()  # type: ignore[attr-defined]
    assert "<h1" in page
    assert "Commonweal" in page
    assert "GOV.UK" not in page


def test_the_words_for_nothing_here_do_not_depend_on_what_was_asked_for() -> None:
    source = (DESIGN / "jinja2/design/404.jinja").read_text()
    assert "{{" not in source


def test_a_frame_is_given_its_trail_without_changing() -> None:
    framed = Frame(person="Ama")
    assert framed.at(Link("Plans", "/plans")).breadcrumbs[0].label == "Plans"
    assert framed.breadcrumbs == ()
    assert PUBLIC.person == ""


COLUMNS = (tables.Column("title", "Title", sortable=True), tables.Column("lead", "Lead"))


def test_sorting_keeps_the_filter_turns_round_and_leaves_the_page_number() -> None:
    query = QueryDict("sort=title&area=north&page=3")
    title, lead = tables.sort_columns(COLUMNS, query)
    assert (title.sorted, lead.sort_url) == ("ascending", "")
    assert QueryDict(title.sort_url.removeprefix("?")).dict() == {"sort": "-title", "area": "north"}


def test_nothing_but_a_sortable_column_sorts() -> None:
    for asked in ("lead", "password", "-lead", "--title", ""):
        assert tables.sort_order(QueryDict(f"sort={asked}"), COLUMNS, "title") == "title"
