"""The story of the program in order: what each stage pulls from the one before, and what waits to be carried on.

Each step is idempotent and safe to run from two processes at once: it takes what is ready, a piece at a time, in its own
transaction. `tick` runs them all; the background worker calls it twice a minute, and nothing else runs by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from commonweal.act.plans.daily import raise_due_notices, snapshot_statuses
from commonweal.answer.publications.reads.waiting import list_due
from commonweal.answer.publications.writes import publish_release
from commonweal.assess.equality.daily import raise_what_fell_due
from commonweal.assess.guidance.daily import remind_of_guidance
from commonweal.assess.impact.daily import reopen_for_news
from commonweal.assess.surveillance.daily import raise_alerts
from commonweal.ground.audit.anchors import make_anchor
from commonweal.ground.messages.post import send_waiting_mail
from commonweal.ground.people import clock, guesses
from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.engagement.daily import erase_expired_contacts, show_overdue_commitments
from commonweal.listen.exchange.daily import (
    end_what_has_run_out,
    notice_missing_keepers,
    remind_of_late_answers,
)
from commonweal.listen.tension.promising import publish_promises
from commonweal.listen.tension.reminding import remind_the_missing


@dataclass(frozen=True)
class Step:
    """One thing that is carried forward: a name for the log, and the function that does it and says how many."""

    name: str
    run: Callable[..., int]


def _anchor_the_audit_chain(*, now: datetime) -> int:
    return 1 if make_anchor(at=now) else 0


def _publish_what_is_due(*, now: datetime) -> int:
    """A release that another process took first is no longer due: it is passed over."""
    published = 0
    for release in list_due(now=now):
        with suppress(NotPossible):
            publish_release(release=release, by=SYSTEM, at=now)
            published += 1
    return published


def _forget_old_guesses(*, now: datetime) -> int:
    return guesses.forget_old(now=now - clock.shift())  # guesses are counted in real minutes


STEPS: tuple[Step, ...] = (
    Step("look through new figures for what is unusual", raise_alerts),
    Step("re-open assessments for what was heard since they were written", reopen_for_news),
    Step("remind of weekly returns that are about to be due or did not come", remind_the_missing),
    Step("publish how the promise of an answer was kept last month", publish_promises),
    Step("lay relationships without a keeper before somebody", notice_missing_keepers),
    Step("remind of answers for which a trusted contact waits", remind_of_late_answers),
    Step("keep how every action stands today", snapshot_statuses),
    Step("remind of what is due soon, late or silent", raise_due_notices),
    Step("lay out late actions and reviews of equality assessments", raise_what_fell_due),
    Step("e-mail whoever something awaits", send_waiting_mail),
    Step("erase contacts whose consent has run out", erase_expired_contacts),
    Step("end trusted relationships whose agreement has run out", end_what_has_run_out),
    Step("show promises that were open for too long", show_overdue_commitments),
    Step("remind of guidance that is due for review, and of what a community was asked", remind_of_guidance),
    Step("forget counts of guesses that count no more", _forget_old_guesses),
    Step("publish what was held back until now", _publish_what_is_due),
    Step("anchor the audit chain outside the database", _anchor_the_audit_chain),
)


def tick(*, now: datetime) -> dict[str, int]:
    """Carry everything that is ready one step further. Returns how many each step carried."""
    return {step.name: step.run(now=now) for step in STEPS}
