"""How is a study of what lies near laid beside an operation?"""

from __future__ import annotations

from datetime import datetime

from commonweal.assess.exposure.models import Study
from commonweal.assess.impact.models import Operation, OperationStudy
from commonweal.assess.impact.reads.whose import owner_of
from commonweal.assess.impact.rules.near import check_laying
from commonweal.assess.impact.rules.states import ASSESS
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("laid a study beside the operation", permission=ASSESS, locks="operation", owners=owner_of)
def lay_study(*, operation: Operation, study: Study, by: Viewer, at: datetime) -> Operation:
    """From then on every draft of its assessment says what the study found. Raises NotPossible where it cannot."""
    found = Study.objects.visible_to(by).filter(pk=study.pk).first()
    if found is None:
        raise NotPossible("This study is not one that you may read.")
    is_there = operation.studies.filter(study=found).exists()
    check_laying(operation.state, is_withdrawn=found.withdrawn_at is not None, is_there=is_there)
    OperationStudy.objects.create(operation=operation, study=found, laid_at=at, laid_by_id=by.person_id)
    return operation
