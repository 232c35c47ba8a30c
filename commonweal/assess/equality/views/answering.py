"""How do the pages of assessments find one, say who asks, save a form, merge it and lead on?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.assess.equality.reads import one
from commonweal.ground.audit import answering
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused, check_may

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


def to(name: str, *args: Any) -> HttpResponseRedirect:
    return answering.redirect(reverse(f"equality:{name}", args=args))


def answer(
    request: Request,
    form: Any,
    save: Callable[..., Any],
    *,
    words: str,
    action: str,
    of: Any = None,
    values: answering.Values = lambda record: {},
    back: str = "",
    template: str = "equality/form.jinja",
    **more: Any,
) -> HttpResponse:
    """Leads back to the assessment, or to the one that was made; values gives a record's for the page that merges."""
    page = answering.FormPage(
        words, action, back or (lambda made: reverse("equality:show", args=[(of or made).pk])),
        template=template, more={"words": words, "action": action, "of": of, **more},
    )  # fmt: skip

    def whole() -> Any:
        return save(**form.cleaned_data, note=getattr(form, "said_of_text", ""), **who(request))

    return answering.answer_form(request, form, whole, page, current=values)
