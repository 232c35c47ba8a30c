"""On which day do the tests of this room happen? On the one that its factories speak of."""

from collections.abc import Iterator

import pytest
import time_machine

from commonweal.act.plans.tests.factories import AT


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield
