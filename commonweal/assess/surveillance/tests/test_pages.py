"""Do the pages say it in words first, show everything again as a table, and open only to those who may read?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from commonweal.assess.surveillance.daily import raise_alerts
from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.assess.surveillance.tests.factories import (
    AT,
    CODES,
    STANDS_OUT,
    WHO,
    borough_lead,
    counts,
    make_alert,
)
from commonweal.assess.surveillance.tests.returns import MONDAY, came, make_round, weeks
from commonweal.assess.surveillance.writes import begin_watch
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.people.tests.pages import at_the_time, main_text

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(AT)


def test_the_inbox_says_how_many_wait_and_what_stands_out(ask):
    make_alert()
    page = main_text(ask(make_account("analyst"), "/early-warning/"))
    assert "1 alert waits for an answer." in page
    assert "In June 2010 Northmarsh recorded 41" in page
    assert "Raised" in page


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_every_role_gets_the_inbox_or_a_refusal(ask, role):
    make_alert()
    answer = ask(make_account(role), "/early-warning/")
    everywhere = {"analyst", "desk_officer", "investigating_officer", "commander"}
    assert answer.status_code == (200 if role in everywhere | {"borough_lead"} else 403)
    assert (b"Northmarsh" in answer.content) == (role in everywhere)


def test_somebody_elses_borough_is_not_there(ask):
    alert = make_alert()
    lead = borough_lead(CODES[1], "Eastham police")
    for path in (
        f"/early-warning/alerts/{alert.pk}/",
        f"/early-warning/alerts/{alert.pk}/explain/",
        f"/early-warning/watches/{alert.watch_id}/areas/{CODES[0]}/",
    ):
        assert ask(lead, path).status_code == 404
    assert ask(lead, f"/early-warning/watches/{alert.watch_id}/areas/{CODES[1]}/").status_code == 200


def test_an_alert_shows_all_that_it_rests_on(ask):
    alert = make_alert()
    page = main_text(ask(make_account("analyst"), f"/early-warning/alerts/{alert.pk}/"))
    for words in (alert.sentence, "Improved Farrington method, version", "Upper bound", "Settings of the method",
                  "Years back", "More of them can mean more harm", "What else stood out", " months, from "):  # fmt: skip
        assert words in page


def test_the_chart_has_a_table_that_says_everything(ask):
    alert = make_alert()
    answer = ask(make_account("analyst"), f"/early-warning/watches/{alert.watch_id}/areas/{CODES[0]}/")
    page = LexborHTMLParser(answer.content.decode())
    rows = page.css(".cw-series table tbody tr")
    series = counts(last=STANDS_OUT)
    assert len(rows) == len(series)
    newest = [cell.text(strip=True) for cell in rows[0].css("th, td")]
    assert newest == [
        "June 2010",
        "41",
        f"{alert.expected:.1f}",
        str(alert.lower_bound),
        f"{alert.upper_bound:.1f}",
        "Alert: raised",
    ]
    assert [row.css("td")[0].text(strip=True) for row in rows] == [str(n) for _, n in reversed(series)]
    picture = page.css_first(".cw-series svg[role=img]")
    assert picture.attributes["aria-label"] in main_text(answer)


@pytest.mark.parametrize(
    "path", ["", "this-week/", "watches/", "watches/{w}/", "alerts/{a}/", "watches/{w}/areas/{c}/"]
)
def test_no_page_asks_more_than_twelve_times(client, path):
    alert = make_alert()
    client.force_login(make_account("analyst"))
    address = "/early-warning/" + path.format(w=alert.watch_id, a=alert.pk, c=CODES[0])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    queries = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
    assert len(queries) <= 12, "\n".join(queries)


@pytest.mark.parametrize("path", ["this-week/", "alerts/{a}/", "watches/{w}/areas/{c}/"])
def test_no_page_about_returns_asks_more_than_twelve_times(client, path):
    chosen = make_round()
    watch = begin_watch(
        title="Returns", subject="tension", return_round=chosen, methods=["ears_c1"], from_on=MONDAY, **WHO
    )
    for week, items in zip(weeks(), (*[2, 3, 2] * 5, 12), strict=True):
        came(chosen, CODES[0], week, items)
    assert raise_alerts(now=AT) == 1
    client.force_login(make_account("analyst"))
    address = "/early-warning/" + path.format(w=watch.pk, a=Alert.objects.get().pk, c=CODES[0])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    queries = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
    assert len(queries) <= 12, "\n".join(queries)


def test_an_alert_is_acknowledged_with_one_button_and_explained_in_words(ask):
    alert = make_alert()
    analyst = make_account("analyst")
    assert ask(analyst, f"/early-warning/alerts/{alert.pk}/acknowledge/", {}).status_code == 303
    empty = ask(analyst, f"/early-warning/alerts/{alert.pk}/explain/", {"reason": ""})
    assert empty.status_code == 422
    assert (
        ask(
            analyst,
            f"/early-warning/alerts/{alert.pk}/explain/",
            {"reason": "A march", "version": alert.version + 1},
        ).status_code
        == 303
    )
    page = main_text(ask(analyst, f"/early-warning/alerts/{alert.pk}/"))
    assert "A march" in page
    assert "Look again" in page
    assert "Close" not in page.split("What it rests on")[0].replace("Closed", "")


def test_a_stale_form_is_shown_again_with_what_was_typed(ask):
    alert = make_alert()
    analyst = make_account("analyst")
    seen = alert.version
    ask(analyst, f"/early-warning/alerts/{alert.pk}/acknowledge/", {})
    answer = ask(
        analyst, f"/early-warning/alerts/{alert.pk}/explain/", {"reason": "A march", "version": seen}
    )
    assert answer.status_code == 409
    assert b"A march" in answer.content


def test_a_watch_is_begun_broken_and_stopped_on_pages(ask):
    alert = make_alert()
    analyst, old = make_account("analyst"), alert.watch
    day = {"from_on-day": "1", "from_on-month": "6", "from_on-year": "2010"}
    data = {"title": "Another", "of": f"recorded_crime-{old.offence_class_id}", "level": "borough",
            "methods": ["farrington", "ears_c1"], "once": "k1", **day}  # fmt: skip
    assert ask(analyst, "/early-warning/watches/begin/", data).status_code == 303
    made = Watch.objects.get(title="Another")
    assert raise_alerts(now=AT) == 2
    broken = {"area": "", "reason": "Another system", "restarts": "yes", **day}
    assert ask(analyst, f"/early-warning/watches/{made.pk}/breaks/", broken).status_code == 303
    assert "Another system" in main_text(ask(analyst, f"/early-warning/watches/{made.pk}/"))
    withdrawing = f"/early-warning/breaks/{made.breaks.get().pk}/withdraw/"
    reason = {"reason": "It was the same system", "version": Watch.objects.get(pk=made.pk).version}
    assert "passport" in main_text(
        ask(analyst, withdrawing, reason | {"reason": "His passport is 123456789."})
    )
    assert ask(analyst, withdrawing, reason).status_code == 303
    assert "It was the same system" in main_text(ask(analyst, f"/early-warning/watches/{made.pk}/"))
    assert (
        ask(
            analyst,
            f"/early-warning/watches/{made.pk}/stop/",
            {"reason": "Enough", "version": Watch.objects.get(pk=made.pk).version},
        ).status_code
        == 303
    )
    assert "(stopped)" in main_text(ask(analyst, "/early-warning/watches/"))
    assert Alert.objects.filter(watch=made).count() == 2


def test_this_week_stands_on_one_page_with_its_table(ask):
    chosen = make_round()
    came(chosen, CODES[0], MONDAY, 3)
    page = main_text(ask(make_account("analyst"), "/early-warning/this-week/"))
    assert "1 of 2 areas that were asked reported; 0 late, 1 silent" in page
    assert "Nobody reported" in page
    assert "More reports does not mean a worse area" in page
    assert "1 of 1 asked, 1 return" in page
    earlier = main_text(ask(make_account("analyst"), "/early-warning/this-week/?week=2010-06-30"))
    assert "0 of 2 areas" in earlier


def test_without_a_round_the_week_says_so(ask):
    page = main_text(ask(make_account("analyst"), "/early-warning/this-week/"))
    assert "No round of returns runs today" in page


def test_an_alert_outlives_its_method(ask):
    alert = make_alert()
    Alert.objects.filter(pk=alert.pk).update(method="of_old")
    analyst = make_account("analyst")
    assert "of_old" in main_text(ask(analyst, "/early-warning/"))
    assert "of_old, version" in main_text(ask(analyst, f"/early-warning/alerts/{alert.pk}/"))


def test_the_strength_of_the_evidence_stands_beside_an_alert_its_series_and_its_line(ask):
    alert = make_alert()
    analyst = make_account("analyst")
    for path in (
        f"alerts/{alert.pk}/",
        f"watches/{alert.watch_id}/areas/{CODES[0]}/",
        f"watches/{alert.watch_id}/",
    ):
        page = main_text(ask(analyst, f"/early-warning/{path}"))
        assert "Strength of the evidence" in page, path
        assert "Recorded It rests on: offences as the police recorded them" in page, path
    line = LexborHTMLParser(ask(analyst, "/early-warning/").content.decode()).css_first("tbody tr")
    assert "Recorded" in line.text()


def test_the_inbox_and_a_history_are_there_as_data_for_whoever_may_see_the_page(ask):
    alert = make_alert()
    analyst, lead = make_account("analyst"), borough_lead(CODES[1], "Eastham police")
    (row,) = ask(analyst, "/early-warning/alerts.json?state=all").json()
    assert (row["area"], row["observed"], row["strength"]) == ("Northmarsh", 41, "Recorded")
    address = f"/early-warning/watches/{alert.watch_id}/areas/{CODES[0]}/series.json"
    periods = ask(analyst, address).json()
    assert {p["observed"] for p in periods if p["period"] == alert.period_on.isoformat()} == {41}
    assert all(p["unusual"] is None and p["high"] is None for p in periods if p["not_judged_because"])
    lines = ask(analyst, address.replace("json", "csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == len(periods) + 1
    assert ask(lead, address).status_code == 404
    assert ask(lead, "/early-warning/alerts.json?state=all").json() == []
    assert ask(make_account("contributor"), "/early-warning/alerts.json").status_code == 403
    assert ask(analyst, "/early-warning/alerts.pdf").status_code == 404


def test_the_week_is_there_as_data_with_what_is_unknown_as_null(ask):
    rows = ask(make_account("analyst"), "/early-warning/this-week.json").json()
    assert rows == []
    make_round()
    rows = ask(make_account("analyst", email="second@example.org"), "/early-warning/this-week.json").json()
    assert rows
    assert all(row["items"] is None for row in rows if row["state"] == "Nobody reported")
    assert {row["strength"] for row in rows} == {"Reported"}
