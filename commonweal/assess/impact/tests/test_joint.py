"""Does a joint operation go ahead only for a harm that was agreed, by page, by override and by raw SQL?"""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.assess.harm.tests.factories import make_next
from commonweal.assess.harm.tests.factories import make_version as make_definition_version
from commonweal.assess.impact.models import JointClaim, Operation, SeniorOverride
from commonweal.assess.impact.rules import joint, states
from commonweal.assess.impact.tests.factories import (
    AT,
    make_assessment,
    make_operation,
    make_override,
    make_person,
    make_police,
)
from commonweal.assess.impact.writes.gate import authorise_operation, override_gate
from commonweal.assess.impact.writes.joint import claim_joint
from commonweal.ground.people import clock
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.visibility.rules import NotPossible

pytestmark = pytest.mark.django_db
SAID = {
    "evidence": "Complaints from three boroughs", "strength": "recorded", "expected_effect": "Workers are paid",
    "protects_victims": "A women's organisation comes along",
}  # fmt: skip


def _who(account):
    return {"by": get_viewer(account, on=AT.date()), "at": AT}


def _joint(**given):
    return make_operation(kind="joint", title="Visits to car washes", triggers=["enforcement"], **given)


def _claim(operation, limb):
    return claim_joint(operation=operation, limb=limb, **SAID, **_who(operation.asked_by))


def test_every_kind_and_standing_of_a_claim_is_decided(count):
    for kind, version in product(
        ["joint", "event", "executive"], [None, "draft", "consulting", "agreed", "superseded"]
    ):
        assert (joint.why_not(kind, version) == "") == (kind != "joint" or version == "agreed")
        count("Joint operations: kind × standing of the claim", 1)


def test_a_joint_operation_is_not_authorised_before_it_says_for_which_harm():
    operation = _joint()
    make_assessment("approved", operation=operation)
    gold = make_person("commander")
    with pytest.raises(NotPossible, match="which limb of an agreed definition"):
        authorise_operation(operation=operation, **_who(gold))
    _claim(operation, make_definition_version("agreed").limbs.first())
    assert authorise_operation(operation=operation, **_who(gold)).state == "authorised"


def test_an_override_does_not_get_past_it_either():
    operation, gold = _joint(), make_person("commander")
    with pytest.raises(NotPossible, match="which limb"):
        override_gate(operation=operation, reason="Lives are at risk", **_who(gold))
    assert not SeniorOverride.objects.exists()
    _claim(operation, make_definition_version("agreed").limbs.first())
    assert override_gate(operation=operation, reason="Lives are at risk", **_who(gold)).state == "authorised"


def test_a_limb_of_a_draft_is_refused_and_one_of_an_older_version_has_to_be_named_anew():
    operation = _joint()
    with pytest.raises(NotPossible, match="No harm limb, no operation"):
        _claim(operation, make_definition_version("consulting").limbs.first())
    JointClaim.objects.all().delete()
    with pytest.raises(NotPossible, match="Only a joint operation"):
        _claim(make_operation(asked_by=operation.asked_by), make_limb())


def make_limb():
    from commonweal.assess.harm.models import DefinitionVersion
    from commonweal.assess.harm.tests.factories import agree

    version = DefinitionVersion.objects.get(state="consulting")
    return agree(version).limbs.first()


def test_a_claim_to_an_older_version_no_longer_lets_it_go_ahead():
    operation, version = _joint(), make_definition_version("agreed")
    _claim(operation, version.limbs.first())
    make_next(version.definition, "agreed")
    with pytest.raises(NotPossible, match="a later one took the place of"):
        override_gate(operation=operation, reason="Lives are at risk", **_who(make_person("commander")))


@pytest.mark.parametrize("how", ["override", "version"])
def test_raw_sql_does_not_authorise_a_joint_operation_without_its_claim(how, count):
    operation = _joint()
    gold = make_person("commander")
    if how == "version":
        version = make_assessment("approved", operation=operation).versions.get()
        stands_on = f"authorised_on_version_id = {version.pk}"
    else:
        override = SeniorOverride.objects.create(
            operation=operation,
            officer=gold,
            reason="Lives are at risk",
            granted_at=AT,
            duty_due_at=AT + timedelta(days=1),
        )
        stands_on = f"authorised_on_override_id = {override.pk}"
    statement = (
        f"UPDATE impact_operation SET state = 'authorised', authorised_at = asked_at, authorised_by_id = {gold.pk}, "
        f"{stands_on} WHERE id = {operation.pk}"
    )
    with (
        pytest.raises(DatabaseError, match="for which agreed harm"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    count("Joint operations: statements of raw SQL refused", 1)
    _claim(operation, make_definition_version("agreed").limbs.first())
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert Operation.objects.get(pk=operation.pk).state == "authorised"


def test_what_was_said_stays_once_it_is_authorised_and_a_draft_cannot_be_claimed_by_raw_sql():
    operation = _joint()
    _claim(operation, make_definition_version("agreed").limbs.first())
    draft = make_next(operation.joint_claim.limb.of.definition).limbs.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        JointClaim.objects.update(limb=draft)
    make_override(operation)
    for change in (
        lambda: JointClaim.objects.update(evidence="Other"),
        lambda: JointClaim.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(NotPossible, match="does not change any more"):
        _claim(operation, operation.joint_claim.limb)


def test_the_page_says_what_is_missing_offers_no_way_past_it_and_carries_the_rule_about_children(
    client, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: AT)
    asker = make_person("investigating_officer")
    operation = _joint(asked_by=asker)
    client.force_login(make_person("commander"))
    page = client.get(f"/impact/operations/{operation.pk}/").content.decode()
    assert "say first which limb of an agreed definition" in page
    assert "steps/override/" not in page
    limb = make_definition_version("agreed").limbs.first()
    client.force_login(asker)
    form = client.get(f"/impact/operations/{operation.pk}/harm/").content.decode()
    assert "keeping the child safe comes first" in form
    answer = client.post(
        f"/impact/operations/{operation.pk}/harm/", {**SAID, "limb": limb.pk, "version": operation.version}
    )
    assert answer.status_code == 303, answer.content.decode()
    page = client.get(f"/impact/operations/{operation.pk}/").content.decode()
    assert "Workers are paid" in page
    refused = client.post(
        f"/impact/operations/{operation.pk}/harm/", {**SAID, "version": operation.version + 1}
    )
    assert refused.status_code == 422
    assert "Without one a joint operation does not go ahead" in refused.content.decode()


def test_whoever_enforces_immigration_law_reads_no_claim():
    from commonweal.ground.people.reads import as_viewer
    from commonweal.ground.visibility.rules import Holding

    _claim(_joint(), make_definition_version("agreed").limbs.first())
    enforcing = as_viewer([Holding("commander", make_police().pk, "Border body", True)], account_id=1)
    assert not JointClaim.objects.visible_to(enforcing).exists()
    assert states.CLEARED == ("authorised", "under_way", "ended")
