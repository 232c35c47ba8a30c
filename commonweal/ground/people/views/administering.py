"""Pages for administrators: who is here, in which roles, and who may come or go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.ground.audit.answering import new_key
from commonweal.ground.audit.reads import list_history
from commonweal.ground.people import reads
from commonweal.ground.people.forms import InviteForm, ReasonForm, RoleForm
from commonweal.ground.people.writes import administering
from commonweal.ground.visibility.requests import Request

GET_OR_POST = require_http_methods(["GET", "POST"])


def _only_administrators(request: Request) -> None:
    """To everybody else these pages do not exist."""
    if not request.viewer.may_somewhere("people.invite"):
        raise Http404


@require_GET
def list_people(request: Request) -> HttpResponse:
    _only_administrators(request)
    people = reads.list_people(
        request.viewer, having=request.GET.get("state", ""), words=request.GET.get("q", "")
    )
    context = {
        "people": people,
        "today": timezone.localdate(request.at),
        "state": request.GET.get("state", ""),
        "words": request.GET.get("q", ""),
    }
    return render(request, "people/list.jinja", context)


@require_GET
def show_person(request: Request, pk: int) -> HttpResponse:
    _only_administrators(request)
    person = get_object_or_404(reads.list_people(request.viewer), pk=pk)
    context = {
        "person": person,
        "today": timezone.localdate(request.at),
        "steps": reads.second_factors(person),
        "is_self": person.pk == request.viewer.account_id,
        "history": list_history(person)[:50],
    }
    return render(request, "people/show.jinja", context)


@GET_OR_POST
def invite(request: Request) -> HttpResponse:
    _only_administrators(request)
    form = InviteForm(request.POST or None, viewer=request.viewer, initial=new_key())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        once = given.pop("once")
        person = administering.invite_person(by=request.viewer, at=request.at, once=once, **given)
        messages.success(request, f"{person.name} is invited. The e-mail goes out within a minute.")
        return _to(person.pk)
    return render(request, "people/invite.jinja", {"form": form})


@require_POST
def invite_again(request: Request, pk: int) -> HttpResponse:
    person = _find(request, pk)
    administering.invite_again(account=person, by=request.viewer, at=request.at)
    messages.success(request, "A new invitation goes out within a minute. Older links do not work any more.")
    return _to(pk)


@GET_OR_POST
def give_role(request: Request, pk: int) -> HttpResponse:
    person = _find(request, pk)
    today = timezone.localdate(request.at)
    form = RoleForm(
        request.POST or None,
        viewer=request.viewer,
        initial={"since_on": today} | new_key(),
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        once = given.pop("once")
        administering.give_role(account=person, by=request.viewer, at=request.at, once=once, **given)
        messages.success(request, "The role is given.")
        return _to(pk)
    return render(request, "people/give_role.jinja", {"form": form, "person": person})


@require_POST
def end_role(request: Request, pk: int) -> HttpResponse:
    _only_administrators(request)
    held = get_object_or_404(reads.list_roles(request.viewer), pk=pk)
    administering.end_role(
        held=held, until_on=timezone.localdate(request.at), by=request.viewer, at=request.at
    )
    messages.success(request, "The role has ended.")
    return _to(held.account_id)


@GET_OR_POST
def remove(request: Request, pk: int) -> HttpResponse:
    person = _find(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        administering.remove_person(
            account=person, by=request.viewer, at=request.at, note=form.said_of_text, **form.cleaned_data
        )
        messages.success(request, f"{person.name} is removed and signed out everywhere.")
        return _to(pk)
    return render(request, "people/remove.jinja", {"form": form, "person": person})


@GET_OR_POST
def reset_second_step(request: Request, pk: int) -> HttpResponse:
    person = _find(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        administering.reset_second_step(
            account=person, by=request.viewer, at=request.at, note=form.said_of_text, **form.cleaned_data
        )
        messages.success(request, f"{person.name} sets up a new second step when they sign in next.")
        return _to(pk)
    return render(request, "people/reset_second_step.jinja", {"form": form, "person": person})


def _find(request: Request, pk: int) -> Any:
    _only_administrators(request)
    return get_object_or_404(reads.list_people(request.viewer), pk=pk)


def _to(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:show", args=[pk]), status=303)
