"""Do changes keep what they promise: loans, promises, second persons, and nothing half-stored?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.audit.writes import Stale
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.visibility.rules import PUBLIC_VIEWER, SYSTEM, NotPossible, Refused
from commonweal.listen.engagement import daily
from commonweal.listen.engagement.models import (
    Commitment,
    Community,
    CommunityName,
    DeskPriority,
    Loan,
    SizeLoad,
    WorldEvent,
)
from commonweal.listen.engagement.rules.states import EVENT
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import AT, TODAY, who
from commonweal.listen.engagement.writes import (
    communities,
    contacts,
    desks,
    engagements,
    feedback,
    outreach,
    watch,
)

pytestmark = pytest.mark.django_db


# Communities


def test_no_two_communities_share_a_name_of_whichever_kind():
    make.community("Somali", names=["Somalilander"])
    for name, names in (
        ("somali", []),
        ("Somalilander", []),
        ("Other", ["SOMALI"]),
        ("Other", ["somalilander"]),
    ):
        with pytest.raises(NotPossible):
            communities.add_community(name=name, basis="ethnicity", names=names, **who())
    with pytest.raises(IntegrityError), transaction.atomic():
        CommunityName.objects.create(community=Community.objects.get(), name="SOMALILANDER")


def test_a_community_is_never_a_part_of_itself():
    one = make.community("One")
    two = make.community("Two", parent=one)
    with pytest.raises(NotPossible):
        communities.change_community(community=one, name="One", basis="ethnicity", parent=two, **who())


def test_a_table_of_sizes_is_stored_whole_or_not_at_all():
    make.community("Somali")
    make.area()
    given = {
        "file_name": "t.csv",
        "title": "A count",
        "source": "An office",
        "licence": "Open",
        "counted_on": TODAY,
        "limits": "Few",
        **who(),
    }
    with pytest.raises(NotPossible):
        communities.load_sizes(
            content=b"community,area_code,people\nSomali,E09000005,500\nNobody,E09000005,5\n", **given
        )
    assert not SizeLoad.objects.exists()
    with pytest.raises(NotPossible):
        communities.load_sizes(
            content=b"community,area_code,people\nSomali,E09000005,500\n", **(given | {"licence": " "})
        )
    made = communities.load_sizes(content=b"community,area_code,people\nSomali,E09000005,500\n", **given)
    assert [size.people for size in made.sizes.all()] == [500]
    with pytest.raises(IntegrityError), transaction.atomic():
        SizeLoad.objects.update(licence="")


# Desks and loans


def test_a_desk_keeps_every_place_it_was_given():
    desk = make.desk()
    for number, priority in enumerate(("raised", "first")):
        desk = desks.set_priority(
            desk=desk,
            priority=priority,
            basis="need",
            reason="Protests",
            on=TODAY + timedelta(days=number),
            **who(),
        )
    assert [p.priority for p in DeskPriority.objects.filter(desk=desk)] == ["first", "raised"]
    with pytest.raises(NotPossible):
        desks.set_priority(desk=desk, priority="usual", basis="growth", reason=" ", on=TODAY, **who())


def ask(worker=None, account=None, **more) -> Loan:
    given = {
        "unit": "Haringey",
        "purpose": "A protest",
        "from_on": TODAY,
        "until_on": TODAY + timedelta(days=7),
    } | more
    return outreach.ask_for_loan(worker=worker or make.worker(), **given, **who(account))


def test_only_the_person_who_would_be_lent_consents():
    lent, other = make.officer(), make.officer()
    loan = ask(make.worker(lent), other)
    for account in (other, make.officer(), make.officer("administrator")):
        with pytest.raises(Refused):
            outreach.answer_loan(
                loan=loan, event="agree", consent_basis="In writing", on=TODAY, **who(account)
            )
    assert (
        outreach.answer_loan(loan=loan, event="agree", consent_basis="Said so", on=TODAY, **who(lent)).state
        == "agreed"
    )


def test_who_asked_does_not_also_record_the_consent():
    asker, other = make.officer(), make.officer()
    loan = ask(account=asker)
    with pytest.raises(Refused):
        outreach.answer_loan(loan=loan, event="agree", consent_basis="In writing", on=TODAY, **who(asker))
    with pytest.raises(NotPossible):
        outreach.answer_loan(loan=loan, event="agree", consent_basis="", on=TODAY, **who(other))
    assert outreach.answer_loan(
        loan=loan, event="agree", consent_basis="In writing", on=TODAY, **who(other)
    ).consent_basis


def test_no_loan_is_agreed_without_consent_in_the_database_either():
    loan = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(state="agreed")


def test_nobody_is_lent_twice_at_the_same_time():
    worker = make.worker()
    ask(worker)
    with pytest.raises(NotPossible):
        ask(worker, from_on=TODAY + timedelta(days=3), until_on=TODAY + timedelta(days=9))
    assert ask(worker, from_on=TODAY + timedelta(days=7), until_on=TODAY + timedelta(days=9)).pk


# Promises


def test_a_promise_open_for_too_long_becomes_public_by_itself_unless_it_is_confidential():
    old = make.commitment(made_on=TODAY - timedelta(days=29))
    make.commitment(made_on=TODAY - timedelta(days=28))
    make.commitment(
        made_on=TODAY - timedelta(days=90), is_confidential=True, confidential_reason="One family"
    )
    settled = make.commitment(made_on=TODAY - timedelta(days=90))
    engagements.move_commitment(commitment=settled, event="finish", words="Done", on=TODAY, **who())
    assert daily.show_overdue_commitments(now=AT) == 1
    assert daily.show_overdue_commitments(now=AT) == 0
    assert [c.pk for c in Commitment.objects.visible_to(PUBLIC_VIEWER)] == [old.pk]


def test_what_is_kept_off_the_list_is_hidden_at_once_and_cannot_be_released():
    kept = engagements.release_commitment(commitment=make.commitment(), on=TODAY, **who())
    kept = engagements.withhold_commitment(commitment=kept, reason="One family", **who())
    assert not Commitment.objects.visible_to(PUBLIC_VIEWER).exists()
    with pytest.raises(NotPossible):
        engagements.release_commitment(commitment=kept, on=TODAY, **who())
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=kept.pk).update(released_on=TODAY)


@pytest.mark.parametrize("event", ["finish", "refuse"])
def test_a_promise_is_settled_with_words(event):
    with pytest.raises(NotPossible):
        engagements.move_commitment(commitment=make.commitment(), event=event, words=" ", on=TODAY, **who())


def test_nothing_is_logged_before_it_happened():
    with pytest.raises(NotPossible):
        make.engagement(held_on=TODAY + timedelta(days=1))
    with pytest.raises(NotPossible):
        make.commitment(made_on=TODAY + timedelta(days=1))


# World events


def event(account=None, **more) -> WorldEvent:
    given = {"title": "An election", "what": "Votes", "place": "Somewhere", "happens_on": date(2012, 7, 1), "expected": "Calm",
             "strength": "reported", "basis": "Two temples", "review_on": TODAY, "desks": [make.desk()], "on": TODAY}  # fmt: skip
    return watch.watch_event(**(given | more), **who(account))


def test_whoever_expected_something_does_not_judge_it():
    author, other = make.officer(), make.officer("analyst")
    found = event(author)
    with pytest.raises(Refused):
        watch.judge_event(event=found, verdict="right", what_came="Calm", on=TODAY, **who(author))
    judged = watch.judge_event(event=found, verdict="wrong", what_came="A march", on=TODAY, **who(other))
    assert (judged.verdict, judged.judged_by_id) == ("wrong", other.pk)
    with pytest.raises(NotPossible):
        watch.judge_event(event=judged, verdict="right", what_came="Calm", on=TODAY, **who(other))
    with pytest.raises(IntegrityError), transaction.atomic():
        WorldEvent.objects.filter(pk=found.pk).update(judged_by=author)
    again = watch.watch_again(event=judged, review_on=TODAY, reason="A second round of voting", **who(author))
    assert (again.state, again.verdict) == (EVENT.start, "")


def test_what_lies_ahead_cannot_be_judged_yet():
    found = event(happens_on=TODAY + timedelta(days=1))
    with pytest.raises(NotPossible):
        watch.judge_event(event=found, verdict="right", what_came="Calm", on=TODAY, **who())


# The strength of the evidence


NEVER = "certain"  # no grade of the scale
GRADED = {
    "an engagement": lambda: make.engagement(strength=NEVER),
    "an engagement that is changed": lambda: engagements.change_engagement(
        engagement=make.engagement(), title="Title", held_on=TODAY, kind="meeting", area=None, place="", purpose="", desk=None,
        level="consult", organiser=None, attendance="unknown", learned="", strength=NEVER, basis="Notes", on=TODAY, **who()),
    "an issue": lambda: make.issue(strength=NEVER),
    "what is expected": lambda: watch.change_expectation(
        event=event(), expected="Anger", strength=NEVER, basis="Notes", review_on=TODAY, **who()),
    "feedback": lambda: feedback.keep_feedback(
        body=make.desk().organisation, scrutiny="A board", question="Why?", group="Survivors", from_on=TODAY, until_on=TODAY,
        asked_count=2, answered_count=1, strength=NEVER, basis="Notes", **who()),
}  # fmt: skip


@pytest.mark.parametrize("what", GRADED)
def test_a_strength_that_the_scale_does_not_have_is_asked_for_again(what):
    with pytest.raises(NotPossible, match="how strong the evidence is"):
        GRADED[what]()


# Feedback, versions and permission


def test_no_more_say_so_than_answered():
    kept = feedback.keep_feedback(
        body=make.desk().organisation, scrutiny="A board", question="Were you told?", group="Survivors", from_on=TODAY,
        until_on=TODAY, asked_count=20, answered_count=10, strength="measured", basis="A form", **who(),
    )  # fmt: skip
    with pytest.raises(NotPossible):
        feedback.add_theme(feedback=kept, theme="policing", words="Told late", said_count=11, **who())
    assert (
        feedback.add_theme(
            feedback=kept, theme="policing", words="Told late", said_count=10, **who()
        ).themes.count()
        == 1
    )


def test_a_second_saver_is_told_of_the_first():
    found = make.relationship()
    contacts.note_contact(relationship=found, last_contact_on=TODAY, on=TODAY, version=1, **who())
    with pytest.raises(Stale):
        contacts.note_contact(relationship=found, last_contact_on=TODAY, on=TODAY, version=1, **who())


def test_a_form_sent_twice_makes_one_engagement():
    account = make.officer()
    given = {"title": "One", "held_on": TODAY, "kind": "meeting", "purpose": "To listen", "level": "consult",
             "strength": "reported", "basis": "Notes", "on": TODAY, "once": "the same key"}  # fmt: skip
    one, two = (engagements.log_engagement(**given, **who(account)) for _ in range(2))
    assert one.pk == two.pk


def test_nobody_but_the_system_and_the_role_may_load_sizes():
    for role in ("borough_lead", "administrator", "authority_member", "contributor"):
        with pytest.raises(Refused):
            communities.load_sizes(content=b"", file_name="", title="", source="", licence="", counted_on=TODAY, limits="",
                                   **who(make_account(role)))  # fmt: skip
    assert SYSTEM.may("engagement.sizes")
