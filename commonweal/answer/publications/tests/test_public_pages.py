"""Do the public pages need no account and no script, and do they read nothing but the public tables?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from commonweal.answer.papers import writes as papers
from commonweal.answer.papers.tests.factories import AT, Cast, make_paper, to_approved, viewer_as
from commonweal.answer.publications import writes
from commonweal.answer.publications.models import Publication
from commonweal.answer.publications.tests.releases import plan_with_actions, prepare, published

pytestmark = pytest.mark.django_db
PUBLIC_TABLES = {"publications_publication", "publications_publishedfile", "publications_publishedline"}
TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE)\s+"?([a-z_]+)"?', re.IGNORECASE)
SECRET = "zebra-canary"


@pytest.fixture
def world():
    cast = Cast()
    paper = to_approved(cast, title="A public paper")
    writes.release_paper(paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT)
    strategy = plan_with_actions()
    one, two = (viewer_as("partnership_manager", strategy.owner_organisation) for _ in range(2))
    release = prepare(strategy, one)
    writes.release_statement(release=release, seen=release.hash, by=two, at=AT)
    hidden = make_paper(cast, number="77", title=f"Not yet public {SECRET}")
    papers.write_section(paper=hidden, code="summary", text=SECRET, by=cast.officer, at=AT)
    return cast


def addresses():
    found = [
        reverse("public:front"),
        reverse("public:register"),
        reverse("public:register") + "?words=paper&year=2010&kind=paper&page=2",
    ]
    found += [reverse("public:find_hash"), reverse("public:find_hash") + "?hash=abc"]
    for out in Publication.objects.all():
        found += [reverse("public:show", args=[out.slug]), reverse("public:check", args=[out.slug])]
        found += [
            reverse("public:check", args=[out.slug]) + "?again=1",
            reverse("public:find_hash") + f"?hash={out.hash}",
        ]
        found += [
            reverse("public:file", args=[out.slug, form]) for form in ("html", "pdf", "docx", "json", "csv")
        ]
    return found


def test_every_public_page_reads_only_the_public_tables(client, world, count):
    pages = addresses()
    for address in pages:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, address
        touched = {table for q in queries for table in TABLE.findall(q["sql"])}
        assert touched <= PUBLIC_TABLES, (address, touched)
        assert len(queries) <= 12, address
        assert SECRET.encode() not in answer.content
    count("G20 public addresses that read only public tables", len(pages))


def test_public_pages_work_without_script_and_without_an_account(client, world):
    for address in addresses():
        answer = client.get(address)
        assert "sessionid" not in answer.cookies
        if "text/html" in answer["Content-Type"] and "/file/" not in address:
            page = LexborHTMLParser(answer.content.decode())
            assert page.css("h1")
            assert len(page.css("h1")) == 1, address
            inside = page.css_first("main")
            assert inside.css("script, style, [style], [onclick]") == []
            ids = [n.attributes["id"] for n in page.css("[id]")]
            assert len(ids) == len(set(ids)), address


def test_public_pages_answer_to_reading_only(client, world):
    for address in addresses():
        assert client.post(address).status_code in {403, 405}


def test_the_front_page_says_what_was_promised_done_and_decided_in_that_order(client, world):
    heads = [h.text().strip() for h in LexborHTMLParser(client.get("/public/").content.decode()).css("h2")]
    assert heads[:3] == ["What was promised", "What was done", "What was decided"]


def test_an_empty_site_says_so(client):
    answer = client.get("/public/").content.decode()
    assert "No plan has been published yet." in answer
    assert "No document fits." in client.get("/public/register/").content.decode()


def test_the_register_is_searched_by_words_body_and_year(client, world):
    def titles(**asked):
        page = LexborHTMLParser(client.get("/public/register/", asked).content.decode())
        return [a.text() for a in page.css("tbody th a")]

    assert titles(words="PUBLIC paper") == ["A public paper"]
    assert titles(body=world.body.name) == ["A public paper"]
    assert titles(year="2010", kind="paper") == ["A public paper"]
    assert titles(year="1999") == []
    assert titles(year="x", words="%") == []
    assert len(titles()) == 2


def test_a_withdrawn_document_is_gone_with_the_next_request(client, world):
    out = Publication.objects.get(kind="paper")
    page = reverse("public:show", args=[out.slug])
    assert b"A public paper" in client.get(page).content
    writes.withdraw_publication(
        publication=out, reason="it named a person", by=world.chief, at=AT + timedelta(hours=1)
    )
    for address in [
        page,
        reverse("public:check", args=[out.slug]),
        *(reverse("public:file", args=[out.slug, f]) for f in ("pdf", "json", "docx", "html", "csv")),
    ]:
        answer = client.get(address)
        assert answer.status_code == 410
        assert b"it named a person" in answer.content
        assert b"A public paper" not in answer.content
    for address in ("/public/", "/public/register/", f"/public/check/?hash={out.hash}"):
        assert b"A public paper" not in client.get(address).content


def test_what_is_not_public_looks_like_what_is_not_there(client, world):
    assert client.get("/public/documents/nothing-here/").status_code == 404
    out = Publication.objects.get(kind="paper")
    for form in ("exe", "fragment", "../x"):
        assert client.get(f"/public/documents/{out.slug}/file/{form}/").status_code == 404


def test_a_downloaded_file_is_the_published_one_and_named_by_its_address(client, world):
    out = Publication.objects.get(kind="paper")
    answer = client.get(reverse("public:file", args=[out.slug, "pdf"]))
    assert answer.content == bytes(out.files.get(form="pdf").made)
    assert answer["Content-Disposition"] == f'attachment; filename="{out.slug}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_hidden_parts_are_said_with_their_reason(client):
    cast = Cast()
    paper = make_paper(cast)
    papers.write_section(
        paper=paper,
        code="legal",
        text=SECRET,
        withheld_reason="Legal advice (paragraph 5)",
        by=cast.officer,
        at=AT,
    )
    from commonweal.answer.papers.tests.factories import ON, approve

    paper = papers.submit_paper(paper=paper, on=ON, by=cast.officer, at=AT)
    paper = approve(papers.clear_paper(paper=paper, on=ON, by=cast.clearing, at=AT), cast.chief)
    writes.release_paper(paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT)
    out = Publication.objects.get()
    answer = client.get(reverse("public:show", args=[out.slug])).content.decode()
    assert "Legal advice (paragraph 5)" in answer
    for file in out.files.all():
        assert SECRET.encode() not in bytes(file.made)
    assert SECRET not in answer


def test_a_replaced_edition_points_to_its_correction(client):
    cast = Cast()
    paper, out = published(cast)
    assert client.get(reverse("public:show", args=[out.slug])).status_code == 200
    assert paper.state == "published"
