"""Who may answer an alert, in which state, and is every other way refused?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from commonweal.assess.surveillance import writes
from commonweal.assess.surveillance.models import Alert
from commonweal.assess.surveillance.tests.factories import AT, CODES, borough_lead, make_alert
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import Stale
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.visibility.rules import NotPossible

pytestmark = pytest.mark.django_db
WAYS = {
    "acknowledge": writes.acknowledge_alert,
    "explain": writes.explain_alert,
    "close": writes.close_alert,
    "look-again": writes.look_again,
}


def viewer(account):
    return get_viewer(account, on=AT.date())


def put_into(alert, state, explainer, closer):
    """The row as the writes would have left it."""
    values = {"state": state}
    if state == "acknowledged":
        values |= {"acknowledged_by": closer, "acknowledged_at": AT}
    if state in {"explained", "closed"}:
        values |= {"explained_by": explainer, "explained_at": AT, "explanation": "A march"}
    if state == "closed":
        values |= {"closed_by": closer, "closed_at": AT, "closing_reason": "Known"}
    Alert.objects.filter(pk=alert.pk).update(**values)
    return Alert.objects.get(pk=alert.pk)


@pytest.mark.parametrize("event", ["explain", "close", "look-again"])
def test_words_are_asked_for(event):
    alert = make_alert()
    one, other = make_account("analyst"), make_account("analyst")
    state = {"explain": "raised", "close": "acknowledged", "look-again": "explained"}[event]
    row = put_into(alert, state, one, one)
    with pytest.raises(NotPossible, match="Say why"):
        WAYS[event](alert=row, reason="  ", by=viewer(other), at=AT)


def test_another_look_empties_the_answers_and_keeps_them_in_the_history():
    alert, analyst = make_alert(), viewer(make_account("analyst"))
    lead = viewer(borough_lead())
    writes.explain_alert(alert=alert, reason="A march on Saturday", by=analyst, at=AT)
    again = writes.look_again(alert=alert, reason="There was no march", by=lead, at=AT + timedelta(hours=1))
    assert (again.state, again.explanation, again.explained_by_id) == ("raised", "", None)
    said = AuditEntry.objects.filter(subject_type="surveillance.alert", subject_id=str(alert.pk))
    assert [e.reason for e in said.order_by("sequence")] == ["A march on Saturday", "There was no march"]


def test_a_stale_answer_is_refused():
    alert, analyst = make_alert(), viewer(make_account("analyst"))
    seen = alert.version
    writes.acknowledge_alert(alert=alert, by=analyst, at=AT, version=seen)
    with pytest.raises(Stale):
        writes.explain_alert(alert=alert, reason="x", by=analyst, at=AT, version=seen)


SQL = {
    "acknowledged by nobody": "UPDATE surveillance_alert SET state = 'acknowledged'",
    "explained without words": "UPDATE surveillance_alert SET state = 'explained', explanation = ''",
    "closed by nobody": "UPDATE surveillance_alert SET state = 'closed', closing_reason = 'x'",
    "closed by whoever explained it": (
        "UPDATE surveillance_alert SET state = 'closed', closing_reason = 'x', closed_at = explained_at,"
        " closed_by_id = explained_by_id"
    ),
    "in a state that is none": "UPDATE surveillance_alert SET state = 'forgotten'",
    "raised below its own bound": "UPDATE surveillance_alert SET observed = 1",
    "without a sentence": "UPDATE surveillance_alert SET sentence = ''",
}


@pytest.mark.parametrize("what", SQL)
def test_raw_sql_does_not_get_past_the_table(what):
    alert = make_alert()
    if "explained it" in what:
        writes.explain_alert(alert=alert, reason="A march", by=viewer(make_account("analyst")), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SQL[what])


def test_the_borough_lead_reads_their_own_borough_alone():
    alert = make_alert()
    everywhere = {"analyst", "desk_officer", "investigating_officer", "commander"}
    readers = [*map(make_account, everywhere), borough_lead()]
    others = [make_account(r) for r in all_roles() if r not in everywhere | {"borough_lead"}]
    others.append(borough_lead(CODES[1], "Eastham police"))
    for account in readers:
        assert Alert.objects.visible_to(viewer(account)).filter(pk=alert.pk).exists()
    for account in others:
        assert not Alert.objects.visible_to(viewer(account)).exists()
