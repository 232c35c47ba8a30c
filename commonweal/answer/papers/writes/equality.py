"""How is a paper put under an equality assessment?"""

from __future__ import annotations

from datetime import datetime

from commonweal.answer.papers.models import CommitteePaper, PaperAssessment
from commonweal.answer.papers.reads.lists import owners_of
from commonweal.answer.papers.writes.drafting import _edit
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write(
    "put the paper under an equality assessment", permission="papers.draft", locks="paper", owners=owners_of
)
def link_assessment(
    *, paper: CommitteePaper, assessment: EqualityAssessment, by: Viewer, at: datetime
) -> CommitteePaper:
    _edit(paper, by)
    if assessment.state == "superseded":
        raise NotPossible("A later assessment took the place of this one: choose that.")
    if PaperAssessment.objects.filter(paper=paper, assessment=assessment).exists():
        raise NotPossible("The paper is under this assessment already.")
    PaperAssessment.objects.create(
        paper=paper, assessment=assessment, linked_by_id=by.person_id, linked_at=at
    )
    return paper


@write(
    "took the paper out of an equality assessment", permission="papers.draft", locks="paper", owners=owners_of
)
def unlink_assessment(
    *, paper: CommitteePaper, assessment: EqualityAssessment, by: Viewer, at: datetime
) -> CommitteePaper:
    _edit(paper, by)
    gone, _ = PaperAssessment.objects.filter(paper=paper, assessment=assessment).delete()
    if not gone:
        raise NotPossible("The paper is not under this assessment any more.")
    return paper
