"""Definitions, agreements and deployments in every state: with bodies whose people live here, and between others."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.act.agreements.models import Agreement, Deployment, JointActivity
from commonweal.act.agreements.writes import agreeing, counting, deploying
from commonweal.assess.harm import writes as harm
from commonweal.assess.harm.models import Definition, DefinitionVersion
from commonweal.assess.impact.writes.gate import override_gate
from commonweal.assess.impact.writes.joint import claim_joint
from commonweal.ground.places.models import Area
from tests.guarantees.extras.asking import organisation_named, who
from tests.guarantees.extras.impact import ask

POLICE, BORDER = "Metropolitan Police Service", "UK Border Agency"
DAY = date(2010, 7, 1)
TEXTS = dict.fromkeys(["nature", "purpose", "funding", "limits", "exit_terms"], "As the parties say")


def work_together() -> None:
    """One definition agreed twice over with what works to it, and one in each other state."""
    _word("Only begun", "draft")
    _word("Out for consultation", "consulting")
    word = _word("Agreed", "agreed").definition
    behind = _agreement("Works to the older version", word, "in_force")
    harm.draft_version(definition=word, changed="Narrower", **who("gold"))
    _finish(word.versions.order_by("number").last())
    current = _agreement("Works to the agreed version", word, "in_force")
    _agreement("Signed by all", word, "draft")
    _agreement("Agreed on", word, "agreed")
    _agreement("Over", word, "ended")
    _agreement("Between others", word, "in_force", parties=("Refugee Council", "London Councils"))
    for state in ("planned", "deployed", "ended"):
        _lent(current, state)
    _lent(behind, "planned")
    _operations(current, word)
    haringey = Area.objects.get(code="E09000014")
    counting.record_activity(
        agreement=current, month_on=DAY, area=haringey, limb=None, led_by="volume", operations_count=1, hours=7,
        tasked_count=1, complaints_count=1, **who("analyst"),
    )  # fmt: skip


def _operations(agreement: Agreement, word: Definition) -> None:
    """One that says nothing yet, one that says for which harm, and one that goes ahead under the agreement."""
    limb = word.versions.get(state="agreed").limbs.get(number=1)
    for title in ("Joint, says nothing", "Joint, says for which harm", "Joint, goes ahead"):
        meant = ask(title, kind="joint", triggers=["enforcement"]).operation
        if title == "Joint, says nothing":
            continue
        claim_joint(
            operation=meant, limb=limb, evidence="Three boroughs told of it", strength="recorded",
            expected_effect="Workers are paid", protects_victims="Somebody comes along", **who("investigator"),
        )  # fmt: skip
    override_gate(operation=meant, reason="It could not wait", **who("gold"))
    agreeing.link_operation(agreement=agreement, operation=meant, **who("gold"))


def _word(title: str, state: str) -> DefinitionVersion:
    made = harm.start_definition(
        title=title, about="Where joint work is aimed", owner=organisation_named(POLICE), summary="What hurts", **who("gold")
    )  # fmt: skip
    version = made.versions.get()
    harm.add_limb(of=version, title="First", words="Conduct of one kind", **who("gold"))
    harm.add_limb(of=version, title="Second", words="Conduct of another kind", **who("gold"))
    harm.add_case(of=version, words="Something happens", expected="within", **who("gold"))
    _asked(version)
    if state == "agreed":
        return _finish(version)
    if state == "consulting":
        _try(version)
        harm.consult(of=version, **who("gold"))
    return version


def _asked(version: DefinitionVersion) -> None:
    body = organisation_named("Refugee Council")
    harm.ask(of=version, organisation=body, asked_on=DAY, **who("gold"))
    harm.keep_answer(
        of=version, consultee=version.consultees.get(), answered_on=DAY, said="Too wide", what_changed="It was narrowed",
        **who("gold"),
    )  # fmt: skip


def _try(version: DefinitionVersion) -> None:
    for case in version.cases.all():
        harm.try_case(of=version, case=case, found="within", **who("gold"))


def _finish(version: Any) -> DefinitionVersion:
    if not version.consultees.exists():
        _asked(version)
    _try(version)
    harm.consult(of=version, **who("gold"))
    return harm.agree(
        of=version, agreed_with=organisation_named("Metropolitan Police Authority"), decision="A meeting, item 6",
        **who("member"),
    )  # fmt: skip


def _agreement(
    title: str, definition: Definition, state: str, *, parties: tuple[str, str] = (POLICE, BORDER)
) -> Agreement:
    made = agreeing.draft_agreement(
        title=title, owner=organisation_named(POLICE), definition=definition, from_on=date(2010, 1, 1),
        until_on=date(2011, 1, 1), drift_from_number=20, **TEXTS, **who("gold"),
    )  # fmt: skip
    area = Area.objects.get(code="E09000014")
    agreeing.set_scope(agreement=made, limbs=["1"], areas=[area], **who("gold"))
    for name in parties:
        body = organisation_named(name)
        agreeing.add_party(agreement=made, organisation=body, part="party", post="A head", **who("gold"))
    for party in made.parties.all():
        agreeing.sign(agreement=made, party=party, signed_on=DAY, **who("gold"))
    agreeing.add_risk(
        agreement=made, kind="cohesion", risk="Trust falls", owner=organisation_named(POLICE), likelihood=4, impact=5,
        mitigation="Borough teams", **who("gold"),
    )  # fmt: skip
    if state != "draft":
        agreeing.agree(agreement=made, **who("silver"))
    if state in ("in_force", "ended"):
        agreeing.bring_into_force(agreement=made, **who("silver"))
    if state == "ended":
        agreeing.end_agreement(agreement=made, reason="It is over", **who("gold"))
    made.refresh_from_db()
    return made


def _lent(agreement: Agreement, state: str) -> Deployment:
    lent = deploying.plan_deployment(
        agreement=agreement, kind="secondment", post=f"Constable, {state}", people_count=3, purpose="Less harm",
        funder=organisation_named(BORDER), from_body=organisation_named(POLICE), to_body=organisation_named(BORDER),
        weeks_count=26, **who("gold"),
    )  # fmt: skip
    if state != "planned":
        deploying.deploy(deployment=lent, **who("gold"))
    if state == "ended":
        deploying.end_deployment(deployment=lent, reason="Called back", **who("gold"))
    return lent


def work_and_forget() -> None:
    """Drafts that were there and are not: what was agreed is never taken away."""
    word = _word("Gone", "draft").definition
    gone = _agreement("Gone", word, "draft")
    _lent(gone, "planned")
    haringey = Area.objects.get(code="E09000014")
    JointActivity.objects.create(
        agreement=gone, month_on=DAY, area=haringey, led_by="harm", operations=1, hours=1, limb=1
    )
    counting.record_problem(
        category="other",
        area=haringey,
        month_on=date(2009, 5, 1),
        source="return",
        number=1,
        **who("analyst"),
    )
