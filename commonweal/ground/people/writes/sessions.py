"""How does a session begin, and how does it end wherever it is?"""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from commonweal.ground.audit.writes import write
from commonweal.ground.people.models import Account, SignIn
from commonweal.ground.visibility.rules import Refused, Viewer


@write("signed in", permission=None)
def begin_session(
    *, account: Account, session_key: str, device: str, reason: str, by: Viewer, at: datetime
) -> SignIn:
    """Keep that this person signed in; reason says by which steps."""
    return SignIn.objects.create(account=account, session_key=session_key, device=device[:200], began_at=at)


@write("signed out", permission=None, locks="sign_in")
def end_session(*, sign_in: SignIn, by: Viewer, at: datetime) -> SignIn:
    """End one session of one's own, on this device or another."""
    if sign_in.account_id != by.account_id:
        raise Refused("You can only end your own sessions.")
    Session.objects.filter(session_key=sign_in.session_key).delete()
    sign_in.ended_at = at
    sign_in.save()
    return sign_in


@write("signed out everywhere else", permission=None, locks="account")
def end_other_sessions(*, account: Account, session_key: str, by: Viewer, at: datetime) -> Account:
    if account.pk != by.account_id:
        raise Refused("You can only end your own sessions.")
    _end_sessions(account, at=at, except_key=session_key)
    return account


def _end_sessions(account: Account, *, at: datetime, except_key: str = "") -> None:
    open_ones = SignIn.objects.filter(account=account, ended_at=None).exclude(session_key=except_key)
    Session.objects.filter(session_key__in=list(open_ones.values_list("session_key", flat=True))).delete()
    open_ones.update(ended_at=at)
