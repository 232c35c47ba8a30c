"""Which guidance is there, why did it change, and what does the community say of it?"""

from commonweal.assess.guidance.models.documents import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.models.occasions import Occasion

__all__ = ["CommunityReview", "GuidanceDocument", "GuidanceVersion", "Occasion"]
