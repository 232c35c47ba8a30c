"""A small agreement in any of its states, made through its own writes; bodies and words are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.act.agreements.models import Agreement, Deployment
from commonweal.act.agreements.writes import agreeing, counting, deploying
from commonweal.assess.harm.models import Definition
from commonweal.assess.harm.tests.factories import (
    AT,
    ON,
    commander,
    make_definition,
    make_version,
    member,
    who,
)
from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.places.models import Area
from commonweal.listen.recorded_crime.tests.factories import make_area

TEXTS = dict.fromkeys(["nature", "purpose", "funding", "limits", "exit_terms"], "As the parties say")
CODES = {"E09000010": "Northmarsh", "E09000022": "Eastham"}


def areas() -> list[Area]:
    return [Area.objects.filter(code=code).first() or make_area(code, name) for code, name in CODES.items()]


def bodies() -> tuple[Any, Any]:
    return make_organisation("Invented police", "police"), make_organisation("Border body", "enforcement")


def make_agreement(state: str = "draft", definition: Definition | None = None, **given: Any) -> Agreement:
    """The definition is agreed where the state needs it; both parties have signed."""
    definition = definition or make_version("agreed" if state != "draft" else "draft").definition
    police, border = bodies()
    days: dict[str, Any] = {
        "from_on": date(2010, 1, 1),
        "until_on": date(2011, 1, 1),
        "drift_from_number": 20,
    }
    agreement = agreeing.draft_agreement(
        title="Working together",
        owner=police,
        definition=definition,
        **(TEXTS | days | given),
        **who(commander()),
    )
    sign_all(agreement, police, border)
    if state != "draft":
        agreeing.agree(agreement=agreement, **who(commander("silver")))
    if state in ("in_force", "ended"):
        agreeing.bring_into_force(agreement=agreement, **who(commander("silver")))
    if state == "ended":
        agreeing.end_agreement(agreement=agreement, reason="Over", **who(commander()))
    agreement.refresh_from_db()
    return agreement


def sign_all(agreement: Agreement, police: Any, border: Any) -> None:
    one = {"agreement": agreement, **who(commander())}
    agreeing.set_scope(limbs=["1"], areas=areas(), **one)
    for body in (police, border):
        agreeing.add_party(organisation=body, part="party", post="A head of service", **one)
    for party in agreement.parties.all():
        agreeing.sign(party=party, signed_on=ON, **one)


def make_deployment(agreement: Agreement, state: str = "planned") -> Deployment:
    police, border = bodies()
    made = deploying.plan_deployment(
        agreement=agreement, kind="secondment", post="Constable", people_count=6, purpose="Harm", funder=border,
        from_body=police, to_body=border, weeks_count=26, **who(commander()),
    )  # fmt: skip
    if state != "planned":
        deploying.deploy(deployment=made, **who(commander()))
    if state == "ended":
        deploying.end_deployment(deployment=made, reason="Over", **who(commander()))
    made.refresh_from_db()
    return made


def done(agreement: Agreement, month: date, hours: int, limb: int | None = 1, **given: Any) -> None:
    counts: dict[str, Any] = {
        "led_by": "harm", "operations_count": 1, "tasked_count": 0, "complaints_count": 0, "area": areas()[0],
    } | given  # fmt: skip
    counting.record_activity(
        agreement=agreement, month_on=month, limb=limb, hours=hours, **counts, **who(commander())
    )


__all__ = [
    "AT", "CODES", "ON", "areas", "bodies", "commander", "done", "make_agreement", "make_definition",
    "make_deployment", "make_version", "member", "who",
]  # fmt: skip
