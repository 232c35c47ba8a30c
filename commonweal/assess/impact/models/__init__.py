"""Which operations are meant, how is each assessed, what was frozen of it, and what was let through without it?"""

from commonweal.assess.impact.models.assessments import Assessment, Review
from commonweal.assess.impact.models.bronze import BronzeAdvice, GoldDecision
from commonweal.assess.impact.models.consultations import Consultation
from commonweal.assess.impact.models.events import (
    DatedEvent,
    DatedEventArea,
    DatedEventCommunity,
    RunUpTask,
)
from commonweal.assess.impact.models.impacts import CommunityImpact, DisclosureChoice
from commonweal.assess.impact.models.joint import JointClaim
from commonweal.assess.impact.models.lessons import Lesson, LessonAnswer, LessonArea, LessonCommunity
from commonweal.assess.impact.models.monitors import Monitor, Observation
from commonweal.assess.impact.models.near import OperationStudy
from commonweal.assess.impact.models.operations import (
    Operation,
    OperationArea,
    OperationCommunity,
    OperationTold,
)
from commonweal.assess.impact.models.overrides import SeniorOverride
from commonweal.assess.impact.models.recommendations import Convening, PressLine, Recommendation
from commonweal.assess.impact.models.reliance import DisclosureGiven, Reliance, SharingRequest
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.assess.impact.models.statements import Reopening, SourceSearched, Statement
from commonweal.assess.impact.models.versions import AssessmentVersion

__all__ = [
    "Assessment",
    "AssessmentVersion",
    "BronzeAdvice",
    "CommunityImpact",
    "Consultation",
    "Convening",
    "DatedEvent",
    "DatedEventArea",
    "DatedEventCommunity",
    "DisclosureChoice",
    "DisclosureGiven",
    "GoldDecision",
    "JointClaim",
    "Lesson",
    "LessonAnswer",
    "LessonArea",
    "LessonCommunity",
    "Monitor",
    "Observation",
    "Operation",
    "OperationArea",
    "OperationCommunity",
    "OperationStudy",
    "OperationTold",
    "PressLine",
    "Recommendation",
    "Reliance",
    "Reopening",
    "Review",
    "RunUpTask",
    "SeniorOverride",
    "SharingRequest",
    "SourceSearched",
    "Statement",
    "operation_q",
    "person",
]
