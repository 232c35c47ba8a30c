"""Is a version only ever put in force by another person, kept as it was, and traced to what changed it?"""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.assess.guidance.daily import remind_of_guidance
from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion, Occasion
from commonweal.assess.guidance.reads.page import led_by
from commonweal.assess.guidance.reads.writing import approved_versions
from commonweal.assess.guidance.tests.factories import (
    AT,
    approver,
    community,
    contributor,
    force,
    group,
    make_answer,
    make_document,
    make_draft,
    make_in_force,
    make_review,
    make_submitted,
    next_draft,
    somebody,
    who,
    write_text,
    writer,
)
from commonweal.assess.guidance.writes import documents, reviews, versions
from commonweal.assess.impact.models import Operation
from commonweal.assess.impact.tests.factories import make_assessment, make_person
from commonweal.ground.audit.freezing import content_hash
from commonweal.ground.messages.models import Message
from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.visibility.rules import NotPossible, Refused

pytestmark = pytest.mark.django_db


def test_the_writer_cannot_put_it_in_force_and_another_person_can():
    version = make_submitted()
    with pytest.raises(Refused):
        versions.approve(wording=version, **who(writer()))
    made = versions.approve(wording=version, **who(approver()))
    assert (made.state, made.approved_by_id) == ("in_force", approver().pk)
    assert content_hash(made.frozen_content) == made.frozen_hash
    kept = json.loads(made.frozen_content)
    assert kept["text"] == made.text
    assert kept["why"][0]["name"] == "Scrutiny of 2010"


def test_a_lead_who_writes_does_not_approve_and_another_lead_of_the_borough_does():
    body = make_organisation("Metropolitan Police, Haringey", "police")
    lead, deputy = somebody("borough_lead", body), somebody("borough_lead", body, "2")
    document = documents.start_document(
        title="A note", kind="note", owner=body, owner_role="Borough lead", tier="police", review_on=date(2011, 1, 1),
        summary="First", **who(lead),
    )  # fmt: skip
    version = versions.change_text(
        wording=document.versions.get(), summary="First", text="Words", signposts="", author="", consented_on=None,
        agreed_tier="", **who(lead),
    )  # fmt: skip
    versions.add_occasion(
        wording=version,
        kind="law",
        name="A new Act",
        said="It says so",
        happened_on=date(2010, 4, 8),
        **who(lead),
    )
    versions.submit(wording=version, **who(lead))
    with pytest.raises(Refused, match="Somebody else"):
        versions.approve(wording=version, **who(lead))
    assert versions.approve(wording=version, **who(deputy)).state == "in_force"


def test_whoever_wrote_at_it_before_somebody_else_did_does_not_approve_it_either():
    body = make_organisation("Metropolitan Police, Haringey", "police")
    first, second, third = (somebody("borough_lead", body, key) for key in ("", "2", "3"))
    document = documents.start_document(
        title="A note", kind="note", owner=body, owner_role="Borough lead", tier="police", review_on=date(2011, 1, 1),
        summary="First", **who(third),
    )  # fmt: skip
    version = document.versions.get()
    for person, text in ((first, "Words"), (second, "Words, and one more")):
        version = versions.change_text(
            wording=version, summary="First", text=text, signposts="", author="", consented_on=None, agreed_tier="",
            **who(person),
        )  # fmt: skip
    version = versions.add_occasion(
        wording=version,
        kind="law",
        name="A new Act",
        said="It says so",
        happened_on=date(2010, 4, 8),
        **who(second),
    )
    version = versions.submit(wording=version, **who(second))
    for person in (first, second):
        with pytest.raises(Refused, match="Somebody else"):
            versions.approve(wording=version, **who(person))
    assert versions.approve(wording=version, **who(third)).state == "in_force"


def test_a_newer_version_supersedes_the_one_before_it():
    first = make_in_force()
    versions.approve(
        wording=versions.submit(wording=next_draft(first, "New"), **who(writer())), **who(approver())
    )
    first.refresh_from_db()
    assert first.state == "superseded"
    assert GuidanceVersion.objects.filter(document=first.document, state="in_force").count() == 1
    with pytest.raises(NotPossible):
        versions.withdraw(wording=first, reason="Late", **who(approver()))


def test_what_is_unfinished_is_not_submitted():
    version = make_document().versions.get()
    with pytest.raises(NotPossible, match="text"):
        versions.submit(wording=version, **who(writer()))
    write_text(version, "Words")
    with pytest.raises(NotPossible, match="why"):
        versions.submit(wording=version, **who(writer()))
    version = make_draft(document=version.document)
    write_text(version, "Words", consented_on=None)
    with pytest.raises(NotPossible, match="consent"):
        versions.submit(wording=version, **who(writer()))


def test_it_is_read_by_no_more_people_than_the_author_agreed_also_later():
    version = make_in_force()
    document = GuidanceDocument.objects.get(pk=version.document_id)
    with pytest.raises(NotPossible, match="fewer readers"):
        documents.change_details(
            document=document, title=document.title, owner_role="Desk", tier="public", review_on=document.review_on,
            communities=[community()], **who(writer()),
        )  # fmt: skip


def test_unchanged_after_a_review_needs_a_reason_and_gives_the_next_day():
    document = make_in_force().document
    given = {"kind": "review", "name": "Yearly review", "said": "Looked at", "happened_on": date(2010, 7, 20)}
    with pytest.raises(NotPossible, match="why nothing is changed"):
        documents.keep_unchanged(
            document=document, reason=" ", review_on=date(2011, 9, 1), **given, **who(writer())
        )
    documents.keep_unchanged(
        document=document, reason="It is right", review_on=date(2011, 9, 1), **given, **who(writer())
    )
    kept = Occasion.objects.get(changed=None)
    assert kept.why_unchanged == "It is right"
    assert GuidanceDocument.objects.get(pk=document.pk).review_on == date(2011, 9, 1)


def test_another_organisations_people_neither_write_nor_approve():
    version = make_submitted()
    elsewhere = make_organisation("Elsewhere police", "police")
    for call, role in ((versions.approve, "commander"), (versions.submit, "desk_officer")):
        with pytest.raises(Refused):
            call(wording=version, **who(somebody(role, elsewhere, "3")))


def test_only_the_communitys_own_people_answer_for_it_and_their_words_stay():
    review = make_review()
    with pytest.raises(Refused):
        reviews.answer_review(review=review, stance="agrees", words="", post="Desk", **who(writer()))
    stranger = somebody("contributor", make_organisation("Others", "community"), "4")
    with pytest.raises(Refused):
        reviews.answer_review(review=review, stance="agrees", words="", post="Chair", **who(stranger))
    answered = reviews.answer_review(
        review=review, stance="disagrees", words="Not so.", post="Chair", **who(contributor())
    )
    with pytest.raises(NotPossible):
        reviews.answer_review(review=answered, stance="agrees", words="", post="Chair", **who(contributor()))
    assert reviews.reply(review=answered, words="We mend it.", **who(writer())).words == "Not so."
    with pytest.raises(NotPossible):
        reviews.reply(review=answered, words="Again.", **who(writer()))


def test_a_body_that_enforces_immigration_law_is_asked_nothing_and_owns_nothing():
    border = make_organisation("Border body", "enforcement")
    with pytest.raises(Refused):
        reviews.ask_community(
            wording=make_in_force(), community=community(), group=border, question="?", **who(writer())
        )
    with pytest.raises(Refused):
        documents.start_document(
            title="A note", kind="note", owner=border, owner_role="Desk", tier="public", review_on=date(2011, 1, 1),
            summary="First", **who(somebody("desk_officer", border, "5")),
        )  # fmt: skip


def test_the_day_reminds_once_at_each_stage_and_of_what_a_community_was_asked():
    contributor()
    review = make_review(make_in_force(review_on=date(2010, 8, 30)))
    Message.objects.all().delete()
    told = {}
    for days in range(60):
        now = AT + timedelta(days=days)
        if number := remind_of_guidance(now=now):
            told[days] = number
        assert remind_of_guidance(now=now) == 0
    # three weeks and one week before 30 August, the day after the answer was hoped for, and the day after the review
    assert told == {18: 1, 29: 1, 32: 1, 40: 1}
    assert Message.objects.filter(account=writer(), record_type="guidance.guidancedocument").count() == 3
    assert Message.objects.filter(account=approver(), record_type="guidance.guidancedocument").count() == 1
    assert Message.objects.filter(account=contributor(), record_id=review.pk).count() == 1


PAST_THE_WRITES = {
    "a draft put in force": "UPDATE guidance_guidanceversion SET state = 'in_force', approved_at = drafted_at,"
    " approved_by_id = {other}, submitted_at = drafted_at, submitted_by_id = drafted_by_id, frozen_hash = 'x' WHERE id = {draft}",
    "put in force by its writer": "UPDATE guidance_guidanceversion SET state = 'in_force', approved_at = drafted_at,"
    " approved_by_id = drafted_by_id, frozen_hash = 'x' WHERE id = {submitted}",
    "put in force by nobody": "UPDATE guidance_guidanceversion SET state = 'in_force' WHERE id = {submitted}",
    "put in force beyond its author's consent": "UPDATE guidance_guidanceversion SET agreed_tier = 'police', state = 'in_force',"
    " approved_at = drafted_at, approved_by_id = {other}, frozen_hash = 'x' WHERE id = {submitted}",
    "rewritten in force": "UPDATE guidance_guidanceversion SET text = 'x' WHERE id = {in_force}",
    "deleted in force": "DELETE FROM guidance_guidanceversion WHERE id = {in_force}",
    "back to a draft": "UPDATE guidance_guidanceversion SET state = 'draft' WHERE id = {in_force}",
    "withdrawn without a reason": "UPDATE guidance_guidanceversion SET state = 'withdrawn' WHERE id = {in_force}",
    "shown to everybody": "UPDATE guidance_guidancedocument SET tier = 'public' WHERE id ="
    " (SELECT document_id FROM guidance_guidanceversion WHERE id = {in_force})",
    "its reason rewritten": "UPDATE guidance_occasion SET said = 'x' WHERE changed_id = {in_force}",
    "its reason deleted": "DELETE FROM guidance_occasion WHERE changed_id = {in_force}",
    "unchanged without a reason": "UPDATE guidance_occasion SET changed_id = NULL WHERE changed_id = {draft}",
    "a community's words rewritten": "UPDATE guidance_communityreview SET words = 'We agree' WHERE id = {answered}",
    "a community's answer deleted": "DELETE FROM guidance_communityreview WHERE id = {answered}",
    "answered by somebody else": "UPDATE guidance_communityreview SET state = 'answered', stance = 'agrees', post = 'x',"
    " text_hash = 'x', answered_at = asked_at, answered_by_id = {other} WHERE id = {asked}",
}  # fmt: skip


@pytest.fixture
def rows():
    make_answer(make_in_force())
    in_force = GuidanceVersion.objects.get()
    draft = make_draft(title="Another")
    submitted = make_submitted(title="A third")
    asked = make_review(draft)
    answered = CommunityReview.objects.get(state="answered")
    return {"draft": draft.pk, "submitted": submitted.pk, "in_force": in_force.pk, "asked": asked.pk,
            "answered": answered.pk, "other": approver().pk}  # fmt: skip


def test_the_database_itself_refuses_what_no_write_does(rows, count):
    for statement in PAST_THE_WRITES.values():
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(**rows))
    count("guidance: statements past the writes, refused", len(PAST_THE_WRITES))


def test_the_rows_of_a_police_briefing_are_not_asked_about():
    version = make_draft(title="For us", tier="police")
    with pytest.raises(NotPossible, match="police alone"):
        reviews.ask_community(
            wording=version, community=community(), group=group(), question="?", **who(writer())
        )
    assert force().guidance.count() == 1


def test_the_version_of_an_assessment_that_led_to_a_change_is_named_with_it():
    version = make_draft()
    assessed = make_assessment("approved").versions.get()
    versions.add_occasion(
        wording=version, kind="impact", name="Carnival in Northmarsh", said="Nobody knew whom to call.",
        happened_on=date(2010, 7, 1), impact_version=assessed, **who(writer()),
    )  # fmt: skip
    assert version.occasions.get(kind="impact").impact_version == assessed


@pytest.mark.parametrize("kind", ["scrutiny", "equality"])
def test_an_assessment_is_named_under_its_own_kind_alone(kind):
    version = make_draft()
    assessed = make_assessment("approved").versions.get()
    with pytest.raises(NotPossible, match="Choose the kind"):
        versions.add_occasion(
            wording=version, kind=kind, name="Carnival", said="Words.", happened_on=date(2010, 7, 1),
            impact_version=assessed, **who(writer()),
        )  # fmt: skip


def test_only_approved_versions_of_what_is_no_secret_can_be_named():
    open_one, covert, waiting = (
        make_assessment("approved"),
        make_assessment("approved"),
        make_assessment("submitted"),
    )
    Operation.objects.filter(pk=covert.operation_id).update(is_covert=True)
    reader = who(make_person("desk_officer"))["by"]
    assert {v.assessment_id for v in approved_versions(reader)} == {open_one.pk}
    assert waiting.versions.exists()


@pytest.mark.parametrize(("role", "opens"), [("desk_officer", True), ("partnership_manager", False)])
def test_a_link_leads_to_an_assessment_only_for_whoever_may_open_it(role, opens):
    version = make_draft()
    versions.add_occasion(
        wording=version, kind="impact", name="Carnival", said="Words.", happened_on=date(2010, 7, 1),
        impact_version=make_assessment("approved").versions.get(), **who(writer()),
    )  # fmt: skip
    rows = list(version.occasions.all())
    assert bool(led_by(rows, who(make_person(role))["by"]).versions) == opens
