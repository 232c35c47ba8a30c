"""Pages about one's own account, and those that a link in an e-mail opens."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.writes import Stale
from commonweal.ground.people import guesses, reads
from commonweal.ground.people.forms import AcceptForm, DetailsForm, ForgottenForm, NewPasswordForm
from commonweal.ground.people.links import find_letter
from commonweal.ground.people.signed_in import account_of
from commonweal.ground.people.writes import own_account
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible

GET_OR_POST = require_http_methods(["GET", "POST"])


@require_GET
def account(request: Request) -> HttpResponse:
    context = {
        "account": account_of(request),
        "roles": reads.list_own_roles(request.viewer),
        "steps": reads.second_factors(account_of(request)),
        "codes_left": reads.count_recovery_codes(account_of(request)),
        "sessions": reads.list_sign_ins(request.viewer, at=request.at),
        "session_key": request.session.session_key,
    }
    return render(request, "people/account.jinja", context)


@GET_OR_POST
def details(request: Request) -> HttpResponse:
    now = {"name": account_of(request).name}
    form = DetailsForm(request.POST or None, initial=now, version=account_of(request).version)
    if request.method == "POST" and form.is_valid():
        try:
            own_account.change_details(
                account=account_of(request),
                version=form.version,
                by=request.viewer,
                at=request.at,
                **form.cleaned_data,
            )
        except Stale as stale:
            return merge(request, form, stale, {"name": stale.record.name})  # type: ignore[attr-defined]
        messages.success(request, "Your details are saved.")
        return HttpResponseRedirect(reverse("people:account"), status=303)
    return render(request, "people/details.jinja", {"form": form})


@reauthentication_required(app="allauth.mfa")
@GET_OR_POST
def change_password(request: Request) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, account=account_of(request))
    if request.method == "POST" and form.is_valid():
        changed = own_account.change_password(
            account=account_of(request),
            password=form.cleaned_data["password"],
            session_key=request.session.session_key,
            by=request.viewer,
            at=request.at,
        )
        request.session[HASH_SESSION_KEY] = changed.get_session_auth_hash()
        messages.success(request, "Your password is changed. Every other session has ended.")
        return HttpResponseRedirect(reverse("people:account"), status=303)
    return render(request, "people/change_password.jinja", {"form": form})


@login_not_required
@GET_OR_POST
def forgotten(request: Request) -> HttpResponse:
    """The same words for everybody: nobody learns here who has an account."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if guesses.take(f"forgotten {email.lower()}", at=request.real_at):
            own_account.ask_for_new_password(email=email, by=request.viewer, at=request.at)
        return render(request, "people/forgotten_sent.jinja")
    return render(request, "people/forgotten.jinja", {"form": form})


@login_not_required
@GET_OR_POST
def accept(request: Request, token: str) -> HttpResponse:
    letter = _usable_letter(request, token, "invitation")
    if letter is None:
        return render(request, "people/link_over.jinja", status=410)
    form = AcceptForm(request.POST or None, account=letter.account, initial={"name": letter.account.name})
    if request.method == "POST" and form.is_valid():
        own_account.accept_invitation(
            account=letter.account, letter=letter, by=request.viewer, at=request.at, **form.cleaned_data
        )
        messages.success(request, "You have an account. Sign in with your new password.")
        return HttpResponseRedirect(reverse("account_login"), status=303)
    return render(request, "people/accept.jinja", {"form": form, "email": letter.account.email})


@login_not_required
@GET_OR_POST
def new_password(request: Request, token: str) -> HttpResponse:
    letter = _usable_letter(request, token, "password")
    if letter is None:
        return render(request, "people/link_over.jinja", status=410)
    form = NewPasswordForm(request.POST or None, account=letter.account)
    if request.method == "POST" and form.is_valid():
        own_account.choose_new_password(
            account=letter.account, letter=letter, by=request.viewer, at=request.at, **form.cleaned_data
        )
        messages.success(request, "Your password is changed. Sign in with it, and with your second step.")
        return HttpResponseRedirect(reverse("account_login"), status=303)
    return render(request, "people/new_password.jinja", {"form": form})


def _usable_letter(request: Request, token: str, kind: str) -> Any:
    letter = find_letter(token, kind)
    try:
        if letter is not None:
            reads.check_letter(letter, at=request.at)
    except NotPossible:
        return None
    return letter
