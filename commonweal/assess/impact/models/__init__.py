"""Which operations are meant, how is each assessed, what was frozen of it, and what was let through without it?"""

from commonweal.assess.impact.models.assessments import Assessment, Review
from commonweal.assess.impact.models.joint import JointClaim
from commonweal.assess.impact.models.operations import (
    Operation,
    OperationArea,
    OperationCommunity,
    OperationTold,
)
from commonweal.assess.impact.models.overrides import SeniorOverride
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.assess.impact.models.versions import AssessmentVersion

__all__ = [
    "Assessment",
    "AssessmentVersion",
    "JointClaim",
    "Operation",
    "OperationArea",
    "OperationCommunity",
    "OperationTold",
    "Review",
    "SeniorOverride",
    "operation_q",
    "person",
]
