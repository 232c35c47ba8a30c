"""The tables of joint working: the agreement with its parts, what is deployed under it, and what was done and found."""

from commonweal.act.agreements.models.agreements import (
    Agreement,
    AgreementArea,
    AgreementParty,
    PartnershipRisk,
    PurposeLimb,
)
from commonweal.act.agreements.models.deploying import Deployment
from commonweal.act.agreements.models.operations import AgreementOperation
from commonweal.act.agreements.models.working import JointActivity, PracticeProblem

__all__ = [
    "Agreement",
    "AgreementArea",
    "AgreementOperation",
    "AgreementParty",
    "Deployment",
    "JointActivity",
    "PartnershipRisk",
    "PracticeProblem",
    "PurposeLimb",
]
