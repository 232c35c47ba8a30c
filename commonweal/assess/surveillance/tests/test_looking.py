"""Is what stands out raised once and only once, however often and by however many it is looked through?"""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from commonweal.analysis.early_warning import VERSION
from commonweal.assess.surveillance.daily import raise_alerts
from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.assess.surveillance.reads import sources
from commonweal.assess.surveillance.tests.factories import (
    AT,
    CODES,
    LAST,
    STANDS_OUT,
    WHO,
    borough_lead,
    counts,
    load,
    make_alert,
    watched,
)
from commonweal.assess.surveillance.writes import declare_break, look_through, stop_watch, withdraw_break
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused
from commonweal.listen.recorded_crime import writes as crime

pytestmark = pytest.mark.django_db


def test_an_alert_carries_everything_that_it_rests_on():
    alert = make_alert()
    assert (alert.area.code, alert.period_on, alert.observed) == (CODES[0], LAST, STANDS_OUT)
    assert alert.method_version == VERSION
    assert alert.method_settings["years_back"] == 5
    assert alert.lower_bound < alert.expected < alert.upper_bound < alert.observed
    assert alert.baseline[0] >= "2005"
    assert alert.baseline[-1] < "2010-06-01"
    assert alert.sentence.startswith(
        "In June 2010 Northmarsh recorded 41; from the same months of earlier years"
    )
    assert alert.state == "raised"


def test_a_second_tick_raises_nothing_and_writes_nothing():
    watched()
    assert raise_alerts(now=AT) == 1
    entries = AuditEntry.objects.count()
    assert raise_alerts(now=AT + timedelta(minutes=1)) == 0
    assert Alert.objects.count() == 1
    assert AuditEntry.objects.count() == entries


def test_new_figures_are_looked_through_and_old_alerts_are_not_raised_again():
    watch = watched()
    raise_alerts(now=AT)
    later = AT + timedelta(days=40)
    load(watch.offence_class, [(CODES[0], "2010-07", 60), (CODES[1], "2010-07", 9)], at=later)
    assert raise_alerts(now=later) == 1
    assert list(Alert.objects.order_by("period_on").values_list("period_on", flat=True)) == [
        LAST,
        date(2010, 7, 1),
    ]


def test_a_revised_number_leaves_the_alert_as_it_was_raised():
    watch = watched()
    raise_alerts(now=AT)
    load(watch.offence_class, [(CODES[0], "2010-06", 44)])
    assert raise_alerts(now=AT) == 0
    assert Alert.objects.get().observed == STANDS_OUT


def test_the_database_itself_refuses_the_same_alert_twice():
    alert = make_alert()
    alert.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        alert.save(force_insert=True)


def test_what_was_unusual_before_the_watch_began_raises_nothing():
    watched(from_on=date(2010, 7, 1))
    assert raise_alerts(now=AT) == 0
    assert Watch.objects.get().mark


def test_a_stopped_watch_raises_nothing():
    watch = watched()
    stop_watch(watch=watch, reason="Nobody uses it", **WHO)
    assert raise_alerts(now=AT) == 0
    with pytest.raises(NotPossible):
        look_through(watch=watch, by=SYSTEM, at=AT)
    with pytest.raises(NotPossible, match="already"):
        stop_watch(watch=watch, reason="Again", **WHO)


def test_two_methods_are_two_alerts():
    watched(methods=["farrington", "ears_c1", "ears_c2"])
    assert raise_alerts(now=AT) == 3
    assert {a.method for a in Alert.objects.all()} == {"farrington", "ears_c1", "ears_c2"}
    assert "the months just before up to" in Alert.objects.get(method="ears_c1").sentence


@pytest.mark.parametrize("restarts", [True, False])
def test_a_break_on_the_watch_restarts_or_cautions(restarts):
    watch = watched()
    declare_break(watch=watch, from_on=date(2009, 9, 1), reason="Another system.", restarts=restarts, **WHO)
    assert raise_alerts(now=AT) == (0 if restarts else 1)
    assert [a.cautions for a in Alert.objects.all()] == ([] if restarts else [["Another system."]])


@pytest.mark.parametrize("restarts", [True, False])
def test_a_break_that_was_withdrawn_counts_no_more_and_stays_in_the_list(restarts):
    watch = watched()
    untouched = sources.series_of(watch, now=AT)
    declare_break(watch=watch, from_on=date(2009, 9, 1), reason="Another system.", restarts=restarts, **WHO)
    look_through(watch=watch, by=SYSTEM, at=AT)
    known = watch.breaks.get()
    withdraw_break(watch=watch, series_break=known, reason="It was the same system.", **WHO)
    watch.refresh_from_db()
    assert sources.series_of(watch, now=AT) == untouched
    look_through(watch=watch, by=SYSTEM, at=AT)  # there is something to look at again
    assert watch.breaks.get().withdrawn_reason == "It was the same system."
    with pytest.raises(NotPossible, match="already"):
        withdraw_break(watch=watch, series_break=known, reason="Again", **WHO)


def test_a_break_is_withdrawn_with_a_reason():
    watch = watched()
    declare_break(watch=watch, from_on=date(2009, 9, 1), reason="Another system.", restarts=True, **WHO)
    with pytest.raises(NotPossible, match="Say why"):
        withdraw_break(watch=watch, series_break=watch.breaks.get(), reason=" ", **WHO)


def test_a_break_of_one_area_leaves_the_others():
    watch = watched()
    load(watch.offence_class, [(CODES[1], "2010-06", STANDS_OUT)])
    from commonweal.ground.places.models import Area

    area = Area.objects.get(code=CODES[0])
    declare_break(
        watch=watch, from_on=date(2009, 9, 1), reason="Here alone.", restarts=True, area=area, **WHO
    )
    assert raise_alerts(now=AT) == 1
    assert Alert.objects.get().area.code == CODES[1]


def test_a_break_of_the_figures_counts_for_every_watch_on_them():
    watch = watched()
    crime.declare_break(
        offence_class=watch.offence_class,
        from_on=date(2009, 9, 1),
        reason="Another system.",
        effect="restart",
        **WHO,
    )
    assert raise_alerts(now=AT) == 0


def test_a_missing_month_is_not_judged_and_a_nil_is():
    watch = watched(last=10)
    series = counts(last=10)
    assert raise_alerts(now=AT) == 0
    load(watch.offence_class, [(CODES[0], f"{series[-2][0]:%Y-%m}", 0)])
    assert raise_alerts(now=AT) == 0
    from commonweal.assess.surveillance.reads.sources import series_of

    assert series_of(watch, now=AT)[CODES[0]].counts[-2] == 0


def test_whoever_answers_is_told_once_and_told_nothing_but_where():
    analyst, lead = make_account("analyst"), None
    watched(methods=["farrington", "ears_c1"])
    lead, elsewhere = borough_lead(), borough_lead(CODES[1], "Eastham police")
    reader = make_account("desk_officer")
    raise_alerts(now=AT)
    told = {m.account_id: m for m in Message.objects.all()}
    assert set(told) == {analyst.pk, lead.pk}
    assert elsewhere.pk not in told
    assert reader.pk not in told
    assert {m.address for m in told.values()} == {"/early-warning/"}
    assert Message.objects.count() == 2


def test_no_person_looks_through_by_hand():
    watch = watched()
    with pytest.raises(Refused):
        look_through(watch=watch, **WHO)
    assert not Alert.objects.exists()


def test_a_look_that_fails_halfway_leaves_nothing(monkeypatch):
    watched()
    from commonweal.assess.surveillance import writes

    def fall(*args, **kwargs):
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(writes, "_tell", fall)
    with pytest.raises(RuntimeError):
        raise_alerts(now=AT)
    assert not Alert.objects.exists()
    assert not Watch.objects.get().mark
    monkeypatch.undo()
    assert raise_alerts(now=AT) == 1


@pytest.mark.slow
@pytest.mark.skipif(
    "sqlite" in connection.vendor, reason="on SQLite test_two_of_each does this with two processes"
)
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_raise_everything_once(count):
    watch = watched(methods=["farrington", "ears_c1", "ears_c2", "ears_c3"])
    for round_ in range(6):
        ready, raised, failed = threading.Barrier(6), [], []

        def work(ready=ready, raised=raised, failed=failed):
            try:
                ready.wait(20)
                raised.append(raise_alerts(now=AT))
            except Exception as fault:  # noqa: BLE001  whatever a worker met, the test has to hear of it
                failed.append(repr(fault))
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert failed == []
        assert len(raised) == 6
        load(watch.offence_class, [(CODES[0], "2010-06", 60 + round_)])
    found = list(Alert.objects.values_list("area", "period_on", "method"))
    assert len(found) == len(set(found)) >= 3
    looks = AuditEntry.objects.filter(action="surveillance.look_through", outcome="done").count()
    assert looks == 6
    count("early warning: looks by six workers at once, each done once", looks)
