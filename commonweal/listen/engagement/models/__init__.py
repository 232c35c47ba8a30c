"""Which communities are there, who speaks with them, and what was said, promised and done?"""

from commonweal.listen.engagement.models.communities import (
    Community,
    CommunityName,
)
from commonweal.listen.engagement.models.desks import (
    Desk,
    DeskCommunity,
    DeskOfficer,
    DeskPriority,
)

__all__ = [
    "Community",
    "CommunityName",
    "Desk",
    "DeskCommunity",
    "DeskOfficer",
    "DeskPriority",
]
