"""Who is asking, what time is it, and have they taken the second step that their role needs?"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from commonweal.ground.people import clock, session
from commonweal.ground.people.reads import get_viewer, second_factors
from commonweal.ground.people.rules import needs_mfa
from commonweal.ground.visibility.rules import Viewer

# What somebody may reach who still has to set up a second step.
SETTING_UP = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout", "sign_out",
})  # fmt: skip


class ViewerMiddleware:
    """Every request learns the viewer and the time here, once; a session that is over ends here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]
        request.real_at = timezone.now()  # type: ignore[attr-defined]
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        request.viewer = self._viewer(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _viewer(self, request: Any) -> Viewer:
        if not request.user.is_authenticated:
            return Viewer(request_id=request.request_id)
        foreign = session.DEMONSTRATION in request.session and not settings.DEMONSTRATION
        if foreign or session.is_over(request.session, at=request.real_at):
            logout(request)
            messages.info(
                request, "You were signed out because nothing happened for a while. Sign in to go on."
            )
            return Viewer(request_id=request.request_id)
        session.note_seen(request.session, at=request.real_at)
        return get_viewer(request.user, on=timezone.localdate(request.at), request_id=request.request_id)


class SecondStepMiddleware:
    """A role that needs a second step opens nothing else before it is set up; stands after ViewerMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.viewer.is_signed_in or not needs_mfa(request.viewer.roles):
            return None
        if request.session.get(session.SECOND_STEP) or self._is_stood_in(request):
            return None
        if second_factors(request.user):
            # Set up in another session: this one began without it, so it has to begin again.
            logout(request)
            messages.info(request, "Sign in again, this time with your second step.")
            return HttpResponseRedirect(reverse("account_login"))
        if request.resolver_match.view_name in SETTING_UP:
            return None
        return HttpResponseRedirect(reverse("mfa_index"), status=303)

    def _is_stood_in(self, request: Any) -> bool:
        return bool(settings.DEMONSTRATION and request.session.get(session.DEMONSTRATION))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page is asked for again after the password; a form is never carried out from memory."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        query = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}", status=303)
