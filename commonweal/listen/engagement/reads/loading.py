"""What does a table of sizes hold, checked against the communities and areas that are stored?"""

from __future__ import annotations

from datetime import date
from itertools import chain

from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Community, CommunityName
from commonweal.listen.engagement.rules.loading import BadTable, SizeReport, by_heading, check_rows
from commonweal.reading.files import open_table
from commonweal.reading.values import CannotRead

__all__ = ["BadTable", "SizeReport", "check_table"]


def check_table(content: bytes, *, file_name: str, on: date) -> SizeReport:
    """Reads and checks; stores nothing. Raises BadTable."""
    try:
        rows = open_table(content, name=file_name)
    except CannotRead as refused:
        raise BadTable(str(refused)) from refused
    return check_rows(by_heading(rows), communities=_names(), areas=_codes(on))


def _names() -> dict[str, int]:
    names = chain(
        CommunityName.objects.values_list("name", "community_id"), Community.objects.values_list("name", "pk")
    )
    return {name.lower(): key for name, key in names}


def _codes(on: date) -> dict[str, int]:
    return dict(Area.objects.filter(Area.valid_q(on)).values_list("code", "pk"))
