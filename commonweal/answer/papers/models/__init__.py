"""What is a committee paper made of, and what became of what it asked?"""

from commonweal.answer.papers.models.decisions import Decision
from commonweal.answer.papers.models.equality import PaperAssessment
from commonweal.answer.papers.models.paper import CommitteePaper
from commonweal.answer.papers.models.parts import (
    PaperAuthor,
    PaperFigure,
    PaperFile,
    PaperSection,
    Recommendation,
)

__all__ = [
    "CommitteePaper",
    "Decision",
    "PaperAssessment",
    "PaperAuthor",
    "PaperFigure",
    "PaperFile",
    "PaperSection",
    "Recommendation",
]
