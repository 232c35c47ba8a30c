"""What do the tests of the pages of papers share: somebody at a browser, an address, and what a form hides?"""

from __future__ import annotations

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from commonweal.answer.papers.tests.factories import sign_in


def as_(who):
    return sign_in(Client(), who)


def hidden(answer, name):
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1])


def go(client, name, *args, data=None, **query):
    address = reverse(f"papers:{name}", args=args)
    return client.post(address, data) if data is not None else client.get(address, query)
