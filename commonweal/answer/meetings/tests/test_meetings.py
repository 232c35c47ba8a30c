"""Are meetings planned, published with clear days, held and cancelled as they should be, and is an overdue body named?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.answer.meetings import reads, rules, writes
from commonweal.answer.meetings.models import Meeting
from commonweal.answer.meetings.rules import Event, State
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.partners.models import Organisation, OrganisationParent
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.session import SECOND_STEP
from commonweal.ground.visibility.rules import Holding, NotPossible, Refused, Tier, Viewer

pytestmark = pytest.mark.django_db
AT = datetime(2010, 7, 1, 9, 0, tzinfo=UTC)
LEGAL = {
    ("planned", "publish agenda"): "called", ("planned", "cancel"): "cancelled", ("called", "hold"): "held",
    ("called", "cancel"): "cancelled",
}  # fmt: skip


@pytest.fixture
def authority():
    return Organisation.objects.create(name="The authority", kind="oversight")


@pytest.fixture
def body(authority):
    body = Organisation.objects.create(name="Its sub-committee", kind="committee", meets="quarterly")
    OrganisationParent.objects.create(organisation=body, parent=authority, since_on=date(2001, 1, 1))
    return body


def person(organisation, role="committee_officer"):
    account = Account.objects.create(email=f"p{Account.objects.count()}@example.org", name="Officer")
    RoleHeld.objects.create(account=account, organisation=organisation, role=role, since_on=date(2001, 1, 1))
    return as_viewer(
        [Holding(role, organisation.pk, organisation.name)], account_id=account.pk, name="Officer"
    )


@pytest.fixture
def officer(authority):
    return person(authority)


def plan(body, officer, on=date(2010, 7, 22), **given):
    return writes.plan_meeting(body=body, meeting_on=on, by=officer, at=AT, **given)


def test_every_state_and_event_is_decided(count):
    pairs = list(product(State, Event))
    for state, event in pairs:
        expected = LEGAL.get((state.value, event.value))
        if expected:
            assert rules.next_state(state, event) == expected
        else:
            with pytest.raises(NotPossible):
                rules.next_state(state, event)
    count("meetings: state x event pairs by rule", len(pairs))


def test_the_officer_of_the_parent_runs_its_bodies_and_nobody_elses(body, officer):
    assert [i.title for i in plan(body, officer).items.all()] == list(rules.STANDING_ITEMS)
    stranger = person(Organisation.objects.create(name="Another authority", kind="oversight"))
    with pytest.raises(Refused):
        plan(body, stranger, on=date(2010, 8, 1))
    with pytest.raises(Refused):
        plan(body, person(body.parents.get().parent, "authority_member"), on=date(2010, 8, 1))
    assert AuditEntry.objects.filter(outcome="refused").count() == 2


@pytest.mark.parametrize(
    ("published", "meeting", "days"),
    [
        (date(2010, 7, 1), date(2010, 7, 8), 4),
        (date(2010, 7, 1), date(2010, 7, 9), 5),
        (date(2010, 12, 22), date(2011, 1, 4), 5),
    ],
)
def test_clear_working_days_leave_out_both_ends_weekends_and_bank_holidays(
    body, officer, published, meeting, days
):
    found = plan(body, officer, on=meeting)
    notice = reads.notice_of(found, on=published)
    assert (notice.clear_days, notice.is_late) == (days, days < 5)


def test_the_day_by_which_papers_must_be_out_is_said(body, officer):
    notice = reads.notice_of(plan(body, officer), on=date(2010, 7, 1))
    assert notice.out_by_on == date(2010, 7, 14)
    assert notice.sentence == "Must be out by 14 July 2010 to leave 5 clear working days."


def test_short_notice_needs_its_reason(body, officer):
    meeting = plan(body, officer)
    with pytest.raises(NotPossible, match="Give the reason for urgency"):
        writes.publish_agenda(meeting=meeting, published_on=date(2010, 7, 20), by=officer, at=AT)
    late = writes.publish_agenda(
        meeting=meeting, published_on=date(2010, 7, 20), urgency_reason="a death", by=officer, at=AT
    )
    assert "1 clear working days instead of 5" in reads.notice_of(late, on=date(2010, 7, 21)).sentence


def test_a_meeting_is_held_on_its_day_and_not_before(body, officer):
    meeting = writes.publish_agenda(
        meeting=plan(body, officer), published_on=date(2010, 7, 1), by=officer, at=AT
    )
    with pytest.raises(NotPossible, match="lies ahead"):
        writes.hold_meeting(meeting=meeting, on=date(2010, 7, 21), by=officer, at=AT)
    assert writes.hold_meeting(meeting=meeting, on=date(2010, 7, 22), by=officer, at=AT).state == "held"
    with pytest.raises(NotPossible):
        writes.add_agenda_item(meeting=meeting, title="too late", by=officer, at=AT)


def test_agenda_items_keep_their_order(body, officer):
    meeting = plan(body, officer)
    writes.add_agenda_item(meeting=meeting, title="First of all", position=1, by=officer, at=AT)
    writes.add_agenda_item(meeting=meeting, title="Last", by=officer, at=AT)
    writes.remove_agenda_item(meeting=meeting, item_id=meeting.items.get(position=2).pk, by=officer, at=AT)
    items = list(meeting.items.values_list("position", "title"))
    assert [p for p, _ in items] == list(range(1, len(items) + 1))
    assert (items[0][1], items[-1][1]) == ("First of all", "Last")
    assert "Apologies for absence" not in [t for _, t in items]


def test_a_private_meeting_says_why(body, officer):
    with pytest.raises(NotPossible, match="schedule 12A"):
        plan(body, officer, access="exempt")


def test_a_body_that_has_not_met_by_its_own_rule_is_named(body, officer):
    meeting = writes.publish_agenda(
        meeting=plan(body, officer, on=date(2010, 2, 26)), published_on=date(2010, 2, 1), by=officer, at=AT
    )
    writes.hold_meeting(meeting=meeting, on=date(2010, 2, 26), by=officer, at=AT)
    assert reads.overdue_bodies(viewer=officer, on=date(2010, 5, 26)) == []
    (found,) = reads.overdue_bodies(viewer=officer, on=date(2010, 6, 5))
    assert found.body == body
    assert found.sentence == (
        "It meets every quarter; last met on 26 February 2010; so a meeting was due by 26 May 2010, 10 days ago."
    )


def test_the_day_of_a_hidden_meeting_is_not_told_by_the_way(body, officer):
    for day, tier in ((date(2010, 2, 26), "partnership"), (date(2010, 6, 2), "police")):
        meeting = writes.publish_agenda(
            meeting=plan(body, officer, on=day), published_on=date(2010, 1, 4), by=officer, at=AT
        )
        writes.hold_meeting(meeting=meeting, on=day, by=officer, at=AT)
        Meeting.objects.filter(pk=meeting.pk).update(tier=tier)
    (found,) = reads.overdue_bodies(viewer=officer, on=date(2010, 6, 5))
    assert "last met on 26 February 2010" in found.sentence
    police = replace(officer, tiers=officer.tiers | {Tier.POLICE})
    assert reads.overdue_bodies(viewer=police, on=date(2010, 6, 5)) == []
    assert reads.overdue_bodies(viewer=Viewer(), on=date(2010, 6, 5)) == []


@pytest.mark.parametrize(
    "change",
    ["state = 'cancelled'", "state = 'held'", "state = 'called'", "state = 'gone'", "access = 'exempt'"],
)
def test_raw_sql_cannot_leave_out_what_a_state_needs(body, officer, change):
    meeting = plan(body, officer)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE meetings_meeting SET {change} WHERE id = {meeting.pk}")


@pytest.fixture
def browser(client, officer):
    client.force_login(Account.objects.get(pk=officer.account_id))
    session = client.session
    session[SECOND_STEP] = True
    session.save()
    return client


def test_a_meeting_is_planned_and_changed_in_the_browser(browser, body):
    typed = {
        "body": body.pk,
        "meeting_on": "2030-07-22",
        "access": "open",
        "once": "one-key",
        "place": "City Hall",
    }
    for _ in range(2):
        assert browser.post(reverse("meetings:plan"), typed).status_code == 303
    meeting = Meeting.objects.get()
    page = browser.get(reverse("meetings:show", args=[meeting.pk])).content.decode()
    assert "Must be out by 12 July 2030" in page
    edit = reverse("meetings:edit", args=[meeting.pk])
    changed = {"meeting_on": "2030-07-23", "access": "open", "version": meeting.version, "place": "Hall 2"}
    assert browser.post(edit, changed).status_code == 303
    assert browser.post(edit, {**changed, "place": "Hall 3", "initial-place": "City Hall"}).status_code == 409
    meeting.refresh_from_db()
    assert meeting.place == "Hall 2"


def test_every_page_of_meetings_opens(browser, body, officer):
    meeting = plan(body, officer)
    assert browser.get(reverse("meetings:list"), {"body": body.pk}).status_code == 200
    assert browser.get(reverse("meetings:list"), {"body": "x"}).status_code == 200
    for name in ("show", "edit", "publish", "cancel"):
        assert browser.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 200
    assert browser.get(reverse("meetings:show", args=[99999])).status_code == 404
    browser.post(reverse("meetings:add_item", args=[meeting.pk]), {"title": "New item"})
    assert meeting.items.filter(title="New item").exists()
    browser.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": "no quorum"})
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


def test_the_list_asks_the_database_no_more_for_many_than_for_few(browser, body, officer):
    counts = []
    browser.get(reverse("meetings:list"))
    for number in range(1, 13):
        plan(body, officer, number=str(number))
        if number in {2, 12}:
            with CaptureQueriesContext(connection) as queries:
                browser.get(reverse("meetings:list"))
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12, counts
