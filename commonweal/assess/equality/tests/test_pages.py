"""Do the pages carry an assessment from its screening to its signature, and show each only to whom it is open?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from commonweal.assess.equality import writes
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.reads.one import with_parts
from commonweal.assess.equality.tests.factories import AT, Cast, fill, in_state, opened, person
from commonweal.ground.people.models import Account
from commonweal.ground.visibility.rules import Viewer
from tests.guarantees.forms_found import form_for

pytestmark = pytest.mark.django_db


def browser(who: Viewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id))
    return client


def send(client: Client, page: str, target: str = "", **given: object) -> object:
    """Fill in the form of the page and send it."""
    shown = client.get(page)
    assert shown.status_code == 200, (page, shown.status_code)
    form = form_for(shown.content, page, target or page)
    assert form is not None, (page, target)
    return client.post(target or page, {**form.values, **given})


REVIEWED = {"review_on-day": "1", "review_on-month": "7", "review_on-year": "2031"}
ALL = (
    "screening", "not_required", "drafting", "consultation", "quality_check", "checked", "signed_off", "published",
    "monitoring", "review_due", "closed", "superseded",
)  # fmt: skip


def test_every_state_has_its_page_for_everybody_who_reads(count):
    cast = Cast()
    made = {state: in_state(state, cast, title=f"In {state}") for state in ALL}
    shown = 0
    for who in (cast.author, cast.adviser, cast.chief, cast.commander, person("authority_member")):
        client = browser(who)
        for state, each in made.items():
            page = client.get(f"/equality/{each.pk}/")
            assert page.status_code == 200, (state, page.status_code)
            assert f"In {state}" in page.content.decode()
            shown += 1
        for page in ("/equality/", "/equality/due/", "/equality/?state=late", "/equality/?state=unsigned"):
            assert client.get(page).status_code == 200
    assert browser(cast.chief).get(f"/equality/{made['checked'].pk}/sign/").status_code == 200
    count("equality pages of every state", shown)


def test_strangers_find_nothing():
    cast = Cast()
    made = in_state("published", cast)
    for who in (person("contributor"),):
        assert browser(who).get(f"/equality/{made.pk}/").status_code == 404
        assert browser(who).get("/equality/").status_code == 403
    assert Client().get(f"/equality/{made.pk}/").status_code == 302
    elsewhere = browser(cast.chief)
    assert elsewhere.get(f"/equality/{made.pk}/heading/").status_code == 403


def test_an_assessment_is_written_on_its_pages():
    cast = Cast()
    author = browser(cast.author)
    got = send(
        author,
        "/equality/open/",
        **{"decision_on-year": "2030", "decision_role": "chief_officer", "further_duties": []},
    )
    assert got.status_code == 303, got.content.decode()
    made = EqualityAssessment.objects.get()
    here = got["Location"]
    assert here == f"/equality/{made.pk}/"
    assert send(author, here, f"{here}steps/require/").status_code == 303
    for row in made.rows.all():
        assert send(author, f"/equality/rows/{row.pk}/").status_code == 303
    assert send(author, f"{here}rows/add/", label="Carers").status_code == 303
    carers = made.rows.get(label="Carers")
    assert send(author, here, f"{here}remove/", kind="row", part=carers.pk).status_code == 303
    assert not made.rows.filter(label="Carers").exists()
    assert send(author, f"{here}evidence/add/").status_code == 303
    assert send(author, f"{here}engagement/add/").status_code == 303
    assert send(author, f"{here}actions/add/", **{"due_on-year": "2031"}).status_code == 303
    assert send(author, f"{here}outcome/", outcome="2", **REVIEWED).status_code == 303
    assert (
        send(
            author,
            f"{here}heading/",
            title="Another title",
            further_duties=[],
            **{"decision_on-year": "2030"},
        ).status_code
        == 303
    )
    assert send(author, here, f"{here}steps/consult/").status_code == 303
    assert send(author, here, f"{here}steps/send/").status_code == 303
    adviser = browser(cast.adviser)
    assert send(adviser, here, f"{here}steps/check/").status_code == 303
    chief = browser(cast.chief)
    assert send(chief, f"{here}sign/").status_code == 303
    made.refresh_from_db()
    assert (made.state, made.title) == ("signed_off", "Another title")
    assert send(author, f"{here}redact/", part="engagement").status_code == 303
    assert send(author, here, f"{here}restore/").status_code == 303
    assert (
        send(
            author, f"/equality/actions/{made.actions.get().pk}/extend/", **{"until_on-year": "2032"}
        ).status_code
        == 303
    )
    assert send(author, f"/equality/actions/{made.actions.get().pk}/done/").status_code == 303
    assert send(author, f"{here}replace/", **{"decision_on-year": "2032"}).status_code == 303


def test_a_mistake_is_said_where_it_is():
    cast = Cast()
    made = opened(cast)
    writes.require_assessment(assessment=made, by=cast.author, at=AT)
    fill(made, cast.author)
    author = browser(cast.author)
    got = send(
        author, f"/equality/{made.pk}/outcome/", outcome="3", justification="", legal_advice_reference=""
    )
    assert got.status_code == 422
    assert "legal advice" in got.content.decode()
    got = send(author, f"/equality/{made.pk}/actions/add/", kind="gap", row="")
    assert "about whom something is not known" in got.content.decode().lower()


def test_signing_after_the_decision_asks_why():
    cast = Cast()
    made = in_state("checked", cast)
    chief = browser(cast.chief)  # the clock on the wall is long past the decision
    page = chief.get(f"/equality/{made.pk}/sign/").content.decode()
    assert "signed after the decision" in page
    got = send(chief, f"/equality/{made.pk}/sign/", late_reason="")
    assert got.status_code == 422
    assert send(chief, f"/equality/{made.pk}/sign/").status_code == 303
    made.refresh_from_db()
    assert made.signed_on > made.decision_on


def test_two_people_at_once_are_shown_both():
    cast = Cast()
    made = in_state("drafting", cast)
    author = browser(cast.author)
    page = f"/equality/{made.pk}/outcome/"
    form = form_for(author.get(page).content, page, page)
    now = AT + timedelta(minutes=1)
    writes.write_outcome(assessment=made, outcome="1", monitoring="Otherwise", by=cast.second_author, at=now)
    got = author.post(page, {**form.values, "monitoring": "As we said"})
    assert got.status_code == 409
    assert "Otherwise" in got.content.decode()


def test_a_page_asks_few_questions(django_assert_max_num_queries):
    cast = Cast()
    made = in_state("drafting", cast)
    for number in range(20):
        writes.add_local_row(assessment=made, label=f"Group {number}", by=cast.author, at=AT)
    client = browser(cast.author)
    client.get(f"/equality/{made.pk}/")
    with django_assert_max_num_queries(12):
        client.get(f"/equality/{made.pk}/")
    with django_assert_max_num_queries(12):
        client.get("/equality/due/")
    assert len(with_parts(EqualityAssessment.objects.get(pk=made.pk)).rows.all()) == 23
