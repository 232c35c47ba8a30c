"""Pages on which organisations, their seats and their contacts are added, changed and ended."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from commonweal.ground.audit.answering import as_sent, merge
from commonweal.ground.audit.writes import Stale
from commonweal.ground.partners import forms, reads, writes
from commonweal.ground.partners.views.asked import EDIT, back_to, find
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import NotPossible, check_may


def add(request: Request) -> HttpResponse:
    check_may(request.viewer, EDIT)
    form = forms.AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = writes.add_organisation(
                **form.cleaned_data,
                note=form.said_of_text,
                by=request.viewer,
                at=request.at,
                once=request.POST.get("once"),
            )
            return back_to(made.pk)
        except NotPossible as fault:
            form.add_error("name", str(fault))
    context = {"form": form, "title": "Add an organisation", "action": "Add the organisation",
               "once": request.POST.get("once") or uuid.uuid4().hex, "organisation": None, "words": ""}  # fmt: skip
    return render(request, "partners/form.jinja", context)


def change(request: Request, pk: int) -> HttpResponse:
    organisation = find(request, pk)
    check_may(request.viewer, EDIT, [pk])
    form = forms.DetailsForm(
        request.POST or None, initial=_values(organisation), version=organisation.version
    )
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_organisation(organisation=organisation, **as_sent(request, form))
        except Stale as stale:
            return merge(request, form, stale, _values(stale.record))
        except NotPossible as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Saved.")
            return back_to(pk)
    context = {"form": form, "title": f"Change {organisation.name}", "action": "Save", "once": "",
               "organisation": organisation, "words": "Its name is changed by itself, because names have dates."}  # fmt: skip
    return render(request, "partners/form.jinja", context)


def _values(organisation: Any) -> dict[str, Any]:
    names = ("kind", "short_name", "remit", "meets", "exists_from_on", "exists_until_on")
    return {name: getattr(organisation, name) for name in names}


@dataclass(frozen=True)
class Act:
    """One thing that can be done to an organisation, on a page of its own."""

    title: str
    button: str
    form: Any
    write: Callable[..., Any]
    subject: str = "organisation"
    words: str = ""


ACTS = {
    "rename": Act("Rename", "Rename it", forms.RenameForm, writes.rename_organisation,
                  words="The old name stays with its dates, and is still found."),
    "earlier-name": Act("Record an earlier name", "Record it", forms.EarlierNameForm, writes.record_earlier_name),
    "alias": Act("Give another name it goes by", "Give it", forms.AliasForm, writes.give_alias),
    "belongs-to": Act("Set whom it belongs to", "Set it", forms.ParentForm, writes.set_parent),
    "seat": Act("Give a seat", "Give the seat", forms.SeatForm, writes.add_membership, "body"),
    "seat-rule": Act("Set which seats must be filled", "Set it", forms.SeatRuleForm, writes.set_seat_rule, "body",
                     "The rule shows as broken on every day on which too few of these seats are filled."),
    "contact": Act("Name a point of contact", "Name the contact", forms.ContactForm, writes.name_contact,
                   words="One post for a subject at a time: the one before ends that day, and is kept."),
    "area": Act("Set an area that it covers", "Set it", forms.AreaForm, writes.cover_area, "body"),
    "end": Act("End it", "End it", forms.EndForm, writes.end_organisation,
               words="It can still be cited afterwards, but nothing new can be given to it."),
}  # fmt: skip


def act(request: Request, pk: int, act: str) -> HttpResponse:
    """Show the form of one act, and do it."""
    if act not in ACTS:
        raise Http404
    organisation, what = find(request, pk), ACTS[act]
    check_may(request.viewer, EDIT, [pk])
    form = what.form(request.POST or None, today=today(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        given = {what.subject: organisation, **form.cleaned_data}
        try:
            what.write(**given, note=form.said_of_text, by=request.viewer, at=request.at)
        except NotPossible as fault:
            form.add_error(next(iter(form.fields)), str(fault))
        else:
            messages.success(request, "Saved.")
            return back_to(pk)
    context = {"form": form, "title": f"{what.title}: {organisation.name}", "action": what.button, "once": "",
               "organisation": organisation, "words": what.words}  # fmt: skip
    return render(request, "partners/form.jinja", context)


def end_seat(request: Request, pk: int, membership: int) -> HttpResponse:
    body = find(request, pk)
    seat = get_object_or_404(reads.list_members(body), pk=membership)
    return _end(request, body, f"End the seat of {seat.holder or seat.member}", lambda given: writes.end_membership(
        body=body, membership=seat, **given))  # fmt: skip


def end_contact(request: Request, pk: int, contact: int) -> HttpResponse:
    organisation = find(request, pk)
    held = get_object_or_404(reads.list_contacts(organisation, viewer=request.viewer), pk=contact)

    def write(given: dict[str, Any]) -> Any:
        given.pop("reason")
        return writes.end_contact(organisation=organisation, contact=held, **given)

    return _end(request, organisation, f"End the contact {held.post_title}", write)


def _end(
    request: Request, organisation: Any, title: str, write: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    check_may(request.viewer, EDIT, [organisation.pk])
    form = forms.EndForm(request.POST or None, today=today(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            write({**form.cleaned_data, "note": form.said_of_text, "by": request.viewer, "at": request.at})
        except NotPossible as fault:
            form.add_error("on", str(fault))
        else:
            messages.success(request, "Saved.")
            return back_to(organisation.pk)
    context = {
        "form": form,
        "title": title,
        "action": "End it",
        "once": "",
        "organisation": organisation,
        "words": "",
    }
    return render(request, "partners/form.jinja", context)


def succeed(request: Request) -> HttpResponse:
    """Record a merger, a split or a successor."""
    check_may(request.viewer, EDIT)
    form = forms.SuccessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _succeed(request, {**form.cleaned_data, "note": form.said_of_text})
        except NotPossible as fault:
            form.add_error("kind", str(fault))
        else:
            messages.success(request, "Saved.")
            return back_to(form.cleaned_data["after"][0].pk)
    context = {"form": form, "title": "Record a merger, a split or a successor", "action": "Record it",
               "once": "", "organisation": None, "words": "Nothing is deleted: those that end can still be cited."}  # fmt: skip
    return render(request, "partners/form.jinja", context)


def _succeed(request: Request, given: dict[str, Any]) -> Any:
    before, after = list(given["before"]), list(given["after"])
    rest = {
        "on": given["on"],
        "why": given["why"],
        "note": given["note"],
        "by": request.viewer,
        "at": request.at,
    }
    if given["kind"] == "merged":
        return writes.merge_organisations(organisations=before, into=after[0], **rest)
    if given["kind"] == "split":
        return writes.split_organisation(organisation=before[0], into=after, **rest)
    return writes.replace_organisation(organisation=before[0], by_organisation=after[0], **rest)
