"""Does each role see only its own of a paper, is it offered only what it may do, and do the pages ask few questions?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.tests.factories import Cast, make_paper, to_approved, to_cleared, to_drafted
from commonweal.answer.papers.tests.pages_of_papers import as_, go

pytestmark = pytest.mark.django_db
WRITERS = {"officer", "second_officer", "clearing", "chief", "member"}
OFFICERS = {"officer", "second_officer"}
# Who is shown a form; whoever only reads the paper is told that they may not.
FORMS_OF = {"section": OFFICERS, "heading": OFFICERS, "recommendations": OFFICERS, "with_reason": {"chief"}}


@pytest.fixture
def cast():
    return Cast()


def test_each_role_finds_the_pages_it_may_open(cast, count):
    paper = to_cleared(cast)
    pages = [
        ("show", paper.pk),
        ("preview", paper.pk),
        ("section", paper.pk, "summary"),
        ("heading", paper.pk),
    ]
    pages += [
        ("recommendations", paper.pk),
        ("file", paper.pk, "pdf"),
        ("with_reason", paper.pk, "send-back"),
    ]
    asked = 0
    for name, who in cast.everybody().items():
        client = as_(who)
        assert go(client, "list").status_code == 200
        for page in pages:
            reads = name in WRITERS | {"stranger"}
            does = name in FORMS_OF.get(page[0], WRITERS | {"stranger"})
            expected = 200 if does else 403 if reads else 404
            assert go(client, *page).status_code == expected, (name, page)
            asked += 1
    count("papers: pages x roles", asked)


def test_whoever_is_not_signed_in_is_asked_to(client, cast):
    paper = make_paper(cast)
    for page in (("list",), ("show", paper.pk), ("preview", paper.pk), ("file", paper.pk, "pdf")):
        assert go(client, *page).status_code == 302


def test_somebody_without_the_role_is_refused_and_the_refusal_is_kept(cast):
    paper = to_drafted(cast)
    assert go(as_(cast.member), "clear", paper.pk, data={}).status_code == 403
    assert go(as_(cast.stranger), "approve", paper.pk, data={"seen": "x"}).status_code == 403


def test_buttons_are_offered_to_those_who_may(cast):
    paper = to_drafted(cast)
    assert b"Clear it" in go(as_(cast.clearing), "show", paper.pk).content
    for who in (cast.officer, cast.chief, cast.member):
        assert b"Clear it" not in go(as_(who), "show", paper.pk).content
    approved = to_approved(cast, number="6")
    publish = reverse("publications:release_paper", args=[approved.pk]).encode()
    assert publish in go(as_(cast.second_officer), "show", approved.pk).content
    assert publish not in go(as_(cast.officer), "show", approved.pk).content


def test_pages_ask_the_database_no_more_for_many_papers_than_for_few(cast):
    officer = as_(cast.officer)
    counts = []
    go(officer, "list")
    for number in range(1, 9):
        make_paper(cast, number=str(number))
        if number in {2, 8}:
            with CaptureQueriesContext(connection) as queries:
                go(officer, "list")
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12, counts
    paper = CommitteePaper.objects.first()
    for page in (("show", paper.pk), ("section", paper.pk, "summary"), ("preview", paper.pk)):
        with CaptureQueriesContext(connection) as queries:
            assert go(officer, *page).status_code == 200
        assert len(queries) <= 12, (page, len(queries), [q["sql"][:90] for q in queries])


@pytest.mark.parametrize("page", [("show",), ("section", "summary"), ("preview",)], ids=lambda page: page[0])
@pytest.mark.parametrize("actions", [2, 25])
def test_a_paper_about_a_plan_takes_twelve_queries_or_fewer(
    page, actions, django_assert_max_num_queries, count
):
    from commonweal.answer.papers.tests.test_drafting import make_plan, start

    paper, cast = start(make_plan(actions), "mpa@2010")
    officer = as_(cast.officer)
    go(officer, "list")
    with django_assert_max_num_queries(12) as caught:
        assert go(officer, page[0], paper.pk, *page[1:]).status_code == 200
    count(f"queries: paper about a plan of {actions}, {page[0]}", len(caught))
