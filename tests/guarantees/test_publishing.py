"""Can anything become public by mistake, or by one person alone (G20)?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.publications.models import Publication, Release
from tests.guarantees.addresses import all_addresses, arguments, first_subject
from tests.guarantees.columns import our_models
from tests.guarantees.deeds import changing
from tests.guarantees.forms_found import form_for
from tests.guarantees.sample import calls, expected, find_form, rows_for
from tests.guarantees.town import Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FORMS = ("html", "pdf", "docx", "csv", "json")


def public_paths() -> Iterator[str]:
    for address in all_addresses():
        if address.room == "public":
            rows = Publication.objects.all() if first_subject(address) else [None]
            for row in rows:
                for chosen in arguments(address, row) if row is not None else [{}]:
                    yield address.path(**chosen)


def public_now(town: Town) -> dict[str, tuple[int, bytes]]:
    found = {}
    for path in public_paths():
        answer = town.ask("anonymous", "GET", path)
        found[path] = (answer.status_code, answer.content)
    return found


def test_the_public_pages_read_nothing_but_what_was_published(town: Town, count: Callable[[str, int], None]):
    private = {m._meta.db_table for m in our_models() if not m._meta.db_table.startswith("publications_")}
    read = 0
    for path in [
        *public_paths(),
        "/public/register/?words=plan&year=2010&page=2",
        f"/public/check/?hash={'0' * 64}",
    ]:
        with CaptureQueriesContext(connection) as queries:
            answer = town.ask("anonymous", "GET", path)
        assert answer.status_code in {200, 404, 410}, path
        for query in queries:
            tables = set(re.findall(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"', query["sql"]))
            assert not tables & private, (path, tables & private)
            assert all(t.startswith("publications_") for t in tables), (path, tables)
            read += 1
    count("G20 statements of public pages, none on another table", read)
    assert read > 20


def test_a_planted_read_of_another_table_would_be_seen(town: Town):
    with CaptureQueriesContext(connection) as queries:
        town.ask("manager", "GET", "/plans/")
    assert any('FROM "plans_strategy"' in q["sql"] for q in queries)


@pytest.mark.parametrize(
    "key", ["officer", "manager", "chief", "secretary", "admin", "link", "mps", "member"]
)
def test_nobody_makes_anything_public_by_themselves(town: Town, key: str, count: Callable[[str, int], None]):
    """One person sends every form that they are shown, to every record that is theirs: the public sees the same.

    What a second person prepared or approved is left out, for releasing it is then the second half.
    """
    person, sent = town.people[key], 0
    with undone():
        before = public_now(town)
        for address in changing():
            for line in expected(address.name, "POST"):
                for row in rows_for(address, 3):
                    if (
                        (row is not None and not line.fits(row))
                        or not line.allows(person, row)
                        or _second_half(row, person)
                    ):
                        continue
                    for path in calls(line, row)[:1]:
                        form = find_form(town, person, address, path, row)
                        if address.name in {
                            "sign_out",
                            "account_logout",
                            "publications:withdraw",
                            "people:remove",
                        }:
                            continue
                        town.ask(key, "POST", path, form.values if form else {})
                        town.forget_forms()
                        sent += 1
        assert public_now(town) == before
    town.forget_forms()
    count("G20 forms sent by one person alone that published nothing", sent)
    assert sent > 5


def _second_half(row: Any, person: Any) -> bool:
    if isinstance(row, CommitteePaper):
        return row.state == "approved" and row.drafted_by_id != person.account_id
    return isinstance(row, Release) and row.prepared_by_id != person.account_id


def send(town: Town, key: str, path: str, **more: Any) -> Any:
    """Open a page and send its form as it stands."""
    page = town.ask(key, "GET", path)
    form = form_for(page.content, path, path)
    assert form is not None, (key, path, page.status_code)
    return town.ask(key, "POST", path, {**form.values, **more})


def test_whoever_prepared_does_not_release_and_what_is_released_is_what_was_shown(town: Town):
    release = Release.objects.filter(state="prepared", prepared_by=town.people["officer"].account_id).get()
    path = f"/publications/releases/{release.pk}/"
    forms = [f for f in FORMS if release.files.filter(form=f).exists()]
    shown = {form: town.ask("deputy", "GET", f"{path}file/{form}/").content for form in forms}
    with undone():
        before = public_now(town)
        assert town.ask("officer", "POST", path, {"seen": release.hash}).status_code == 403
        assert town.ask("deputy", "POST", path, {"seen": "0" * 64}).status_code == 303
        assert public_now(town) == before
        assert town.ask("deputy", "POST", path, {"seen": release.hash}).status_code == 303
        out = f"/public/documents/{release.slug}/"
        published = {form: town.ask("anonymous", "GET", f"{out}file/{form}/").content for form in forms}
    assert published == shown
    assert set(forms) >= {"html", "pdf", "json"}


def test_a_paper_goes_out_byte_for_byte_as_it_was_approved(town: Town):
    paper = CommitteePaper.objects.get(title="A paper approved (4) by officer")
    shown = {form: town.ask("deputy", "GET", f"/papers/{paper.pk}/file/{form}/").content for form in FORMS}
    with undone():
        sent = town.ask(
            "deputy", "POST", f"/publications/papers/{paper.pk}/release/", {"seen": paper.frozen_hash}
        )
        assert sent.status_code == 303
        slug = Publication.objects.get(release__paper=paper).slug
        published = {
            f: town.ask("anonymous", "GET", f"/public/documents/{slug}/file/{f}/").content for f in FORMS
        }
    assert published == shown


def test_what_is_held_back_is_not_there_before_its_hour(town: Town):
    waiting = Release.objects.filter(state="released")
    assert waiting.count() >= 2
    for release in waiting:
        for path in (
            f"/public/documents/{release.slug}/",
            f"/public/check/?hash={release.hash}",
            "/public/register/",
        ):
            answer = town.ask("anonymous", "GET", path)
            assert release.title.encode() not in answer.content, path
        assert town.ask("anonymous", "GET", f"/public/documents/{release.slug}/").status_code == 404


def test_what_is_withdrawn_is_gone_with_the_next_request(town: Town):
    published = Publication.objects.filter(withdrawn_at=None, release__paper__isnull=False, replaced_by=None)
    paper = published.filter(release__paper__drafted_by=town.people["officer"].account_id).first()
    assert paper is not None
    paths = [p for p in public_paths() if f"/{paper.slug}/" in p]
    with undone():
        assert {town.ask("anonymous", "GET", p).status_code for p in paths} == {200}
        town.ask("deputy", "POST", f"/publications/{paper.pk}/withdraw/", {"reason": "It named a child"})
        gone = [town.ask("anonymous", "GET", p) for p in paths]
        assert {a.status_code for a in gone} == {410}
        for answer in [
            *gone,
            town.ask("anonymous", "GET", "/public/"),
            town.ask("anonymous", "GET", "/public/register/"),
        ]:
            assert paper.title.encode() not in answer.content
    assert len(paths) >= 3


@pytest.mark.parametrize("state", ["drafting", "drafted", "cleared", "approved"])
def test_raw_sql_cannot_publish_what_nobody_else_approved(town: Town, state: str):
    from django.db import DatabaseError

    paper = CommitteePaper.objects.filter(state=state).first()
    assert paper is not None
    with pytest.raises(DatabaseError), undone(), connection.cursor() as cursor:
        cursor.execute("UPDATE papers_committeepaper SET state = 'published' WHERE id = %s", [paper.pk])


def test_raw_sql_cannot_release_what_the_same_person_prepared(town: Town):
    from django.db import DatabaseError

    release = Release.objects.filter(state="prepared", paper=None).first()
    assert release is not None
    with pytest.raises(DatabaseError), undone(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE waiting_release SET released_by_id = prepared_by_id, released_at = prepared_at, state = 'released'"
            " WHERE id = %s",
            [release.pk],
        )
