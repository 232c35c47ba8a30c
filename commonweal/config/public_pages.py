"""What does everybody have a right to know about this installation, with or without an account?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "config/accessibility.jinja")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "config/privacy.jinja")


@login_not_required
@require_safe
def what_this_holds(request: HttpRequest) -> HttpResponse:
    return render(request, "config/what_this_holds.jinja")
