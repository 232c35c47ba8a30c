"""What does each role see, what may it do, and does it need a second factor?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

from commonweal.ground.visibility.rules import Holding, NotPossible, Refused, Tier, Viewer

ROLES_FILE = Path(__file__).with_name("roles.yaml")
GUESSES_ALLOWED = 10
GUESS_WINDOW = timedelta(minutes=5)
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
INVITATION_LASTS = timedelta(days=7)
NEW_PASSWORD_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Role:
    """One row of the table: scopes maps a permission to "any" or "own"."""

    name: str
    title: str
    job: str
    tiers: frozenset[Tier]
    needs_mfa: bool
    scopes: dict[str, str]


@cache
def all_roles() -> dict[str, Role]:
    """Every role, in the order of the file. Raises ValueError where the file says something that means nothing."""
    table = yaml.safe_load(ROLES_FILE.read_text(encoding="utf-8"))["roles"]
    return {name: _role(name, row) for name, row in table.items()}


def _role(name: str, row: dict[str, object]) -> Role:
    scopes = dict(row["may"])  # type: ignore[call-overload]
    if wrong := set(scopes.values()) - {"any", "own"}:
        raise ValueError(f"Role {name}: a scope is 'any' or 'own', not {', '.join(sorted(wrong))}.")
    return Role(
        name=name,
        title=str(row["title"]),
        job=str(row["job"]),
        tiers=frozenset(Tier(t) for t in row["tiers"]),  # type: ignore[attr-defined]
        needs_mfa=bool(row["mfa"]),
        scopes=scopes,
    )


def role_choices() -> list[tuple[str, str]]:
    return [(role.name, role.title) for role in all_roles().values()]


def roles_with(permission: str, scope: str = "") -> list[str]:
    """The names of the roles that have the permission: in whichever scope, or in this one ("any" or "own")."""
    return [
        role.name
        for role in all_roles().values()
        if permission in role.scopes and scope in {"", role.scopes[permission]}
    ]


def all_permissions() -> frozenset[str]:
    return frozenset(p for role in all_roles().values() for p in role.scopes)


# Where communities are listened to. Nothing in these is for those who enforce immigration law, whatever their role.
LISTENING = (
    "trusted.", "tension.", "engagement.", "communities.", "intake.", "surveillance.", "exposure.", "equality.", "impact.",
    "harm.", "agreements.problems",
)  # fmt: skip
FOR_ENFORCEMENT = frozenset({Tier.PUBLIC, Tier.PARTNERSHIP})


def tiers_of(holdings: Iterable[Holding]) -> frozenset[Tier]:
    held = tuple(holdings)
    tiers = {Tier.PUBLIC}.union(*(all_roles()[holding.role].tiers for holding in held))
    return frozenset(tiers & FOR_ENFORCEMENT if _enforces(held) else tiers)


def _enforces(holdings: Iterable[Holding]) -> bool:
    """One such role is enough: nobody leaves what they heard at the door of their other office."""
    return any(holding.enforces_immigration for holding in holdings)


def grants_of(holdings: Iterable[Holding]) -> frozenset[tuple[str, int | None]]:
    """Every (permission, organisation) that these roles give; "own" without an organisation gives nothing."""
    grants: set[tuple[str, int | None]] = set()
    held = tuple(holdings)
    enforces = _enforces(held)
    for holding in held:
        for permission, scope in all_roles()[holding.role].scopes.items():
            if enforces and permission.startswith(LISTENING):
                continue
            if scope == "any":
                grants.add((permission, None))
            elif holding.organisation_id is not None:
                grants.add((permission, holding.organisation_id))
    return frozenset(grants)


def needs_mfa(roles: Iterable[str]) -> bool:
    return any(all_roles()[role].needs_mfa for role in roles)


def recent_guesses(times: Iterable[float], *, at: datetime) -> list[float]:
    """Those within the window; ten of them are enough for an honest person, and useless to a machine."""
    oldest = (at - GUESS_WINDOW).timestamp()
    return [t for t in times if t > oldest]


def may_guess(times: Iterable[float], *, at: datetime) -> bool:
    return len(recent_guesses(times, at=at)) < GUESSES_ALLOWED


def session_is_over(*, began: datetime, seen: datetime, at: datetime) -> bool:
    return at - seen >= IDLE_LIMIT or at - began >= ABSOLUTE_LIMIT


def check_not_oneself(by: Viewer, account_id: int, what: str) -> None:
    if by.account_id == account_id:
        raise Refused(f"Nobody {what} for themselves. Ask another administrator.")


def check_role_dates(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise NotPossible("A role cannot end before it begins.")


def check_link(*, valid_until: datetime, used: datetime | None, is_newest: bool, at: datetime) -> None:
    """A link works once, for a time, and only while no newer one was sent."""
    if used is not None or not is_newest or at >= valid_until:
        raise NotPossible("This link does not work any more. Ask for a new one.")


def check_somebody_else_administers(others: int) -> None:
    if others == 0:
        raise NotPossible("This is the last administrator. Give somebody else that role first.")
