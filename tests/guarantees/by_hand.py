"""What would somebody type whose form alone does not tell it: a file that waits, a body of their own, a day further off?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.config.demonstration.story import WORLD
from commonweal.ground.partners.models import Organisation
from tests.guarantees import extras
from tests.guarantees.forms_found import Form, form_for
from tests.guarantees.town import Person, Town

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


_equality_days = _from_form(
    **{
        "due_on-year": ["2012"],
        "until_on-day": ["12"],
        "until_on-month": ["7"],
        "until_on-year": ["2013"],
        "review_on-day": ["12"],
        "review_on-month": ["7"],
        "review_on-year": ["2012"],
    }
)

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
    **dict.fromkeys(("equality:add_action", "equality:extend", "equality:review"), _equality_days),
    "plans:add_action": _from_form(reference=["Z.9"]),
    "plans:edit_plan": _from_form(reference=["Z-1"]),
}
