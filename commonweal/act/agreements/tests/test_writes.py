"""Is nothing deployed while the definition is a draft, and does what was signed stay, by page, write and raw SQL?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.act.agreements.models import Agreement, Deployment, JointActivity, PracticeProblem
from commonweal.act.agreements.reads import agreements, problems
from commonweal.act.agreements.tests.factories import (
    AT,
    ON,
    areas,
    commander,
    done,
    make_agreement,
    make_deployment,
    make_version,
    member,
    who,
)
from commonweal.act.agreements.writes import agreeing, counting, deploying
from commonweal.assess.harm.tests.factories import make_next
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.visibility.rules import Holding, NotPossible, Refused

pytestmark = pytest.mark.django_db


def test_nothing_is_deployed_while_the_definition_is_a_draft():
    agreement = make_agreement()
    planned = make_deployment(agreement)
    with pytest.raises(NotPossible, match="The definition is a draft"):
        deploying.deploy(deployment=planned, **who(commander()))
    agreeing.agree(agreement=agreement, **who(commander("silver")))
    with pytest.raises(NotPossible, match="while the definition is a draft"):
        agreeing.bring_into_force(agreement=agreement, **who(commander("silver")))


def test_it_is_deployed_once_the_agreement_is_in_force():
    made = make_deployment(make_agreement("in_force"), "deployed")
    assert made.state == "deployed"
    with pytest.raises(NotPossible, match="still running"):
        agreeing.end_agreement(agreement=made.agreement, reason="Over", **who(commander()))
    deploying.end_deployment(deployment=made, reason="Called back", **who(commander()))
    assert (
        agreeing.end_agreement(agreement=made.agreement, reason="Over", **who(commander())).state == "ended"
    )


def test_a_newer_version_stops_new_deployments_until_the_agreement_moves_to_it():
    agreement = make_agreement("in_force")
    running, planned = make_deployment(agreement, "deployed"), make_deployment(agreement)
    newer = make_next(agreement.definition, "agreed")
    with pytest.raises(NotPossible, match="newer agreed version"):
        deploying.deploy(deployment=planned, **who(commander()))
    agreement.refresh_from_db()
    viewer = who(commander("silver"))["by"]
    picture = agreements.picture_of(agreement, viewer)
    assert picture.is_behind
    assert "adopt" in agreements.events_open_to(agreement, viewer, picture)
    assert agreeing.adopt_version(agreement=agreement, **who(commander("silver"))).definition_version == newer
    assert deploying.deploy(deployment=planned, **who(commander())).state == "deployed"
    running.refresh_from_db()
    assert running.state == "deployed"


def test_it_is_agreed_by_another_person_once_every_party_signed():
    agreement = make_agreement()
    with pytest.raises(Refused, match="Somebody else"):
        agreeing.agree(agreement=agreement, **who(commander()))
    agreement.parties.update(signed_on=None)
    with pytest.raises(NotPossible, match="Invented police and Border body have not signed yet"):
        agreeing.agree(agreement=agreement, **who(commander("silver")))
    with pytest.raises(Refused):
        agreeing.agree(agreement=agreement, **who(member()))


def test_another_text_has_to_be_signed_anew():
    agreement = make_agreement()
    words = {
        name: getattr(agreement, name)
        for name in ("nature", "funding", "limits", "exit_terms", "from_on", "until_on")
    }
    agreeing.edit_agreement(
        agreement=agreement, title="Other", owner=agreement.owner, definition=agreement.definition, purpose="Other",
        drift_from_number=20, **words, **who(commander()),
    )  # fmt: skip
    assert not agreement.parties.exclude(signed_on=None).exists()


@pytest.mark.parametrize("state", ["agreed", "in_force", "ended"])
def test_what_was_signed_does_not_change(state):
    agreement = make_agreement(state)
    party, one = agreement.parties.first(), {"agreement": agreement, **who(commander())}
    for change in (
        lambda: agreeing.set_scope(limbs=["2"], areas=areas(), **one),
        lambda: agreeing.add_party(organisation=agreement.owner, part="party", post="x", **one),
        lambda: agreeing.sign(party=party, signed_on=ON, **one),
    ):
        with pytest.raises(NotPossible, match="does not change"):
            change()


SQL = {
    "deployed while the definition is a draft": (
        "draft", "UPDATE agreements_deployment SET state = 'deployed', deployed_at = '2010-07-15', deployed_by_id = {me}",
    ),
    "deployed before the agreement is in force": (
        "agreed", "UPDATE agreements_deployment SET state = 'deployed', deployed_at = '2010-07-15', deployed_by_id = {me}",
    ),
    "deployed after it ended": (
        "ended", "UPDATE agreements_deployment SET state = 'deployed', deployed_at = '2010-07-15', deployed_by_id = {me}",
    ),
    "deployed by nobody": ("in_force", "UPDATE agreements_deployment SET state = 'deployed'"),
    "in force to a draft": (
        "draft", "UPDATE agreements_agreement SET state = 'in_force', agreed_at = drafted_at, agreed_by_id = {me},"
        " in_force_at = drafted_at, in_force_by_id = {me},"
        " definition_version_id = (SELECT MAX(id) FROM harm_definitionversion)",
    ),
    "agreed by whoever drafted it": (
        "draft", "UPDATE agreements_agreement SET state = 'agreed', agreed_at = drafted_at, agreed_by_id = drafted_by_id",
    ),
    "agreed by nobody": ("draft", "UPDATE agreements_agreement SET state = 'agreed'"),
    "a signed purpose rewritten": ("in_force", "UPDATE agreements_agreement SET purpose = 'x'"),
    "a signed agreement made a draft": ("agreed", "UPDATE agreements_agreement SET state = 'draft'"),
    "an ended agreement taken up": ("ended", "UPDATE agreements_agreement SET state = 'in_force'"),
    "a signed agreement deleted": ("ended", "DELETE FROM agreements_agreement"),
    "ended without a reason": (
        "in_force", "UPDATE agreements_agreement SET state = 'ended', ended_at = drafted_at, ended_by_id = {me}",
    ),
    "a limb added to what was signed": (
        "in_force", "INSERT INTO agreements_purposelimb (version, agreement_id, number)"
        " SELECT 1, id, 2 FROM agreements_agreement",
    ),
    "a party taken out of what was signed": ("in_force", "DELETE FROM agreements_agreementparty"),
}  # fmt: skip


@pytest.mark.parametrize("what", SQL)
def test_raw_sql_does_not_get_past_it(what, count):
    state, statement = SQL[what]
    agreement = make_agreement("in_force" if state == "ended" else state)
    make_deployment(agreement)
    if state == "ended":
        agreeing.end_agreement(agreement=agreement, reason="Over", **who(commander()))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(me=commander("silver").pk))
    count("Agreements: statements of raw SQL refused", 1)


def test_the_same_statement_passes_where_everything_was_done():
    """Otherwise the refusals above would hold of a table that takes nothing."""
    make_deployment(make_agreement("in_force"))
    with connection.cursor() as cursor:
        cursor.execute(SQL["deployed while the definition is a draft"][1].format(me=commander().pk))
    assert Deployment.objects.get().state == "deployed"


def test_an_unsigned_draft_is_not_agreed_by_raw_sql_either():
    agreement = make_agreement()
    agreement.parties.update(signed_on=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(
            state="agreed", agreed_at=AT, agreed_by=commander("silver")
        )


def test_counts_for_the_same_month_take_the_place_of_earlier_ones():
    agreement = make_agreement("in_force")
    done(agreement, date(2010, 6, 12), 40)
    done(agreement, date(2010, 6, 20), 50)
    done(agreement, date(2010, 6, 20), 5, None)
    done(agreement, date(2010, 6, 21), 6, None)
    assert set(JointActivity.objects.values_list("month_on", "limb", "hours")) == {
        (date(2010, 6, 1), 1, 50),
        (date(2010, 6, 1), None, 6),
    }
    with pytest.raises(NotPossible, match="no such limb"):
        done(agreement, date(2010, 6, 1), 1, 9)
    with pytest.raises(NotPossible, match="has begun"):
        done(agreement, date(2010, 8, 1), 1)
    with pytest.raises(NotPossible, match="before the agreement is in force"):
        done(make_agreement(definition=agreement.definition), date(2010, 6, 1), 1)


def _count(category: str, number: int, area: int = 0, month: date = date(2010, 5, 1)) -> None:
    counting.record_problem(
        category=category,
        area=areas()[area],
        month_on=month,
        source="community",
        number=number,
        **who(commander()),
    )


def test_a_problem_that_comes_again_is_counted_across_boroughs_and_small_numbers_do_not_go_out():
    _count("entry", 3)
    _count("entry", 8, 1)
    _count("language", 6)
    _count("language", 7, 0, date(2010, 6, 1))
    _count("children", 2, 0, date(2010, 2, 1))
    viewer = who(commander())["by"]
    found = problems.recurrences(problems.list_problems(viewer))
    assert [(one.category, one.boroughs, one.months, one.recurs) for one in found] == [
        ("entry", 2, 1, True), ("language", 1, 2, True), ("children", 1, 1, False),
    ]  # fmt: skip
    assert problems.sentence(found).startswith(
        "2 kinds of problem came again. Widest: how premises were entered"
    )
    shown = problems.for_inspectorate(viewer)
    assert shown is not None
    assert shown.words == "April to June 2010"
    rows = problems.table_of(shown)
    assert [row["Northmarsh"] for row in rows] == ["kept back", "13", "kept back"]
    assert [row["Eastham"] for row in rows] == ["8", "0", "8"]
    assert [row["all boroughs"] for row in rows] == ["kept back", "13", "kept back"]
    earlier = problems.for_inspectorate(viewer, "2010-01-01")
    assert earlier is not None
    assert earlier.table.kept_back == 1


def test_whoever_enforces_immigration_law_reads_their_own_agreement_and_no_problem_that_was_counted():
    agreement = make_agreement("in_force")
    _count("entry", 3)
    border = agreement.parties.get(organisation__kind="enforcement").organisation_id
    enforcing = as_viewer([Holding("delivery_partner", border, "Border body", True)], account_id=1)
    assert Agreement.objects.visible_to(enforcing).count() == 1
    assert not PracticeProblem.objects.visible_to(enforcing).exists()
    as_analyst = as_viewer([Holding("analyst", border, "Border body", True)], account_id=1)
    assert not PracticeProblem.objects.visible_to(as_analyst).exists()
    another = as_viewer([Holding("delivery_partner", border + 99, "Somebody else")], account_id=2)
    assert not Agreement.objects.visible_to(another).exists()


def test_use_for_something_else_is_told_with_what_it_was():
    made = make_deployment(make_agreement("in_force"), "deployed")
    one = {"deployment": made, "weeks_served_count": 20, **who(commander())}
    with pytest.raises(NotPossible, match="Say what else"):
        deploying.keep_use(weeks_off_count=6, drift="", **one)
    with pytest.raises(NotPossible, match="More weeks"):
        deploying.keep_use(weeks_off_count=21, drift="x", **one)
    deploying.keep_use(weeks_off_count=6, drift="Escorts for removals", **one)
    made.refresh_from_db()
    picture = agreements.picture_of(made.agreement, who(commander())["by"])
    assert (
        picture.drift_of(picture.deployments[0])
        == "6 of 20 weeks were spent on something else. That is drift."
    )


def test_a_limb_that_the_newer_version_no_longer_has_needs_a_new_agreement():
    version = make_version("agreed")
    agreement = make_agreement("in_force", version.definition)
    from commonweal.assess.harm import writes as harm
    from commonweal.assess.harm.tests.factories import agree, fill

    newer = harm.draft_version(definition=version.definition, changed="Without it", **who(commander()))
    harm.remove_limb(of=newer, limb=newer.limbs.get(number=1), reason="Too wide", **who(commander()))
    fill(newer, cases=0, limbs=0)
    harm.consult(of=newer, **who(commander()))
    agree(newer)
    with pytest.raises(NotPossible, match="agree on its purpose anew"):
        agreeing.adopt_version(agreement=agreement, **who(commander("silver")))
