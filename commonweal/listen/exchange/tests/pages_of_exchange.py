"""What do the tests of the pages of trusted exchange share: a browser, and what stands on a page?"""

from __future__ import annotations

import re

from django.test import Client

from commonweal.ground.people.models import Account


def browser(who):
    client = Client()
    if who is not None:
        client.force_login(Account.objects.get(pk=who.account_id))
    return client


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def text_of(answer):
    """What a person reads, without what the page is made of."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def date_boxes(name, day=15, month=7, year=2010):
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}
