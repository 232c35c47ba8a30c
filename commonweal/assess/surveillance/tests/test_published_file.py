"""Does the published file of the thirty-two boroughs, loaded as anybody loads it, raise on the pages what the document says?"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.assess.surveillance.daily import raise_alerts
from commonweal.assess.surveillance.models import Alert
from commonweal.assess.surveillance.tests.factories import WHO, make_watch
from commonweal.assess.surveillance.tests.test_worked_example import AUGUST, FILE, JULY, WARDS
from commonweal.ground.people import clock
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.listen.recorded_crime.tests.factories import make_area, make_class
from commonweal.listen.recorded_crime.writes import load_counts
from commonweal.reading.files import open_table

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
# Of the table of docs/methods/early-warning-worked-example.md: how many of the boroughs were unusual.
BOROUGHS = {
    (JULY, "farrington"): 2, (JULY, "ears_c1"): 6, (AUGUST, "farrington"): 5, (AUGUST, "ears_c1"): 5,
}  # fmt: skip


def test_the_published_file_raises_what_the_document_says_and_its_history_opens(shared, monkeypatch, count):
    content = (shared / FILE).read_bytes()
    for code, name in {tuple(line.split(",")[:2]) for line in content.decode().splitlines()[1:]}:
        make_area(code, name)
    offence_class = make_class()
    watch = make_watch(offence_class=offence_class, methods=["farrington", "ears_c1"], from_on=JULY)
    load_counts(
        content=content, file_name="boroughs.csv", offence_class=offence_class, source="As published",
        by=WHO["by"], at=NOW,
    )  # fmt: skip
    raised = raise_alerts(now=NOW)
    count("Alerts that the published file raises from July 2016 on", raised)
    found = Counter(Alert.objects.values_list("period_on", "method"))
    assert {key: found[key] for key in BOROUGHS} == BOROUGHS
    assert raise_alerts(now=NOW) == 0
    monkeypatch.setattr(clock, "now", lambda: NOW)
    _open_histories(watch.pk)


def _open_histories(watch: int) -> None:
    client = Client()
    client.force_login(make_account("analyst", organisation=make_organisation("The police", "police")))
    session = client.session
    session["second_step"] = True
    session.save()
    for month in (JULY, AUGUST):
        alert = Alert.objects.filter(period_on=month).order_by("pk").first()
        assert alert is not None
        page = client.get(reverse("surveillance:history", args=[watch, alert.area.code]))
        assert page.status_code == 200
        assert f"{month:%B %Y}" in page.content.decode()
        shown = client.get(reverse("surveillance:show", args=[alert.pk]))
        assert alert.sentence[:40] in shown.content.decode()


@pytest.mark.once
def test_the_published_file_of_wards_comes_in_as_it_is_and_raises_what_the_document_says(shared, count):
    content = (shared / WARDS).read_bytes()
    for code, name in {row[:2] for _, row in open_table(content, name="wards.parquet")[1:]}:
        make_area(code, name, level="ward")
    offence_class = make_class()
    make_watch(offence_class=offence_class, level="ward", methods=["farrington", "ears_c1"], from_on=AUGUST)
    made = load_counts(
        content=content, file_name="wards.parquet", offence_class=offence_class, source="As published",
        by=WHO["by"], at=NOW, add_up=True,
    )  # fmt: skip
    assert (made.new_count, made.revised_count) == (129_689, 0)
    count("Counts of wards that came in from the published file", made.new_count)
    raise_alerts(now=NOW)
    found = Counter(Alert.objects.filter(period_on=AUGUST).values_list("method", flat=True))
    assert found == {"farrington": 12, "ears_c1": 26}
