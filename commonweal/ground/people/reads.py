"""Who is this person today, who else is here, and how do they sign in?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import F, Prefetch, Q, QuerySet, Value

from commonweal.ground.partners.reads import is_enforcing
from commonweal.ground.people.models import Account, Letter, NamedOn, RecoveryCode, RoleHeld, SignIn
from commonweal.ground.people.rules import (
    ABSOLUTE_LIMIT,
    Role,
    all_roles,
    check_link,
    grants_of,
    needs_mfa,
    tiers_of,
)
from commonweal.ground.visibility.kept import KeptQuestion
from commonweal.ground.visibility.rules import Holding, NotPossible, Tier, Viewer


def get_viewer(account: Account, *, on: date, request_id: str = "") -> Viewer:
    """The person as they may see and act on this day; asked anew with every request, so a removal works at once."""
    holdings: list[Holding] = []
    named: dict[str, set[int]] = defaultdict(set)
    for is_role, _, what, which, title, enforces in ROLES_AND_NAMES.ask(account_id=account.pk, on=on):
        if is_role:
            holdings.append(Holding(what, which, title, enforces))
        else:
            named[what].add(which)
    return as_viewer(
        holdings,
        account_id=account.pk,
        name=account.name,
        named={label: frozenset(keys) for label, keys in named.items()},
        request_id=request_id,
    )


def _roles_and_names(account_id: int, on: date) -> QuerySet[Any, tuple[bool, int, str, int, str, bool]]:
    """What somebody holds and what they are named on, in one question: every request begins with it."""
    columns = ("is_role", "key", "what", "which", "title", "enforces")
    held = RoleHeld.objects.filter(RoleHeld.held_q(on), account_id=account_id).annotate(
        is_role=Value(True), key=F("pk"), what=F("role"), which=F("organisation_id"), title=F("organisation__name"),
        enforces=is_enforcing("organisation_id"),
    )  # fmt: skip
    named_on = NamedOn.objects.filter(account_id=account_id).annotate(
        is_role=Value(False), key=F("pk"), what=F("record_type"), which=F("record_id"), title=Value(""),
        enforces=Value(False),
    )  # fmt: skip
    return held.values_list(*columns).union(named_on.values_list(*columns), all=True).order_by("key")


ROLES_AND_NAMES = KeptQuestion(_roles_and_names, account_id=int, on=date)


def as_viewer(
    holdings: Iterable[Holding],
    *,
    account_id: int | None = None,
    name: str = "",
    named: dict[str, frozenset[int]] | None = None,
    request_id: str = "",
) -> Viewer:
    """A viewer who holds these roles; also for asking what somebody in a role would see."""
    held = tuple(holdings)
    grants = grants_of(held)
    tiers = tiers_of(held)
    if ("people.see_personal", None) in grants:
        tiers |= {Tier.PERSONAL}
    return Viewer(
        account_id=account_id, name=name, holdings=held, tiers=tiers, grants=grants, named=named or {},
        request_id=request_id,
    )  # fmt: skip


HAS_PASSWORD = ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
STATES = {
    "here": Q(is_active=True) & HAS_PASSWORD,
    "invited": Q(is_active=True) & ~HAS_PASSWORD,
    "removed": Q(is_active=False),
}


def list_people(viewer: Viewer, *, having: str = "", words: str = "") -> QuerySet[Account]:
    """Everybody whom the viewer may see, with their roles and letters; by state and by part of a name."""
    people = Account.objects.visible_to(viewer).filter(STATES.get(having, Q()))
    if words:
        people = people.filter(
            Q(name__icontains=words) | Q(roles__organisation__name__icontains=words)
        ).distinct()
    return people.prefetch_related(
        Prefetch(
            "roles",
            RoleHeld.objects.visible_to(viewer).select_related("organisation").order_by("-since_on", "pk"),
        ),
        Prefetch("letters", Letter.objects.visible_to(viewer).order_by("-asked_at")),
    )


def list_roles(viewer: Viewer) -> QuerySet[RoleHeld]:
    return RoleHeld.objects.visible_to(viewer).select_related("account", "organisation")


def list_own_roles(viewer: Viewer) -> QuerySet[RoleHeld]:
    return (
        RoleHeld.objects.select_related("organisation")
        .filter(account_id=viewer.account_id or 0)
        .order_by("-since_on", "pk")
    )


def list_own_sign_ins(viewer: Viewer) -> QuerySet[SignIn]:
    """By the system's eyes: a person may see their own sessions whatever their role's tiers are."""
    return SignIn.objects.filter(account_id=viewer.account_id or 0, ended_at=None)


def last_visit_at(account: Account) -> datetime | None:
    """When this person signed in the last time, before the session that begins now is kept."""
    return SignIn.objects.filter(account=account).values_list("began_at", flat=True).first()


def find_sign_in(viewer: Viewer, session_key: str) -> SignIn | None:
    return list_own_sign_ins(viewer).filter(session_key=session_key).first()


def list_sign_ins(viewer: Viewer, *, at: datetime) -> QuerySet[SignIn]:
    """The viewer's own sessions that have not ended."""
    return list_own_sign_ins(viewer).filter(began_at__gt=at - ABSOLUTE_LIMIT)


def find_roles(names: Iterable[str]) -> list[Role]:
    return [all_roles()[name] for name in names]


def needs_second_factor(account: Account) -> bool:
    """Does any role that this person holds, or is about to hold, ask for a second step?"""
    if account.pk is None:
        return False
    return needs_mfa(account.roles.filter(until_on=None).values_list("role", flat=True))


def second_factors(account: Account) -> list[Authenticator]:
    return list(second_factor_rows(account))


def second_factor_rows(account: Account) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user_id=account.pk).order_by("created_at", "pk")


def count_recovery_codes(account: Account) -> int:
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def words_around(account: Account | None) -> set[str]:
    """What somebody who knows this person would try first."""
    texts = ["commonweal"]
    if account is not None:
        texts += [account.name, account.email.replace("@", " ").replace(".", " ")]
        if account.pk:
            texts += account.roles.values_list("organisation__name", flat=True)
    words = {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{4,}", text)}
    return words - COMMON_IN_NAMES


# Words of organisations' names that say nothing about which one it is.
COMMON_IN_NAMES = {"and", "the", "for", "with", "service", "services", "group", "board", "team", "example"}


def check_letter(letter: Letter, *, at: datetime) -> None:
    """Raise NotPossible where the link has been used, has run out or was followed by a newer one."""
    if not letter.account.is_active:
        raise NotPossible("This link does not work any more. Ask for a new one.")
    newest = (
        Letter.objects.filter(account_id=letter.account_id, kind=letter.kind)
        .order_by("-asked_at", "-pk")
        .first()
    )
    check_link(
        valid_until=letter.valid_until_at, used=letter.used_at, is_newest=newest is not None and newest.pk == letter.pk,
        at=at,
    )  # fmt: skip


@dataclass(frozen=True)
class PersonInRole:
    """Somebody with the role that says best what they are here for."""

    account: Account
    role: Role
    organisation: str


def list_people_by_role(*, on: date) -> list[PersonInRole]:
    """Everybody who holds a role today, in the order of the table of roles, each person once."""
    order = list(all_roles())
    held = RoleHeld.objects.filter(RoleHeld.held_q(on), account__is_active=True).select_related(
        "account", "organisation"
    )
    rows = sorted(held, key=lambda h: (order.index(h.role), h.account.name, h.pk))
    first: dict[int, PersonInRole] = {}
    for each in rows:
        first.setdefault(
            each.account_id, PersonInRole(each.account, all_roles()[each.role], each.organisation.name)
        )
    return list(first.values())


def nobody() -> QuerySet[Account]:
    return Account.objects.none()
