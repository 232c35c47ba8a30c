"""Of which tables is an equality assessment made?"""

from commonweal.assess.equality.models.assessment import Author, EqualityAssessment, may_read
from commonweal.assess.equality.models.following import ActionExtension, EqualityAction, Redaction
from commonweal.assess.equality.models.parts import Consultation, EvidenceSource, GridCell, GridRow

__all__ = [
    "ActionExtension",
    "Author",
    "Consultation",
    "EqualityAction",
    "EqualityAssessment",
    "EvidenceSource",
    "GridCell",
    "GridRow",
    "Redaction",
    "may_read",
]
