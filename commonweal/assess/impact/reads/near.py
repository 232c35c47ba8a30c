"""Which studies were laid beside an operation, which could be, and what do they say in its draft?"""

from __future__ import annotations

from django.db.models import QuerySet

from commonweal.assess.exposure.models import Study
from commonweal.assess.exposure.reads.studies import answer_of, list_studies
from commonweal.assess.impact.models import Operation, OperationStudy
from commonweal.assess.impact.rules import near
from commonweal.assess.impact.rules.drafting import NEAR, Cited, Drawn
from commonweal.ground.visibility.rules import Viewer


def studies_beside(operation: Operation, viewer: Viewer) -> QuerySet[OperationStudy]:
    """Without their answers, which are long."""
    rows: QuerySet[OperationStudy] = OperationStudy.objects.visible_to(viewer).filter(operation=operation)
    return rows.select_related("study", "laid_by").defer("study__answer")


def studies_to_lay(operation: Operation, viewer: Viewer) -> QuerySet[Study]:
    """Those that the viewer may read, that stand, and that are not there yet."""
    there = OperationStudy.objects.filter(operation=operation).values("study_id")
    return list_studies(viewer).filter(withdrawn_at=None).exclude(pk__in=there)


def drawn_from_studies(operation: Operation, viewer: Viewer, strength_scale: str) -> tuple[list[Drawn], int]:
    """One statement for each study that the viewer may read and that was not withdrawn; and how many they may not read."""
    beside = OperationStudy.objects.filter(operation=operation, study__withdrawn_at=None)
    seen = Study.objects.visible_to(viewer).filter(pk__in=beside.values("study_id")).order_by("pk")
    drawn = [_drawn(study, strength_scale) for study in seen]
    return drawn, beside.count() - len(drawn)


def _drawn(study: Study, strength_scale: str) -> Drawn:
    answer = answer_of(study)
    words = near.near_in_words(answer.says, within=answer.within, kinds=answer.kinds, dense=answer.dense)
    cited = Cited(study._meta.label_lower, study.pk, f"What lies near: {study.title}", answer.on)
    return Drawn(NEAR, words, cited, near.STRENGTH, strength_scale, near.BASIS)
