"""Eight threads save the same records over each other, on a database of their own: what was acknowledged, and what is there?

Run beside the tests, in a process that has set Django up (commonweal.ground.audit.tests.on_a_file).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import OperationalError, connections

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.rules import SYSTEM, Viewer


@dataclass(frozen=True)
class Edit:
    """One record, the write that changes it, under which name it takes the record, and the column that is changed."""

    record: Any
    write: Callable[..., Any]
    argument: str
    column: str
    by: Viewer = SYSTEM
    at: datetime = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)
    more: dict[str, Any] = field(default_factory=dict)

    def now(self) -> Any:
        return type(self.record).objects.get(pk=self.record.pk)

    def save(self, words: str) -> int:
        """The version that was read and written over."""
        fresh = self.now()
        seen: int = fresh.version
        given = {self.argument: fresh, self.column: words, **self.more}
        self.write(**given, version=seen, by=self.by, at=self.at)
        return seen


def race(what: str, *, threads: int, rounds: int) -> None:
    """Print for each kind of record how many saves were acknowledged and what is there now, as JSON."""
    edits = {"plans": edits_of_plans, "listening": edits_of_listening}[what]()
    before = {name: edit.now().version for name, edit in edits.items()}

    def thread(number: int) -> list[tuple[str, int, str]]:
        try:
            return [
                each for turn in range(rounds) for each in _one_turn(edits, f"thread {number} turn {turn}")
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        acknowledged = [each for found in pool.map(thread, range(threads)) for each in found]
    told = {}
    for name, edit in edits.items():
        mine = sorted((seen, words) for n, seen, words in acknowledged if n == name)
        told[name] = _compared(edit, mine, before[name])
    print(json.dumps(told))


def _one_turn(edits: dict[str, Edit], words: str) -> list[tuple[str, int, str]]:
    found = []
    for name, edit in edits.items():
        try:
            found.append((name, edit.save(words), words))
        except (Stale, OperationalError):  # refused, or the file was busy for too long: not acknowledged
            continue
    return found


def _compared(edit: Edit, mine: list[tuple[int, str]], before: int) -> dict[str, Any]:
    label, now = edit.record._meta.label_lower, edit.now()
    kept = AuditEntry.objects.filter(
        subject_type=label, subject_id=str(edit.record.pk), subject_version__gt=before
    )
    return {
        "saved": len(mine),
        "each version once": [seen for seen, _ in mine] == list(range(before, before + len(mine))),
        "version": now.version - before,
        "last": mine[-1][1] if mine else "",
        "now": getattr(now, edit.column),
        "kept": kept.count(),
    }


def edits_of_plans() -> dict[str, Edit]:
    from commonweal.act.plans.tests.factories import ResourceFactory, UpdateFactory, World
    from commonweal.act.plans.writes import progress, resources, structure, work
    from commonweal.answer.meetings import writes as meetings
    from commonweal.answer.papers import writes as papers
    from commonweal.answer.papers.tests.factories import AccountFactory, Cast, MeetingFactory, make_paper
    from commonweal.ground.partners import writes as partners
    from commonweal.ground.people.models import Account
    from commonweal.ground.people.writes import own_account

    world = World()
    AccountFactory.reset_sequence(500)
    cast = Cast()
    manager, officer, body = world.manager, cast.officer, world.lead_body
    action, meeting = world.action, MeetingFactory(body=cast.body)
    update = UpdateFactory(action=action, organisation=body, drafted_by_id=world.lead.account_id)
    account = Account.objects.get(pk=world.member.account_id)
    return {
        "strategy": Edit(world.strategy, structure.edit_strategy, "strategy", "title", manager),
        "service area": Edit(world.area, structure.edit_service_area, "area", "title", manager),
        "objective": Edit(action.objective, structure.edit_objective, "objective", "text", manager),
        "action": Edit(action, structure.edit_action, "action", "title", manager),
        "task": Edit(world.task, work.edit_task, "task", "text", manager),
        "outcome": Edit(world.outcome, work.edit_outcome, "outcome", "text", manager),
        "resource": Edit(ResourceFactory(action=action), resources.edit_resource, "resource", "text", manager),
        "update": Edit(update, progress.save_draft, "update", "narrative", world.lead),
        "organisation": Edit(body, partners.change_organisation, "organisation", "remit", more={
            "kind": body.kind, "short_name": "", "meets": "", "exists_from_on": None, "exists_until_on": None,
        }),
        "account": Edit(account, own_account.change_details, "account", "name", world.member),
        "meeting": Edit(meeting, meetings.change_meeting, "meeting", "place", officer, more={
            "meeting_on": meeting.meeting_on, "starts_at": None, "title": "", "number": "", "access": "open",
            "exempt_reason": "",
        }),
        "paper": Edit(make_paper(cast), papers.change_heading, "paper", "title", officer, more={
            "office": "Chief Executive", "part": "I", "figures_on": None,
        }),
    }  # fmt: skip


# What the form of an engagement sends along, whatever is changed.
STANDS = (
    "title", "held_on", "kind", "area", "place", "purpose", "level", "desk", "organiser", "attendance", "strength", "basis",
)  # fmt: skip


def edits_of_listening() -> dict[str, Edit]:
    from commonweal.listen.engagement.tests import factories as engagement
    from commonweal.listen.engagement.writes import communities, contacts, desks, engagements, watch
    from commonweal.listen.exchange import writes as exchange
    from commonweal.listen.exchange.tests import factories as trust
    from commonweal.listen.tension.tests import factories as tension
    from commonweal.listen.tension.writes import arranging, collating, sending

    community, desk = engagement.community(), engagement.desk()
    evening, on = engagement.engagement(), engagement.TODAY
    event = watch.watch_event(
        title="An election", what="Polls open", place="Abroad", happens_on=on, expected="Rallies here",
        strength="reported", basis="What the desk heard", review_on=date(2012, 8, 20), desks=[desk], on=on,
        **engagement.who(),
    )  # fmt: skip
    area = tension.make_world()
    draft = tension.officer_return(area)
    lead, week = area.viewer("lead"), tension.WEEK
    summary = collating.collate(chosen=area.round, week_starting=week, by=SYSTEM, at=tension.IN_TIME)
    trusted = trust.World()
    relationship = trusted.relationship
    later, soon = engagement.AT, tension.IN_TIME
    return {
        "community": Edit(community, communities.change_community, "community", "known_gaps", at=later, more={
            "name": community.name, "basis": community.basis,
        }),
        "desk": Edit(desk, desks.change_desk, "desk", "remit", at=later, more={"name": desk.name}),
        "relationship": Edit(
            engagement.relationship(), contacts.change_relationship, "relationship", "about", at=later
        ),
        "engagement": Edit(evening, engagements.change_engagement, "engagement", "learned", at=later, more={
            "on": on, **{name: getattr(evening, name) for name in STANDS},
        }),
        "event": Edit(event, watch.change_expectation, "event", "expected", at=later, more={
            "strength": "reported", "basis": "What the desk heard", "review_on": event.review_on,
        }),
        "round": Edit(area.round, arranging.change_round, "chosen", "title", at=soon, more={"on": week}),
        "return": Edit(draft, sending.save_return, "sent", "narrative", lead, at=soon, more={
            "level": "2", "direction": "up", "confidence": "high",
        }),
        "summary": Edit(summary, collating.change_summary, "summary", "narrative", at=soon),
        "trusted relationship": Edit(
            relationship, exchange.change_relationship, "relationship", "purpose", trusted.desk, at=trust.AT, more={
                "community": relationship.community, "since_on": trust.TODAY, "agreed_on": trust.TODAY,
                "state": relationship.state,
            },
        ),
    }  # fmt: skip
