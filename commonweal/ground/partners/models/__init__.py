"""Who are the organisations, under which names, in which bodies, and whom does one ask?"""

from commonweal.ground.partners.models.contacts import (
    PointOfContact,
)
from commonweal.ground.partners.models.dated import (
    period_q,
)
from commonweal.ground.partners.models.organisations import (
    FREQUENCIES,
    Alias,
    Organisation,
    OrganisationName,
    OrganisationParent,
    OrganisationQuerySet,
)
from commonweal.ground.partners.models.seats import (
    BodyArea,
    Membership,
    SeatRule,
)
from commonweal.ground.partners.models.successions import (
    Succession,
    SuccessionSide,
)

__all__ = [
    "FREQUENCIES",
    "Alias",
    "BodyArea",
    "Membership",
    "Organisation",
    "OrganisationName",
    "OrganisationParent",
    "OrganisationQuerySet",
    "PointOfContact",
    "SeatRule",
    "Succession",
    "SuccessionSide",
    "period_q",
]
