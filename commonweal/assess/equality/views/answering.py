"""How do the pages of assessments find one, say who asks, save a form, merge it and lead on?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.assess.equality.reads import one
from commonweal.design.merging import merge_response
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, Refused, check_may

READ = "equality.read"
GET_OR_POST = require_http_methods(["GET", "POST"])


def check_reads(request: Request) -> None:
    if not request.viewer.may_somewhere(READ):
        raise Refused("You do not have a role that reads equality assessments.")


def find(request: Request, pk: int, permission: str = "") -> Any:
    """The assessment, for those who may do this to it: nobody else is shown a form that would be refused."""
    found = one.get_assessments(request.viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    if permission:
        check_may(request.viewer, permission, [found.owner_id])
    return found


def who(request: Request) -> dict[str, Any]:
    return {"by": request.viewer, "at": request.at}


def today(request: Request) -> Any:
    return timezone.localdate(request.at)


def entries_of(record: Any) -> list[dict[str, Any]]:
    return [
        {"who": e.actor, "what": e.words, "when": e.at, "why": e.reason} for e in list_history(record)[:50]
    ]


def to(name: str, *args: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"equality:{name}", args=args), status=303)


def answer(
    request: Request,
    form: Any,
    save: Callable[..., Any],
    *,
    words: str,
    action: str,
    of: Any = None,
    values: Callable[[Any], dict[str, Any]] = lambda record: {},
    back: str = "",
    template: str = "equality/form.jinja",
    **more: Any,
) -> HttpResponse:
    """save is given the clean values; values gives a record's for the page that merges two people's changes."""
    if request.method == "POST" and form.is_valid():
        try:
            made = save(**form.cleaned_data, note=getattr(form, "said_of_text", ""), **who(request))
        except Stale as stale:
            name, at = (stale.last.actor, stale.last.at) if stale.last else ("Somebody", request.at)
            return merge_response(
                request, form, values(stale.record), name, at, current_version=stale.record.version
            )
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            return HttpResponseRedirect(back, status=303) if back else to("show", (of or made).pk)
    context = {"form": form, "words": words, "action": action, "of": of, "draft": request.path, **more}
    return render(request, template, context, status=422 if form.errors else 200)
