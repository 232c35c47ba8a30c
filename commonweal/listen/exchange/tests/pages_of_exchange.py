"""What do the tests of the pages of trusted exchange share: a browser, and a day of the month in which they happen?"""

from __future__ import annotations

from datetime import date

from django.test import Client

from commonweal.ground.people.models import Account
from commonweal.ground.people.tests import pages


def browser(who):
    client = Client()
    if who is not None:
        client.force_login(Account.objects.get(pk=who.account_id))
    return client


def date_boxes(name, day=15):
    return pages.date_boxes(name, date(2010, 7, day))
