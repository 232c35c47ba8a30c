"""Where does our house differ from what the sign-in library does by itself?"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import get_login_redirect_url
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import note_refusal
from commonweal.ground.people import guesses
from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import get_viewer, last_visit_at, second_factors
from commonweal.ground.people.session import begin, keep_last_visit
from commonweal.ground.people.writes.sessions import begin_session
from commonweal.ground.visibility.requests import Request

WRONG = "That e-mail address and password do not belong together."
TOO_MANY = "Too many attempts. Wait five minutes, then try again."
WRONG_CODE = "That code is not right, or it was used before. Wait for the next one."
STEPS = {"password": "password", "mfa": "second step", "password_reset": "new password"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": "That is not your password.",
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: Request) -> bool:
        return False

    def is_ajax(self, request: Request) -> bool:
        """Only the passkey script asks for data; every other answer is a page."""
        asks = request.META.get("HTTP_ACCEPT") == "application/json"
        return asks and request.path == reverse("mfa_login_webauthn")

    def authenticate(self, request: Request, **credentials: Any) -> Account | None:
        """Count the guess first, in the database; then hash once, whether or not there is such an account."""
        email, at = credentials["email"], request.at
        key, real_at = guesses.key_for(request, email), request.real_at
        if not guesses.take(key, at=real_at):
            raise self.validation_error("too_many_login_attempts")
        account = authenticate(request, username=email, password=credentials["password"])
        if account is not None:
            guesses.forgive(key, at=real_at)
            return account
        note_refusal(
            what="the house with a wrong e-mail address or password",
            why="the e-mail address and the password do not belong together",
            by=request.viewer,
            at=at,
            record=Account.objects.filter(email__iexact=email).first(),
        )
        return None

    def reauthenticate(self, user: Account, password: str) -> bool:
        account = self.authenticate(context.request, email=user.email, password=password)
        return account is not None and account.pk == user.pk

    def respond_user_inactive(self, request: Request, user: Any) -> HttpResponse:
        messages.error(request, WRONG)
        return HttpResponseRedirect(reverse("account_login"))

    def post_login(
        self, request: Request, user: Any, *, redirect_url: str | None, **rest: Any
    ) -> HttpResponse:
        """Everything was right: keep that it happened, and know this device from now on."""
        at = request.at
        steps = _steps(request, user)
        reauthenticate_by_password(request)  # a fresh sign-in need not be confirmed at once
        begin(request.session, at=request.real_at, second_step=bool(second_factors(user)))
        keep_last_visit(request.session, last_visit_at(user))
        request.session.save()
        begin_session(
            account=user,
            session_key=request.session.session_key or "",
            device=request.headers.get("User-Agent", ""),
            reason=steps,
            by=get_viewer(user, on=timezone.localdate(at), request_id=request.request_id),
            at=at,
        )
        response = HttpResponseRedirect(get_login_redirect_url(request, redirect_url, signup=False))
        guesses.remember_device(request, response, user.email)
        return response


def _steps(request: Request, user: Account) -> str:
    records = get_authentication_records(request, user)
    kinds = [
        "passkey" if r.get("type") == "webauthn"
        else "recovery code" if r.get("type") == "recovery_codes"
        else "authenticator app" if r.get("type") == "totp"
        else STEPS.get(r["method"], r["method"])
        for r in records
    ]  # fmt: skip
    return ", then ".join(kinds)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        """The database alone does not let anybody make codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"commonweal second step " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
