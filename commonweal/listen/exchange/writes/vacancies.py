"""How is it noticed that nobody keeps a relationship, and how is a new keeper named?"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.people.models import Account
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.exchange import reads
from commonweal.listen.exchange.models import TrustedRelationship, Vacancy
from commonweal.listen.exchange.reads.owners import owner_above, owner_of_vacancy
from commonweal.listen.exchange.rules import keeping, states

NAME = "trusted.name_keeper"


@write("noticed that nobody keeps a trusted relationship", permission=NAME, owners=owner_above)
def note_vacancy(*, relationship: TrustedRelationship, by: Viewer, at: datetime) -> Vacancy:
    """Lay it before those who oversee and those who may name a keeper: until then it stands on nobody's page."""
    on = timezone.localdate(at)
    fresh = TrustedRelationship.objects.select_for_update(of=("self",)).get(pk=relationship.pk)
    listed = Vacancy.objects.filter(relationship=fresh, state=states.Gap.OPEN.value).exists()
    if listed or not reads.nobody_keeps(fresh, on=on):
        raise NotPossible("Somebody keeps this relationship, or it is on the list already.")
    made = Vacancy.objects.create(
        relationship=fresh, owner_id=fresh.owner_id, since_on=reads.without_keeper_since(fresh, on=on), found_at=at
    )  # fmt: skip
    leads = reads.holders_of(NAME, on=on, organisations=[fresh.owner_id])
    add_notice(account_ids=leads, kind="awaits", at=at, address=reverse("trusted:vacancies"))
    _tell_overseers(at)
    return made


@write("noticed that a relationship is kept again", permission=NAME, locks="vacancy", owners=owner_of_vacancy)
def close_vacancy(*, vacancy: Vacancy, by: Viewer, at: datetime) -> Vacancy:
    """Its keeper was given the role again, or whoever stands in was."""
    state = states.next_gap(vacancy.state, "come_back")
    relationship = reads.relationship_without_keeper(vacancy)
    if reads.nobody_keeps(relationship, on=timezone.localdate(at)):
        raise NotPossible("Nobody keeps this relationship yet.")
    vacancy.state, vacancy.ended_at = state, at
    vacancy.save()
    return vacancy


@write("named a new keeper", permission=NAME, locks="vacancy", owners=owner_of_vacancy)
def name_keeper(*, vacancy: Vacancy, new_keeper: Account, reason: str, by: Viewer, at: datetime) -> Vacancy:
    """Hand the relationship on. Who it is with stays shut: the new keeper opens it with a reason, as everybody does."""
    on = timezone.localdate(at)
    state = states.next_gap(vacancy.state, "name_keeper")
    relationship = reads.relationship_without_keeper(vacancy)
    if not reads.nobody_keeps(relationship, on=on):
        raise NotPossible("Its keeper has come back since. There is nobody to name.")
    keeping.check_named(new_keeper.pk, by.account_id, reads.keepers_in(relationship.owner_id, on=on))
    keeping.check_reason_to_name(reason)
    relationship.keeper, relationship.stand_in = new_keeper, None
    relationship.version += 1
    relationship.save()
    vacancy.state, vacancy.ended_at, vacancy.why = state, at, reason
    vacancy.named_by_id, vacancy.new_keeper = by.person_id, new_keeper
    vacancy.save()
    address = reverse("trusted:relationship", args=[relationship.pk])
    add_notice(account_ids=[new_keeper.pk], kind="awaits", at=at, address=address)
    _tell_overseers(at)
    return vacancy


def _tell_overseers(at: datetime) -> None:
    overseers = reads.holders_of("trusted.oversee", on=timezone.localdate(at))
    add_notice(account_ids=overseers, kind="changed", at=at, address=reverse("trusted:vacancies"))
