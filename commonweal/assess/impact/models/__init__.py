"""Which operations are meant, how is each assessed, what was frozen of it, and what was let through without it?"""

from commonweal.assess.impact.models.assessments import Assessment, Review
from commonweal.assess.impact.models.events import (
    DatedEvent,
    DatedEventArea,
    DatedEventCommunity,
    RunUpTask,
)
from commonweal.assess.impact.models.lessons import Lesson, LessonAnswer, LessonArea, LessonCommunity
from commonweal.assess.impact.models.operations import (
    Operation,
    OperationArea,
    OperationCommunity,
    OperationTold,
)
from commonweal.assess.impact.models.overrides import SeniorOverride
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.assess.impact.models.statements import Reopening, SourceSearched, Statement
from commonweal.assess.impact.models.versions import AssessmentVersion

__all__ = [
    "Assessment",
    "AssessmentVersion",
    "DatedEvent",
    "DatedEventArea",
    "DatedEventCommunity",
    "Lesson",
    "LessonAnswer",
    "LessonArea",
    "LessonCommunity",
    "Operation",
    "OperationArea",
    "OperationCommunity",
    "OperationTold",
    "Reopening",
    "Review",
    "RunUpTask",
    "SeniorOverride",
    "SourceSearched",
    "Statement",
    "operation_q",
    "person",
]
