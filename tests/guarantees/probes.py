"""What would somebody reach whose grant were another, where no answer of a page tells it?

Each is asked of the people of one role, and says whether what they reach contradicts what was reviewed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from commonweal.act.agreements.models import Agreement
from commonweal.answer.publications.reads.waiting import list_public_for_staff, owners_of_publication
from commonweal.assess.exposure.models import Study
from commonweal.assess.impact.models import DatedEvent, Operation
from commonweal.ground.messages.models import Message
from commonweal.ground.messages.reads import find_recipients
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.models import VisibleModel
from commonweal.listen.exchange.models import TrustedRelationship
from commonweal.listen.tension.models import ItemSource, TensionReturn
from commonweal.listen.tension.writes import sending
from tests.guarantees.extras.tension import WEEKS, by
from tests.guarantees.sight import sees
from tests.guarantees.town import ON, Person, Town, is_refused, undone

Probe = Callable[[Town, list[Person]], bool]


def _reaches_strangers(town: Town, people: list[Person]) -> bool:
    """May somebody who reaches their own organisation's people send a notice to another's?"""
    other = Organisation.objects.get(name="Refugee Council")
    for person in people:
        seen = find_recipients(roles=[], organisation_ids=[other.pk], on=ON, but_not=person.account_id)
        data = {"organisations": [other.pk], "seen": [p.pk for p in seen], "about": "/"}
        with undone():
            sent = town.ask(person.key, "POST", "/messages/send/", data).status_code == 303
        if sent != (person.role == "partnership_manager"):
            return True
    return False


def _reads_other_sources(town: Town, people: list[Person]) -> bool:
    """Does somebody read where an item comes from who should not, or no longer who should?"""
    other = Organisation.objects.get(name="London First")
    for person in people:
        ours = TensionReturn.objects.filter(organisation_id=person.organisation_id)
        for overseen_by in (None, other):
            with undone():
                if overseen_by is not None:
                    ours.update(overseer=overseen_by)
                read = ItemSource.objects.visible_to(town.viewer(person.key)).values_list("pk", flat=True)
                if set(read) != {row.pk for row in ItemSource.objects.all() if sees(person, row)}:
                    return True
    return False


def _takes_other_returns(town: Town, people: list[Person]) -> bool:
    """Does the file hold another body's returns, or not all of those that somebody may take?"""
    week = WEEKS["checked"]
    arrived = TensionReturn.objects.filter(week_starting=week, variant="officer").exclude(state="draft")
    arrived = arrived.select_related("area", "organisation").order_by("pk")
    for person in people:
        taken_by_them = {row.pk for row in arrived if sees(person, row)}
        with undone():
            # Their own words as a substitute elsewhere: they may read them, and that body's file is not theirs.
            elsewhere = [row.pk for row in arrived if row.pk not in taken_by_them][:1]
            TensionReturn.objects.filter(pk__in=elsewhere).update(drafted_by_id=person.account_id)
            answer = town.ask(
                person.key,
                "POST",
                f"/tension/export/?week={week}",
                {"accepts_conditions": "on", "kind": "csv"},
            )
        file = answer.content.decode("utf-8-sig") if answer.status_code == 200 else ""
        lines = csv.DictReader(io.StringIO(file))
        taken = {(line["Area"], line["Organisation"]) for line in lines}
        if taken != {(row.area.name, row.organisation.name) for row in arrived if row.pk in taken_by_them}:
            return True
    return False


def _keeps_for_others(town: Town, people: list[Person]) -> bool:
    """Does somebody keep what is another body's, or no longer what is their own's?"""
    other = Organisation.objects.get(name="London First")
    anything = TrustedRelationship.objects.order_by("pk")[0]
    for person in people:
        for owner in (person.organisation_id, other.pk):
            with undone():
                TrustedRelationship.objects.filter(pk=anything.pk).update(
                    keeper_id=person.account_id, owner_id=owner
                )
                kept = TrustedRelationship.objects.visible_to(town.viewer(person.key)).filter(pk=anything.pk)
                if kept.exists() != (owner == person.organisation_id):
                    return True
    return False


def _is_not_told(town: Town, people: list[Person]) -> bool:
    """A risk to life was reported: is somebody on duty not told?"""
    week = WEEKS["draft"]
    with undone():
        sent = TensionReturn.objects.get(
            week_starting=week,
            state="draft",
            variant="officer",
            organisation__name="Metropolitan Police, Haringey",
        )
        sending.submit_return(sent=sent, risk_to_life=True, **by("borough", week))
        told = Message.objects.filter(record_type=sent._meta.label_lower, record_id=sent.pk)
        return any(not told.filter(account_id=person.account_id).exists() for person in people)


def _withdraws_other_studies(town: Town, people: list[Person]) -> bool:
    """Is the page that withdraws a study open to those who only read it, or closed to those who asked?"""
    for person in people:
        for study in Study.objects.filter(withdrawn_at=None, reach="police"):
            with undone():
                opened = (
                    town.ask(person.key, "GET", f"/what-lies-near/studies/{study.pk}/withdraw/").status_code
                    == 200
                )
            if opened != (study.owner_id == person.organisation_id):
                return True
    return False


def _reads_others(model: type[VisibleModel]) -> Probe:
    """Does somebody read the records of a body that is not theirs, or not all that was reviewed?"""

    def probe(town: Town, people: list[Person]) -> bool:
        rows = list(model._base_manager.all())
        for person in people:
            read = set(model.objects.visible_to(town.viewer(person.key)).values_list("pk", flat=True))
            if read != {row.pk for row in rows if sees(person, row)}:
                return True
        return False

    return probe


def _prepares_for_others(town: Town, people: list[Person]) -> bool:
    """Is the page that adds a task to an event open to another body than the one whose event it is, or closed to that one?"""
    other = Organisation.objects.get(name="London First")
    event = DatedEvent.objects.order_by("pk")[0]
    for person in people:
        for owner in (person.organisation_id, other.pk):
            with undone():
                DatedEvent.objects.filter(pk=event.pk).update(owner_id=owner)
                answer = town.ask(person.key, "GET", f"/impact/events/{event.pk}/tasks/")
            if (answer.status_code == 200) != (owner == person.organisation_id):
                return True
    return False


def _takes_back(town: Town, people: list[Person]) -> bool:
    """Is somebody kept from what their own organisation published, or let at what another did?"""
    out = list(list_public_for_staff())
    for person in people:
        for found in out:
            asked = town.ask(person.key, "GET", f"/publications/{found.pk}/withdraw/")
            is_theirs = person.organisation_id in owners_of_publication(found)
            if is_refused(asked) == is_theirs:
                return True
    return False


PROBES: dict[str, tuple[Probe, ...]] = {
    "publications.withdraw": (_takes_back,),
    "messages.send": (_reaches_strangers,),
    "tension.read_sources": (_reads_other_sources,),
    "tension.export": (_takes_other_returns,),
    "tension.duty": (_is_not_told,),
    "trusted.keep": (_keeps_for_others,),
    "exposure.study": (_withdraws_other_studies,),
    "impact.read": (_reads_others(Operation),),
    "impact.request": (_prepares_for_others,),
    "agreements.read": (_reads_others(Agreement),),
}
