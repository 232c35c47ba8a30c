"""Pages on which a relationship that nobody keeps is seen, and given to somebody."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.ground.audit.answering import answer
from commonweal.ground.visibility.requests import Request, check_may, check_may_somewhere, today
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.forms import KeeperForm
from commonweal.listen.exchange.views.answering import GET_OR_POST, FormPage, to

TITLE = "Relationships without a keeper"


@require_safe
def list_page(request: Request) -> HttpResponse:
    check_may_somewhere(request, "trusted.name_keeper", "trusted.oversee")
    lines = reads.list_vacancies(request.viewer, on=today(request))
    waiting = [line for line in lines if line.row.state == "open"]
    ended = [line.row for line in lines if line.row.state != "open"]
    context = {"title": TITLE, "waiting": waiting, "ended": ended}
    return render(request, "exchange/vacancies.jinja", context)


@GET_OR_POST
def name_keeper(request: Request, pk: int) -> HttpResponse:
    vacancy = reads.find_vacancy(request.viewer, pk)
    check_may(request, "trusted.name_keeper", [vacancy.owner_id])
    form = KeeperForm(
        request.POST or None, version=vacancy.version, owner_id=vacancy.owner_id,
        namer_id=request.viewer.account_id, on=today(request),
    )  # fmt: skip

    def save(**values: Any) -> None:
        writes.name_keeper(vacancy=vacancy, version=form.version, by=request.viewer, at=request.at, **values)

    page = FormPage(
        title=f"Name a keeper for vacancy {vacancy.pk}", button="Name this person", back=to("vacancies"),
        done="They are told that something awaits them.",
        trail=((TITLE, to("vacancies")), (f"Vacancy {vacancy.pk}", "")),
        intro="The new keeper sees what was said and owes the answers. Who the other person is stays shut: opening it asks "
        "the new keeper for a reason, as it asks everybody.",
        warning="This is kept for good: whom you named, when, and why. Those who oversee us are told at once.",
    )  # fmt: skip
    return answer(request, form, save, page, current=_values)


def _values(vacancy: Any) -> dict[str, Any]:
    return {"new_keeper": vacancy.new_keeper_id, "reason": vacancy.why}
