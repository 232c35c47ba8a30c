"""Is advice kept, answered with a reason, and beyond anybody's reach once it was submitted?"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.assess.impact.models import (
    BronzeAdvice,
    Consultation,
    DisclosureGiven,
    GoldDecision,
    Observation,
    OperationTold,
    PressLine,
    Reliance,
)
from commonweal.assess.impact.reads import advice as reads
from commonweal.assess.impact.reads import sharing as shared
from commonweal.assess.impact.reads.declined import list_declined
from commonweal.assess.impact.reads.exiting import advice_settled
from commonweal.assess.impact.reads.lessons import seen_by_monitors
from commonweal.assess.impact.tests.advised import (
    JUDGED,
    LATER,
    LINE,
    ON,
    People,
    approve,
    by,
    consult,
    judge,
    make_draft,
    make_told,
    recommend,
    submit,
    watch,
)
from commonweal.assess.impact.tests.factories import AT, make_area, make_police
from commonweal.assess.impact.writes import advising, recommending, sharing, watching
from commonweal.ground.audit.writes import Stale
from commonweal.ground.people.tests.factories import make_account, make_organisation, viewer_of
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.engagement.models import Community

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def draft(people):
    return make_draft(people)


def test_the_worst_community_rates_the_whole(people, draft):
    judge(draft, people)
    judge(
        draft,
        people,
        "Another community",
        likelihood_before=5,
        impact_before=5,
        likelihood_after=4,
        impact_after=3,
    )
    assert reads.worst_ratings(draft) == ("high", "medium")
    submit(draft, people)
    draft.refresh_from_db()
    assert (draft.rating_before, draft.rating_after) == ("high", "medium")


def test_a_community_is_judged_once_and_only_while_the_assessment_is_written(people, draft):
    impact = judge(draft, people)
    with pytest.raises(NotPossible, match="stands here already"):
        judge(draft, people)
    advising.edit_impact(
        assessment=draft, impact=impact, **{**JUDGED, "confidence": "low"}, **by(people.author)
    )
    with pytest.raises(NotPossible, match="Say why"):
        advising.edit_impact(
            assessment=draft, impact=impact, **{**JUDGED, "override_before": "low"}, **by(people.author)
        )
    submit(draft, people)
    with pytest.raises(NotPossible, match="not being written"):
        advising.edit_impact(assessment=draft, impact=impact, **JUDGED, **by(people.author))


def test_a_stale_judgement_is_refused(people, draft):
    impact = judge(draft, people)
    seen = draft.version
    with pytest.raises(Stale):
        advising.edit_impact(assessment=draft, impact=impact, version=seen, **JUDGED, **by(people.author))


def test_nothing_is_submitted_while_advice_has_no_answer(people, draft):
    entry = consult(draft, people)
    with pytest.raises(NotPossible, match="1 piece of advice has no answer"):
        submit(draft, people)
    advising.answer_consultation(
        assessment=draft, consultation=entry, answer="declined", reason="No other street", **by(people.author)
    )
    with pytest.raises(NotPossible, match="answered already"):
        advising.answer_consultation(
            assessment=draft, consultation=entry, answer="accepted", reason="", **by(people.author)
        )
    submit(draft, people)
    frozen = json.loads(draft.versions.get().content_text)
    assert [row["answer"] for row in frozen["consultations"]] == ["Declined"]


def test_what_was_submitted_is_corrected_by_a_further_entry(people, draft):
    entry = consult(draft, people, answer="accepted")
    submit(draft, people)
    for change in (
        entry.save,
        entry.delete,
        lambda: Consultation.objects.filter(pk=entry.pk).update(advice="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    advising.correct_consultation(
        assessment=draft, consultation=entry, group="iag", who="Strategic advisory group", held_on=ON, way="call",
        shared="The route", advice="Go round it", answer="declined", why="No", **by(people.author, LATER + timedelta(hours=1)),
    )  # fmt: skip
    correction = draft.consultations.order_by("-pk").first()
    assert (correction.corrects_id, draft.consultations.count()) == (entry.pk, 2)


def test_of_a_covert_operation_only_those_who_were_told_are_asked(people):
    draft = make_draft(people, is_covert=True)
    make_told(draft, people.author, people)
    with pytest.raises(Refused, match="covert"):
        consult(draft, people)
    told = OperationTold.objects.get(operation=draft.operation)
    entry = consult(draft, people, told=told)
    elsewhere = make_told(make_draft(people, is_covert=True, title="Another"), people.author, people)
    with pytest.raises(Refused, match="covert"):
        consult(draft, people, told=elsewhere)
    for wrong in (None, elsewhere):
        entry.pk, entry.told = None, wrong
        with pytest.raises(DatabaseError), transaction.atomic():
            entry.save(force_insert=True)


def test_a_recommendation_is_decided_by_another_commander_and_done_with_words(people, draft):
    found = recommend(draft, people)
    with pytest.raises(Refused):
        recommending.accept_recommendation(recommendation=found, **by(people.author))
    with pytest.raises(Refused):
        recommending.accept_recommendation(recommendation=found, **by(people.other_gold))
    recommending.accept_recommendation(recommendation=found, **by(people.gold))
    assert advice_settled(draft).words == "1 recommendation not settled."
    recommending.finish_recommendation(recommendation=found, reason="Visited", **by(people.author))
    assert advice_settled(draft).is_met
    declined = recommend(draft, people)
    with pytest.raises(NotPossible, match="Say why"):
        recommending.decline_recommendation(recommendation=declined, reason=" ", **by(people.gold))
    recommending.decline_recommendation(recommendation=declined, reason="No officers", **by(people.gold))
    declined.refresh_from_db()
    for change in (declined.delete, lambda: type(declined).objects.filter(pk=declined.pk).update(reason="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_press_line_waits_for_another_person_and_for_its_hour(people, draft):
    found = recommend(draft, people, "press")
    writer = by(people.gold)  # a commander may not write: the author does
    with pytest.raises(Refused):
        recommending.write_press_line(recommendation=found, embargo_at=None, **LINE, **writer)
    recommending.write_press_line(recommendation=found, embargo_at=LATER, **LINE, **by(people.author))
    recommending.accept_recommendation(recommendation=found, **by(people.gold))
    with pytest.raises(NotPossible, match="not been approved"):
        recommending.release_press_line(recommendation=found, **by(people.gold, LATER))
    recommending.approve_press_line(recommendation=found, **by(people.gold))
    with pytest.raises(NotPossible, match="embargo"):
        recommending.release_press_line(recommendation=found, **by(people.gold))
    with pytest.raises(NotPossible, match="once it has been released"):
        recommending.finish_recommendation(recommendation=found, reason="Said", **by(people.author))
    recommending.write_press_line(recommendation=found, embargo_at=LATER, **LINE, **by(people.author))
    with pytest.raises(NotPossible, match="not been approved"):
        recommending.release_press_line(recommendation=found, **by(people.gold, LATER))
    recommending.approve_press_line(recommendation=found, **by(people.gold))
    recommending.release_press_line(recommendation=found, **by(people.gold, LATER))
    assert PressLine.objects.get().released_at == LATER
    for wrong in (
        "released_at = embargo_at, embargo_at = '2011-01-01 00:00:00'",
        "approved_by_id = written_by_id",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE impact_pressline SET {wrong}")


def test_a_forum_is_an_obligation_until_it_met_and_its_advice_is_recorded(people, draft):
    found = recommend(draft, people, "forum")
    recommending.accept_recommendation(recommendation=found, **by(people.gold))
    viewer, late = viewer_of(people.author), found.due_on + timedelta(days=1)
    assert list(reads.overdue_forums(viewer, on=late)) == [found]
    with pytest.raises(NotPossible, match="has to meet"):
        recommending.finish_recommendation(recommendation=found, reason="Met", **by(people.author))
    other = consult(make_draft(people, title="Another"), people)
    with pytest.raises(NotPossible, match="same assessment"):
        recommending.record_convening(
            recommendation=found, convened_on=ON, record_of_advice=other, **by(people.author)
        )
    recommending.record_convening(
        recommendation=found, convened_on=ON, record_of_advice=consult(draft, people), **by(people.author)
    )
    assert not reads.overdue_forums(viewer, on=late)
    recommending.finish_recommendation(recommendation=found, reason="Met", **by(people.author))


def test_what_monitors_saw_returns_into_the_assessment_and_stays(people, draft):
    monitor = watch(draft, people)
    seen = {
        "seen_on": ON,
        "seen_clock": "14:30",
        "area": make_area(),
        "text": "Crowd calm",
        "strength": "reported",
    }
    watching.observe(monitor=monitor, **seen, **by(people.lead))
    watching.stand_down(monitor=monitor, **by(people.author))
    submit(draft, people)
    frozen = json.loads(draft.versions.get().content_text)["observations"]
    assert [(row["text"], row["who"]) for row in frozen] == [("Crowd calm", "Stewards of the market")]
    row = Observation.objects.get()
    for change in (row.save, row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_whoever_records_a_lesson_reads_what_monitors_saw_and_nobody_else_does(people, draft, client):
    monitor = watch(draft, people)
    seen = {"seen_on": ON, "area": make_area(), "strength": "reported"}
    watching.observe(monitor=monitor, seen_clock="14:30", text="Crowd calm", **seen, **by(people.lead))
    wrong = Observation.objects.get()
    watching.observe(
        monitor=monitor, seen_clock="15:05", text="Crowd uneasy", corrects=wrong, **seen, **by(people.lead)
    )
    told = seen_by_monitors(draft.operation, by(people.author)["by"])
    assert told == (("Crowd uneasy", "Stewards of the market, Northmarsh, 22 July 2010, 15:05"),)
    assert seen_by_monitors(draft.operation, by(people.overseer)["by"]) == ()
    client.force_login(people.author)
    page = client.get(f"/impact/assessments/{draft.pk}/lessons/new/").content.decode()
    assert "Crowd uneasy" in page
    assert "Crowd calm" not in page


def test_the_log_to_gold_is_only_added_to_and_decided_by_somebody_else(people, draft):
    operation = draft.operation
    said = watching.advise_gold(operation=operation, advice="Speak to the imam first", **by(people.lead))
    for reason in ("", "There is no time"):
        given = {"advice": said, "decision": "declined", "reason": reason}
        if reason:
            watching.decide_advice(**given, **by(people.gold, LATER))
        else:
            with pytest.raises(NotPossible, match="Say why"):
                watching.decide_advice(**given, **by(people.gold, LATER))
    with pytest.raises(NotPossible, match="decided on already"):
        watching.decide_advice(advice=said, decision="accepted", reason="Yes", **by(people.gold, LATER))
    for row in (BronzeAdvice.objects.get(), GoldDecision.objects.get()):
        for change in (row.save, row.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_declined_advice_stays_where_oversight_reads_it(people, draft):
    consult(draft, people, answer="declined", why="No other street")
    consult(draft, people, answer="accepted")
    found = recommend(draft, people)
    recommending.decline_recommendation(recommendation=found, reason="No officers", **by(people.gold))
    said = watching.advise_gold(operation=draft.operation, advice="Wait", **by(people.lead))
    watching.decide_advice(advice=said, decision="partly", reason="An hour", **by(people.gold))
    covert = make_draft(people, is_covert=True, title="Hidden")
    told = make_told(covert, people.author, people)
    consult(covert, people, answer="declined", why="Too late", told=told)
    listed = list_declined(viewer_of(people.overseer))
    assert sorted(row.reason for row in listed.rows) == ["An hour", "No officers", "No other street"]
    assert listed.withheld == 1
    assert not Consultation.objects.visible_to(viewer_of(people.overseer)).filter(answer="accepted").exists()
    row = Consultation.objects.visible_to(viewer_of(people.overseer)).get()
    assert [row.shows(name) for name in ("advice", "who", "shared")] == [True, False, False]
    assert not list_declined(viewer_of(make_account("delivery_partner"))).rows


def test_who_enforces_immigration_law_reads_nothing_of_it(people, draft):
    judge(draft, people)
    consult(draft, people, answer="declined", why="No")
    recommend(draft, people)
    watch(draft, people)
    watching.advise_gold(operation=draft.operation, advice="Wait", **by(people.lead))
    body = make_organisation("UK Border Agency", "enforcement")
    for role in ("desk_officer", "analyst", "commander", "authority_member"):
        viewer = viewer_of(make_account(role, organisation=body))
        for rows in (reads.impacts(viewer), reads.consultations(viewer), reads.recommendations(viewer)):
            assert not rows.exists()
        assert not BronzeAdvice.objects.visible_to(viewer).exists()
        assert not shared.askable(viewer)


def test_a_version_is_shared_on_request_and_who_relied_on_it_stays(people, draft):
    version = approve(draft, people)
    viewer = viewer_of(people.other_gold)
    assert [key for key, _ in shared.askable(viewer)] == [str(version.pk)]
    asked = sharing.ask_to_share(
        of_version=version, body=make_organisation("Eastmarsh police"), purpose="Our own carnival", **by(people.other_gold)
    )  # fmt: skip
    with pytest.raises(NotPossible, match="already"):
        sharing.ask_to_share(of_version=version, body=make_police(), purpose="Again", **by(people.other_gold))
    with pytest.raises(NotPossible, match="shared with you"):
        sharing.rely_on(request=asked, relied_for="Stewards", **by(people.other_gold))
    with pytest.raises(Refused):
        sharing.grant_sharing(request=asked, reason="Yes", **by(people.other_gold))
    sharing.grant_sharing(request=asked, reason="The same crowd", **by(people.gold))
    sharing.rely_on(request=asked, relied_for="More stewards", **by(people.other_gold))
    with pytest.raises(Refused, match="Only whoever asked"):
        sharing.rely_on(request=asked, relied_for="x", **by(people.gold))
    row = Reliance.objects.get()
    for change in (row.save, row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert not shared.askable(viewer_of(people.asker))
    covert = make_draft(people, is_covert=True, title="Hidden")
    approve(covert, people)
    assert "Hidden" not in str(shared.askable(viewer))


def test_the_disclosable_copy_comes_from_the_frozen_version_alone(people, draft):
    judge(draft, people)
    consult(draft, people, answer="accepted", who="Sheikh of the green mosque")
    advising.choose_disclosure(
        assessment=draft,
        included=["impacts", "consultations", "bronze"],
        reason="The court asked",
        **by(people.author),
    )
    version = approve(draft, people)
    given = sharing.give_disclosable(
        of_version=version, given_to="Crown court", ground="court", **by(people.gold, LATER)
    )
    Community.objects.update(name="Renamed since")
    again = sharing.give_disclosable(
        of_version=version, given_to="Defence", ground="court", **by(people.gold, LATER)
    )
    assert given.copy_hash == again.copy_hash
    row = DisclosureGiven.objects.first()
    for change in (row.save, row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    waiting = make_draft(people, title="Another")
    submit(waiting, people)
    with pytest.raises(NotPossible, match="Only an approved version"):
        sharing.give_disclosable(
            of_version=waiting.versions.get(), given_to="Court", ground="court", **by(people.gold, AT)
        )
