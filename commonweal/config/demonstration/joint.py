"""Which words are defined in the demonstration, who works together on the strength of them, and what came of it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from commonweal.act.agreements.models import Agreement, Deployment
from commonweal.act.agreements.writes import agreeing, counting, deploying
from commonweal.assess.harm import writes as harm
from commonweal.assess.harm.models import Definition
from commonweal.assess.impact.models import Operation
from commonweal.assess.impact.writes.joint import claim_joint
from commonweal.assess.impact.writes.operations import ask_for_assessment
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.places.reads import find_area
from commonweal.listen.engagement.models import Community

Given = dict[str, Any]
DRAFTS, AGREES, OVERSEES, COUNTS, ASKS = "gold", "silver", "member", "analyst", "investigator"
TEXTS = ("nature", "purpose", "funding", "limits", "exit_terms")


def steps() -> Iterator[Step]:
    told = read("joint")
    for row in told["definitions"]:
        yield from _definition(row)
    for row in told["agreements"]:
        yield from _agreement(row)
    for row in told["operations"]:
        yield Step(moment(row["asked"], 10), partial(_operation, row))
        if "claim" in row:
            yield Step(moment(row["asked"], 12), partial(_claim, row))
    for month_row in told["problems"]:
        yield Step(moment(_end_of(month_row[2]), 15), partial(_problem, month_row))


def _end_of(month: date) -> date:
    return date(month.year, month.month + 1, 5)


def _definition(row: Given) -> Iterator[Step]:
    yield Step(moment(row["started"], 10), partial(_begin, row))
    yield Step(moment(row["consulted"], 11), partial(_consult, row))
    for asked in row["asked"]:
        yield Step(moment(asked["on"], 12), partial(_ask, row, asked))
        if "answered" in asked:
            yield Step(moment(asked["answered"], 12), partial(_hear, row, asked))
    yield Step(moment(row.get("agreed", {}).get("on", date(2010, 2, 15)), 14), partial(_try, row))
    if "agreed" in row:
        yield Step(moment(row["agreed"]["on"], 16), partial(_agree_on, row["agreed"], row["title"]))


def _version(title: str) -> Any:
    return Definition.objects.get(title=title).versions.get()


def _begin(row: Given, world: World, at: datetime) -> None:
    who = world.who(DRAFTS, at)
    harm.start_definition(
        title=row["title"], about=row["about"], owner=world.organisations[row["owner"]], summary=row["summary"], **who
    )  # fmt: skip
    version = _version(row["title"])
    for limb in row["limbs"]:
        harm.add_limb(of=version, title=limb["title"], words=limb["words"], **who)
    for case in row["cases"]:
        harm.add_case(of=version, words=case["words"], expected=case["expected"], **who)


def _consult(row: Given, world: World, at: datetime) -> None:
    harm.consult(of=_version(row["title"]), **world.who(DRAFTS, at))


def _ask(row: Given, asked: Given, world: World, at: datetime) -> None:
    harm.ask(
        of=_version(row["title"]), organisation=world.organisations[asked["body"]], asked_on=asked["on"],
        **world.who(DRAFTS, at),
    )  # fmt: skip


def _hear(row: Given, asked: Given, world: World, at: datetime) -> None:
    version = _version(row["title"])
    harm.keep_answer(
        of=version, consultee=version.consultees.get(organisation=world.organisations[asked["body"]]),
        answered_on=asked["answered"], said=asked["said"], what_changed=asked["changed"], **world.who(DRAFTS, at),
    )  # fmt: skip


def _try(row: Given, world: World, at: datetime) -> None:
    version = _version(row["title"])
    for number, case in enumerate(row["cases"], start=1):
        if "found" in case:
            harm.try_case(
                of=version, case=version.cases.get(number=number), found=case["found"], word=case.get("word", ""),
                **world.who(DRAFTS, at),
            )  # fmt: skip


def _agree_on(agreed: Given, title: str, world: World, at: datetime) -> None:
    harm.agree(
        of=_version(title), agreed_with=world.organisations[agreed["with"]], decision=agreed["decision"],
        **world.who(OVERSEES, at),
    )  # fmt: skip


# Agreements


def _agreement(row: Given) -> Iterator[Step]:
    yield Step(moment(row["drafted"], 10), partial(_draft, row))
    for party in row["parties"]:
        if "signed" in party:
            yield Step(moment(party["signed"], 12), partial(_sign, row["title"], party))
    if "agreed" in row:
        yield Step(moment(row["agreed"], 15), partial(_agree, row["title"]))
    for lent in row["deployments"]:
        if "deployed" in lent:
            yield Step(moment(lent["deployed"], 9), partial(_deploy, row["title"], lent))
            yield Step(moment(date(2010, 7, 5), 9), partial(_use, row["title"], lent))
    for count in row.get("counts", ()):
        yield Step(moment(_end_of(count[0]), 14), partial(_count, row["title"], count))


def _operation(row: Given, world: World, at: datetime) -> None:
    """It is asked for as a joint operation; whether it goes ahead is decided by its assessment and by its claim."""
    ask_for_assessment(
        owner=world.organisations["Metropolitan Police Service"], title=row["title"], kind="joint",
        triggers=["enforcement"], unit=row["unit"], summary=row["summary"], needed_by_at=moment(row["needed"], 12),
        areas=[_borough(name, at) for name in row["areas"]],
        communities=Community.objects.filter(name__in=row["communities"]).order_by("name"), **world.who(ASKS, at),
    )  # fmt: skip


def _claim(row: Given, world: World, at: datetime) -> None:
    claim, operation = row["claim"], Operation.objects.get(title=row["title"])
    claim_joint(
        operation=operation, limb=_version(claim["of"]).limbs.get(number=claim["limb"]), evidence=claim["evidence"],
        strength=claim["strength"], expected_effect=claim["effect"], protects_victims=claim["victims"],
        **world.who(ASKS, at),
    )  # fmt: skip
    agreeing.link_operation(agreement=_find(row["under"]), operation=operation, **world.who(DRAFTS, at))


def _find(title: str) -> Agreement:
    return Agreement.objects.get(title=title)


def _draft(row: Given, world: World, at: datetime) -> None:
    who, bodies = world.who(DRAFTS, at), world.organisations
    made = agreeing.draft_agreement(
        title=row["title"], owner=bodies["Metropolitan Police Service"], from_on=row["from"], until_on=row["until"],
        definition=Definition.objects.get(title=row["definition"]), drift_from_number=20,
        **{name: row[name] for name in TEXTS}, **who,
    )  # fmt: skip
    agreeing.set_scope(
        agreement=made, limbs=row["limbs"], areas=[_borough(name, at) for name in row["areas"]], **who
    )
    for party in row["parties"]:
        agreeing.add_party(
            agreement=made, organisation=bodies[party["body"]], part=party["part"], post=party["post"], **who
        )
    for lent in row["deployments"]:
        deploying.plan_deployment(
            agreement=made, kind="secondment", post=lent["post"], people_count=lent["people"], purpose=lent["purpose"],
            funder=bodies[lent["funder"]], from_body=bodies[lent["from"]], to_body=bodies[lent["to"]],
            weeks_count=lent["weeks"], **who,
        )  # fmt: skip
    for risk in row["risks"]:
        agreeing.add_risk(agreement=made, owner=bodies["Metropolitan Police Service"], **risk, **who)


def _borough(name: str, at: datetime) -> Any:
    return find_area(name, level="borough", on=at.date())


def _sign(title: str, party: Given, world: World, at: datetime) -> None:
    agreement = _find(title)
    agreeing.sign(
        agreement=agreement, party=agreement.parties.get(organisation=world.organisations[party["body"]]),
        signed_on=party["signed"], **world.who(DRAFTS, at),
    )  # fmt: skip


def _agree(title: str, world: World, at: datetime) -> None:
    agreeing.agree(agreement=_find(title), **world.who(AGREES, at))
    agreeing.bring_into_force(agreement=_find(title), **world.who(AGREES, at))


def _lent(title: str, lent: Given) -> Deployment:
    return Deployment.objects.get(agreement__title=title, post=lent["post"])


def _deploy(title: str, lent: Given, world: World, at: datetime) -> None:
    deploying.deploy(deployment=_lent(title, lent), **world.who(DRAFTS, at))


def _use(title: str, lent: Given, world: World, at: datetime) -> None:
    deploying.keep_use(
        deployment=_lent(title, lent), weeks_served_count=lent["served"], weeks_off_count=lent["off"],
        drift=lent["drift"], **world.who(DRAFTS, at),
    )  # fmt: skip


def _count(title: str, row: list[Any], world: World, at: datetime) -> None:
    month, borough, limb, led_by, operations, hours, tasked, complaints = row
    counting.record_activity(
        agreement=_find(title), month_on=month, area=_borough(borough, at), limb=limb, led_by=led_by,
        operations_count=operations, hours=hours, tasked_count=tasked, complaints_count=complaints,
        **world.who(COUNTS, at),
    )  # fmt: skip


def _problem(row: list[Any], world: World, at: datetime) -> None:
    category, borough, month, source, number = row
    counting.record_problem(
        category=category, area=_borough(borough, at), month_on=month, source=source, number=number,
        **world.who(COUNTS, at),
    )  # fmt: skip
