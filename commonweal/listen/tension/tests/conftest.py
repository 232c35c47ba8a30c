"""Who is asked for a weekly return in the tests of this room, and by whom?"""

import pytest

from commonweal.listen.tension.tests.factories import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
