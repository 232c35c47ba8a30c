"""For every address that changes something: who does it, to which record, and with what typed, so that it succeeds?

Nothing is written down here: the people come from the matrix, the records from the town and the words from the forms
that the program shows. What cannot be found so needs a line in BY_HAND.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.config.demonstration.story import WORLD
from commonweal.config.tables_for_tests import shelf
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.partners.models import Organisation
from tests.guarantees import extras
from tests.guarantees.addresses import Address, all_addresses, first_subject, model_of
from tests.guarantees.forms_found import Form, form_for
from tests.guarantees.sample import Expected, able, calls, expected, find_form, rows_for
from tests.guarantees.town import Person, Town, undone

# Addresses that take a POST and change no record, each with the reason.
CHANGES_NOTHING = {
    "intake:bring": "shows what was understood, and keeps nothing",
    "exchange:file": "shows what differs, and keeps nothing",
    "tension:export": "takes a table out; the reading itself is kept, as read",
    "engagement:load": "shows what was found in a file, and keeps nothing",
    "recorded_crime:load": "shows what was found in a file, and keeps nothing",
    "places:load": "shows what was found in a file, and keeps nothing",
    "exposure:load": "shows what was found in a file, and keeps nothing",
    "audit:verify": "reads the chain; the reading itself is kept, as read",
    "account_login": "signing in has its own tests: it needs a password",
    "sign_in": "signing in has its own tests: it needs a password",
    "mfa_authenticate": "signing in has its own tests: it needs a code",
    "mfa_login_webauthn": "signing in has its own tests: it needs a passkey",
    "account_reauthenticate": "asks for the password again and changes no record",
    "mfa_reauthenticate": "asks for the second step again and changes no record",
    "mfa_reauthenticate_webauthn": "asks for the passkey again and changes no record",
    "mfa_activate_totp": "needs a code from an app: tested where people sign in",
    "mfa_add_webauthn": "needs a passkey: tested where people sign in",
    "people:accept": "needs a letter that is open: tested where people are invited",
    "people:new_password": "needs a letter that is open: tested where passwords are chosen",
    "account_logout": "ends a session that signing in began: tested where people sign in",
    "sign_out": "ends a session that signing in began: tested where people sign in",
}


@dataclass(frozen=True)
class Deed:
    """One change that works."""

    address: Address
    person: Person
    path: str
    row: Any = field(hash=False)
    data: dict[str, Any] = field(hash=False)
    form: Form | None = field(hash=False, default=None)


def changing() -> list[Address]:
    return [a for a in all_addresses() if expected(a.name, "POST") and a.name not in CHANGES_NOTHING]


ByHand = Callable[[Town, Person, Any, Form | None], dict[str, Any]]


def _from_form(**more: Any) -> ByHand:
    return lambda town, person, row, form: {**(form.values if form else {}), **more}


def _account_word(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    return {**(form.values if form else {}), "email": "somebody.new@example.org"}


def _notice(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    from commonweal.ground.messages.reads import find_recipients
    from tests.guarantees.town import ON

    people = find_recipients(
        roles=[], organisation_ids=[person.organisation_id], on=ON, but_not=person.account_id
    )
    return {
        "organisations": [person.organisation_id],
        "seen": [p.pk for p in people],
        "about": "/",
        "once": "a key",
    }


def _kept_reading(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    from commonweal.listen.intake.forms import preview_of, sign_preview

    paper = WORLD / "housing-link-body-paper.txt"
    return {"preview": sign_preview(preview_of(paper.read_bytes(), paper.name)), "once": "a key"}


def _boundaries(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    """The file that waits in the town, as the page that checked it would send it on."""
    mark = hashlib.sha256(extras.WARD).hexdigest()
    return {"mark": mark, "file_name": "ward.json", "level": "ward", "source": "A test",
            "valid_from_on-day": "1", "valid_from_on-month": "7", "valid_from_on-year": "2010", "once": "a key",
            "code_field": "code", "name_field": "name"}  # fmt: skip


def _sizes(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    mark = hashlib.sha256(extras.SIZES).hexdigest()
    return {"mark": mark, "file_name": "sizes.csv", "title": "A count", "source": "A test", "licence": "Open", "limits": "It is a test",
            "counted_on": "2010-07-01", "once": "a key"}  # fmt: skip


def _sites(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    mark = hashlib.sha256(extras.SITES).hexdigest()
    return {"mark": mark, "file_name": "sites.csv", "what": "sites", "title": "Halls", "source": "A test", "licence": "Open",
            "limits": "It is a test", "dated_on": "2010-07-01", "once": "a key"}  # fmt: skip


def _counts(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    """A file of counts that waits to be stored, as the page that checked it would send it on."""
    mark = hashlib.sha256(extras.COUNTS).hexdigest()
    return {"mark": mark, "file_name": "counts.csv", "source": "A test", "once": "counts once"}


def _succession(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    old, new = Organisation.objects.filter(exists_until_on=None).order_by("pk")[20:22]
    day = {"on-day": "1", "on-month": "7", "on-year": "2010"}
    return {"kind": "replaced", "before": [old.pk], "after": [new.pk], "why": "It took over", **day}


def _brought_back(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    """The file as it was taken out, with one word changed, as the page that shows the difference offers to save it."""
    taken = town.ask(person.key, "GET", f"/plans/{row.pk}/file/plan.csv").content.decode("utf-8-sig")
    action = row.actions.order_by("order").first()
    assert action is not None
    file = SimpleUploadedFile("plan.csv", taken.replace(action.title, "Another title").encode("utf-8-sig"))
    page = town.client(person.key).post(f"/plans/{row.pk}/file/", {"file": file})
    found = form_for(page.content, f"/plans/{row.pk}/file/", f"/plans/{row.pk}/file/save/")
    return dict(found.values) if found else {}


def _own_body(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    return {**(form.values if form else {}), "body": [str(person.organisation_id)]}


def _own_meeting(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    from commonweal.answer.meetings.models import Meeting
    from tests.guarantees.belonging import owns

    mine = (m for m in Meeting.objects.filter(tier="partnership", state="planned") if owns(person, "body", m))
    return {**(form.values if form else {}), "meeting": [str(next(mine).pk)], "number": ["99"]}


def _relayed(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    """For a purpose that was agreed to, and to a body that may be told."""
    from commonweal.listen.exchange.models import AgreedPurpose

    agreed = AgreedPurpose.objects.filter(exchange_id=row.pk, withdrawn_at=None).first()
    body = Organisation.objects.get(name="Refugee Council")
    return {
        **(form.values if form else {}), "purpose": [agreed.purpose if agreed else "safety"], "handling": ["P"],
        "conditions": [""], "organisations": [body.pk], "source_grade": ["2"], "information_grade": ["C"],
    }  # fmt: skip


class SentAgain(SimpleUploadedFile):
    """A file that is read from its beginning each time it is sent."""

    def read(self, *given: Any) -> bytes:
        self.seek(0)
        return bytes(super().read(*given))


def _brought(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    return {
        "file": SentAgain("week.csv", b"Area,Week starting,Nothing to report\nHillingdon,2010-07-12,yes\n")
    }


def _with_receipt(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    from commonweal.listen.tension.reads.receipts import receipt_of
    from tests.guarantees.extras.tension import RECEIPT_KEY

    return {"receipt": receipt_of(RECEIPT_KEY), "text": "It goes on"}


def _handed(town: Town, person: Person, row: Any, form: Form | None) -> dict[str, Any]:
    from commonweal.listen.exchange.reads.held import exchange_receipt_of
    from tests.guarantees.extras.trusting import HANDED_KEY

    return {"receipt": exchange_receipt_of(HANDED_KEY), "said": "1", "is_right": "yes", "text": "It goes on"}


BY_HAND: dict[str, ByHand] = {
    "told_back": _handed,
    "tension:bring": _brought,
    "tension:receipt": _with_receipt,
    "tension:key_in": _from_form(handed_in_clock=["11:30"]),
    "tension:give_longer": _from_form(**{"until_on-day": ["20"], "until_clock": ["12:00"]}),
    "tension:disseminate": _from_form(accepts_conditions=["1"]),
    "trusted:send": _relayed,
    "meetings:plan": _own_body,
    "papers:start": _own_meeting,
    "messages:send": _notice,
    "intake:keep": _kept_reading,
    "places:store": _boundaries,
    "engagement:add_contact": _from_form(**{"expires_on-year": ["2011"]}),
    "engagement:lend": _from_form(**{"until_on-year": ["2011"]}),
    **dict.fromkeys(
        ("engagement:close_worker", "engagement:end_cover", "engagement:end_desk_cover"),
        _from_form(**{"until_on-day": ["1"], "until_on-month": ["2"], "until_on-year": ["2011"]}),
    ),
    "engagement:ask": _from_form(**{"due_on-year": ["2011"]}),
    "engagement:store": _sizes,
    "exposure:store": _sites,
    "exposure:ask": _from_form(way=["drawn"], positions=["529000, 179000"], within=["700"]),
    "recorded_crime:store": _counts,
    "impact:ask": _from_form(**{"needed_by_on-year": ["2011"]}),
    "impact:ask_for_event": _from_form(**{"needed_by_on-year": ["2011"]}),
    "impact:open_event": _from_form(**{"starts_on-year": ["2011"], "ends_on-year": ["2011"]}),
    "people:invite": _account_word,
    "people:change_password": _from_form(password=["quiet otters mend seven lanterns"]),
    "partners:succeed": _succession,
    **dict.fromkeys(("guidance:start", "guidance:keep"), _from_form(**{"review_on-year": ["2011"]})),
    "exchange:save_file": _brought_back,
    "agreements:start": _from_form(**{"until_on-year": ["2011"]}),
    **dict.fromkeys(
        ("equality:add_action", "equality:extend", "equality:review"),
        _from_form(
            **{
                "due_on-year": ["2012"],
                "until_on-day": ["12"],
                "until_on-month": ["7"],
                "until_on-year": ["2013"],
                "review_on-day": ["12"],
                "review_on-month": ["7"],
                "review_on-year": ["2012"],
            }
        ),
    ),
    "plans:add_action": _from_form(reference=["Z.9"]),
    "plans:edit_plan": _from_form(reference=["Z-1"]),
}


def entries() -> int:
    return AuditEntry.objects.count()


def attempt(town: Town, deed: Deed) -> tuple[Any, list[AuditEntry]]:
    """Do it for this moment only: the answer, and what the audit says."""
    with undone():
        before = entries()
        answer = town.ask(deed.person.key, "POST", deed.path, deed.data)
        return answer, list(AuditEntry.objects.filter(sequence__gt=before).order_by("sequence"))


_FOUND: dict[str, Deed | None] = {}


def find_deed(town: Town, address: Address) -> Deed | None:
    """The first way in which the change is done and audited."""
    if address.name not in _FOUND:
        _FOUND[address.name] = _as_elsewhere(town, address) or _search(town, address)
        if (found := _FOUND[address.name]) is not None:
            _tell_the_others(found)
    return _FOUND[address.name]


# Every process of a run has the same town: who has searched long tells the others where it was found. They look there
# first, and search as long where it is not.


def _note(name: str) -> Path:
    return shelf("deeds") / f"{name.replace(':', '-')}.json"


def _tell_the_others(found: Deed) -> None:
    pk = None if found.row is None else found.row.pk
    _note(found.address.name).write_text(json.dumps([pk, found.person.key, found.path]))


def _as_elsewhere(town: Town, address: Address) -> Deed | None:
    try:
        pk, key, path = json.loads(_note(address.name).read_text())
    except (OSError, ValueError):
        return None
    label = first_subject(address)
    row = model_of(label)._base_manager.filter(pk=pk).first() if label and pk is not None else None
    if (pk is None) != (row is None) or key not in town.people:
        return None
    return _on_this_way(town, address, town.people[key], path, row)


def find_deed_on(
    town: Town, address: Address, rows: Iterable[Any], lines: list[Expected] | None = None
) -> Deed | None:
    """The same on one of these records, and where lines of the matrix are given, in a way that they speak of."""
    return _search(town, address, rows, lines)


def _search(
    town: Town, address: Address, rows: Iterable[Any] | None = None, lines: list[Expected] | None = None
) -> Deed | None:
    lines = expected(address.name, "POST") if lines is None else lines
    for row in candidates(address) if rows is None else rows:
        fitting = [line for line in lines if row is None or line.fits(row)]
        mine = [p for p in town.people.values() if any(line.allows(p, row) for line in fitting)]
        for person in dict.fromkeys([*able(town, fitting, row)[:2], *mine[:4]]):
            for path in dict.fromkeys(
                p for line in fitting if line.allows(person, row) for p in calls(line, row)
            ):
                if deed := _on_this_way(town, address, person, path, row):
                    return deed
    return None


def _on_this_way(town: Town, address: Address, person: Person, path: str, row: Any) -> Deed | None:
    form = _left_out(address, find_form(town, person, address, path, row))
    for data in _ways(town, address, person, row, form):
        deed = Deed(address, person, path, row, data, form)
        if any(e.outcome == AuditEntry.Outcome.DONE for e in attempt(town, deed)[1]):
            return deed
    return None


# Fields that exclude another one of their form.
LEAVE_EMPTY = {"papers:section": ("not_applicable_reason", "withheld_reason")}


def _left_out(address: Address, form: Form | None) -> Form | None:
    names = LEAVE_EMPTY.get(address.name, ())
    if form is None or not names:
        return form
    values = {**form.values, **{name: [""] for name in names}}
    return replace(form, values=values, typed=tuple(n for n in form.typed if n not in names))


def candidates(address: Address) -> list[Any]:
    """One record of each kind first; then more of them, for what only one of many allows."""
    kinds = rows_for(address, 24)
    label = first_subject(address)
    if not label:
        return kinds
    more = model_of(label)._base_manager.filter(pk__in=[r.pk for r in rows_for(address, 400)]).order_by("pk")
    return [
        *kinds,
        *(r for r in [*more, *model_of(label)._base_manager.order_by("pk")[:40]] if r not in kinds),
    ]


def _ways(town: Town, address: Address, person: Person, row: Any, form: Form | None) -> list[dict[str, Any]]:
    """The form as it is, or with another choice where it offers one."""
    if address.name in BY_HAND:
        return [BY_HAND[address.name](town, person, row, form)]
    base = dict(form.values) if form else {}
    if row is not None and "version" not in base and hasattr(row, "version"):
        base["version"] = [str(row.version)]
    return [base, *({**base, name: [value]} for name, value in (form.buttons if form else ()))]
