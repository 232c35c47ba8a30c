"""Who takes part in a trusted exchange, and on which day do the tests of its pages happen?"""

from collections.abc import Iterator

import pytest
import time_machine

from commonweal.listen.exchange.tests.factories import AT, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def in_2010() -> Iterator[None]:
    """The day of the factories, whatever the clock on the wall says."""
    with time_machine.travel(AT, tick=False):
        yield
