"""Small papers and people for the intake's tests."""

from datetime import UTC, datetime

from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.visibility.rules import Holding, Viewer
from commonweal.listen.intake import writes
from commonweal.listen.intake.forms import preview_of
from commonweal.listen.intake.models import IntakeDocument

AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)
PLAN = """A plan for a small town
Core objective
Everybody feels safe at the market.
Proposed Action (1.1)
Open a help desk at the market.
Key tasks
1. Find two volunteers
2. Print a leaflet
Outcome
1. People ask for help
Delivery partners
Town Council
Mayor (Pat Example)
Resources
Council staff time
Council grant (subject to successful application)
"""


def viewer_in(role: str, account: Account | None = None) -> Viewer:
    account = account or Account.objects.create(email=f"{role}@example.org", name=role.replace("_", " "))
    return as_viewer([Holding(role, 1, "Town Council")], account_id=account.pk, name=account.name)


def kept(by: Viewer, text: str = PLAN) -> IntakeDocument:
    return writes.keep_reading(**preview_of(text.encode(), "plan.txt"), by=by, at=AT)
