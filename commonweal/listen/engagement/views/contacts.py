"""Pages about organisations in contact, and about contacts who agreed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.ground.audit.answering import answer, values_of
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement import forms
from commonweal.listen.engagement.reads import contacts as reads
from commonweal.listen.engagement.reads import desks
from commonweal.listen.engagement.views.answering import DESK, GET_OR_POST, READ, FormPage, make, to, trail
from commonweal.listen.engagement.writes import contacts as writes

VALUES = values_of("desk", "owner", "communities", "areas", "languages", "about", "source", "next_contact_on")
CONSENT = values_of("consent_basis", "consented_on", "scope", "expires_on")


def _trail(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return trail(("Organisations in contact", to("relationships")), *steps)


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_may(request.viewer, READ)
    state = request.GET.get("state", "")
    found = reads.list_relationships(request.viewer, state=state)
    return render(request, "engagement/relationships.jinja", {
        "relationships": found, "states": reads.states(), "state": state, "on": today(request),
        "next": {r.pk: reads.how_next_stands(r, today(request)) for r in found},
        "may_edit": request.viewer.may(DESK),
    })  # fmt: skip


def _relationship(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.relationships(request.viewer), pk=pk)


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    found = _relationship(request, pk)
    return render(request, "engagement/relationship.jinja", {
        "relationship": found, "found": reads.get_relationship_page(found, request.viewer, on=today(request)),
        "next": reads.how_next_stands(found, today(request)), "may_edit": request.viewer.may(DESK),
    })  # fmt: skip


@GET_OR_POST
def add(request: Request) -> HttpResponse:
    check_may(request.viewer, DESK)
    # A form that is sent again names one with which a relationship is kept by now: the write knows it again.
    offered = reads.new_organisations if request.method == "GET" else reads.organisations_of_the_day
    form = make(
        request, forms.NewRelationshipForm, people=desks.officers_to_choose(request.viewer),
        organisations=offered(request.viewer, on=today(request)),
    )  # fmt: skip

    def save(**values: Any) -> Any:
        return writes.begin_relationship(on=today(request), by=request.viewer, at=request.at, **values)

    page = FormPage(
        "Begin a relationship", "Begin it", lambda made: to("relationship", made.pk),
        "The relationship is there.", _trail(("Begin", "")),
    )  # fmt: skip
    return answer(request, form, save, page)


def _on_relationship(
    request: Request, pk: int, form_class: Any, write: Any, *, title: str, done: str, **options: Any
) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = _relationship(request, pk)
    values, also = options.pop("values", None), options.pop("also", {})
    if form_class is forms.RelationshipStateForm:
        options["events"] = reads.moves_from(found.state)
    form = make(
        request, form_class, initial=values(found) if values else {}, version=found.version, **options
    )

    def save(**given: Any) -> None:
        write(relationship=found, version=form.version, by=request.viewer, at=request.at, **also, **given)

    back = to("relationship", pk)
    page = FormPage(f"{title}: {found}", "Save", back, done, _trail((str(found), back), (title, "")))
    return answer(request, form, save, page, current=values or (lambda record: {}))


@GET_OR_POST
def change(request: Request, pk: int) -> HttpResponse:
    people = desks.officers_to_choose(request.viewer)
    return _on_relationship(
        request,
        pk,
        forms.RelationshipForm,
        writes.change_relationship,
        title="Change",
        done="Saved.",
        values=VALUES,
        people=people,
    )


@GET_OR_POST
def move(request: Request, pk: int) -> HttpResponse:
    return _on_relationship(
        request, pk, forms.RelationshipStateForm, writes.move_relationship, title="How it stands", done="Kept, with its reason.",
        also={"on": today(request)},
    )  # fmt: skip


@GET_OR_POST
def spoke(request: Request, pk: int) -> HttpResponse:
    return _on_relationship(
        request,
        pk,
        forms.NoteContactForm,
        writes.note_contact,
        title="We spoke",
        done="Kept.",
        also={"on": today(request)},
    )


# Contacts: people in a role who agreed


@GET_OR_POST
def add_contact(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = _relationship(request, pk)

    def save(**values: Any) -> Any:
        return writes.add_contact(
            relationship=found, on=today(request), by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        f"Add a contact: {found}", "Add the contact", lambda made: to("contact", made.pk),
        "The contact is kept until the consent ends.",
        _trail((str(found), to("relationship", pk)), ("Add a contact", "")),
        warning="Add only somebody who agreed. What a person believes, and where they come from, has no place here.",
    )  # fmt: skip
    return answer(request, make(request, forms.ContactForm), save, page)


def _contact(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.contacts(request.viewer, on=today(request)), pk=pk)


@require_GET
def contact(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    found = _contact(request, pk)
    page = reads.get_contact_page(found, request.viewer)
    if page.person is not None:
        note_read(what="who a contact is", by=request.viewer, at=request.at, record=found)
    context = {"contact": found, "found": page, "may_edit": request.viewer.may(DESK)}
    return render(request, "engagement/contact.jinja", context)


@GET_OR_POST
def renew(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = _contact(request, pk)
    form = make(request, forms.RenewForm, initial=CONSENT(found), version=found.version)

    def save(**values: Any) -> None:
        writes.renew_consent(
            contact=found, version=form.version, on=today(request), by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        "The contact agreed again", "Save", to("contact", pk), "The consent is kept.",
        _trail((str(found.relationship), to("relationship", found.relationship_id)), ("Consent", "")),
    )  # fmt: skip
    return answer(request, form, save, page, current=CONSENT)


@GET_OR_POST
def end_contact(request: Request, pk: int) -> HttpResponse:
    """One request, and nothing about the person is kept."""
    check_may(request.viewer, DESK)
    found = _contact(request, pk)
    form = make(request, forms.EndContactForm, version=found.version)

    def save(**values: Any) -> None:
        writes.end_contact(
            contact=found, version=form.version, on=today(request), by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        "Remove the contact", "Remove", to("relationship", found.relationship_id),
        "The contact is gone from every page, list and file.",
        _trail((str(found.relationship), to("relationship", found.relationship_id)), ("Remove a contact", "")),
        intro="Name, role, way to be reached and what they agreed to are erased now. It cannot be undone.",
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})
