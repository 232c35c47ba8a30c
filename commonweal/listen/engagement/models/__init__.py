"""Which communities are there, who speaks with them, and what was said, promised and done?"""

from commonweal.listen.engagement.models.communities import Community, CommunityName
from commonweal.listen.engagement.models.contacts import Contact, ContactPerson, Relationship
from commonweal.listen.engagement.models.desks import Desk, DeskCommunity, DeskOfficer, DeskPriority
from commonweal.listen.engagement.models.engagements import Commitment, Engagement, Issue, IssueStep
from commonweal.listen.engagement.models.feedback import FeedbackTheme, GroupFeedback
from commonweal.listen.engagement.models.networks import (
    KeyNetwork,
    NetworkMember,
    NetworkRound,
    RoundAnswer,
)
from commonweal.listen.engagement.models.outreach import Loan, OutreachCover, OutreachWorker
from commonweal.listen.engagement.models.receipts import (
    Addition,
    HeldReceipt,
    IssueAddition,
    IssueReceipt,
    ToldBack,
)
from commonweal.listen.engagement.models.sizes import CommunitySize, SizeLoad
from commonweal.listen.engagement.models.watch import WorldEvent

__all__ = [
    "Addition",
    "Commitment",
    "Community",
    "CommunityName",
    "CommunitySize",
    "Contact",
    "ContactPerson",
    "Desk",
    "DeskCommunity",
    "DeskOfficer",
    "DeskPriority",
    "Engagement",
    "FeedbackTheme",
    "GroupFeedback",
    "HeldReceipt",
    "Issue",
    "IssueAddition",
    "IssueReceipt",
    "IssueStep",
    "KeyNetwork",
    "Loan",
    "NetworkMember",
    "NetworkRound",
    "OutreachCover",
    "OutreachWorker",
    "Relationship",
    "RoundAnswer",
    "SizeLoad",
    "ToldBack",
    "WorldEvent",
]
