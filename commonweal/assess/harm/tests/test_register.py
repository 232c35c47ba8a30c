"""Is a version agreed only by another person with the oversight body, after it was tried, and does it never change then?"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.assess.harm import writes
from commonweal.assess.harm.models import Consultee, Definition, DefinitionVersion, Limb, TestCase
from commonweal.assess.harm.reads import versions
from commonweal.assess.harm.rules import trying
from commonweal.assess.harm.rules.states import VERSION
from commonweal.assess.harm.tests.factories import (
    AT,
    ON,
    agree,
    commander,
    make_definition,
    make_next,
    make_version,
    member,
    who,
)
from commonweal.ground.audit.writes import Stale
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.visibility.rules import Holding, NotPossible, Refused, Viewer

pytestmark = pytest.mark.django_db


def test_every_state_and_event_is_decided(count):
    table = {
        (state, event): VERSION.may(state, event) for state in VERSION.states for event in VERSION.events
    }
    count("Definition versions: state × event", len(table))
    assert {pair for pair, may in table.items() if may} == {
        ("draft", "consult"), ("consulting", "take-back"), ("consulting", "agree"),
    }  # fmt: skip
    assert not VERSION.reachable("agreed"), "an agreed version leads nowhere by itself"


def test_what_is_missing_is_said_all_at_once():
    said = trying.missing_for_agreement(0, 0, 0, [])
    assert len(said) == 3
    cases = [
        trying.Tried(1, "within", "within"),
        trying.Tried(2, "within"),
        trying.Tried(3, "within", "outside"),
    ]
    said = trying.missing_for_agreement(5, 1, 2, cases)
    assert said == [
        "It has not been tried on case 2.",
        "Case 3 went otherwise than expected, and nobody says what follows.",
    ]
    assert trying.says_of_cases(cases) == "It was tried on 2 of 3 cases; 1 went as expected."


def test_a_case_that_went_otherwise_needs_a_word():
    version = make_version()
    case = version.cases.first()
    with pytest.raises(NotPossible, match="not what was expected"):
        writes.try_case(of=version, case=case, found="outside", **who(commander()))
    writes.try_case(
        of=version, case=case, found="outside", word="The wording is too narrow", **who(commander())
    )
    assert versions.picture_of(version, who(commander())["by"]).missing == []


def test_other_words_of_a_limb_have_to_be_tried_anew():
    version = make_version()
    writes.reword_limb(
        of=version, limb=version.limbs.first(), title="A", words="Otherwise", **who(commander())
    )
    assert not version.cases.exclude(found="").exists()


def test_it_is_agreed_by_another_person_with_the_oversight_body():
    version = make_version("consulting")
    police = make_organisation("Invented police", "police")
    with pytest.raises(Refused):
        writes.agree(of=version, agreed_with=police, decision="Item 6", **who(commander()))
    with pytest.raises(NotPossible, match="oversight body"):
        writes.agree(of=version, agreed_with=police, decision="Item 6", **who(member()))
    both = as_viewer(
        [Holding("authority_member", 1), Holding("commander", 1)], account_id=version.drafted_by_id
    )
    authority = make_organisation("Invented authority", "oversight")
    with pytest.raises(Refused, match="Somebody else"):
        writes.agree(of=version, agreed_with=authority, decision="Item 6", by=both, at=AT)
    agreed = agree(version)
    assert agreed.state == "agreed"
    assert len(agreed.frozen_hash) == 64


def test_it_is_not_agreed_before_it_was_tried_on_every_case():
    definition = make_definition()
    version = definition.versions.get()
    writes.add_limb(of=version, title="One", words="Conduct", **who(commander()))
    writes.add_case(of=version, words="Something", expected="within", **who(commander()))
    writes.consult(of=version, **who(commander()))
    with pytest.raises(
        NotPossible, match=r"Nobody outside has been asked yet\. It has not been tried on case 1\."
    ):
        agree(version)


def test_the_next_version_begins_with_the_words_of_the_agreed_one_and_supersedes_it_when_agreed():
    version = make_version("agreed")
    following = make_next(version.definition)
    assert [limb.words for limb in following.limbs.all()] == [limb.words for limb in version.limbs.all()]
    assert versions.agreed_version(version.definition) == version
    with pytest.raises(NotPossible, match="open already"):
        writes.draft_version(definition=version.definition, changed="Again", **who(commander()))
    writes.consult(of=following, **who(commander()))
    agree(following)
    version.refresh_from_db()
    assert version.state == "superseded"
    assert versions.agreed_version(version.definition) == following


@pytest.mark.parametrize("state", ["agreed", "superseded"])
def test_what_is_agreed_never_changes_through_any_write(state):
    version = make_version(state)
    limb, case, consultee = version.limbs.first(), version.cases.first(), version.consultees.first()
    one = {"of": version, **who(commander())}
    for change in (
        lambda: writes.reword(summary="Other", **one),
        lambda: writes.add_limb(title="More", words="More", **one),
        lambda: writes.reword_limb(limb=limb, title="Other", words="Other", **one),
        lambda: writes.remove_limb(limb=limb, reason="Because", **one),
        lambda: writes.ask(organisation=make_organisation("Another"), asked_on=ON, **one),
        lambda: writes.keep_answer(consultee=consultee, answered_on=ON, said="x", what_changed="x", **one),
        lambda: writes.add_case(words="Other", expected="within", **one),
        lambda: writes.try_case(case=case, found="within", **one),
        lambda: writes.consult(**one),
        lambda: writes.take_back(reason="Because", **one),
    ):
        with pytest.raises(NotPossible):
            change()


SQL = {
    "agreed before it was consulted on": (
        "draft", "UPDATE harm_definitionversion SET state = 'agreed', agreed_at = drafted_at, agreed_by_id = {other},"
        " agreed_with_id = {oversight}, decision = 'x', frozen_hash = 'x'",
    ),
    "agreed by whoever drafted it": (
        "consulting", "UPDATE harm_definitionversion SET state = 'agreed', agreed_at = drafted_at,"
        " agreed_by_id = drafted_by_id, agreed_with_id = {oversight}, decision = 'x', frozen_hash = 'x'",
    ),
    "agreed by nobody": ("consulting", "UPDATE harm_definitionversion SET state = 'agreed'"),
    "agreed with a body that does not oversee": (
        "consulting", "UPDATE harm_definitionversion SET state = 'agreed', agreed_at = drafted_at,"
        " agreed_by_id = {other}, agreed_with_id = (SELECT owner_id FROM harm_definition), decision = 'x',"
        " frozen_hash = 'x'",
    ),
    "agreed untried": (
        "untried", "UPDATE harm_definitionversion SET state = 'agreed', agreed_at = drafted_at, agreed_by_id = {other},"
        " agreed_with_id = {oversight}, decision = 'x', frozen_hash = 'x'",
    ),
    "an agreed wording rewritten": ("agreed", "UPDATE harm_definitionversion SET summary = 'x'"),
    "an agreed version made a draft again": ("agreed", "UPDATE harm_definitionversion SET state = 'draft'"),
    "a superseded version taken up again": (
        "superseded", "UPDATE harm_definitionversion SET state = 'agreed' WHERE state = 'superseded'",
    ),
    "an agreed version deleted": ("agreed", "DELETE FROM harm_definitionversion"),
    "a limb of it rewritten": ("agreed", "UPDATE harm_limb SET words = 'x'"),
    "a limb of it deleted": ("agreed", "DELETE FROM harm_limb"),
    "a case of it tried again": ("agreed", "UPDATE harm_testcase SET found = 'outside', word = 'x'"),
    "what a body said of it rewritten": ("agreed", "UPDATE harm_consultee SET said = 'x'"),
}  # fmt: skip


@pytest.mark.parametrize("what", SQL)
def test_raw_sql_does_not_get_past_it(what, count):
    state, statement = SQL[what]
    version = make_version("consulting" if state == "untried" else state)
    if state == "untried":
        TestCase.objects.update(found="")
    oversight = make_organisation("Invented authority", "oversight")
    statement = statement.format(other=member().pk, oversight=oversight.pk)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    count("Definition register: statements of raw SQL refused", 1)
    version.refresh_from_db()


def test_the_same_statement_passes_where_everything_was_done():
    """Otherwise the refusals above would hold of a table that takes nothing."""
    make_version("consulting")
    oversight = make_organisation("Invented authority", "oversight")
    with connection.cursor() as cursor:
        cursor.execute(SQL["agreed untried"][1].format(other=member().pk, oversight=oversight.pk))
    assert DefinitionVersion.objects.get().state == "agreed"


def test_a_version_saved_meanwhile_is_not_overwritten():
    version = make_version()
    writes.reword(of=version, summary="First", version=version.version, **who(commander()))
    with pytest.raises(Stale):
        writes.reword(of=version, summary="Second", version=version.version - 1, **who(commander("silver")))


def test_what_is_agreed_is_for_everybody_and_what_is_said_about_a_draft_for_those_who_take_part():
    version = make_version("agreed")
    make_next(version.definition)
    nobody = Viewer()
    assert [one.state for one in DefinitionVersion.objects.visible_to(nobody)] == ["agreed"]
    assert Limb.objects.visible_to(nobody).count() == version.limbs.count()
    assert Definition.objects.visible_to(nobody).count() == 1
    assert not Consultee.objects.visible_to(nobody).exists()


def test_whoever_enforces_immigration_law_reads_what_is_agreed_and_nothing_of_a_draft():
    make_version("consulting")
    enforcing = as_viewer([Holding("commander", 1, "Border body", True)], account_id=1)
    for table in (Definition, DefinitionVersion, Limb, Consultee, TestCase):
        assert not table.objects.visible_to(enforcing).exists()
