"""Versions of a definition, agreements, and what is deployed under them."""

from __future__ import annotations

from typing import Any

from commonweal.act.agreements.models import Agreement, Deployment
from commonweal.assess.harm.models import DefinitionVersion
from commonweal.ground.partners.models import Organisation
from tests.guarantees.gates.thing import SAYS_WHY, Thing

# Which of several records in a state lets every legal step be made from it.
STANDS_FOR = {
    "draft": "Signed by all",
    "agreed": "Agreed on",
    "in_force": "Works to the older version",
    "ended": "Over",
}

IN_SQL = {
    "people deployed under an agreement that is not in force": (
        "UPDATE agreements_deployment SET state = 'deployed', deployed_at = '2010-07-15', deployed_by_id ="
        " (SELECT MIN(id) FROM people_account) WHERE state = 'planned' AND agreement_id IN"
        " (SELECT id FROM agreements_agreement WHERE state = 'draft')"
    ),
    "people deployed to an older version of the definition": (
        "UPDATE agreements_deployment SET state = 'deployed', deployed_at = '2010-07-15', deployed_by_id ="
        " (SELECT MIN(id) FROM people_account) WHERE state = 'planned' AND agreement_id IN"
        " (SELECT id FROM agreements_agreement WHERE title = 'Works to the older version')"
    ),
    "an agreed definition reworded": "UPDATE harm_definitionversion SET summary = 'x' WHERE state = 'agreed'",
    "an agreed limb taken out": "DELETE FROM harm_limb WHERE of_id IN (SELECT id FROM harm_definitionversion WHERE state = 'agreed')",
    "a joint operation let go ahead without saying for which harm": (
        "UPDATE impact_operation SET state = 'authorised', authorised_at = asked_at, authorised_by_id ="
        " (SELECT MIN(id) FROM people_account) WHERE title = 'Joint, says nothing'"
    ),
}


def _version_in(state: str) -> Any:
    wanted = {"draft": "Only begun", "consulting": "Out for consultation"}.get(state, "Agreed")
    return DefinitionVersion.objects.get(definition__title=wanted, state=state)


def _step_of_version(event: str) -> Any:
    def call(row: Any) -> tuple[str, dict[str, Any]]:
        authority = Organisation.objects.get(name="Metropolitan Police Authority")
        given = {"agreed_with": authority.pk, "decision": "A meeting, item 6", **SAYS_WHY}
        return f"/definitions/versions/{row.pk}/{event}/", {"version": row.version, **given}

    return call


def _agreement_in(state: str) -> Any:
    return Agreement.objects.get(title=STANDS_FOR[state])


def _step_of_agreement(event: str) -> Any:
    return lambda row: (f"/agreements/{row.pk}/step/{event}/", {"version": row.version, **SAYS_WHY})


def _deployment_in(state: str) -> Any:
    return Deployment.objects.get(agreement__title="Works to the agreed version", state=state)


def _step_of_deployment(event: str) -> Any:
    return lambda row: (f"/agreements/deployments/{row.pk}/{event}/", {"version": row.version, **SAYS_WHY})


THINGS = {
    "definition": Thing(
        DefinitionVersion,
        ("draft", "consulting", "agreed", "superseded"),
        {event: _step_of_version(event) for event in ("consult", "take-back", "agree")},
        _version_in,
        frozenset({"agree"}),
    ),
    "agreement": Thing(
        Agreement,
        ("draft", "agreed", "in_force", "ended"),
        {event: _step_of_agreement(event) for event in ("agree", "bring-into-force", "adopt", "end")},
        _agreement_in,
        frozenset({"agree", "bring-into-force"}),
    ),
    "deployment": Thing(
        Deployment,
        ("planned", "deployed", "ended"),
        {event: _step_of_deployment(event) for event in ("deploy", "end")},
        _deployment_in,
    ),
}
