"""How does somebody accept an invitation and change their own name, password and second step?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn

from commonweal.ground.audit.writes import write
from commonweal.ground.people import second_step
from commonweal.ground.people.models import Account, Letter, RecoveryCode
from commonweal.ground.people.reads import check_letter, needs_second_factor
from commonweal.ground.people.writes.administering import _write_letter
from commonweal.ground.people.writes.sessions import _end_sessions
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer


@write("accepted the invitation", permission=None, locks="account")
def accept_invitation(
    *, account: Account, letter: Letter, name: str, password: str, by: Viewer, at: datetime
) -> Account:
    """Whoever holds the link chooses a name and a password; the link is used up in the same moment."""
    _use_letter(letter, account, Letter.Kind.INVITATION, at=at)
    account.name = name
    account.set_password(password)
    account.save()
    return account


@write("chose a new password by e-mail", permission=None, locks="account")
def choose_new_password(
    *, account: Account, letter: Letter, password: str, by: Viewer, at: datetime
) -> Account:
    """Every session ends, and nobody is signed in by it: the second step is still asked for."""
    _use_letter(letter, account, Letter.Kind.PASSWORD, at=at)
    account.set_password(password)
    account.save()
    _end_sessions(account, at=at)
    return account


def _use_letter(letter: Letter, account: Account, kind: str, *, at: datetime) -> None:
    fresh = Letter.objects.select_for_update().select_related("account").get(pk=letter.pk)
    if fresh.account_id != account.pk or fresh.kind != kind:
        raise Refused("This link belongs to somebody else.")
    check_letter(fresh, at=at)
    fresh.used_at = at
    fresh.save(update_fields=["used_at"])


@write("asked for a new password", permission=None)
def ask_for_new_password(*, email: str, by: Viewer, at: datetime) -> Account | None:
    """The same entry and the same answer, whether or not there is such an account."""
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is not None and account.has_usable_password():
        _write_letter(account, Letter.Kind.PASSWORD, at=at)
    return account


@write("changed their password", permission=None, locks="account")
def change_password(
    *, account: Account, password: str, session_key: str, by: Viewer, at: datetime
) -> Account:
    """Every other session of this person ends."""
    _check_own(account, by)
    account.set_password(password)
    account.save()
    _end_sessions(account, at=at, except_key=session_key)
    return account


@write("changed their details", permission=None, locks="account")
def change_details(*, account: Account, name: str, by: Viewer, at: datetime) -> Account:
    _check_own(account, by)
    account.name = name
    account.save()
    return account


@write("set up an authenticator app", permission=None, locks="account")
def add_app(*, account: Account, secret: str, code: str, by: Viewer, at: datetime) -> Account:
    """The code that proved the app counts as used."""
    _check_own(account, by)
    if Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists():
        raise NotPossible("You have an authenticator app already.")
    app = TOTP.activate(account, secret).instance
    app.data["last_counter"] = second_step.matching_counter(secret, code)
    app.save(update_fields=["data"])
    return account


@write("added a passkey", permission=None, locks="account")
def add_passkey(
    *, account: Account, name: str, credential: dict[str, Any], by: Viewer, at: datetime
) -> Account:
    _check_own(account, by)
    WebAuthn.add(account, name, credential)
    return account


@write("took away a second step", permission=None, locks="account")
def remove_second_step(*, account: Account, authenticator_id: int, by: Viewer, at: datetime) -> Account:
    """Refused for the last one of somebody whose role asks for a second step."""
    _check_own(account, by)
    mine = Authenticator.objects.filter(user_id=account.pk)
    if needs_second_factor(account) and not mine.exclude(pk=authenticator_id).exists():
        raise NotPossible("Your role needs a second step. Set up another one first, then remove this one.")
    mine.filter(pk=authenticator_id).delete()
    if not mine.exists():
        RecoveryCode.objects.filter(account=account).delete()
    return account


@write("made new recovery codes", permission=None, locks="account")
def keep_recovery_codes(*, account: Account, codes: list[str], by: Viewer, at: datetime) -> Account:
    """Only hashes are kept; older codes stop working."""
    _check_own(account, by)
    if not Authenticator.objects.filter(user_id=account.pk).exists():
        raise NotPossible("Set up an authenticator app or a passkey first.")
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, code_hash=second_step.hash_code(account, code)) for code in codes
    )
    return account


def _check_own(account: Account, by: Viewer) -> None:
    if account.pk != by.account_id:
        raise Refused("This belongs to somebody else.")
