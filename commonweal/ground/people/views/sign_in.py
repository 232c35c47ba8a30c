"""Pages for signing in and for the second step: the library's flow, our writes."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LogoutView
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.ground.people import reads, session
from commonweal.ground.people.second_step import make_codes
from commonweal.ground.people.signed_in import account_of
from commonweal.ground.people.writes import own_account, sessions
from commonweal.ground.visibility.requests import Request


class SignOut(LogoutView):
    def logout(self) -> None:
        request: Request = self.request
        if request.user.is_authenticated:
            sign_in = reads.find_sign_in(request.viewer, request.session.session_key or "")
            if sign_in is not None:
                sessions.end_session(sign_in=sign_in, by=request.viewer, at=request.at)
        super().logout()


class AddApp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        request: Request = self.request
        own_account.add_app(
            account=account_of(request),
            secret=form.secret,
            code=form.cleaned_data["code"],
            by=request.viewer,
            at=request.at,
        )
        clear_totp_secret(request)
        return _after_adding(request)


class AddPasskey(AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The library's own forgets the form that was filled in wrongly.
        return kwargs | super().get_context_data(**kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        request: Request = self.request
        own_account.add_passkey(
            account=account_of(request),
            name=form.cleaned_data["name"][:100],
            credential=form.cleaned_data["credential"],
            by=request.viewer,
            at=request.at,
        )
        return _after_adding(request)


def _after_adding(request: Request) -> HttpResponse:
    request.session[session.SECOND_STEP] = True
    messages.success(request, "Your second step is set up.")
    has_codes = reads.count_recovery_codes(account_of(request))
    return HttpResponseRedirect(reverse("mfa_index" if has_codes else "people:recovery_codes"), status=303)


@require_GET
def second_step(request: Request) -> HttpResponse:
    """The person's second steps, and where to set up the first."""
    context = {
        "steps": reads.second_factors(account_of(request)),
        "codes_left": reads.count_recovery_codes(account_of(request)),
        "needed": reads.needs_second_factor(account_of(request)),
    }
    return render(request, "people/second_step.jinja", context)


@reauthentication_required(app="allauth.mfa")
@require_http_methods(["GET", "POST"])
def remove_second_step(request: Request, pk: int) -> HttpResponse:
    step = get_object_or_404(reads.second_factor_rows(account_of(request)), pk=pk)
    if request.method == "POST":
        own_account.remove_second_step(
            account=account_of(request), authenticator_id=step.pk, by=request.viewer, at=request.at
        )
        messages.success(request, "The second step was removed.")
        return HttpResponseRedirect(reverse("mfa_index"), status=303)
    return render(request, "people/remove_second_step.jinja", {"step": step})


@reauthentication_required(app="allauth.mfa")
@require_http_methods(["GET", "POST"])
def recovery_codes(request: Request) -> HttpResponse:
    """New codes are shown in the answer to the form, once, and stand nowhere else."""
    codes: list[str] = []
    if request.method == "POST":
        codes = make_codes()
        own_account.keep_recovery_codes(
            account=account_of(request), codes=codes, by=request.viewer, at=request.at
        )
    context = {"codes": codes, "codes_left": reads.count_recovery_codes(account_of(request))}
    return render(request, "people/recovery_codes.jinja", context)


@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    sign_in = get_object_or_404(reads.list_own_sign_ins(request.viewer), pk=pk)
    sessions.end_session(sign_in=sign_in, by=request.viewer, at=request.at)
    messages.success(request, "That session has ended.")
    return HttpResponseRedirect(reverse("people:account"), status=303)


@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    sessions.end_other_sessions(
        account=account_of(request), session_key=request.session.session_key, by=request.viewer, at=request.at
    )
    messages.success(request, "You are signed out everywhere else.")
    return HttpResponseRedirect(reverse("people:account"), status=303)
