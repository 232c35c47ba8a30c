"""Is every move of every table refused or allowed as it says, whoever tries?"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.act.plans.models import Challenge, Evidence, PlannedAction, ProgressUpdate
from commonweal.act.plans.rules.states import ACTION, CHALLENGE, EVIDENCE, RESOURCE, UPDATE
from commonweal.act.plans.tests.factories import (
    AT,
    EvidenceFactory,
    ResourceFactory,
    TaskFactory,
    UpdateFactory,
    World,
)  # fmt: skip
from commonweal.act.plans.writes import closing, evidence, progress, resources
from commonweal.ground.visibility.rules import NotPossible, Refused

LATER = AT + timedelta(hours=1)


@pytest.fixture
def world(db):
    return World()


def allowed(attempt):
    """True where it was done; False where the person or the moment was wrong."""
    try:
        with transaction.atomic():
            attempt()
            return _undo()
    except _Undone:
        return True
    except (Refused, NotPossible):
        return False


class _Undone(Exception):
    pass


def _undo():
    raise _Undone


REPORT_EVENTS = {
    "save": progress.save_draft,
    "send": progress.send_update,
    "withdraw": progress.withdraw_update,
}


def _update_in(world, state):
    who = world.lead.account_id
    started = {"drafted_by_id": who, "action": world.action, "organisation": world.lead_body, "state": state}
    if state not in ("draft",):
        started |= {"reported_by_id": who, "sent_at": AT}
    if state == "confirmed":
        started |= {"confirmed_by_id": world.link_lead.account_id, "confirmed_at": AT}
    if state == "sent_back":
        started |= {"sent_back_reason": "No figures"}
    return UpdateFactory(**started)


def test_updates_move_for_the_right_people_only(world, count):
    tried = done = 0
    for state in UPDATE.states:
        update = _update_in(world, state)
        for event in UPDATE.events:
            for name, viewer in world.everybody().items():
                reporter, overseer = name == "lead", name == "link_lead"
                expected = UPDATE.may(state, event) and (reporter if event in REPORT_EVENTS else overseer)
                if event in REPORT_EVENTS:
                    write, extra = REPORT_EVENTS[event], {}
                else:
                    write = progress.confirm_update if event == "confirm" else progress.send_back_update
                    extra = {} if event == "confirm" else {"reason": "Why"}
                tried += 1
                got = allowed(lambda w=write, u=update, v=viewer, e=extra: w(update=u, by=v, at=LATER, **e))
                assert got == expected, (state, event, name)
                done += got
        update.delete()
    assert done == len(UPDATE.moves)
    count("update: state, event and person", tried)


def test_nobody_confirms_an_update_that_they_drafted_or_sent(world):
    update = _update_in(world, "sent")
    for column in ("drafted_by_id", "reported_by_id"):
        ProgressUpdate.objects.filter(pk=update.pk).update(
            drafted_by=world.lead.account_id, reported_by=world.lead.account_id
        )
        ProgressUpdate.objects.filter(pk=update.pk).update(**{column: world.link_lead.account_id})
        with pytest.raises(Refused, match="Somebody else"):
            progress.confirm_update(update=update, by=world.link_lead, at=LATER)
        with pytest.raises(IntegrityError), transaction.atomic():
            ProgressUpdate.objects.filter(pk=update.pk).update(
                state="confirmed", confirmed_by=world.link_lead.account_id, confirmed_at=AT
            )


def test_evidence_moves_for_the_right_people_only(world, count):
    tried = 0
    again = {"text": "T", "source": "S", "strength": "measured"}
    for state in EVIDENCE.states:
        judged = (
            {"judged_by_id": world.link_lead.account_id, "judged_at": AT}
            if state in ("accepted", "rejected")
            else {}
        )
        item = EvidenceFactory(
            outcome=world.outcome,
            state=state,
            offered_by_id=world.lead.account_id,
            judged_reason="Why",
            **judged,
        )
        for event in EVIDENCE.events:
            for name, viewer in world.everybody().items():
                reporter = name in ("lead", "partner")
                judge = name in ("link_lead", "manager", "second_manager")
                expected = EVIDENCE.may(state, event) and (
                    reporter if event in ("offer", "withdraw") else judge
                )
                write, extra = {
                    "offer": (evidence.offer_evidence_again, again),
                    "withdraw": (evidence.withdraw_evidence, {}),
                    "accept": (evidence.accept_evidence, {}),
                    "reject": (evidence.reject_evidence, {"reason": "Why"}),
                }[event]
                tried += 1
                got = allowed(lambda w=write, i=item, v=viewer, e=extra: w(evidence=i, by=v, at=LATER, **e))
                assert got == expected, (state, event, name)
        item.delete()
    count("evidence: state, event and person", tried)


def _closable(world):
    world.action.tasks.update(done_on=AT.date())
    EvidenceFactory(
        outcome=world.outcome, state="accepted", offered_by_id=world.lead.account_id,
        judged_by_id=world.link_lead.account_id, judged_at=AT,
    )  # fmt: skip


def _put(world, state):
    """The action in a state, as its constraints want it."""
    manager, second = world.manager.account_id, world.second_manager.account_id
    columns = {
        "state": state,
        "proposed_by": None,
        "closed_by": None,
        "closed_at": None,
        "decision_reference": "",
    }
    if state == "proposed":
        columns |= {"proposed_by": manager}
    if state in ("closed", "challenged"):
        columns |= {"proposed_by": manager, "closed_by": second, "closed_at": AT}
    if state == "undelivered":
        columns |= {"closed_by": second, "closed_at": AT, "decision_reference": "Board, item 4"}
    PlannedAction.objects.filter(pk=world.action.pk).update(**columns)
    Challenge.objects.all().delete()
    if state == "challenged":
        Challenge.objects.create(
            action=world.action, why="No", raised_by_id=world.member.account_id, raised_at=AT
        )


def _closing_attempt(world, event, viewer):
    action = world.fresh()
    common = {"action": action, "by": viewer, "at": LATER}
    if event in ("stand", "reopen") and action.state == "challenged":
        upheld = event == "reopen"
        return lambda: closing.answer_challenge(
            challenge=action.challenges.get(), upheld=upheld, answer="Because", **common
        )
    write, extra = {
        "propose": (closing.propose_closing, {}),
        "keep_open": (closing.keep_open, {"reason": "Why"}),
        "close": (closing.close_action, {}),
        "close_undelivered": (closing.close_undelivered, {"reason": "Why", "decision_reference": "Board"}),
        "challenge": (closing.challenge_action, {"why": "Not so"}),
        "reopen": (closing.reopen_action, {"reason": "Why"}),
    }[event]
    return lambda: write(**common, **extra)


def test_closing_moves_for_the_right_people_only(world, count):
    _closable(world)
    tried = 0
    closers = {"manager", "second_manager", "link_lead"}
    may = {
        "propose": closers | {"lead", "partner"}, "keep_open": closers, "close": closers - {"manager"},
        "close_undelivered": closers, "stand": closers, "reopen": closers,
        "challenge": closers | {"lead", "partner", "stranger", "member"},
    }  # fmt: skip
    for state in ACTION.states:
        _put(world, state)
        for event in ACTION.events:
            if event == "stand" and state != "challenged":
                continue
            for name, viewer in world.everybody().items():
                expected = ACTION.may(state, event) and name in may[event]
                if event == "challenge" and state in ("open", "reopened", "proposed"):
                    expected = (
                        name in may[event]
                    )  # a challenge to an open action stands on it and moves nothing
                tried += 1
                assert allowed(_closing_attempt(world, event, viewer)) == expected, (state, event, name)
    count("closing: state, event and person", tried)


def test_the_database_refuses_a_closing_by_one_person_alone(world):
    one = world.manager.account_id
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedAction.objects.filter(pk=world.action.pk).update(
            state="closed", proposed_by=one, closed_by=one, closed_at=AT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedAction.objects.filter(pk=world.action.pk).update(state="closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedAction.objects.filter(pk=world.action.pk).update(
            override_status="B", override_reason="x", override_at=AT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedAction.objects.filter(pk=world.action.pk).update(override_status="R", override_at=AT)


def test_the_database_refuses_a_second_lead_and_evidence_judged_by_its_offerer(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        world.action.partners.filter(role="partner").update(role="lead")
    item = EvidenceFactory(outcome=world.outcome)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=item.pk).update(state="accepted", judged_by=item.offered_by, judged_at=AT)


def test_an_action_with_a_part_that_is_not_done_cannot_be_proposed(world):
    _closable(world)
    part = TaskFactory(action=world.action, parent=world.task, number=1)
    assert not allowed(lambda: closing.propose_closing(action=world.fresh(), by=world.manager, at=LATER))
    part.delete()
    assert allowed(lambda: closing.propose_closing(action=world.fresh(), by=world.manager, at=LATER))


def test_resources_move_for_the_right_people_only(world, count):
    tried = 0
    for state in RESOURCE.states:
        resource = ResourceFactory(action=world.action, state=state, condition="the bid succeeds")
        for event in RESOURCE.events:
            for name, viewer in world.everybody().items():
                editor = name in ("manager", "second_manager", "link_lead")
                expected = RESOURCE.may(state, event) and editor
                tried += 1
                got = allowed(
                    lambda r=resource, e=event, v=viewer: resources.move_resource(
                        resource=r, event=e, reason="Why", by=v, at=LATER
                    )
                )
                assert got == expected, (state, event, name)
        resource.delete()
    count("resource: state, event and person", tried)


def test_challenges_move_for_the_right_people_only(world, count):
    tried = 0
    closers = {"manager", "second_manager", "link_lead"}
    challengers = closers | {"lead", "partner", "stranger", "member"}
    may = {"answer": closers, "uphold": closers, "press": challengers, "withdraw": {"member"}}
    for state in CHALLENGE.states:
        told = {"answer": "It is", "answered_by_id": world.link_lead.account_id, "answered_at": AT}
        Challenge.objects.all().delete()
        item = Challenge.objects.create(
            action=world.action, why="No", state=state, raised_by_id=world.member.account_id, raised_at=AT,
            **(told if state in ("answered", "upheld") else {}),
        )  # fmt: skip
        for event in CHALLENGE.events:
            for name, viewer in world.everybody().items():
                common = {"action": world.action, "challenge": item, "by": viewer, "at": LATER}
                attempt = {
                    "answer": lambda c=common: closing.answer_challenge(upheld=False, answer="It is", **c),
                    "uphold": lambda c=common: closing.answer_challenge(upheld=True, answer="Right", **c),
                    "press": lambda c=common: closing.press_challenge(why="Still", **c),
                    "withdraw": lambda c=common: closing.withdraw_challenge(**c),
                }[event]
                tried += 1
                assert allowed(attempt) == (CHALLENGE.may(state, event) and name in may[event]), (
                    state,
                    event,
                    name,
                )
    count("challenge: state, event and person", tried)
