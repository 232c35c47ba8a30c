"""Does an assessment go only where it may, by whom it may, and stay as it was signed, whatever is tried?"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.assess.equality import writes
from commonweal.assess.equality.daily import raise_what_fell_due
from commonweal.assess.equality.models import EqualityAction, EqualityAssessment
from commonweal.assess.equality.reads import lists, settled
from commonweal.assess.equality.reads.one import faults_of, with_parts
from commonweal.assess.equality.rules.states import ASSESSMENT
from commonweal.assess.equality.tests.factories import (
    AT,
    DECISION,
    DUE,
    LATER,
    ON,
    REVIEW,
    Cast,
    close_all,
    fill,
    in_state,
    judge_all,
    opened,
    person,
    sign,
)
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import Stale
from commonweal.ground.messages.models import Message
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused

pytestmark = pytest.mark.django_db
BY_STATE = {
    "require": (writes.require_assessment, {}),
    "screen-out": (writes.screen_out, {"reason": "It touches nobody"}),
    "reopen": (writes.reopen_screening, {"reason": "It does after all"}),
    "consult": (writes.consult, {}),
    "send": (writes.send_for_check, {}),
    "take-back": (writes.take_back, {"reason": "A row is wrong"}),
    "check": (writes.check_assessment, {}),
    "send-back": (writes.send_back, {"reason": "Say more of carers"}),
    "refuse": (writes.refuse_to_sign, {"reason": "The evidence is thin"}),
    "keep": (writes.keep_from_public, {"reason": "It would harm those whom it protects"}),
    "monitor": (writes.monitor, {}),
    "review": (writes.record_review, {"reason": "As foreseen", "review_on": date(2013, 1, 1)}),
    "close": (writes.close_assessment, {"reason": "The policy ended"}),
    "fall-due": (writes.fall_due, {}),
}


def outcome_of(made, event: str, who) -> str:
    """The state afterwards, or why not; nothing of it stays."""
    write, given = BY_STATE[event]
    mark = transaction.savepoint()
    try:
        write(assessment=made, by=who, at=LATER, **given)
        return str(EqualityAssessment.objects.get(pk=made.pk).state)
    except Refused:
        return "refused"
    except NotPossible:
        return "not possible"
    finally:
        transaction.savepoint_rollback(mark)


def test_every_state_and_event_by_everybody(count):
    """Whoever may, from where it may, and nobody else from nowhere else."""
    cast = Cast()
    people = {
        "author": cast.author, "adviser": cast.adviser, "chief": cast.chief, "commander": cast.commander, "system": SYSTEM,
        "elsewhere": person("link_body_lead", Organisation.objects.create(name="Elsewhere", kind="link_body")),
    }  # fmt: skip
    wrong, tried = [], 0
    for state in ASSESSMENT.states:
        made = in_state(state, cast, title=state)
        if state in ("monitoring", "review_due"):
            close_all(made, cast)
        for event in BY_STATE:
            for name, who in people.items():
                if (name == "system") != (event == "fall-due"):
                    continue
                got, legal = outcome_of(made, event, who), _legal(state, event, name)
                expected = ASSESSMENT.moves[state, event] if legal else ""
                tried += 1
                if (expected or got) != got or (not legal and got not in ("refused", "not possible")):
                    wrong.append((state, event, name, got))
    count("equality state × event × person", tried)
    assert not wrong, wrong


WHO = {
    "equality.write": {"author"},
    "equality.check": {"adviser"},
    "equality.sign": {"chief", "commander"},
    "equality.follow": {"system"},
}


def _legal(state: str, event: str, name: str) -> bool:
    """The named decision-maker is the chief officer."""
    if not ASSESSMENT.may(state, event) or name not in WHO[ASSESSMENT.events[event].permission]:
        return False
    return not (event == "refuse" and name == "commander")


def test_author_adviser_and_signer_are_three_people():
    cast = Cast()
    made = in_state("checked", cast)
    both = person("chief_officer")
    for who, why in ((cast.author, Refused), (cast.commander, Refused), (cast.adviser, Refused)):
        with pytest.raises(why):
            sign(made, who)
    signed = sign(made, both)
    assert (signed.state, signed.signed_role, signed.checked_role) == (
        "signed_off",
        "chief_officer",
        "clearing_officer",
    )
    assert len({signed.drafted_by_id, signed.checked_by_id, signed.signed_by_id}) == 3


def test_whoever_wrote_a_word_is_an_author():
    cast = Cast()
    made = opened(cast)
    manager = person("partnership_manager")
    writes.require_assessment(assessment=made, by=cast.author, at=AT)
    writes.add_local_row(assessment=made, label="Carers", by=manager, at=AT)
    assert set(made.authors.values_list("account", flat=True)) == {cast.author.account_id, manager.account_id}


def test_what_was_read_is_what_is_signed():
    cast = Cast()
    made = with_parts(in_state("checked", cast))
    with pytest.raises(NotPossible, match="not the text"):
        writes.sign_assessment(assessment=made, seen="0" * 64, by=cast.chief, at=AT)
    signed = sign(made, cast.chief)
    kept = json.loads(signed.frozen_content)
    assert "Users of libraries" in kept["parts"]["engagement"]
    assert "Signed by the chief officer on 1 July 2010" in kept["parts"]["sign_off"]
    assert kept["duties"][0]["key"] == "public_sector_duty@2007"


def test_a_late_signature_says_so_for_ever():
    cast = Cast()
    late = AT + timedelta(days=30)
    with pytest.raises(NotPossible, match="has passed"):
        sign(in_state("checked", cast), cast.chief, late)
    made = in_state("checked", cast, title="Another")
    signed = sign(made, cast.chief, late, late_reason="The board met early")
    assert "Signed late" in json.loads(signed.frozen_content)["parts"]["sign_off"]
    assert list(lists.list_assessments(person("authority_member"), only="late")) == [signed]


def test_an_unfinished_grid_goes_nowhere():
    cast = Cast()
    made = opened(cast)
    writes.require_assessment(assessment=made, by=cast.author, at=AT)
    writes.consult(assessment=made, by=cast.author, at=AT)
    with pytest.raises(NotPossible, match="empty cells"):
        writes.send_for_check(assessment=made, by=cast.author, at=AT)
    fill(made, cast.author)
    judge_all(made, cast.author, effect="unknown")
    with pytest.raises(NotPossible, match="fills the gap"):
        writes.send_for_check(assessment=made, by=cast.author, at=AT)
    for row in made.rows.all():
        writes.add_action(assessment=made, kind="gap", row=row, text=f"Ask about {row}", horizon="short", owner_post="Head",
                          measure="It is known", due_on=DUE, by=cast.author, at=AT)  # fmt: skip
    judge_all(made, cast.author, effect="unknown")
    assert not faults_of(with_parts(EqualityAssessment.objects.get(pk=made.pk)))
    writes.send_for_check(assessment=made, by=cast.author, at=AT)


def test_another_day_of_decision_brings_another_law():
    cast = Cast()
    made = opened(cast, further_duties=["gla_equality_duty"])
    assert made.rows.count() == 9
    about = {
        n: getattr(made, n)
        for n in ("title", "owner", "aim", "affected", "change", "relevance", "decision_role")
    }
    with pytest.raises(NotPossible, match="gla equality duty"):
        writes.change_heading(assessment=made, decision_on=date(2011, 6, 1), further_duties=["gla_equality_duty"],
                              by=cast.author, at=AT, **about)  # fmt: skip
    made = writes.change_heading(
        assessment=made, decision_on=date(2011, 6, 1), by=cast.author, at=AT, **about
    )
    assert made.duty_sets == ["public_sector_duty@2011"]
    assert sum(row.cells.count() for row in made.rows.all()) == 25


def test_two_people_at_once_lose_nothing():
    cast = Cast()
    made = in_state("drafting", cast)
    seen = EqualityAssessment.objects.get(pk=made.pk).version
    writes.write_outcome(assessment=made, outcome="1", version=seen, by=cast.author, at=AT)
    with pytest.raises(Stale):
        writes.write_outcome(assessment=made, outcome="2", version=seen, by=cast.second_author, at=AT)


def test_outcome_three_asks_for_its_advice_at_once():
    cast = Cast()
    made = in_state("drafting", cast)
    with pytest.raises(NotPossible, match="legal advice"):
        writes.write_outcome(assessment=made, outcome="3", justification="It must be", by=cast.author, at=AT)


# What does not lapse


def test_a_late_action_is_told_once_and_again_and_stays_on_the_list():
    cast = Cast()
    made = in_state("signed_off", cast)
    day_after = AT + timedelta(days=215)
    assert raise_what_fell_due(now=AT + timedelta(days=214)) == 0
    assert raise_what_fell_due(now=day_after) == 1
    told = set(Message.objects.filter(address="/equality/due/").values_list("account", flat=True))
    assert {cast.author.account_id, cast.second_author.account_id} <= told
    assert raise_what_fell_due(now=day_after + timedelta(days=1)) == 0
    assert raise_what_fell_due(now=day_after + timedelta(days=28)) == 1
    late = lists.what_waits(cast.author, on=day_after.date())["equality_actions_late"]
    assert [action.assessment_id for action in late] == [made.pk]


def test_more_time_is_given_by_a_person_with_a_reason():
    cast = Cast()
    action = in_state("signed_off", cast).actions.get()
    with pytest.raises(Refused):
        writes.extend_action(
            action=action, until_on=date(2011, 6, 1), reason="Later", by=person("authority_member"), at=AT
        )
    with pytest.raises(NotPossible, match="Say why"):
        writes.extend_action(action=action, until_on=date(2011, 6, 1), reason=" ", by=cast.author, at=AT)
    writes.extend_action(
        action=action, until_on=date(2011, 6, 1), reason="The trainer left", by=cast.author, at=AT
    )
    action.refresh_from_db()
    assert (action.due_on, action.first_due_on, action.extensions.count()) == (date(2011, 6, 1), DUE, 1)


def test_an_action_closes_with_evidence_or_a_reason_only():
    cast = Cast()
    made = in_state("monitoring", cast)
    action = made.actions.get()
    for write, given in ((writes.close_action, {"evidence": " "}), (writes.drop_action, {"reason": ""})):
        with pytest.raises(NotPossible):
            write(action=action, by=cast.author, at=AT, **given)
    with pytest.raises(NotPossible, match="Train staff"):
        writes.close_assessment(assessment=made, reason="Done", by=cast.chief, at=AT)
    writes.drop_action(action=action, reason="There is no money", by=cast.author, at=AT)
    assert writes.close_assessment(assessment=made, reason="Done", by=cast.chief, at=AT).state == "closed"


def test_the_day_of_review_lays_it_out_once():
    cast = Cast()
    made = in_state("published", cast)
    close_all(made, cast)
    assert raise_what_fell_due(now=LATER) == 1
    assert raise_what_fell_due(now=LATER) == 0
    made.refresh_from_db()
    assert made.state == "review_due"
    assert made.review_on == REVIEW


def test_a_later_assessment_carries_on_what_was_open():
    cast = Cast()
    old = in_state("monitoring", cast)
    new = writes.replace_assessment(earlier=old, decision_on=date(2011, 5, 1), by=cast.author, at=AT)
    assert new.duty_sets == ["public_sector_duty@2011"]
    with pytest.raises(NotPossible, match="open already"):
        writes.replace_assessment(earlier=old, decision_on=date(2011, 5, 1), by=cast.author, at=AT)
    writes.require_assessment(assessment=new, by=cast.author, at=AT)
    fill(new, cast.author)
    carried = new.actions.get(carries__isnull=False)
    writes.remove_part(assessment=new, kind="action", part=carried.pk, by=cast.author, at=AT)
    writes.consult(assessment=new, by=cast.author, at=AT)
    writes.send_for_check(assessment=new, by=cast.author, at=AT)
    writes.check_assessment(assessment=new, by=cast.adviser, at=AT)
    with pytest.raises(NotPossible, match="does not carry on"):
        sign(new, cast.chief)
    writes.drop_action(action=old.actions.get(), reason="It is done otherwise", by=cast.author, at=AT)
    sign(new, cast.chief)
    old.refresh_from_db()
    assert old.state == "superseded"
    assert settled.is_settled(old)


def test_carried_actions_go_on_in_the_later_one():
    cast = Cast()
    old = in_state("superseded", cast)
    assert set(old.actions.values_list("state", flat=True)) == {"carried"}
    assert old.replaced_by.actions.filter(carries__isnull=False, state="open").count() == 1


# What the public is not shown


def test_a_redaction_has_its_reason_and_its_time():
    cast = Cast()
    made = in_state("signed_off", cast)
    for part, reason in (("sign_off", "Why not"), ("engagement", " "), ("nothing", "Why not")):
        with pytest.raises(NotPossible):
            writes.redact_part(assessment=made, part=part, reason=reason, by=cast.author, at=AT)
    writes.redact_part(assessment=made, part="engagement", reason="They asked for it", by=cast.author, at=AT)
    with pytest.raises(NotPossible):
        writes.redact_part(assessment=made, part="engagement", reason="Again", by=cast.author, at=AT)
    writes.restore_part(assessment=made, part="engagement", by=cast.author, at=AT)
    monitoring = writes.keep_from_public(assessment=made, reason="Safety", by=cast.chief, at=AT)
    with pytest.raises(NotPossible):
        writes.redact_part(assessment=monitoring, part="grid", reason="Late", by=cast.author, at=AT)


# Past the program

TABLE = "equality_equalityassessment"
SQL = {
    "begun signed": ("screening", f"INSERT INTO {TABLE} SELECT * FROM {TABLE} WHERE id = %(pk)s"),
    "signed by the author": ("checked", f"UPDATE {TABLE} SET state = 'signed_off', signed_by_id = drafted_by_id, signed_at = checked_at,"
                             " signed_on = decision_on, signed_role = decision_role, frozen_hash = 'x', frozen_content = 'x' WHERE id = %(pk)s"),
    "signed by the adviser": ("checked", f"UPDATE {TABLE} SET state = 'signed_off', signed_by_id = checked_by_id, signed_at = checked_at,"
                              " signed_on = decision_on, signed_role = decision_role, frozen_hash = 'x', frozen_content = 'x' WHERE id = %(pk)s"),
    "signed by nobody": ("checked", f"UPDATE {TABLE} SET state = 'signed_off' WHERE id = %(pk)s"),
    "signed unchecked": ("quality_check", f"UPDATE {TABLE} SET state = 'signed_off', signed_by_id = %(chief)s, signed_at = drafted_at,"
                         " signed_on = decision_on, signed_role = decision_role, frozen_hash = 'x', frozen_content = 'x' WHERE id = %(pk)s"),
    "signed late in silence": ("checked", f"UPDATE {TABLE} SET state = 'signed_off', signed_by_id = %(chief)s, signed_at = checked_at,"
                               " signed_on = '2010-12-01', signed_role = decision_role, frozen_hash = 'x', frozen_content = 'x' WHERE id = %(pk)s"),
    "signed by another role": ("checked", f"UPDATE {TABLE} SET state = 'signed_off', signed_by_id = %(chief)s, signed_at = checked_at,"
                               " signed_on = decision_on, signed_role = 'commander', frozen_hash = 'x', frozen_content = 'x' WHERE id = %(pk)s"),
    "checked by the author": ("quality_check", f"UPDATE {TABLE} SET state = 'checked', checked_by_id = drafted_by_id, checked_at = drafted_at,"
                              " checked_role = 'analyst' WHERE id = %(pk)s"),
    "excused by the author": ("screening", f"UPDATE {TABLE} SET state = 'not_required', screened_by_id = drafted_by_id, screened_at = drafted_at,"
                              " not_required_reason = 'x' WHERE id = %(pk)s"),
    "not required for no reason": ("screening", f"UPDATE {TABLE} SET state = 'not_required' WHERE id = %(pk)s"),
    "published unsigned": ("checked", f"UPDATE {TABLE} SET state = 'published', published_at = checked_at WHERE id = %(pk)s"),
    "put back to drafting": ("signed_off", f"UPDATE {TABLE} SET state = 'drafting' WHERE id = %(pk)s"),
    "rewritten": ("signed_off", f"UPDATE {TABLE} SET aim = 'Another' WHERE id = %(pk)s"),
    "frozen anew": ("published", f"UPDATE {TABLE} SET frozen_content = 'x' WHERE id = %(pk)s"),
    "the day of decision moved": ("monitoring", f"UPDATE {TABLE} SET decision_on = '2012-01-01' WHERE id = %(pk)s"),
    "deleted": ("closed", f"DELETE FROM {TABLE} WHERE id = %(pk)s"),
    "a cell changed": ("signed_off", "UPDATE equality_gridcell SET effect = 'positive' WHERE row_id IN (SELECT id FROM equality_gridrow WHERE assessment_id = %(pk)s)"),
    "a row added": ("signed_off", "INSERT INTO equality_gridrow (version, assessment_id, position, duty_set, label) VALUES (1, %(pk)s, 99, '', 'Carers')"),
    "evidence taken away": ("signed_off", "DELETE FROM equality_evidencesource WHERE assessment_id = %(pk)s"),
    "what was said changed": ("signed_off", "UPDATE equality_consultation SET said = 'Nothing' WHERE assessment_id = %(pk)s"),
    "an author taken off": ("signed_off", "DELETE FROM equality_author WHERE assessment_id = %(pk)s"),
    "an action reworded": ("monitoring", "UPDATE equality_equalityaction SET text = 'Less' WHERE assessment_id = %(pk)s"),
    "an action given time in silence": ("monitoring", "UPDATE equality_equalityaction SET due_on = '2019-01-01' WHERE assessment_id = %(pk)s"),
    "an action deleted": ("monitoring", "DELETE FROM equality_equalityaction WHERE assessment_id = %(pk)s"),
    "an action closed in silence": ("monitoring", "UPDATE equality_equalityaction SET state = 'done' WHERE assessment_id = %(pk)s"),
    "an action taken up again": ("closed", "UPDATE equality_equalityaction SET state = 'open' WHERE assessment_id = %(pk)s"),
}  # fmt: skip


def test_raw_sql_does_not_get_past_the_gate(count):
    cast = Cast()
    made = {
        state: in_state(state, cast, title=state).pk
        for state in dict.fromkeys(state for state, _ in SQL.values())
    }
    passed = []
    for what, (state, statement) in SQL.items():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, {"pk": made[state], "chief": cast.chief.account_id})
                passed.append(what)
        except DatabaseError:
            continue
    count("equality gates that raw SQL does not get past", len(SQL))
    assert not passed, passed


def _past_the_program(statement: str, values: dict[str, Any] | None) -> None:
    """In a cursor of its own: one whose statement failed is ended."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_incomplete_grid_is_not_signed_even_past_the_program():
    cast = Cast()
    made = in_state("checked", cast)
    statement = SQL["signed by nobody"][1].replace(
        "SET state = 'signed_off'",
        "SET state = 'signed_off', signed_by_id = %(chief)s, signed_at = checked_at, signed_on = decision_on,"
        " signed_role = decision_role, frozen_hash = 'x', frozen_content = 'x'",
    )
    values = {"pk": made.pk, "chief": cast.chief.account_id}
    for wrong in ("effect = ''", "effect = 'negative'", "effect = 'unknown'"):
        _past_the_program(f"UPDATE equality_gridcell SET {wrong}", None)
        with pytest.raises(DatabaseError, match="incomplete"), transaction.atomic():
            _past_the_program(statement, values)
    _past_the_program("UPDATE equality_gridcell SET effect = 'neutral'", None)
    _past_the_program(statement, values)
    assert EqualityAssessment.objects.get(pk=made.pk).state == "signed_off"


def test_every_change_is_in_the_audit():
    cast = Cast()
    before = AuditEntry.objects.count()
    made = in_state("signed_off", cast)
    entries = AuditEntry.objects.filter(sequence__gt=before, subject_type="equality.equalityassessment")
    assert entries.filter(subject_id=str(made.pk)).count() == made.version
    assert EqualityAction.objects.count() == 1
    assert made.decision_on == DECISION
    assert made.signed_on == ON


def test_no_person_lays_out_what_is_due():
    cast = Cast()
    made = in_state("monitoring", cast)
    for who in (cast.author, cast.chief, person("partnership_manager")):
        with pytest.raises(Refused):
            writes.fall_due(assessment=made, by=who, at=LATER)
        with pytest.raises(Refused):
            writes.tell_of_overdue(assessment=made, by=who, at=LATER)
