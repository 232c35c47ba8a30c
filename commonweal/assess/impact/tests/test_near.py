"""Does what lies near an operation come into its draft, from the studies that its author may read and from no others?"""

from __future__ import annotations

import pytest

from commonweal.assess.exposure.tests import factories as near
from commonweal.assess.exposure.writes import withdraw_study
from commonweal.assess.impact.models import OperationStudy
from commonweal.assess.impact.reads.near import drawn_from_studies, studies_to_lay
from commonweal.assess.impact.rules import drafting as rules
from commonweal.assess.impact.rules.near import check_laying, near_in_words
from commonweal.assess.impact.tests.factories import make_assessment, make_operation, make_person
from commonweal.assess.impact.writes.drafting import draft_assessment
from commonweal.assess.impact.writes.near import lay_study
from commonweal.ground.scales.reads import key_of
from commonweal.ground.scales.values import STRENGTH
from commonweal.ground.visibility.rules import NotPossible, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return near.make_town()


def lay(operation, study, by):
    return lay_study(operation=operation, study=study, **near.who(by))


def test_a_draft_says_what_a_study_found_and_cites_it(analyst):
    assessment = make_assessment("in_draft")
    study = near.study(analyst)
    lay(assessment.operation, study, analyst)
    draft_assessment(assessment=assessment, **near.who(analyst))
    stated = assessment.statements.get(source=rules.NEAR)
    assert stated.text.startswith(study.says)
    assert "by kind: " in stated.text
    assert (stated.cites_kind, stated.cites_id) == ("exposure.study", study.pk)
    assert stated.strength == "recorded"
    searched = assessment.searched.get(source=rules.NEAR)
    assert (searched.drawn_count, searched.withheld_count) == (1, 0)


def test_drawn_again_it_is_stated_once(analyst):
    assessment = make_assessment("in_draft")
    lay(assessment.operation, near.study(analyst), analyst)
    for _ in range(2):
        draft_assessment(assessment=assessment, **near.who(analyst))
    assert assessment.statements.filter(source=rules.NEAR).count() == 1


def test_a_study_that_somebody_may_not_read_is_counted_and_not_told(analyst):
    operation = make_operation()
    elsewhere = near.person("investigating_officer", near.police("Elsewhere police"))
    lay(operation, near.study(elsewhere), analyst)
    scale = key_of(STRENGTH, near.ON)
    here = near.who(near.person("investigating_officer"))["by"]
    assert drawn_from_studies(operation, here, scale) == ([], 1)
    told, withheld = drawn_from_studies(operation, near.who(analyst)["by"], scale)
    assert (len(told), withheld) == (1, 0)


def test_a_withdrawn_study_is_neither_laid_nor_drawn(analyst):
    assessment = make_assessment("in_draft")
    laid, late = near.study(analyst), near.study(analyst, title="Made too late")
    lay(assessment.operation, laid, analyst)
    for study in (laid, late):
        withdraw_study(study=study, reason="The route is another one.", **near.who(analyst))
    draft_assessment(assessment=assessment, **near.who(analyst))
    assert not assessment.statements.filter(source=rules.NEAR).exists()
    with pytest.raises(NotPossible, match="withdrawn"):
        lay(assessment.operation, late, analyst)


def test_a_study_lies_beside_an_operation_once(analyst):
    operation, study = make_operation(), near.study(analyst)
    assert list(studies_to_lay(operation, near.who(analyst)["by"])) == [study]
    lay(operation, study, analyst)
    assert list(studies_to_lay(operation, near.who(analyst)["by"])) == []
    operation.refresh_from_db()
    with pytest.raises(NotPossible, match="already"):
        lay(operation, study, analyst)
    assert operation.studies.count() == 1


@pytest.mark.parametrize("state", ["ended", "withdrawn"])
def test_nothing_is_laid_beside_what_is_over(state):
    with pytest.raises(NotPossible, match="over"):
        check_laying(state, is_withdrawn=False, is_there=False)


@pytest.mark.parametrize("role", ["investigating_officer", "commander", "borough_lead"])
def test_whoever_writes_no_assessment_lays_nothing(analyst, role):
    operation, study = make_operation(), near.study(analyst)
    with pytest.raises(Refused):
        lay(operation, study, make_person(role))
    assert not OperationStudy.objects.exists()


def test_the_page_offers_what_is_not_there_and_says_what_is(analyst, client):
    operation, study = make_operation(), near.study(analyst)
    client.force_login(analyst)
    page = client.get(f"/impact/operations/{operation.pk}/near/").content.decode()
    assert study.title in page
    answer = client.post(
        f"/impact/operations/{operation.pk}/near/", {"study": study.pk, "version": operation.version}
    )
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert study.says in page.replace("&#39;", "'")
    assert (
        "no other study that you may read"
        in client.get(f"/impact/operations/{operation.pk}/near/").content.decode()
    )


def test_an_empty_choice_says_what_to_do(analyst, client):
    operation = make_operation()
    client.force_login(analyst)
    answer = client.post(f"/impact/operations/{operation.pk}/near/", {"version": operation.version})
    assert answer.status_code == 422
    assert "Choose a study" in answer.content.decode()


def test_the_words_name_kinds_within_the_widest_distance_and_where_communities_are_dense():
    words = near_in_words(
        "Two sites lie near.", within=[700, 2400], kinds=[{"kind": "temple", "counts": [0, 2]}, {"kind": "office", "counts": [0, 0]}],
        dense=[{"name": "Quayside"}, {"name": "Quayside"}, {"name": "Marketside"}],
    )  # fmt: skip
    assert words == (
        "Two sites lie near. Within 2.4 km, by kind: temple 2. A community is dense in 2 areas: Marketside and Quayside."
    )
    assert near_in_words("None lies near.", within=[700], kinds=[], dense=[]) == "None lies near."
