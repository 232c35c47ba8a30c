"""Does every legal step work, and is every other refused, whoever tries and by whatever way (G5)?

What is legal stands in policy/gates.csv, reviewed by people; the program's own tables are not asked.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.core.management import get_commands
from django.db import DatabaseError, connection

from commonweal import flow
from commonweal.act.plans.models import Challenge, Evidence, PlannedAction, ProgressUpdate, Strategy
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads import content
from commonweal.answer.publications.models import Publication
from commonweal.assess.surveillance.models import Alert
from tests.guarantees.belonging import POLICY, had_a_hand
from tests.guarantees.extras import cheaply
from tests.guarantees.sample import ROLES, one_of_each
from tests.guarantees.town import AT, Person, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
THINGS = ("update", "evidence", "action", "challenge", "paper", "alert")
MODELS = {
    "update": ProgressUpdate,
    "evidence": Evidence,
    "action": PlannedAction,
    "challenge": Challenge,
    "paper": CommitteePaper,
    "alert": Alert,
}
STATES = {
    "update": ("draft", "sent", "sent_back", "sent_again", "confirmed", "withdrawn"),
    "evidence": ("offered", "accepted", "rejected", "withdrawn"),
    "action": ("open", "proposed", "closed", "challenged", "reopened", "undelivered"),
    "challenge": ("open", "answered", "upheld", "withdrawn"),
    "paper": ("drafting", "drafted", "cleared", "approved", "published", "withdrawn"),
    "alert": ("raised", "acknowledged", "explained", "closed"),
}
PLAN = "Plan of others"  # overseen by the housing link body, reported on by the safeguarding board


@dataclass(frozen=True)
class Gate:
    leads_to: str
    by: str


@cache
def gates() -> dict[tuple[str, str, str], Gate]:
    with (POLICY / "gates.csv").open(newline="", encoding="utf-8") as file:
        return {
            (r["thing"], r["state"], r["event"]): Gate(r["leads_to"], r["by"]) for r in csv.DictReader(file)
        }


# Who is who for a thing: by role and, where it says so, by organisation. "own" is the one that the thing belongs to.
WHO = {
    "reporter": {"delivery_partner": "own"},
    "overseer": {"link_body_lead": "own"},
    "judge": {"partnership_manager": "any", "link_body_lead": "own"},
    "closer": {"partnership_manager": "any", "link_body_lead": "own"},
    "proposer": {"partnership_manager": "any", "link_body_lead": "own", "delivery_partner": "own"},
    "challenger": {
        "partnership_manager": "any",
        "link_body_lead": "own",
        "delivery_partner": "any",
        "authority_member": "any",
    },
    "raiser": {"authority_member": "self"},
    "writer": {"committee_officer": "own"},
    "clearer": {"clearing_officer": "own"},
    "approver": {"chief_officer": "own"},
    "watcher": {"analyst": "any"},
    "explainer": {"analyst": "any", "borough_lead": "own"},
    "publisher": {"committee_officer": "own", "chief_officer": "own"},
}
OWN = {"delivery_partner": "lscb", "link_body_lead": "link_housing"}
OWN_BOROUGH = {"borough", "deputy_borough"}
OF_THE_AUTHORITY = {"officer", "deputy", "clearing", "chief"}
SECOND_PERSON = {
    ("update", "confirm"), ("update", "send_back"), ("evidence", "accept"), ("evidence", "reject"), ("action", "close"),
    ("challenge", "answer"), ("challenge", "uphold"), ("paper", "clear"), ("paper", "approve"),
    ("alert", "close"),
}  # fmt: skip
SAYS_WHY = {"reason": ["Because"], "why": ["Because"], "answer": ["Here is why"]}
EVENTS: dict[str, dict[str, Callable[[Any], tuple[str, dict[str, Any]]]]] = {
    "update": {
        "write": lambda u: (f"/plans/updates/{u.pk}/write/", _report(u)),
        "send": lambda u: (f"/plans/updates/{u.pk}/write/", {**_report(u), "send": "yes"}),
        "withdraw": lambda u: (f"/plans/updates/{u.pk}/withdraw/", {}),
        "confirm": lambda u: (f"/plans/updates/{u.pk}/confirm/", {"version": u.version}),
        "send_back": lambda u: (f"/plans/updates/{u.pk}/send-back/", {"version": u.version, **SAYS_WHY}),
    },
    "evidence": {
        "accept": lambda e: (
            f"/plans/evidence/{e.pk}/",
            {"version": e.version, "accepted": "yes", **SAYS_WHY},
        ),
        "reject": lambda e: (
            f"/plans/evidence/{e.pk}/",
            {"version": e.version, "accepted": "no", **SAYS_WHY},
        ),
        "offer": lambda e: (
            f"/plans/evidence/{e.pk}/again/",
            {"version": e.version, "text": "Better", "source": "A book", "strength": "documented"},
        ),
        "withdraw": lambda e: (f"/plans/evidence/{e.pk}/withdraw/", {}),
    },
    "action": {
        "propose": lambda a: (f"/plans/actions/{a.pk}/propose/", {}),
        "keep_open": lambda a: (f"/plans/actions/{a.pk}/keep-open/", {"version": a.version, **SAYS_WHY}),
        "close": lambda a: (f"/plans/actions/{a.pk}/close/", {"version": a.version}),
        "give_up": lambda a: (
            f"/plans/actions/{a.pk}/undelivered/",
            {"version": a.version, "decision_reference": "Board, item 4", **SAYS_WHY},
        ),
        "challenge": lambda a: (f"/plans/actions/{a.pk}/challenge/", {"version": a.version, **SAYS_WHY}),
        "reopen": lambda a: (f"/plans/actions/{a.pk}/reopen/", {"version": a.version, **SAYS_WHY}),
    },
    "challenge": {
        "answer": lambda c: (
            f"/plans/challenges/{c.pk}/answer/",
            {"version": c.action.version, "upheld": "no", **SAYS_WHY},
        ),
        "uphold": lambda c: (
            f"/plans/challenges/{c.pk}/answer/",
            {"version": c.action.version, "upheld": "yes", **SAYS_WHY},
        ),
        "press": lambda c: (f"/plans/challenges/{c.pk}/press/", {"version": c.action.version, **SAYS_WHY}),
        "withdraw": lambda c: (f"/plans/challenges/{c.pk}/withdraw/", {}),
    },
    "paper": {
        "edit": lambda p: (
            f"/papers/{p.pk}/sections/equality/",
            {"version": p.version, "text": f"Other words {p.version}"},
        ),
        "submit": lambda p: (f"/papers/{p.pk}/submit/", {}),
        "clear": lambda p: (f"/papers/{p.pk}/clear/", {}),
        "approve": lambda p: (f"/papers/{p.pk}/approve/", {"seen": _hash_now(p)}),
        "publish": lambda p: (f"/publications/papers/{p.pk}/release/", {"seen": p.frozen_hash or "0" * 64}),
        "send-back": lambda p: (f"/papers/{p.pk}/why/send-back/", SAYS_WHY),
        "withdraw": lambda p: (_withdrawing(p), SAYS_WHY),
        "correct": lambda p: (f"/papers/{p.pk}/why/correct/", SAYS_WHY),
    },
    "alert": {
        event: lambda a, event=event: (
            f"/early-warning/alerts/{a.pk}/{event}/",
            {"version": a.version, **SAYS_WHY},
        )
        for event in ("acknowledge", "explain", "close", "look-again")
    },
}


def _withdrawing(paper: CommitteePaper) -> str:
    """What is public goes with its public page."""
    public = Publication.objects.filter(release__paper=paper, withdrawn_at=None).first()
    return f"/publications/{public.pk}/withdraw/" if public else f"/papers/{paper.pk}/why/withdraw/"


def _report(update: ProgressUpdate) -> dict[str, Any]:
    on = update.period_until_on
    days = {"period_until_on-day": on.day, "period_until_on-month": on.month, "period_until_on-year": on.year}
    return {"version": update.version, "narrative": f"We met {update.version} times.", **days}


def _hash_now(paper: CommitteePaper) -> str:
    from tests.guarantees.town import ON

    return content.hash_now(paper, on=ON)


def record_in(thing: str, state: str) -> Any:
    """A record in this state; states that have none in the town are set as the writes would have left them."""
    model = MODELS[thing]
    plan = Strategy.objects.get(title=PLAN)
    rows: dict[str, Any] = {
        "update": model._base_manager.filter(action__strategy=plan, action__state="open") if thing == "update" else None,
        "evidence": model._base_manager.filter(outcome__action__strategy=plan, outcome__action__state="open")
        if thing == "evidence" else None,
        "action": model._base_manager.filter(strategy=plan) if thing == "action" else None,
        "challenge": model._base_manager.filter(action__strategy=plan) if thing == "challenge" else None,
        "paper": model._base_manager.filter(meeting__title="September at the MPA", tier="oversight", releases=None)
        if thing == "paper" else None,
        "alert": model._base_manager.filter(area__code="E09000014") if thing == "alert" else None,
    }  # fmt: skip
    if thing == "paper" and state in {"published", "withdrawn"}:
        return CommitteePaper.objects.get(
            title=f"A paper {state} ({5 if state == 'published' else 6}) by officer"
        )
    found = None if (thing, state) == ("action", "open") else rows[thing].filter(state=state).first()
    return found if found is not None else _made(thing, state, rows[thing])


def _made(thing: str, state: str, rows: Any) -> Any:
    if thing == "update":
        row = rows.filter(state="sent_back").order_by("pk").first()
        row.state = state
    elif thing == "alert":
        row = rows.filter(state="raised").first()
        somebody = PlannedAction.objects.filter(state="closed").first().closed_by
        row.state = state
        row.acknowledged_by, row.acknowledged_at = somebody, AT
        if state == "explained":
            row.explained_by, row.explained_at, row.explanation = somebody, AT, "A march"
        if state == "closed":
            row.closed_by, row.closed_at, row.closing_reason = somebody, AT, "Known"
    elif thing == "action":
        row = rows.get(state="proposed")  # everything in it is done and proven
        row.proposed_by = row.proposed_at = None
        row.state, row.decision_reference = state, "Board, item 4" if state == "undelivered" else ""
    else:
        row, judge = rows.get(state="open"), PlannedAction.objects.filter(state="closed").first().closed_by
        row.state = state
        if state in {"answered", "upheld"}:
            row.answer, row.answered_by, row.answered_at = "It was shown", judge, AT
        if state in {"answered", "withdrawn"}:  # the action stands again
            PlannedAction.objects.filter(pk=row.action_id).update(state="closed")
        if state == "upheld":
            PlannedAction.objects.filter(pk=row.action_id).update(state="reopened")
    row.save()
    return row


def is_legal(thing: str, state: str, event: str, person: Person, row: Any) -> bool:
    gate = gates().get((thing, state, event))
    if gate is None or ((thing, event) in SECOND_PERSON and had_a_hand(person, row)):
        return False
    scope = WHO[gate.by].get(person.role)
    if scope == "own" and thing == "alert":
        return person.key in OWN_BOROUGH
    if scope == "own":
        return person.key in (OF_THE_AUTHORITY if thing == "paper" else {OWN[person.role]})
    return scope == "any" or (scope == "self" and row.raised_by_id == person.account_id)


@pytest.fixture
def printing_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same content and hash; only the bytes of its forms are short."""
    monkeypatch.setattr(content, "render_content", cheaply)


@pytest.mark.usefixtures("printing_costs_little")
@pytest.mark.parametrize("thing", THINGS)
def test_every_legal_step_works_and_every_other_is_refused(
    town: Town, thing: str, count: Callable[[str, int], None]
):
    people = {p.key: p for p in one_of_each(town)} | {k: town.people[k] for k in ("deputy", "manager2")}
    wrong, tried, legal = [], 0, 0
    for state in STATES[thing]:
        for event, make in EVENTS[thing].items():
            for person in people.values():
                with undone():
                    row = record_in(thing, state)
                    path, data = make(row)
                    before = _state(thing, row)
                    answer = town.ask(person.key, "POST", path, data)
                    after = _state(thing, row)
                may = is_legal(thing, state, event, person, row)
                tried, legal = tried + 1, legal + may
                leads_to = gates()[thing, state, event].leads_to if may else state
                moved = after != before
                if answer.status_code >= 500 or after[0] != leads_to or moved != may:
                    wrong.append(
                        f"{thing} {state}, {event} by {person.key}: {answer.status_code}, {before} became {after}"
                    )
    count("G5 state × event × person tried over HTTP", tried)
    count("G5 of them legal", legal)
    assert not wrong, "\n".join(wrong)
    assert tried >= 300
    assert legal >= 5


def _state(thing: str, row: Any) -> tuple[str, Any]:
    """The state, and whether anything else was changed: its version, or a next edition."""
    now = MODELS[thing]._base_manager.get(pk=row.pk)
    version = now.action.version if thing == "challenge" else now.version
    editions = CommitteePaper.objects.filter(corrects=row.pk).count() if thing == "paper" else 0
    return now.state, (version, editions)


def test_the_table_of_gates_speaks_of_known_states_events_and_people():
    for thing, state, event in gates():
        gate = gates()[thing, state, event]
        assert state in STATES[thing], (thing, state)
        assert gate.leads_to in STATES[thing]
        assert event in EVENTS[thing]
        assert set(WHO[gate.by]) <= set(ROLES)


# Past the pages

SECOND_PERSON_IN_SQL = {
    "an update confirmed by whoever reported it": (
        "UPDATE plans_progressupdate SET state = 'confirmed', confirmed_by_id = reported_by_id, confirmed_at = sent_at"
        " WHERE state = 'sent'"
    ),
    "an update confirmed by nobody": "UPDATE plans_progressupdate SET state = 'confirmed' WHERE state = 'sent'",
    "an update sent back without a reason": "UPDATE plans_progressupdate SET state = 'sent_back', sent_back_reason = '' WHERE state = 'sent'",
    "evidence accepted by whoever offered it": (
        "UPDATE plans_evidence SET state = 'accepted', judged_by_id = offered_by_id, judged_at = offered_at WHERE state = 'offered'"
    ),
    "evidence accepted by nobody": "UPDATE plans_evidence SET state = 'accepted' WHERE state = 'offered'",
    "an action closed by whoever proposed it": (
        "UPDATE plans_plannedaction SET state = 'closed', closed_by_id = proposed_by_id, closed_at = proposed_at"
        " WHERE state = 'proposed'"
    ),
    "an action closed by nobody": "UPDATE plans_plannedaction SET state = 'closed' WHERE state = 'open'",
    "an action given up without a decision": "UPDATE plans_plannedaction SET state = 'undelivered', decision_reference = '' WHERE state = 'open'",
    "a challenge answered without words": "UPDATE plans_challenge SET state = 'answered' WHERE state = 'open'",
    "a paper cleared by whoever drafted it": (
        "UPDATE papers_committeepaper SET state = 'cleared', cleared_by_id = drafted_by_id, cleared_at = drafted_at"
        " WHERE state = 'drafted'"
    ),
    "a paper approved by whoever drafted it": (
        "UPDATE papers_committeepaper SET state = 'approved', approved_by_id = drafted_by_id, approved_at = cleared_at,"
        " frozen_hash = 'x', frozen_content = 'x' WHERE state = 'cleared'"
    ),
    "a paper approved by nobody": "UPDATE papers_committeepaper SET state = 'approved' WHERE state = 'cleared'",
    "an approved paper rewritten": "UPDATE papers_committeepaper SET frozen_content = 'x' WHERE state = 'approved'",
    "an approved paper deleted": "DELETE FROM papers_committeepaper WHERE state = 'approved'",
    "an audit entry rewritten": "UPDATE audit_auditentry SET actor = 'nobody'",
    "an audit entry deleted": "DELETE FROM audit_auditentry",
}  # fmt: skip


@pytest.mark.parametrize("what", SECOND_PERSON_IN_SQL)
def test_raw_sql_does_not_get_past_the_gate(town: Town, what: str, count: Callable[[str, int], None]):
    with pytest.raises(DatabaseError), undone(), connection.cursor() as cursor:
        cursor.execute(SECOND_PERSON_IN_SQL[what])
    count("G5 gates that raw SQL does not get past", 1)


# Our management commands, each with what it can do to a plan or a paper.
COMMANDS = {
    "load_demonstration": "only in the demonstration, through the same writes",
    "worker": "carries on what is ready: tried below",
    "audit": "reads and verifies",
    "recorded_crime": "loads counts of months; knows no plan and no paper",
    "places": "loads boundaries; knows no plan and no paper",
    "plans": "takes plans in and out through the same writes; sets no state that a person has to set",
    "draw_plan_states": "draws the tables of states for the documentation",
    "backup": "copies the database and changes nothing in it",
    "create_administrator": "makes the first account",
}


def test_every_command_is_known():
    ours = {name for name, app in get_commands().items() if str(app).startswith("commonweal")}
    assert ours <= set(COMMANDS), ours - set(COMMANDS)


def test_the_worker_moves_nothing_that_waits_for_a_person(town: Town, count: Callable[[str, int], None]):
    with undone():
        before = {t: dict(MODELS[t]._base_manager.values_list("pk", "state")) for t in THINGS}
        flow.tick(now=AT)
        after = {t: dict(MODELS[t]._base_manager.values_list("pk", "state")) for t in THINGS}
    assert after == before
    count("G5 records that the worker left where they were", sum(map(len, before.values())))
