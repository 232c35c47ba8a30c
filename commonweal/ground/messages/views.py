"""Pages of notices: what awaits me, sending one by hand, and what could not be sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from commonweal.ground.audit.answering import new_key
from commonweal.ground.messages import reads, writes
from commonweal.ground.messages.forms import RecipientsForm
from commonweal.ground.visibility.requests import Request


@require_GET
def list_messages(request: Request) -> HttpResponse:
    page = Paginator(reads.list_messages(request.viewer), 50).get_page(request.GET.get("page"))
    context = {"page": page, "unread": reads.count_unread(request.viewer)}
    return render(request, "messages/list.jinja", context)


@require_POST
def open_message(request: Request, pk: int) -> HttpResponse:
    message = get_object_or_404(reads.list_messages(request.viewer), pk=pk)
    writes.open_message(message=message, by=request.viewer, at=request.at)
    return HttpResponseRedirect(message.address, status=303)


@require_POST
def put_all_aside(request: Request) -> HttpResponse:
    writes.put_all_aside(by=request.viewer, at=request.at)
    return HttpResponseRedirect(reverse("messages:list"), status=303)


@require_GET
def compose(request: Request) -> HttpResponse:
    """Whom? Nothing is sent from here: the next page shows every name."""
    _only_senders(request)
    asked = request.GET if {"roles", "organisations"} & set(request.GET) or "check" in request.GET else None
    form = RecipientsForm(asked, viewer=request.viewer, initial={"about": request.GET.get("about", "")})
    if asked is None or not form.is_valid():
        return render(request, "messages/compose.jinja", {"form": form})
    people = _recipients(request, form)
    context = {"form": form, "people": people, **new_key(), **form.cleaned_data}
    return render(request, "messages/review.jinja", context)


@require_POST
def send(request: Request) -> HttpResponse:
    _only_senders(request)
    form = RecipientsForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        return render(request, "messages/compose.jinja", {"form": form})
    sending = writes.send_notice(
        roles=form.cleaned_data["roles"],
        organisation_ids=[organisation.pk for organisation in form.cleaned_data["organisations"]],
        seen=[int(pk) for pk in request.POST.getlist("seen") if pk.isdigit()],
        address=form.cleaned_data["about"],
        once=request.POST.get("once"),
        by=request.viewer,
        at=request.at,
    )
    messages.success(request, f"Sent to {sending.people} {'person' if sending.people == 1 else 'people'}.")
    return HttpResponseRedirect(reverse("messages:list"), status=303)


@require_GET
def unsent(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere("people.invite"):
        raise Http404
    rows = [(row, reads.is_given_up(row)) for row in reads.list_unsent(request.viewer)[:500]]
    return render(request, "messages/unsent.jinja", {"rows": rows})


def _recipients(request: Request, form: RecipientsForm) -> list[Any]:
    return reads.find_recipients(
        roles=form.cleaned_data["roles"],
        organisation_ids=[organisation.pk for organisation in form.cleaned_data["organisations"]],
        on=timezone.localdate(request.at),
        but_not=request.viewer.account_id,
    )


def _only_senders(request: Request) -> None:
    if not request.viewer.may_somewhere("messages.send"):
        raise Http404
