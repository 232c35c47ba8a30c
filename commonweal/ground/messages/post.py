"""Which e-mails say that something awaits somebody? One to each person, however much awaits them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from commonweal.ground.messages.models import Message
from commonweal.ground.people.post import send_waiting, send_waiting_letters

WORDS = "Something awaits you in Commonweal. Sign in to see it:\n\n{address}/\n"


def send_waiting_mail(*, now: datetime) -> int:
    """Send every e-mail that is due, invitations too. Safe to repeat, and to run in two workers at once."""
    waiting = Message.objects.filter(read_at=None, account__is_active=True).select_related("account")
    sent = send_waiting(waiting, _as_mail, now=now)
    _spare_the_rest(now=now)
    return sent + send_waiting_letters(now=now)


def _as_mail(message: Message) -> EmailMessage:
    return EmailMessage(
        "Something awaits you", WORDS.format(address=settings.ADDRESS), to=[message.account.email]
    )


def _spare_the_rest(*, now: datetime) -> None:
    """Whoever was just told that something awaits them need not be told once more about what was there already."""
    told = Message.objects.filter(sent_at=now).values("account_id")
    rest = Message.objects.filter(sent_at=None, account_id__in=told, created_at__lte=now)
    rest.update(sent_at=now, problem="", version=F("version"))
