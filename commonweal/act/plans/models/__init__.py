"""Which tables hold a plan, and who sees their rows and columns?"""

from commonweal.act.plans.models.doubts import ReadingDoubt
from commonweal.act.plans.models.equality import ActionAssessment
from commonweal.act.plans.models.money import Resource
from commonweal.act.plans.models.partners import ActionPartner
from commonweal.act.plans.models.progress import Challenge, Evidence, ProgressUpdate
from commonweal.act.plans.models.recommended import RecommendedAction
from commonweal.act.plans.models.standing import Notice, PlanDay, StatusSnapshot
from commonweal.act.plans.models.structure import Objective, ServiceArea, Strategy
from commonweal.act.plans.models.work import KeyTask, Outcome, PlannedAction

__all__ = [
    "ActionAssessment",
    "ActionPartner",
    "Challenge",
    "Evidence",
    "KeyTask",
    "Notice",
    "Objective",
    "Outcome",
    "PlanDay",
    "PlannedAction",
    "ProgressUpdate",
    "ReadingDoubt",
    "RecommendedAction",
    "Resource",
    "ServiceArea",
    "StatusSnapshot",
    "Strategy",
]
