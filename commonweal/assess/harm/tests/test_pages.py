"""Do the pages of the register say how it stands, lead from draft to agreement, and stay within twelve questions?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.assess.harm.models import DefinitionVersion
from commonweal.assess.harm.tests.factories import AT, commander, make_next, make_version, member
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.people.tests.pages import at_the_time

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(AT)


def test_a_definition_goes_from_the_first_word_to_its_agreement(ask):
    police, gold = make_organisation("Invented police", "police"), commander()
    answer = ask(gold, "/definitions/new/", {
        "title": "Harm", "about": "Where joint work is aimed", "owner": police.pk, "summary": "What hurts",
        "once": "a-key", "version": 0,
    })  # fmt: skip
    assert answer.status_code == 303, answer.content.decode()
    version = DefinitionVersion.objects.get()
    base = f"/definitions/versions/{version.pk}"

    def post(path, account=gold, **data):
        version.refresh_from_db()
        answer = ask(account, path, {"version": version.version, **data})
        assert answer.status_code == 303, answer.content.decode()

    assert "No definitions" in ask(make_account("contributor"), "/definitions/").content.decode()
    post(f"{base}/add-limb/", title="Crime against the exposed", words="Crime against people who are exposed")
    body = make_organisation("Invented law centre", "community")
    names = {"asked_on-day": "1", "asked_on-month": "7", "asked_on-year": "2010"}
    post(f"{base}/ask/", organisation=body.pk, **names)
    said = version.consultees.get()
    names = {"answered_on-day": "9", "answered_on-month": "7", "answered_on-year": "2010"}
    post(f"/definitions/asked/{said.pk}/", said="Too wide", what_changed="It was narrowed", **names)
    post(f"{base}/add-case/", words="Wages are kept from workers", expected="within")
    post(f"{base}/consult/")
    page = ask(member(), f"{base}/").content.decode()
    assert "It has not been tried on case 1." in page
    post(f"/definitions/cases/{version.cases.get().pk}/", found="within")
    authority = make_organisation("Invented authority", "oversight")
    post(f"{base}/agree/", member(), agreed_with=authority.pk, decision="3 May 2010, item 6")
    page = ask(make_account("contributor"), f"/definitions/{version.definition_id}/").content.decode()
    assert "Version 1 was agreed with Invented authority" in page
    assert "Too wide" not in ask(make_account("contributor"), f"{base}/").content.decode()


def test_what_was_agreed_offers_no_change_and_a_refusal_is_said_in_words(ask):
    version = make_version("agreed")
    page = ask(commander(), f"/definitions/versions/{version.pk}/").content.decode()
    assert "Change the wording" not in page
    answer = ask(
        commander(),
        f"/definitions/versions/{version.pk}/wording/",
        {"summary": "Other", "version": version.version},
    )
    assert answer.status_code == 422
    assert "it never changes" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("contributor", 404), ("delivery_partner", 404), ("analyst", 200)]
)
def test_a_draft_is_for_those_who_take_part(ask, role, status):
    version = make_version()
    assert ask(make_account(role), f"/definitions/versions/{version.pk}/").status_code == status


def test_a_page_asks_at_most_twelve_questions_however_much_there_is(ask, count):
    version = make_version("superseded")
    make_next(version.definition)
    gold = commander()
    for path in (
        "/definitions/",
        f"/definitions/{version.definition_id}/",
        f"/definitions/versions/{version.pk}/",
    ):
        ask(gold, path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert ask(gold, path).status_code == 200
        questions = [q for q in asked if "session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
        count("Definition register: questions of pages", len(questions))
        assert len(questions) <= 14, [q["sql"][:90] for q in questions]  # two of them sign the person in here
