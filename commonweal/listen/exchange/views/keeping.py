"""Pages on which a desk officer keeps a relationship, and opens whom it is with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from commonweal.ground.audit.answering import answer, done, new_key
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import note_read
from commonweal.ground.partners.reads import all_organisations
from commonweal.ground.visibility.requests import Request, check_may_somewhere, today
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.forms import IdentityForm, NewRelationshipForm, OpenForm, RelationshipForm
from commonweal.listen.exchange.views.answering import GET_OR_POST, FormPage, home_trail, to, version_sent

COLUMNS = (
    "community", "organisation", "purpose", "since_on", "agreed_on", "agreed_until_on", "stand_in", "state",
)  # fmt: skip


@require_safe
def list_page(request: Request) -> HttpResponse:
    check_may_somewhere(request, "trusted.keep")
    on = today(request)
    context = {
        "relationships": reads.list_relationships(request.viewer),
        "owed": reads.owed_by(request.viewer, on=on),
    }
    return render(request, "exchange/list.jinja", context)


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    relationship = reads.find_relationship(request.viewer, pk)
    context = {
        "relationship": relationship,
        "lines": reads.list_exchanges(request.viewer, on=today(request), relationship=relationship),
        # Without changes of nothing that stands here: they would say that there is a name.
        "history": list_history(relationship).exclude(action="exchange.change_relationship", changed="")[:20],
    }
    return render(request, "exchange/relationship.jinja", context)


def _choices(request: Request, keeper_id: int | None, owners: list[int]) -> dict[str, Any]:
    return {
        "communities": reads.list_communities(request.viewer),
        "owner_ids": owners,
        "keeper_id": keeper_id,
        "on": today(request),
    }


@GET_OR_POST
def begin(request: Request) -> HttpResponse:
    check_may_somewhere(request, "trusted.keep")
    owners = reads.organisations_of_keeper(request.viewer)
    form = NewRelationshipForm(
        request.POST or None, initial={"state": "building"} | new_key(),
        **_choices(request, request.viewer.account_id, owners),
    )  # fmt: skip

    def save(**values: Any) -> Any:
        owner = all_organisations().get(pk=owners[0])
        return writes.begin_relationship(owner=owner, by=request.viewer, at=request.at, **values)

    page = FormPage(
        title="Begin a relationship", button="Begin", back=lambda made: to("relationship", made.pk),
        done="The relationship is kept.",
        trail=home_trail(request, ("Begin a relationship", "")),
        intro="Say with which community, and what it is for. Who the person is is kept on a page of its own.",
    )  # fmt: skip
    return answer(request, form, save, page)


@GET_OR_POST
def change(request: Request, pk: int) -> HttpResponse:
    relationship = reads.find_relationship(request.viewer, pk)
    form = RelationshipForm(
        request.POST or None, initial=_values(relationship), version=relationship.version,
        **_choices(request, relationship.keeper_id, [relationship.owner_id]),
    )  # fmt: skip

    def save(**values: Any) -> None:
        writes.change_relationship(
            relationship=relationship, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = _page(request, relationship, "Change the relationship", "Save", "The relationship is changed.")
    return answer(request, form, save, page, current=_values)


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    relationship = reads.find_relationship(request.viewer, pk)
    writes.end_relationship(
        relationship=relationship, version=version_sent(request), by=request.viewer, at=request.at
    )
    words = "The relationship has ended. Nothing is kept of who it was with."
    return done(request, words, to("relationship", pk))


def _values(relationship: Any) -> dict[str, Any]:
    found = {name: getattr(relationship, name) for name in COLUMNS}
    return {name: getattr(value, "pk", value) for name, value in found.items()}


def _page(request: Request, relationship: Any, title: str, button: str, done: str, **more: Any) -> FormPage:
    back = to("relationship", relationship.pk)
    trail = home_trail(request, (str(relationship), back), (title, ""))
    return FormPage(title=title, button=button, back=back, done=done, trail=trail, **more)


@GET_OR_POST
def keep_who(request: Request, pk: int) -> HttpResponse:
    """Empty every time: the page does not say whether somebody was kept before."""
    relationship = reads.find_relationship(request.viewer, pk)
    form = IdentityForm(request.POST or None)

    def save(**values: Any) -> None:
        writes.keep_identity(relationship=relationship, by=request.viewer, at=request.at, **values)

    page = _page(
        request, relationship, "Keep who it is", "Keep it apart", "It is kept apart.",
        intro="This is kept in a place of its own. It takes the place of whatever was kept before. To read it again, "
        "somebody has to give a reason, and those who oversee us see that reason.",
    )  # fmt: skip
    return answer(request, form, save, page)


@GET_OR_POST
def open_who(request: Request, pk: int) -> HttpResponse:
    relationship = reads.find_relationship(request.viewer, pk)
    form = OpenForm(request.POST or None)

    def save(**values: Any) -> Any:
        return writes.open_identity(relationship=relationship, by=request.viewer, at=request.at, **values)

    page = _page(
        request, relationship, "Open who it is", "Open it for ten minutes", "It is open for ten minutes.",
        warning="This is kept for good: that you opened it, when, and why. Those who oversee us are told at once.",
    )  # fmt: skip
    return answer(request, form, save, replace(page, back=lambda opening: to("opened", opening.pk)))


@require_safe
def opened(request: Request, pk: int) -> HttpResponse:
    opening = reads.find_opening(request.viewer, pk)
    identity = reads.identity_shown(opening, at=request.at)
    still_open = request.at < opening.until_at
    if still_open:
        note_read(
            what="who a trusted relationship is with", record=opening, reason=opening.why, by=request.viewer,
            at=request.at,
        )  # fmt: skip
    until = timezone.localtime(opening.until_at)
    context = {"opening": opening, "identity": identity, "still_open": still_open, "until": f"{until:%H:%M}"}
    return render(request, "exchange/opened.jinja", context)
