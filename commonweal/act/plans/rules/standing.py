"""Which status is shown when a person judges otherwise, and which way has the action gone?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.act.plans.rules.facts import LABELS, WORRY, Code
from commonweal.act.plans.rules.status import Status
from commonweal.act.plans.rules.words import long_day
from commonweal.ground.visibility.rules import NotPossible

MAY_BE_JUDGED = (Code.ON_TRACK, Code.AT_RISK, Code.OFF_TRACK, Code.NOT_STARTED)
# A judgement never hides that nobody reported, and never undoes or replaces a closing.
STANDS_ABOVE_JUDGEMENT = frozenset({Code.NO_UPDATE, Code.COMPLETE, Code.UNDELIVERED})


@dataclass(frozen=True)
class Judgement:
    """A person's own view of the status."""

    code: Code
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Shown:
    """What the page shows: the status that counts, and both sentences where a person judged otherwise."""

    code: Code
    computed: Status
    judgement: Judgement | None = None

    @property
    def label(self) -> str:
        return LABELS[self.code]

    @property
    def is_judged(self) -> bool:
        return self.judgement is not None and self.code == self.judgement.code

    @property
    def sentence(self) -> str:
        if self.judgement is None:
            return self.computed.sentence
        j = self.judgement
        judged = f"{LABELS[j.code]} in the judgement of {j.by} on {long_day(j.on)}: {j.reason.rstrip('.')}."
        if self.is_judged:
            return f"{judged} Computed: {self.computed.sentence}"
        return f"{self.computed.sentence} Earlier judged {judged}"


def shown_status(computed: Status, judgement: Judgement | None) -> Shown:
    if judgement is None or computed.code in STANDS_ABOVE_JUDGEMENT:
        return Shown(computed.code, computed, judgement)
    return Shown(judgement.code, computed, judgement)


def check_may_judge(computed: Code, code: str, reason: str) -> None:
    """Raise NotPossible where a person may not put this status in the place of the computed one."""
    if code not in MAY_BE_JUDGED:
        raise NotPossible(
            "Only evidence and a closing make an action complete; only a decision closes it undelivered."
        )
    if computed in STANDS_ABOVE_JUDGEMENT:
        raise NotPossible(f"This action stands at “{LABELS[computed]}”, which no judgement can replace.")
    if not reason.strip():
        raise NotPossible("Say why you judge the status otherwise. Both are shown.")


@dataclass(frozen=True)
class Trend:
    """back, forward, same or first: going backwards is a value and never a blank."""

    direction: str
    words: str
    on: date | None = None


def trend_of(since_on: date, now: Code, before: Code | None) -> Trend:
    """Which way it went when it last changed; before is how it stood until then."""
    if before is None or before == now:
        return Trend("first", f"{LABELS[now]} since {long_day(since_on)}", since_on)
    back, forward = _is_worse(now, before), _is_worse(before, now)
    way = "went back" if back else "improved" if forward else "moved"
    words = f"{way} from {LABELS[before]} to {LABELS[now]} on {long_day(since_on)}"
    return Trend("back" if back else "forward" if forward else "same", words, since_on)


def _is_worse(one: Code, other: Code) -> bool:
    """Closing undelivered is a step back from everything but from being off track or unheard of, which it settles."""
    if one == Code.UNDELIVERED:
        return other not in (Code.OFF_TRACK, Code.NO_UPDATE)
    return other != Code.UNDELIVERED and WORRY[one] > WORRY[other]
