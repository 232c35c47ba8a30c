"""Does every action and paper know its equality assessment, and is only a signed one published, by two people?"""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from commonweal.act.plans.tests.factories import ActionFactory
from commonweal.act.plans.writes import equality as plans
from commonweal.answer.papers import writes as papers
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads.content import Rendered
from commonweal.answer.papers.reads.equality import list_missing
from commonweal.answer.papers.tests.factories import AT, ON, make_paper, sign_in
from commonweal.answer.papers.tests.factories import Cast as PaperCast
from commonweal.answer.publications import writes
from commonweal.answer.publications.models import Publication
from commonweal.answer.publications.reads import statements
from commonweal.assess.equality import writes as equality
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.tests.factories import Cast, in_state, person, sign
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.visibility.rules import NotPossible, Refused

pytestmark = pytest.mark.django_db


def prepared(assessment, by):
    content = statements.equality_statement(assessment)
    text = canonical(content)
    fragment = " ".join(s["text"] for s in content["sections"]).encode()
    rendered = Rendered(text, content_hash(text), {"fragment": fragment, "json": text.encode()})
    return writes.prepare_equality(assessment=assessment, rendered=rendered, by=by, at=AT)


def test_a_signed_assessment_is_published_by_a_second_person_without_what_is_left_out():
    cast, manager, officer = Cast(), person("partnership_manager"), person("committee_officer")
    made = in_state("signed_off", cast)
    equality.redact_part(
        assessment=made, part="engagement", reason="They asked for it", by=cast.author, at=AT
    )
    release = prepared(EqualityAssessment.objects.get(), manager)
    with pytest.raises(Refused):
        writes.release_statement(release=release, seen=release.hash, by=manager, at=AT)
    writes.release_statement(release=release, seen=release.hash, by=officer, at=AT)
    public, made = Publication.objects.get(), EqualityAssessment.objects.get()
    assert (made.state, public.kind, made.published_at) == ("published", "equality", AT)
    assert "Users of libraries" not in public.frozen_text
    assert public.hidden_parts[0]["reason"] == "They asked for it"
    assert "Users of libraries" in json.loads(made.frozen_content)["parts"]["engagement"]
    assert Client().get(f"/public/documents/{public.slug}/").status_code == 200
    writes.withdraw_publication(
        publication=public, reason="A mistake", by=person("committee_officer", made.owner), at=AT
    )
    made.refresh_from_db()
    assert (made.state, made.published_at, made.not_published_reason) == ("signed_off", None, "A mistake")


@pytest.mark.parametrize("state", ["checked", "not_required", "closed"])
def test_nothing_else_is_published(state):
    with pytest.raises(NotPossible):
        prepared_any(in_state(state, Cast()))


def prepared_any(made):
    rendered = Rendered("{}", content_hash("{}"), {"fragment": b"", "json": b"{}"})
    return writes.prepare_equality(
        assessment=made, rendered=rendered, by=person("partnership_manager"), at=AT
    )


def test_its_public_copy_is_shown_and_prepared_on_a_page():
    cast = Cast()
    made = in_state("signed_off", cast)
    manager = sign_in(Client(), person("partnership_manager"))
    page = manager.get(f"/publications/equality/{made.pk}/prepare/")
    assert "Users of libraries" in page.content.decode()
    assert manager.post(f"/publications/equality/{made.pk}/prepare/").status_code == 303


def test_a_paper_waits_for_its_assessment():
    cast, writers = Cast(), PaperCast()
    made = in_state("checked", cast)
    paper = make_paper(writers)
    papers.link_assessment(paper=paper, assessment=made, by=writers.officer, at=AT)
    with pytest.raises(NotPossible, match="waits for the assessment"):
        papers.submit_paper(paper=paper, on=ON, by=writers.officer, at=AT)
    with (
        pytest.raises(DatabaseError, match="not settled"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE papers_committeepaper SET state = 'drafted'")
    sign(made, cast.chief)
    paper = papers.submit_paper(paper=CommitteePaper.objects.get(), on=ON, by=writers.officer, at=AT)
    assert paper.state == "drafted"
    with pytest.raises(NotPossible):
        papers.unlink_assessment(paper=paper, assessment=made, by=writers.officer, at=AT)


def test_what_has_no_settled_assessment_is_listed_with_what_it_has():
    cast, writers, manager = Cast(), PaperCast(), person("partnership_manager")
    none, unsigned, excused, signed = (ActionFactory() for _ in range(4))
    for action in (none, unsigned, excused, signed):
        area = action.objective.service_area
        area.link_body = cast.body
        area.save()
    for action, state in ((unsigned, "drafting"), (excused, "not_required"), (signed, "signed_off")):
        made = in_state(state, cast, title=state)
        plans.link_assessment(action=action, assessment=made, by=manager, at=AT)
    paper = make_paper(writers)
    assert not list_missing(manager).papers, "a paper of the oversight tier is not the manager's to see"
    member = person("authority_member")
    missing = list_missing(member)
    assert {line.record.pk for line in missing.actions} == {none.pk, unsigned.pk}
    assert [line.record for line in missing.papers] == [paper]
    assert [line.standing[0][1] for line in missing.screened_out] == [
        "Screened out: not required, because: It touches nobody"
    ]
    shown = sign_in(Client(), member).get("/papers/without-assessment/")
    assert "It touches nobody" in shown.content.decode()
    assert sign_in(Client(), person("contributor")).get("/papers/without-assessment/").status_code == 403


def test_links_are_made_and_undone_on_their_pages():
    cast, writers = Cast(), PaperCast()
    made, action, paper = in_state("signed_off", cast), ActionFactory(), make_paper(writers)
    manager, officer = sign_in(Client(), person("partnership_manager")), sign_in(Client(), writers.officer)
    for browser, page, record in (
        (manager, f"/plans/actions/{action.pk}/equality/", action),
        (officer, f"/papers/{paper.pk}/equality/", paper),
    ):
        record.refresh_from_db()
        sent = {"assessment": made.pk, "version": record.version}
        assert browser.post(page, sent).status_code == 303
        assert made.title in browser.get(page).content.decode()
        assert record.equality_links.count() == 1
        assert browser.post(f"{page}unlink/", {"assessment": made.pk}).status_code == 303
        assert record.equality_links.count() == 0
    assert browser.get(f"/papers/{paper.pk}/").status_code == 200
    assert manager.get(f"/plans/actions/{action.pk}/").status_code == 200
