"""Does only who is there on the day count as somebody who listens, and does each count once?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.partners.models import Organisation
from commonweal.listen.engagement.models import (
    Community,
    Contact,
    Desk,
    DeskCommunity,
    OutreachCover,
    OutreachWorker,
    Relationship,
)
from commonweal.listen.engagement.reads.coverage import get_coverage
from commonweal.listen.engagement.reads.heard import EVERYWHERE, Known, known_on
from commonweal.listen.engagement.rules.coverage import Gap
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import TODAY

Period = tuple[int | None, int | None]
PERIODS: list[Period] = [
    (-9, None), (-9, -1), (-9, 0), (-9, 1), (0, None), (0, 1), (1, None), (1, 9),
]  # fmt: skip
"""In days from today; the second day is the first on which it no longer holds."""


def day(offset: int | None) -> date | None:
    return None if offset is None else TODAY + timedelta(days=offset)


def holds(period: Period) -> bool:
    since, until = period
    return (since is None or since <= 0) and (until is None or until > 0)


def bare(number: int) -> list[Community]:
    names = [f"Community {n}" for n in range(number)]
    return Community.objects.bulk_create([Community(name=name, basis="interest") for name in names])


def line_of(community: Community):
    lines = get_coverage(make.viewer(make.officer("analyst")), on=TODAY, community=community.pk).lines
    return next(iter(lines))


@pytest.mark.django_db
def test_an_outreach_worker_listens_while_both_the_post_and_the_cover_hold(count):
    pairs = list(product(PERIODS, PERIODS))
    body = make.desk().organisation
    there = bare(len(pairs))
    for number, ((post, cover), community) in enumerate(zip(pairs, there, strict=True)):
        worker = OutreachWorker.objects.create(
            title=f"Post {number}", organisation=body, languages="Any", since_on=day(post[0]), until_on=day(post[1])
        )  # fmt: skip
        OutreachCover.objects.create(
            worker=worker, community=community, since_on=day(cover[0]), until_on=day(cover[1])
        )
    known = known_on(TODAY)
    for (post, cover), community in zip(pairs, there, strict=True):
        number = known.in_area(known.desks, (community.pk, EVERYWHERE))
        assert number == (holds(post) and holds(cover)), (post, cover)
    count("engagement: posts and covers on a day", len(pairs))


@pytest.mark.django_db
def test_a_desk_listens_while_it_is_open_and_answers_for_the_community(count):
    pairs = list(product([*PERIODS, (None, None), (None, 0), (None, 1)], PERIODS))
    body = make.desk().organisation
    there = bare(len(pairs))
    for number, ((open_, link), community) in enumerate(zip(pairs, there, strict=True)):
        desk = Desk.objects.create(
            name=f"Desk {number}", organisation=body, opened_on=day(open_[0]), closed_on=day(open_[1])
        )
        DeskCommunity.objects.create(
            desk=desk, community=community, since_on=day(link[0]), until_on=day(link[1])
        )
    known = known_on(TODAY)
    for (open_, link), community in zip(pairs, there, strict=True):
        number = known.in_area(known.desks, (community.pk, EVERYWHERE))
        assert number == (holds(open_) and holds(link)), (open_, link)
    count("engagement: desks and what they answer for on a day", len(pairs))


@pytest.mark.django_db
def test_a_closed_desk_and_an_ended_post_leave_a_community_to_nobody_on_every_page(monkeypatch):
    somali = make.community()
    desk = make.desk()
    DeskCommunity.objects.create(desk=desk, community=somali, since_on=day(-9))
    worker = make.worker()
    OutreachCover.objects.create(worker=worker, community=somali, since_on=day(-9))
    browser = make.client(make.officer(), monkeypatch)
    page = reverse("engagement:show", args=[somali.pk])
    assert "Nobody yet: no desk" not in browser.get(page).content.decode()
    assert line_of(somali).judgement.gap is Gap.SILENT
    Desk.objects.update(closed_on=TODAY)
    OutreachWorker.objects.update(until_on=TODAY)
    assert line_of(somali).judgement.gap is Gap.NOBODY
    assert "Nobody yet: no desk" in browser.get(page).content.decode()


@pytest.mark.django_db
def test_cover_that_ends_later_is_somebody_today_and_nobody_on_its_last_day():
    somali = make.community()
    OutreachCover.objects.create(worker=make.worker(), community=somali, since_on=day(-9), until_on=day(5))
    viewer = make.viewer(make.officer("analyst"))
    found = {n: get_coverage(viewer, on=day(n)).lines[0].judgement.gap for n in (-10, -9, 0, 4, 5)}
    assert found == {
        -10: Gap.NOBODY, -9: Gap.SILENT, 0: Gap.SILENT, 4: Gap.SILENT, 5: Gap.NOBODY,
    }  # fmt: skip


@pytest.mark.django_db
def test_who_covers_one_borough_listens_in_no_other():
    somali = make.community()
    make.sized(somali, {"E1": 500, "E2": 900})
    ward = make.area("W2", "A ward", make.area("E2"), "ward")
    body = make.desk().organisation
    for title, area in (("One", make.area("E1")), ("Two", ward), ("Both", make.area("E1")), ("Both", None)):
        worker, _ = OutreachWorker.objects.get_or_create(
            title=title, organisation=body, defaults={"languages": "Somali", "since_on": day(-9)}
        )
        OutreachCover.objects.create(worker=worker, community=somali, area=area, since_on=day(-9))
    known = known_on(TODAY)
    here, there = make.area("E1").pk, make.area("E2").pk
    assert known.in_area(known.desks, (somali.pk, here)) == 2  # One, Both
    assert known.in_area(known.desks, (somali.pk, there)) == 2  # Two in a ward of it, Both
    assert known.in_area(known.desks, (somali.pk, EVERYWHERE)) == 3


@pytest.mark.django_db
def test_an_organisation_that_works_in_three_areas_is_one_where_nobody_was_counted():
    somali = make.community()
    areas = [make.area(f"E{n}", f"Area {n}") for n in range(3)]
    relationship = make.relationship(communities=[somali], areas=areas)
    Relationship.objects.update(state="trusted", state_reason="They meet")
    make.contact(relationship, speaks_for=[somali])
    effort = line_of(somali).effort
    assert (effort.organisations, effort.contacts, line_of(somali).trusted) == (1, 1, 1)
    make.relationship(communities=[somali])
    assert line_of(somali).effort.organisations == 2


@pytest.mark.django_db
def test_an_organisation_that_is_gone_and_a_consent_that_does_not_hold_listen_to_nobody():
    somali = make.community()
    relationship = make.relationship(communities=[somali])
    make.contact(relationship, speaks_for=[somali])
    assert line_of(somali).judgement.gap is Gap.SILENT
    Relationship.objects.update(last_contact_on=day(1))  # what lies ahead was not heard yet
    assert line_of(somali).judgement.gap is Gap.SILENT
    Organisation.objects.filter(pk=relationship.organisation_id).update(exists_until_on=TODAY)
    assert line_of(somali).judgement.gap is Gap.NOBODY
    Organisation.objects.update(exists_until_on=None)
    Relationship.objects.update(state="dormant", state_reason="Nobody answers")
    assert line_of(somali).effort.contacts == 1
    Contact.objects.update(consented_on=day(1))
    assert line_of(somali).judgement.gap is Gap.NOBODY


facts = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(EVERYWHERE, 4)), max_size=30)


@given(facts, st.integers(1, 3), st.integers(EVERYWHERE, 4))
def test_whoever_is_there_counts_once_however_many_areas_they_work_in(rows, community, area):
    known = Known()
    for thing, of, where in rows:
        known.organisations[of, where].add(thing)
    found = known.in_area(known.organisations, (community, area))
    meant = {
        thing for thing, of, where in rows if of == community and (EVERYWHERE in (area, where) or where == area)
    }  # fmt: skip
    assert found == len(meant)
    assert found <= known.in_area(known.organisations, (community, EVERYWHERE))
