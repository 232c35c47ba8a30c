"""How does a page say that there is nothing here: alike for what is not yours and for what does not exist?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from commonweal.ground.visibility.models import VisibleQuerySet


def get_visible_or_404(rows: VisibleQuerySet, **lookup: Any) -> Any:
    """The one row, out of those that the viewer may see. A value that cannot even be looked up is not there either."""
    if not rows._seen_by_somebody:
        raise TypeError("Ask visible_to(viewer) first: these rows are not anybody's yet.")
    try:
        return rows.get(**lookup)
    except (ObjectDoesNotExist, ValueError, OverflowError):
        raise Http404("There is nothing here for you to see.") from None
