"""How does an action stand, and which sentence says why?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from commonweal.act.plans.rules.facts import LABELS, SEVERITY, SLIP_DAYS, ActionFacts, Code, OutcomeFacts
from commonweal.act.plans.rules.words import (
    Named,
    ago,
    days,
    in_words,
    listed,
    long_day,
    numbers,
    those,
)

NAMED_AT_MOST = 3
CLOSED_BEFORE = ("closed", "challenged")


@dataclass(frozen=True)
class Cause:
    """One thing that decided: the worst it lets the action be, its words, and the inputs that those words name."""

    code: Code
    words: str
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    code: Code
    causes: tuple[Cause, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.code]

    @property
    def reasons(self) -> str:
        return "; ".join(cause.words for cause in self.causes)

    @property
    def sentence(self) -> str:
        return f"{self.label}: {self.reasons}." if self.causes else f"{self.label}."

    @property
    def severity(self) -> int:
        return SEVERITY[self.code]


def status_of(facts: ActionFacts) -> Status:
    """The status that the facts allow, with its causes: the worst first, then how much is done, proven and reported."""
    if facts.state == "undelivered":
        return _undelivered(facts)
    if _is_complete(facts):
        return _complete(facts)
    troubles = sorted(_troubles(facts), key=lambda cause: -SEVERITY[cause.code])
    if facts.starts_on and facts.starts_on > facts.on and not any(_slips(facts)):
        return _not_started(facts)
    code = troubles[0].code if troubles else Code.ON_TRACK
    return Status(code, (*troubles, *_standing(facts, troubles)))


def _undelivered(facts: ActionFacts) -> Status:
    words = facts.decision or "no decision was recorded"
    return Status(Code.UNDELIVERED, (Cause(Code.UNDELIVERED, f"decision {words}", (words,)),))


def _is_complete(facts: ActionFacts) -> bool:
    return (
        facts.tasks_done
        and facts.outcomes_proven
        and not facts.challenged_on
        and not any(_still_to_hold(outcome, facts) for outcome in facts.outcomes)
    )


def _complete(facts: ActionFacts) -> Status:
    outcomes = f"evidence accepted for {those(facts.outcomes, 'outcome')}"
    closed = f"closed on {long_day(facts.closed_on)}" if facts.closed_on else "waiting to be closed"
    causes = [Cause(Code.COMPLETE, _all_tasks(facts), _names(facts.tasks))] if facts.tasks else []
    causes.append(Cause(Code.COMPLETE, outcomes, _names(facts.outcomes)))
    return Status(Code.COMPLETE, (*causes, Cause(Code.COMPLETE, closed)))


def _all_tasks(facts: ActionFacts) -> str:
    return f"{those(facts.tasks, 'task')} done"


def _not_started(facts: ActionFacts) -> Status:
    begins = f"starts on {long_day(facts.starts_on)}"
    notes = [Cause(Code.NOT_STARTED, begins, (long_day(facts.starts_on),))]
    notes += [Cause(Code.NOT_STARTED, cause.words, cause.inputs) for cause in _nobody(facts)]
    return Status(Code.NOT_STARTED, tuple(notes))


# What may be wrong


def _troubles(facts: ActionFacts) -> list[Cause]:
    found: list[Cause] = []
    for look in (_slips, _nobody, _issue, _resources, _challenge, _unproven, _silence):
        found.extend(look(facts))
    return found


def _slips(facts: ActionFacts) -> Iterator[Cause]:
    """Milestones past their day, or forecast past it: at risk up to 28 days, then off track."""
    late = [(t.name, (facts.on - t.due_on).days) for t in facts.tasks if t.due_on and not t.done_on]
    late = [(name, n) for name, n in late if n > 0]
    if len(late) <= NAMED_AT_MOST:
        for name, n in late:
            yield Cause(_by_slip(n), f"{name} was due {ago(n)}", (name, days(n)))
    else:
        name, n = max(late, key=lambda pair: pair[1])
        which = [each.rpartition(" ")[2] for each, _ in late]
        words = f"{len(late)} tasks are late ({listed(which)}), {name} by {days(n)}"
        yield Cause(_by_slip(n), words, (*which, name, days(n)))
    for task in facts.tasks:
        n = (task.forecast_on - task.due_on).days if task.forecast_on and task.due_on else 0
        if n > 0 and not task.done_on and not (task.due_on and task.due_on < facts.on):
            yield Cause(
                _by_slip(n), f"{task.name} is forecast {days(n)} after its date", (task.name, days(n))
            )
    yield from _slip_of_the_whole(facts)


def _slip_of_the_whole(facts: ActionFacts) -> Iterator[Cause]:
    if not facts.due_on or facts.state in CLOSED_BEFORE:
        return
    n = (facts.on - facts.due_on).days
    if n > 0:
        yield Cause(_by_slip(n), f"the action was due {ago(n)}", ("the action", days(n)))
    elif facts.forecast_on and (n := (facts.forecast_on - facts.due_on).days) > 0:
        words = f"the action is forecast {days(n)} after its date"
        yield Cause(_by_slip(n), words, ("the action", days(n)))


def _by_slip(n: int) -> Code:
    return Code.OFF_TRACK if n > SLIP_DAYS else Code.AT_RISK


def _nobody(facts: ActionFacts) -> Iterator[Cause]:
    if not facts.lead:
        yield Cause(Code.OFF_TRACK, "lead not stated", ("lead",))
    elif not facts.contact:
        yield Cause(Code.OFF_TRACK, f"{facts.lead} has named no contact", (facts.lead, "contact"))


def _issue(facts: ActionFacts) -> Iterator[Cause]:
    if facts.issue and facts.recovery:
        yield Cause(
            Code.AT_RISK, f"an issue is open with a recovery plan ({in_words(facts.issue)})", ("issue",)
        )
    elif facts.issue:
        yield Cause(Code.OFF_TRACK, f"an issue has no recovery plan ({in_words(facts.issue)})", ("issue",))


def _resources(facts: ActionFacts) -> Iterator[Cause]:
    for resource in facts.resources:
        if resource.state == "failed":
            why = f" because its condition was not met ({resource.condition})" if resource.condition else ""
            yield Cause(Code.OFF_TRACK, f"{resource.name} has failed{why}", (resource.name,))
        elif resource.state == "at_risk":
            yield Cause(Code.AT_RISK, f"{resource.name} is at risk", (resource.name,))


def _challenge(facts: ActionFacts) -> Iterator[Cause]:
    if facts.challenged_on:
        when = long_day(facts.challenged_on)
        yield Cause(Code.AT_RISK, f"challenged on {when} as not proven", (when,))


def _unproven(facts: ActionFacts) -> Iterator[Cause]:
    """All tasks done says nothing about the outcome: with no date left to reach, that is a risk of its own."""
    if facts.tasks and facts.tasks_done and not facts.outcomes_proven and not facts.due_on:
        missing = [o for o in facts.outcomes if not o.proven and not o.waiting]
        if missing or not facts.outcomes:
            yield Cause(Code.AT_RISK, "all tasks done, outcome unproven, and no date is set for proving it")


def _silence(facts: ActionFacts) -> Iterator[Cause]:
    missed = facts.reports_missed() if _owes_updates(facts) else 0
    if missed:
        code = Code.NO_UPDATE if missed == 1 else Code.OFF_TRACK
        overdue = "" if missed == 1 else ", two reports overdue"
        yield Cause(code, f"{_last_heard(facts)}{overdue}", (_since_heard(facts),))


def _owes_updates(facts: ActionFacts) -> bool:
    return facts.state not in CLOSED_BEFORE and not (facts.starts_on and facts.starts_on > facts.on)


def _last_heard(facts: ActionFacts) -> str:
    n = facts.silent_days() or 0
    if facts.last_update_on is None:
        return f"nobody has reported in {days(n)}"
    return f"last update {ago(n)}"


def _since_heard(facts: ActionFacts) -> str:
    """How long nobody has reported, as the sentence says it."""
    n = facts.silent_days() or 0
    return days(n) if n or facts.last_update_on is None else ago(n)


# How far it has come


def _standing(facts: ActionFacts, troubles: list[Cause]) -> Iterator[Cause]:
    said = " ".join(cause.words for cause in troubles)
    looks: tuple[Callable[[ActionFacts], Iterator[Cause]], ...] = (_progress, _proof, _money, _heard)
    for look in looks:
        for cause in look(facts):
            if cause.words not in said:
                yield cause


def _progress(facts: ActionFacts) -> Iterator[Cause]:
    if not facts.tasks:
        yield Cause(Code.ON_TRACK, "no tasks are stated", ("tasks",))
        return
    done = [task for task in facts.tasks if task.done_on]
    if len(done) == len(facts.tasks):
        proven = "" if facts.outcomes_proven else ", outcome unproven"
        yield Cause(Code.ON_TRACK, f"all tasks done{proven}", ("tasks",))
    else:
        total = len(facts.tasks)
        words = f"{len(done) or 'none'} of {total} task{'s' if total > 1 else ''} done"
        yield Cause(Code.ON_TRACK, words, (str(total),))


def _proof(facts: ActionFacts) -> Iterator[Cause]:
    if not facts.outcomes:
        yield Cause(Code.ON_TRACK, "no outcome is stated", ("outcome",))
    missing = [o for o in facts.outcomes if not o.proven and not o.waiting]
    waiting = [o for o in facts.outcomes if o.waiting]
    if missing:
        verb = "has" if len(missing) == 1 else "have"
        yield Cause(Code.ON_TRACK, f"{those(missing, 'outcome')} {verb} no evidence", _names(missing))
    if waiting:
        words = f"evidence for {those(waiting, 'outcome')} waits to be judged"
        yield Cause(Code.ON_TRACK, words, _names(waiting))
    for outcome in facts.outcomes:
        if _still_to_hold(outcome, facts):
            until = long_day(outcome.must_hold_until())
            yield Cause(Code.ON_TRACK, f"{outcome.name} must hold until {until}", (outcome.name, until))


def _still_to_hold(outcome: OutcomeFacts, facts: ActionFacts) -> bool:
    until = outcome.must_hold_until()
    return until is not None and until > facts.on


def _money(facts: ActionFacts) -> Iterator[Cause]:
    for resource in facts.resources:
        if resource.state in ("conditional", "applied"):
            on = f" ({resource.condition})" if resource.condition else ""
            words = "depends on a condition" if resource.state == "conditional" else "is only applied for"
            yield Cause(Code.ON_TRACK, f"{resource.name} {words}{on}", (resource.name,))


def _heard(facts: ActionFacts) -> Iterator[Cause]:
    if facts.silent_days() is None or not _owes_updates(facts):
        return
    if facts.last_update_on is None:
        due = long_day(facts.update_due_on())
        if not facts.reports_missed():
            yield Cause(Code.ON_TRACK, f"first update due on {due}", (due,))
    else:
        yield Cause(Code.ON_TRACK, _last_heard(facts), (_since_heard(facts),))


def _names(things: Sequence[Named]) -> tuple[str, ...]:
    return tuple(numbers(things))
