"""Do two that start at the same moment prepare the database one after the other?"""

import threading

import pytest
from django.db import connection

from commonweal.config.one_at_a_time import one_at_a_time


def prepare_twice(homes):
    """Two starts at once; returns who was inside, in order."""
    inside, first_is_in, go_on = [], threading.Event(), threading.Event()

    def first():
        with one_at_a_time(homes[0]):
            inside.append("first in")
            first_is_in.set()
            go_on.wait(10)
            inside.append("first out")
        connection.close()

    def second():
        first_is_in.wait(10)
        with one_at_a_time(homes[1]):
            inside.append("second in")
        connection.close()

    threads = [threading.Thread(target=each) for each in (first, second)]
    for thread in threads:
        thread.start()
    threads[1].join(0.5)  # time enough for the second to come in, if nothing kept it out
    go_on.set()
    for thread in threads:
        thread.join(10)
    return inside


@pytest.mark.django_db(transaction=True)
def test_on_one_machine_the_second_waits(tmp_path):
    assert prepare_twice([tmp_path, tmp_path]) == ["first in", "first out", "second in"]


@pytest.mark.django_db(transaction=True)
def test_on_two_machines_that_share_a_database_the_second_waits(tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("two machines share a database only on PostgreSQL")
    assert prepare_twice([tmp_path / "one", tmp_path / "two"]) == ["first in", "first out", "second in"]


@pytest.mark.django_db(transaction=True)
def test_a_start_that_fails_lets_the_next_one_in(tmp_path):
    with pytest.raises(ZeroDivisionError), one_at_a_time(tmp_path):
        raise ZeroDivisionError
    assert prepare_twice([tmp_path, tmp_path])[-1] == "second in"
