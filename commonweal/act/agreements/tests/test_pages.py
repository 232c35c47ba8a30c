"""Do the pages of joint working say what is missing, whether it drifted, and keep small numbers back in page and file?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.act.agreements.tests.factories import (
    AT,
    areas,
    commander,
    done,
    make_agreement,
    make_deployment,
    member,
    who,
)
from commonweal.act.agreements.writes import agreeing, counting
from commonweal.assess.harm.models import Definition
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.people.tests.pages import at_the_time, main_text

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(AT)


def _risk(agreement):
    agreeing.add_risk(
        agreement=agreement, kind="cohesion", risk="Trust falls", owner=agreement.owner, likelihood=4, impact=5,
        mitigation="Borough teams", **who(commander()),
    )  # fmt: skip


def test_the_page_of_a_draft_says_that_nobody_is_deployed_and_what_is_missing(ask):
    agreement = make_agreement()
    make_deployment(agreement)
    agreement.parties.update(signed_on=None)
    _risk(agreement)
    page = ask(commander(), f"/agreements/{agreement.pk}/").content.decode()
    assert "is a draft: nobody is deployed" in page
    assert "have not signed yet" in page
    assert "The definition is a draft: nobody is deployed before it is agreed." in page
    assert "/deploy/" not in page, "no button that cannot be pressed"
    assert "Nobody reported" in page, "no return came from its areas: that is said, and is no calm"


def test_a_party_is_told_the_word_only_once_it_is_agreed(ask):
    agreement = make_agreement()
    Definition.objects.filter(pk=agreement.definition_id).update(title="Zanzibarquux")
    partner = make_account("delivery_partner", organisation=agreement.parties.all()[0].organisation)
    for path in ("/agreements/", f"/agreements/{agreement.pk}/"):
        page = ask(partner, path)
        assert page.status_code == 200
        assert "Zanzibarquux" not in main_text(page)
        assert "Zanzibarquux" in main_text(ask(commander(), path))
    assert "A draft" in main_text(ask(partner, "/agreements/"))


def test_deploying_by_the_page_is_refused_in_words_while_the_definition_is_a_draft(ask):
    planned = make_deployment(make_agreement())
    answer = ask(commander(), f"/agreements/deployments/{planned.pk}/deploy/", {"version": planned.version})
    assert answer.status_code == 422
    assert "The definition is a draft" in answer.content.decode()
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_what_was_done_is_told_by_month_and_limb_and_drift_is_said_first(ask):
    agreement = make_agreement("in_force")
    done(agreement, date(2010, 5, 1), 90)
    done(agreement, date(2010, 6, 1), 38)
    done(agreement, date(2010, 6, 1), 18, None, led_by="volume", complaints_count=3)
    page = ask(member(), f"/agreements/{agreement.pk}/activity/").content.decode()
    assert "In June 2010, 32% of the hours (18 of 56) lay outside the purpose" in page
    assert "Drifted from its purpose" in page
    assert "not shown to you" in page, "oversight reads the counts, and no level of tension"
    file = ask(member(), f"/agreements/{agreement.pk}/activity.csv").content.decode("utf-8-sig").splitlines()
    assert file[0].startswith("month,area,limb,within the purpose,led by,operations,hours,tasked,complaints")
    assert len(file) == 4


def test_the_page_for_the_inspectorate_and_its_file_keep_the_same_numbers_back(ask):
    for number, area in ((3, 0), (9, 1)):
        counting.record_problem(
            category="entry", area=areas()[area], month_on=date(2010, 6, 1), source="casework", number=number,
            **who(commander()),
        )  # fmt: skip
    page = ask(member(), "/agreements/inspectorate/").content.decode()
    assert "1 number kept back" in page
    file = ask(member(), "/agreements/inspectorate.csv").content.decode("utf-8-sig").splitlines()
    assert file[1] == "April to June 2010,How premises were entered,9,kept back,kept back,2"
    assert ask(make_account("partnership_manager"), "/agreements/inspectorate/").status_code == 403


def test_what_rests_on_a_definition_is_listed(ask):
    agreement = make_agreement("in_force")
    make_deployment(agreement, "deployed")
    page = ask(commander(), f"/agreements/definitions/{agreement.definition_id}/").content.decode()
    assert "Working together" in page
    assert "6 × Constable" in page


def test_pages_ask_few_questions_however_much_there_is(ask, count):
    agreement = make_agreement("in_force")
    gold = commander()
    for number in range(1, 7):
        make_deployment(agreement)
        _risk(agreement)
        for area in areas():
            done(agreement, date(2010, number, 1), number, area=area)
    for path in (
        "/agreements/", f"/agreements/{agreement.pk}/", f"/agreements/{agreement.pk}/activity/",
        "/agreements/problems/", "/agreements/inspectorate/", f"/agreements/definitions/{agreement.definition_id}/",
    ):  # fmt: skip
        ask(gold, path)
        with CaptureQueriesContext(connection) as asked:
            assert ask(gold, path).status_code == 200
        questions = [q for q in asked if "session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
        count("Agreements: questions of pages", len(questions))
        assert len(questions) <= 14, [q["sql"][:90] for q in questions]  # two of them sign the person in here
