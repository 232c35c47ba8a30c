"""A small definition in any of its states, made through its own writes; the words are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from commonweal.assess.harm import writes
from commonweal.assess.harm.models import Definition, DefinitionVersion
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation

AT = datetime(2010, 7, 15, 9, 0, tzinfo=UTC)
ON = date(2010, 7, 15)


def who(account: Any) -> dict[str, Any]:
    return {"by": get_viewer(account, on=ON), "at": AT}


def commander(name: str = "commander") -> Any:
    return _account(f"{name}@mail.example", "commander", "Invented police", "police")


def member() -> Any:
    return _account("member@mail.example", "authority_member", "Invented authority", "oversight")


def _account(email: str, role: str, body: str, kind: str) -> Any:
    from commonweal.ground.people.models import Account

    found = Account.objects.filter(email=email).first()
    return found or make_account(role, email=email, organisation=make_organisation(body, kind))


def make_definition(title: str = "Harm") -> Definition:
    police = make_organisation("Invented police", "police")
    return writes.start_definition(
        title=title, about="Where joint work is aimed", owner=police, summary="What hurts people who are exposed",
        **who(commander()),
    )  # fmt: skip


def fill(
    version: DefinitionVersion, *, cases: int = 2, tried: bool = True, limbs: int = 2
) -> DefinitionVersion:
    """Limbs, an answer and cases that went as expected."""
    one = who(commander())
    for number in range(limbs):
        writes.add_limb(of=version, title=f"Limb {number}", words=f"Conduct of the kind {number}", **one)
    body = make_organisation("Invented law centre", "community")
    if not version.consultees.exists():
        writes.ask(of=version, organisation=body, asked_on=ON, **one)
        writes.keep_answer(
            of=version, consultee=version.consultees.get(), answered_on=ON, said="Too wide",
            what_changed="The second limb was narrowed", **one,
        )  # fmt: skip
    for number in range(cases):
        writes.add_case(of=version, words=f"Something of the kind {number}", expected="within", **one)
    if tried:
        for case in version.cases.all():
            writes.try_case(of=version, case=case, found="within", **one)
    version.refresh_from_db()
    return version


def make_version(state: str = "draft", definition: Definition | None = None) -> DefinitionVersion:
    """A version that is full and, where asked, out for consultation, agreed or superseded."""
    definition = definition or make_definition()
    version = definition.versions.get(number=1)
    fill(version)
    if state != "draft":
        writes.consult(of=version, **who(commander()))
    if state in ("agreed", "superseded"):
        agree(version)
    if state == "superseded":
        make_next(definition, "agreed")
    version.refresh_from_db()
    return version


def agree(version: DefinitionVersion) -> DefinitionVersion:
    authority = make_organisation("Invented authority", "oversight")
    return writes.agree(of=version, agreed_with=authority, decision="A meeting, item 6", **who(member()))


def make_next(definition: Definition, state: str = "draft") -> DefinitionVersion:
    version = writes.draft_version(definition=definition, changed="Narrower", **who(commander()))
    fill(version, cases=0, limbs=0)
    if state != "draft":
        writes.consult(of=version, **who(commander()))
    if state == "agreed":
        agree(version)
    version.refresh_from_db()
    return version
