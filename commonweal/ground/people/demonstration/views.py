"""Who would you like to be? Only in the demonstration."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from commonweal.ground.people import reads, session
from commonweal.ground.people.writes.sessions import begin_session
from commonweal.ground.visibility.requests import Request

if not settings.DEMONSTRATION:
    raise ImproperlyConfigured("Signing in with one click belongs to the demonstration alone.")


@login_not_required
def choose(request: Request) -> HttpResponse:
    """Everybody who lives in the demonstration, with what their job is."""
    people = reads.list_people_by_role(on=timezone.localdate(request.at))
    return render(request, "demonstration/choose.jinja", {"people": people})


@login_not_required
@require_POST
def become(request: Request, pk: int) -> HttpResponse:
    if not settings.DEMONSTRATION:
        raise PermissionDenied
    today = timezone.localdate(request.at)
    accounts = {row.account.pk: row.account for row in reads.list_people_by_role(on=today)}
    account = accounts.get(pk) or get_object_or_404(reads.nobody(), pk=pk)
    logout(request)
    login(request, account)
    session.begin(request.session, at=request.real_at, second_step=False)
    request.session[session.DEMONSTRATION] = True
    session.keep_last_visit(request.session, reads.last_visit_at(account))
    begin_session(
        account=account,
        session_key=request.session.session_key or "",
        device=request.headers.get("User-Agent", ""),
        reason="one click in the demonstration",
        by=reads.get_viewer(account, on=today, request_id=request.request_id),
        at=request.at,
    )
    return HttpResponseRedirect("/", status=303)
