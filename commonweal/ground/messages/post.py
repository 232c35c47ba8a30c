"""Which e-mails say that something awaits somebody? One to each person, however much awaits them."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Min

from commonweal.ground.messages.models import Message
from commonweal.ground.people.post import send_waiting, send_waiting_letters

WORDS = "Something awaits you in Commonweal. Sign in to see it:\n\n{address}/\n"


def send_waiting_mail(*, now: datetime) -> int:
    """Send every e-mail that is due, invitations too. Safe to repeat, and to run in two workers at once."""
    unsent = Message.objects.filter(sent_at=None, read_at=None, account__is_active=True)
    # The oldest of each person speaks for the others: while it waits to be tried again, they wait with it.
    oldest = unsent.order_by().values("account_id").annotate(first=Min("pk")).values("first")
    waiting = unsent.filter(pk__in=oldest).select_related("account")
    return send_waiting(waiting, partial(_as_mail, now=now), now=now) + send_waiting_letters(now=now)


def _as_mail(message: Message, *, now: datetime) -> EmailMessage:
    """Whatever else awaits this person is said with the same e-mail."""
    rest = Message.objects.filter(account_id=message.account_id, sent_at=None, created_at__lte=now)
    rest.exclude(pk=message.pk).update(sent_at=now)
    return EmailMessage(
        "Something awaits you", WORDS.format(address=settings.ADDRESS), to=[message.account.email]
    )
