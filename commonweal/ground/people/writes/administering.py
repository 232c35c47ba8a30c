"""How does an administrator invite somebody, give and end roles, and remove somebody at once?"""

from __future__ import annotations

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people import rules
from commonweal.ground.people.models import Account, Letter, RecoveryCode, RoleHeld
from commonweal.ground.people.writes.sessions import _end_sessions
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("invited", permission="people.invite")
def invite_person(
    *, email: str, name: str, role: str, organisation: Organisation, by: Viewer, at: datetime
) -> Account:
    """Make an account that cannot sign in yet, with its first role, and let the invitation be sent."""
    return _make_account(email=email, name=name, role=role, organisation=organisation, at=at)


@write("made the first administrator", permission="people.invite")
def create_administrator(
    *, email: str, name: str, organisation_name: str, by: Viewer, at: datetime
) -> Account:
    """For the command line, where nobody is signed in: the operator hands the link over."""
    organisation, _ = Organisation.objects.get_or_create(
        name=organisation_name, defaults={"kind": Organisation.Kind.PARTNERSHIP}
    )
    return _make_account(email=email, name=name, role="administrator", organisation=organisation, at=at)


def _make_account(*, email: str, name: str, role: str, organisation: Organisation, at: datetime) -> Account:
    if Account.objects.filter(email__iexact=email).exists():
        raise NotPossible("There is already an account with this e-mail address.")
    account = Account(email=email.lower(), name=name, invited_at=at)
    account.set_unusable_password()
    account.save()
    RoleHeld.objects.create(
        account=account, role=role, organisation=organisation, since_on=timezone.localdate(at)
    )
    _write_letter(account, Letter.Kind.INVITATION, at=at)
    return account


def _write_letter(account: Account, kind: str, *, at: datetime) -> Letter:
    lasts = rules.INVITATION_LASTS if kind == Letter.Kind.INVITATION else rules.NEW_PASSWORD_LASTS
    return Letter.objects.create(
        account=account, kind=kind, asked_at=at, valid_until_at=at + lasts, next_try_at=at
    )


@write("invited again", permission="people.invite", locks="account")
def invite_again(*, account: Account, by: Viewer, at: datetime) -> Account:
    """Send a new link; every older one stops working. Somebody who was removed is let in again, without roles."""
    if account.is_active and account.has_usable_password():
        raise NotPossible("This person has already accepted. They can ask for a new password themselves.")
    account.is_active, account.removed_at, account.invited_at = True, None, at
    account.save()
    _write_letter(account, Letter.Kind.INVITATION, at=at)
    return account


@write("gave a role", permission="people.invite")
def give_role(
    *,
    account: Account,
    role: str,
    organisation: Organisation,
    since_on: date,
    until_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> RoleHeld:
    rules.check_not_oneself(by, account.pk, "gives a role")
    rules.check_role_dates(since_on, until_on)
    if not Account.objects.select_for_update().get(pk=account.pk).is_active:
        raise NotPossible("This person was removed. Invite them again first.")
    same = RoleHeld.objects.filter(account=account, role=role, organisation=organisation)
    if any(held.until_on is None or held.until_on > since_on for held in same):
        raise NotPossible("This person already holds that role there.")
    return RoleHeld.objects.create(
        account=account, role=role, organisation=organisation, since_on=since_on, until_on=until_on
    )


@write("ended a role", permission="people.remove", locks="held")
def end_role(*, held: RoleHeld, until_on: date, by: Viewer, at: datetime) -> RoleHeld:
    rules.check_not_oneself(by, held.account_id, "ends a role")
    held.until_on = max(until_on, held.since_on)
    held.save()
    return held


@write("removed", permission="people.remove", locks="account")
def remove_person(*, account: Account, reason: str, by: Viewer, at: datetime) -> Account:
    """Effective on this person's next request: every role and session ends, and no link of theirs works."""
    rules.check_not_oneself(by, account.pk, "ends an account")
    today = timezone.localdate(at)
    if account.roles.filter(RoleHeld.held_q(today), role="administrator").exists():
        others = RoleHeld.objects.filter(
            RoleHeld.held_q(today), role="administrator", account__is_active=True
        )
        rules.check_somebody_else_administers(others.exclude(account=account).count())
    account.is_active, account.removed_at = False, at
    account.set_unusable_password()
    account.save()
    for held in account.roles.filter(until_on=None):
        held.until_on = max(today, held.since_on)
        held.save()
    _forget_second_steps(account)
    _end_sessions(account, at=at)
    return account


@write("took away the second step", permission="people.remove", locks="account")
def reset_second_step(*, account: Account, reason: str, by: Viewer, at: datetime) -> Account:
    """For a lost telephone and lost codes: every session ends, and the person sets up a new second step at once."""
    rules.check_not_oneself(by, account.pk, "takes away the second step")
    _forget_second_steps(account)
    _end_sessions(account, at=at)
    return account


def _forget_second_steps(account: Account) -> None:
    Authenticator.objects.filter(user_id=account.pk).delete()
    RecoveryCode.objects.filter(account=account).delete()
