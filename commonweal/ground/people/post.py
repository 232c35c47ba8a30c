"""What waits to be e-mailed, and how does it go out once although two workers look at the same time?

A row is claimed by moving its next_try_at on: only one of two workers changes the row it saw. The claim is also the pause
before the next attempt, so a worker that dies in between loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db.models import QuerySet

from commonweal.ground.people.links import address_of
from commonweal.ground.people.models import Letter, Outgoing

ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
AT_ONCE = 200
INVITED = "You are invited to Commonweal. Choose your name and password here, within seven days:\n\n{link}\n"
ASKED_FOR_LINK = (
    "Somebody, probably you, asked for a new password. Choose it here, within the hour:\n\n{link}\n\n"
    "If it was not you, do nothing.\n"
)


def send_waiting_letters(*, now: datetime) -> int:
    """Send invitations and links for a new password. Returns how many went out."""
    waiting = Letter.objects.filter(used_at=None, valid_until_at__gt=now, account__is_active=True)
    return send_waiting(waiting.select_related("account"), _as_mail, now=now)


def _as_mail(letter: Letter) -> EmailMessage:
    invited = letter.kind == Letter.Kind.INVITATION
    subject = "You are invited to Commonweal" if invited else "A new password for Commonweal"
    body = (INVITED if invited else ASKED_FOR_LINK).format(link=address_of(letter))
    return EmailMessage(subject, body, to=[letter.account.email])


def send_waiting(rows: QuerySet[Outgoing], compose: Callable[..., EmailMessage], *, now: datetime) -> int:
    """Send each of these rows that is due, a row at a time; a post office that is closed is tried again later."""
    due = rows.filter(sent_at=None, next_try_at__lte=now, attempts__lt=ATTEMPTS).order_by("next_try_at", "pk")
    return sum(_send(row, compose, now=now) for row in due[:AT_ONCE])


def _send(row: Outgoing, compose: Callable[..., EmailMessage], *, now: datetime) -> bool:
    same = type(row).objects.filter(pk=row.pk)
    as_seen = same.filter(sent_at=None, attempts=row.attempts, next_try_at=row.next_try_at)
    if not as_seen.update(attempts=row.attempts + 1, next_try_at=now + pause_after(row.attempts + 1)):
        return False  # another worker was first
    try:
        compose(row).send()
    except (OSError, SMTPException) as fault:
        same.update(problem=type(fault).__name__)
        return False
    same.update(sent_at=now, problem="")
    return True


def pause_after(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
