"""Does any path show a protected item, a source or an unshared word to a partner, a contributor or the public?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.models import HiddenColumn
from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.tension.models import (
    ForwardEvent,
    ItemSource,
    SharedItem,
    TensionItem,
    TensionReturn,
    WeeklySummary,
)
from commonweal.listen.tension.reads import returns, rolling, tables, weeks
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.grading import may_reach_partners
from commonweal.listen.tension.tests.factories import (
    AT,
    IN_TIME,
    ITEM,
    WEEK,
    contribution,
    make_world,
    officer_return,
)
from commonweal.listen.tension.writes import collating, judging, noting, sending

OUTSIDE = ("partner", "stranger", "contributor", "contributor2", "admin", "auditor")
SECRET = {"facts": "canary-facts", "opinion": "canary-opinion", "handling_conditions": "canary-conditions", "title": "canary-title",
          "restricted_text": "canary-source", "place": "canary-place", "action_taken": "canary-action"}  # fmt: skip


@given(
    st.sampled_from([*grading.SCHEMES, "", "9x9x9"]), st.text(max_size=2), st.booleans(), st.text(max_size=20)
)
def test_what_is_protected_barred_or_unwritten_never_reaches_partners(scheme, handling, is_protected, text):
    may = may_reach_partners(scheme=scheme, handling=handling, is_protected=is_protected, shareable_text=text)
    if (
        is_protected
        or not text.strip()
        or scheme not in grading.SCHEMES
        or handling in grading.SCHEMES[scheme].barred
        or handling not in grading.SCHEMES[scheme].handling
    ):
        assert not may


def whole_week(world: Any, items: list[dict[str, Any]]) -> WeeklySummary:
    """One return with these items, checked, accepted, put together and passed on."""
    sent = officer_return(world, **items[0])
    for item in items[1:]:
        sent = noting.note_item(sent=sent, **{**ITEM, **item}, **world.who("lead"))
    sent = sending.submit_return(sent=sent, **world.who("lead"))
    sent = judging.check_return(sent=sent, **world.who("deputy"))
    judging.accept_return(sent=sent, **world.who("analyst"))
    summary = collating.collate(
        chosen=world.round, week_starting=WEEK, level="2", narrative="canary-narrative", shareable_text="For all.",
        **world.who("analyst"),
    )  # fmt: skip
    return collating.disseminate(summary=summary, accepts_conditions=True, **world.who("analyst"))


@pytest.mark.slow
class ProtectedItems(HypothesisTestCase):
    @given(
        st.lists(
            st.fixed_dictionaries({
                "is_protected": st.booleans(), "shared": st.booleans(), "grading": st.sampled_from([("3x5x2", "P"), ("3x5x2", "C"), ("5x5x5", "1"), ("5x5x5", "2"), ("5x5x5", "4")]),
            }),
            min_size=1, max_size=5,
        )
    )  # fmt: skip
    @settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
    def test_partners_read_exactly_what_was_written_for_them_and_is_not_protected(self, drawn):
        world = make_world()
        items = [_drawn(number, each) for number, each in enumerate(drawn)]
        summary = whole_week(world, items)
        wanted = {
            item["shareable_text"]
            for item in items
            if may_reach_partners(scheme=item["scheme"], handling=item["handling"], is_protected=item["is_protected"], shareable_text=item["shareable_text"])
        }  # fmt: skip
        told = set(rolling.shared_items(world.viewer("partner")).values_list("text", flat=True))
        assert told == wanted | {"For all."}
        assert summary.protected_count == sum(item["is_protected"] for item in items)
        rolled = rolling.roll_up(world.viewer("analyst"), world.round, WEEK, at=AT)
        assert rolled.protected == sum(item["is_protected"] for item in items)
        assert not any(item.is_protected for item in rolled.items)
        sent = tables.exportable(world.viewer("analyst"), world.round, WEEK)
        assert not any(item.is_protected for item in tables.export_items(world.viewer("analyst"), sent))


def _drawn(number: int, each: dict[str, Any]) -> dict[str, Any]:
    scheme, handling = each["grading"]
    grade = (
        {"source_grade": "2", "information_grade": "C"}
        if scheme == "3x5x2"
        else {"source_grade": "B", "information_grade": "2"}
    )
    return ITEM | grade | {
        "is_protected": each["is_protected"], "shareable_text": f"Text {number}" if each["shared"] else "",
        "scheme": scheme, "handling": handling, "handling_conditions": "Ask first", "title": f"Item {number}",
    }  # fmt: skip


@pytest.fixture
def world(db):
    found = make_world()
    whole_week(found, [
        {**SECRET, "shareable_text": "canary-protected-text", "is_protected": True, "handling": "P", "restricted_text": "canary-source"},
        {**SECRET, "shareable_text": "canary-barred-text", "scheme": "5x5x5", "source_grade": "B", "information_grade": "2", "handling": "4"},
        {**ITEM, "title": "canary-open-title", "facts": "canary-open-facts", "shareable_text": "Shared words."},
    ])  # fmt: skip
    contribution(found, what="canary-contribution")
    contribution(found, by="partner", what="canary-partners-own")
    return found


def pages(world) -> list[str]:
    """Every address of the room that can be asked for with GET, for every record that there is."""
    numbers = {
        "pk": [*TensionReturn.objects.values_list("pk", flat=True), *WeeklySummary.objects.values_list("pk", flat=True)],
        "area": [area.pk for area in world.areas.values()], "number": [1, 2, 3], "week": [WEEK.isoformat()],
        "event": [1], "action": [1], "kind": ["csv", "xlsx"],
    }  # fmt: skip
    found = []
    for pattern in get_resolver("commonweal.listen.tension.urls").url_patterns:
        keys = list(pattern.pattern.converters)
        combos = [{}]
        for key in keys:
            combos = [{**combo, key: value} for combo in combos for value in numbers[key]]
        found += [reverse(f"tension:{pattern.name}", kwargs=combo) for combo in combos]
    return found


@pytest.mark.slow
def test_no_page_shows_anybody_outside_the_police_what_was_not_written_for_them(world, count):
    allowed = {"partner": {"canary-partners-own"}, "contributor": {"canary-contribution"}}
    asked = 0
    for key in (*OUTSIDE, None):
        client = Client(raise_request_exception=False)
        if key:
            client.force_login(world.accounts[key])
        for path in pages(world):
            answer = client.get(path)
            assert answer.status_code < 500, (key, path)
            seen = set(re.findall(r"canary[-a-z]+", answer.content.decode("utf-8", "ignore")))
            assert seen <= allowed.get(key, set()), (key, path, seen)
            asked += 1
    count("pages of the return asked for by people outside the police", asked)


def test_no_table_behind_the_pages_shows_them_either(world, count):
    for key in OUTSIDE:
        viewer = world.viewer(key)
        for model in (TensionItem, ItemSource, ForwardEvent, WeeklySummary):
            assert not model.objects.visible_to(viewer).exists(), (key, model)
            count("tables of the return that are empty for people outside the police", 1)
        for sent in returns.returns(viewer):
            for column in ("rank", "level", "narrative", "is_urgent"):
                with pytest.raises(HiddenColumn):
                    getattr(sent, column)
        for shared in SharedItem.objects.visible_to(viewer):
            with pytest.raises(HiddenColumn):
                shared.item_id
        assert tables.exportable(viewer, world.round, WEEK) == []


def test_a_borough_reads_its_own_returns_and_no_other_boroughs(world):
    own = returns.returns(world.viewer("lead"))
    assert {sent.area.name for sent in own} == {"Northwick"}
    assert not returns.returns(world.viewer("middle")).exists()
    assert weeks.points(world.viewer("middle"), world.round, since=WEEK, until=WEEK, at=AT)  # but the picture


def test_where_an_item_comes_from_is_for_fewer_than_the_item(world):
    assert ItemSource.objects.visible_to(world.viewer("lead")).count() == 2
    assert ItemSource.objects.visible_to(world.viewer("analyst")).count() == 2
    assert TensionItem.objects.visible_to(world.viewer("desk")).count() == 3
    assert not ItemSource.objects.visible_to(world.viewer("desk")).exists()
    for key in ("desk",):
        client = Client()
        client.force_login(world.accounts[key])
        sent = TensionReturn.objects.get(variant="officer")
        assert "canary-source" not in client.get(f"/tension/returns/{sent.pk}/").content.decode()


def test_a_contributor_reads_their_own_return_and_nobody_elses(world):
    assert [s.what for s in returns.returns(world.viewer("contributor"))] == ["canary-contribution"]
    assert not returns.returns(world.viewer("contributor2")).exists()
    assert not returns.returns(world.viewer("stranger")).exists()


def test_nothing_leaves_before_handling_conditions_are_accepted_and_the_acceptance_is_kept(db):
    world = make_world()
    sent = officer_return(world, handling="C", handling_conditions="For the housing team only.")
    sent = sending.submit_return(sent=sent, **world.who("lead"))
    sent = judging.check_return(sent=sent, **world.who("deputy"))
    judging.accept_return(sent=sent, **world.who("analyst"))
    client = Client()
    client.force_login(world.accounts["analyst"])
    path = f"/tension/export/?week={WEEK}"
    assert "For the housing team only." in client.get(path).content.decode()
    refused = client.post(path, {"kind": "csv"})
    assert refused.status_code == 422
    assert "Forty leaflets" not in refused.content.decode()
    given_out = client.post(path, {"kind": "csv", "accepts_conditions": "1"})
    assert "Forty leaflets" in given_out.content.decode("utf-8-sig")
    entry = AuditEntry.objects.filter(outcome="read").latest("sequence")
    assert "accepted the handling conditions of 1" in entry.reason
    summary = collating.collate(
        chosen=world.round, week_starting=WEEK, level="2", narrative="x", **world.who("analyst", IN_TIME)
    )
    with pytest.raises(NotPossible, match="conditions"):
        collating.disseminate(summary=summary, accepts_conditions=False, **world.who("analyst"))
