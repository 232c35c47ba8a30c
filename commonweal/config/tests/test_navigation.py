"""Does the navigation say where one is, once?"""

from __future__ import annotations

from commonweal.config.navigation import place_of


def test_only_the_longest_address_marks_where_one_is():
    addresses = ["/plans/", "/plans/compare/", "/papers/"]
    assert place_of("/plans/compare/", addresses) == "/plans/compare/"
    assert place_of("/plans/7/", addresses) == "/plans/"
    assert place_of("/elsewhere/", addresses) == ""
