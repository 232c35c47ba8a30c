"""Does only the demonstration live in another time, and do its sessions still count real minutes?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from commonweal.ground.people import clock

SUMMER = datetime(2010, 7, 15, 8, 0, tzinfo=UTC)
A_MOMENT = timedelta(seconds=30)


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def demonstration(settings, home):
    settings.DEMONSTRATION = True
    return settings


def test_the_clock_cannot_be_shifted_outside_the_demonstration(settings, home):
    assert not settings.DEMONSTRATION
    with pytest.raises(ImproperlyConfigured):
        clock.set_clock(SUMMER)
    assert abs(clock.now() - timezone.now()) < A_MOMENT


def test_a_shift_left_in_the_folder_moves_no_other_installation(settings, demonstration):
    clock.set_clock(SUMMER)
    settings.DEMONSTRATION = False
    assert clock.shift() == timedelta(0)
    assert not clock.is_set()


def test_the_demonstration_goes_on_from_the_moment_it_was_set_to(demonstration):
    clock.set_clock(SUMMER)
    assert timedelta(0) <= clock.now() - SUMMER < A_MOMENT
    assert clock.shift() == clock.shift()


def test_a_demonstration_that_was_not_loaded_yet_has_the_real_time(demonstration):
    assert not clock.is_set()
    assert abs(clock.now() - timezone.now()) < A_MOMENT


@pytest.mark.django_db
def test_a_request_learns_both_times_in_the_demonstration(client, demonstration):
    clock.set_clock(SUMMER)
    request = client.get("/sign-in/").wsgi_request
    assert request.at.year == 2010
    assert abs(request.real_at - timezone.now()) < A_MOMENT


@pytest.mark.django_db
def test_guesses_are_forgotten_after_real_minutes(demonstration):
    from commonweal.flow import tick
    from commonweal.ground.people import guesses
    from commonweal.ground.people.models import GuessCount

    clock.set_clock(SUMMER)
    guesses.take("somebody", at=timezone.now() - timedelta(minutes=6))
    tick(now=clock.now())
    assert not GuessCount.objects.exists()
