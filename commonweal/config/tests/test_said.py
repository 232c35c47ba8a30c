"""Does a sentence reach the next page, without a write to the database, and can nobody forge it?"""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import error, get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from commonweal.config import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@login_not_required
def say(request):
    error(request, request.GET["words"])
    return HttpResponse("said")


@login_not_required
def hear(request):
    return HttpResponse("; ".join(str(m) for m in get_messages(request)))


urlpatterns = [path("say", say), path("hear", hear), *urls.urlpatterns]


def test_a_sentence_is_shown_once_and_asks_the_database_nothing(django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(0):
        client.get("/say", {"words": "It is saved."})
        assert client.get("/hear").content == b"It is saved."
        assert client.get("/hear").content == b""


def test_a_sentence_that_is_too_long_for_a_cookie_is_shown_too():
    client, long = Client(), "It is saved, " * 400
    client.get("/say", {"words": long})
    assert client.get("/hear").content.decode() == long


def test_a_forged_sentence_is_not_shown(settings):
    client = Client()
    client.get("/say", {"words": "It is saved."})
    name = settings.SAID_COOKIE_NAME
    client.cookies[name] = "A" + client.cookies[name].value[1:]
    assert client.get("/hear").content == b""
