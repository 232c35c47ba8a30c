"""How is a definition begun, worded, consulted on, tried and agreed, and how does the next version begin?"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from commonweal.assess.harm.models import Consultee, Definition, DefinitionVersion, Limb, TestCase
from commonweal.assess.harm.reads import versions
from commonweal.assess.harm.reads.authors import is_own_work
from commonweal.assess.harm.rules import trying
from commonweal.assess.harm.rules.states import OPEN, VERSION
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer

EDIT, AGREE = "harm.edit", "harm.agree"


@write("began a definition", permission=EDIT)
def start_definition(
    *, title: str, about: str, owner: Organisation, summary: str, by: Viewer, at: datetime
) -> Definition:
    """Its first version is a draft without limbs."""
    made = Definition.objects.create(
        title=title.strip(), about=about, owner=owner, started_at=at, started_by_id=by.account_id
    )
    DefinitionVersion.objects.create(
        definition=made, number=1, summary=summary, drafted_at=at, drafted_by_id=by.account_id
    )
    return made


@write("began a new version of the definition", permission=EDIT)
def draft_version(*, definition: Definition, changed: str, by: Viewer, at: datetime) -> DefinitionVersion:
    """It begins with the words, limbs and cases of the agreed one; the cases have to be tried anew."""
    # Whoever else begins one at this moment waits here, and is told.
    Definition.objects.select_for_update().get(pk=definition.pk)
    newest = definition.versions.order_by("-number").first()
    if newest is None or newest.state in OPEN:
        raise NotPossible("A version is open already: finish that one first.")
    made = DefinitionVersion.objects.create(
        definition=definition, number=newest.number + 1, summary=newest.summary, changed=changed, drafted_at=at,
        drafted_by_id=by.account_id,
    )  # fmt: skip
    Limb.objects.bulk_create(
        Limb(of=made, number=limb.number, title=limb.title, words=limb.words) for limb in newest.limbs.all()
    )
    TestCase.objects.bulk_create(
        TestCase(of=made, number=case.number, words=case.words, expected=case.expected)
        for case in newest.cases.all()
    )
    return made


def _check_open(version: DefinitionVersion) -> None:
    if version.state not in OPEN:
        raise NotPossible(
            f"This version is {VERSION.states[version.state]}: it never changes. Begin a new version."
        )


@write("reworded the version", permission=EDIT, locks="of")
def reword(
    *, of: DefinitionVersion, summary: str, changed: str = "", by: Viewer, at: datetime
) -> DefinitionVersion:
    _check_open(of)
    of.summary, of.changed = summary, changed
    of.save()
    return of


@write("added a limb to the version", permission=EDIT, locks="of")
def add_limb(*, of: DefinitionVersion, title: str, words: str, by: Viewer, at: datetime) -> DefinitionVersion:
    _check_open(of)
    Limb.objects.create(of=of, number=_next(of.limbs), title=title, words=words)
    return of


@write("reworded a limb of the version", permission=EDIT, locks="of")
def reword_limb(
    *, of: DefinitionVersion, limb: Limb, title: str, words: str, by: Viewer, at: datetime
) -> DefinitionVersion:
    """What a case was found to be under other words is no longer known."""
    _check_open(of)
    known = of.limbs.get(pk=limb.pk)
    if known.words != words:
        of.cases.update(found="", found_at=None, word="")
    known.title, known.words = title, words
    known.save()
    return of


@write("took a limb out of the version", permission=EDIT, locks="of")
def remove_limb(
    *, of: DefinitionVersion, limb: Limb, reason: str, by: Viewer, at: datetime
) -> DefinitionVersion:
    _check_open(of)
    if not reason.strip():
        raise NotPossible("Say why the limb goes.")
    of.limbs.get(pk=limb.pk).delete()
    of.cases.update(found="", found_at=None, word="")
    return of


def _next(rows: object) -> int:
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1  # type: ignore[attr-defined]


# Those who are asked, and the cases


@write("asked a body about the version", permission=EDIT, locks="of")
def ask(
    *, of: DefinitionVersion, organisation: Organisation, asked_on: date, by: Viewer, at: datetime
) -> DefinitionVersion:
    _check_open(of)
    if asked_on > timezone.localdate(at):
        raise NotPossible("Give the day on which it was asked, not one to come.")
    if of.consultees.filter(organisation=organisation).exists():
        raise NotPossible("This body was asked already.")
    Consultee.objects.create(of=of, organisation=organisation, asked_on=asked_on)
    return of


@write("kept what a body said about the version", permission=EDIT, locks="of")
def keep_answer(
    *, of: DefinitionVersion, consultee: Consultee, answered_on: date, said: str, what_changed: str, by: Viewer,
    at: datetime,
) -> DefinitionVersion:  # fmt: skip
    _check_open(of)
    known = of.consultees.get(pk=consultee.pk)
    if not known.asked_on <= answered_on <= timezone.localdate(at):
        raise NotPossible("Give the day of the answer: after it was asked, and not one to come.")
    known.answered_on, known.said, known.what_changed = answered_on, said, what_changed
    known.save()
    return of


@write("added a case to try the version on", permission=EDIT, locks="of")
def add_case(
    *, of: DefinitionVersion, words: str, expected: str, by: Viewer, at: datetime
) -> DefinitionVersion:
    _check_open(of)
    TestCase.objects.create(of=of, number=_next(of.cases), words=words, expected=expected)
    return of


@write("tried the version on a case", permission=EDIT, locks="of")
def try_case(
    *, of: DefinitionVersion, case: TestCase, found: str, word: str = "", by: Viewer, at: datetime
) -> DefinitionVersion:
    _check_open(of)
    known = of.cases.get(pk=case.pk)
    trying.check_found(known.expected, found, word)
    known.found, known.found_at, known.word = found, at, word
    known.save()
    return of


# What becomes of the version


@write("sent the version out for consultation", permission=EDIT, locks="of")
def consult(*, of: DefinitionVersion, by: Viewer, at: datetime) -> DefinitionVersion:
    following = VERSION.follow(of.state, "consult")
    trying.check_nothing_missing(trying.missing_for_consultation(of.limbs.count()))
    of.state, of.consulting_at, of.consulting_by_id = following, at, by.person_id
    of.save()
    return of


@write("took the version back to be redrafted", permission=EDIT, locks="of")
def take_back(*, of: DefinitionVersion, reason: str, by: Viewer, at: datetime) -> DefinitionVersion:
    following = VERSION.follow(of.state, "take-back")
    VERSION.check_reason("take-back", reason)
    of.state, of.consulting_at, of.consulting_by_id = following, None, None
    of.save()
    return of


@write("agreed the version with the oversight body", permission=AGREE, locks="of")
def agree(
    *, of: DefinitionVersion, agreed_with: Organisation, decision: str, by: Viewer, at: datetime
) -> DefinitionVersion:
    """From now on it never changes, and the version before it is superseded."""
    following = VERSION.follow(of.state, "agree")
    authors = [by.person_id] if is_own_work(by.person_id, of) else []
    VERSION.check_person("agree", by.person_id, authors)
    if agreed_with.kind != Organisation.Kind.OVERSIGHT:
        raise NotPossible("A definition is agreed with the oversight body.")
    if not decision.strip():
        raise NotPossible("Say where it was agreed: the meeting and the minute.")
    trying.check_nothing_missing(versions.missing(of.limbs.all(), of.consultees.all(), of.cases.all()))
    for before in of.definition.versions.filter(state="agreed"):
        before.state, before.superseded_at = "superseded", at
        before.save()
    of.state, of.agreed_at, of.agreed_by_id = following, at, by.person_id
    of.agreed_with, of.decision, of.frozen_hash = agreed_with, decision, versions.hash_of(of)
    of.save()
    return of
