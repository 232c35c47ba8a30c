"""How does a page of a paper find it, name who asks, go on and merge?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from commonweal.answer.papers.reads import lists
from commonweal.ground.audit.answering import redirect
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


def find_paper(request: Request, pk: int) -> Any:
    paper = lists.find_full_paper(pk, viewer=request.viewer)
    if paper is None:
        raise Http404
    return paper


def find_paper_for(request: Request, pk: int, permission: str) -> Any:
    """The paper, for those who may do this to it: nobody else is shown a form that would be refused."""
    paper = find_paper(request, pk)
    check_may(request.viewer, permission, lists.owners_of(paper))
    return paper


def to(name: str, pk: int) -> HttpResponse:
    return redirect(reverse(f"papers:{name}", args=[pk]))


def who(request: Request) -> dict[str, Any]:
    return {"by": request.viewer, "at": request.at}
