"""How does a table of returns come in? Every row of it, or none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.tension.models import Asking, ReturnRound, TensionItem, TensionReturn
from commonweal.listen.tension.rules.importing import RowReturn
from commonweal.listen.tension.writes.noting import _put
from commonweal.listen.tension.writes.sending import _begin, _fill, _send


@write("brought a table of returns", permission="tension.import", locks="chosen")
def import_returns(
    *, chosen: ReturnRound, returns: Iterable[RowReturn], by: Viewer, at: datetime, reason: str = ""
) -> ReturnRound:
    """A second person still checks each of them. What cannot be kept stops the whole table, and names its row."""
    for row in returns:
        try:
            _bring(chosen, row, by, at)
        except NotPossible as why:
            raise NotPossible(f"Row {row.row}: {why} Nothing was brought in.") from why
    return chosen


def _bring(chosen: ReturnRound, row: RowReturn, by: Viewer, at: datetime) -> TensionReturn:
    asking = _asking(chosen, row)
    made = _begin(asking, row.week, by, at)
    made.entry, made.is_nil = TensionReturn.Entry.IMPORTED, row.is_nil
    values: dict[str, Any] = {} if row.is_nil else dict(row.values)
    _fill(made, values)
    made.save()
    for number, each in enumerate(row.items, 1):
        values = dict(each.values)
        communities, lead = values.pop("communities", ()), values.pop("lead_partner_id", None)
        item = TensionItem(of=made, number=number, lead_partner_id=lead)
        _put(item, made, values)
        item.communities.set(communities)
    return _send(made, by, at)


def _asking(chosen: ReturnRound, row: RowReturn) -> Asking:
    asked = Asking.objects.filter(
        Asking.asked_q(row.week), round=chosen, area=row.area, variant="officer"
    ).select_related("round", "organisation", "area")
    if row.organisation:
        asked = asked.filter(organisation__name__iexact=row.organisation)
    found = list(asked[:2])
    if not found:
        raise NotPossible("nobody was asked about this area in that week.")
    if len(found) > 1:
        raise NotPossible("more than one organisation is asked about this area: name it in the table.")
    return found[0]
