"""How is a layer loaded or put aside, and how is a question asked, answered and, if it was a mistake, withdrawn?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from commonweal.assess.exposure.models import Layer, Study
from commonweal.assess.exposure.reads.answering import Asked, find_answer
from commonweal.assess.exposure.reads.layers import check_file
from commonweal.assess.exposure.rules.asking import REACHES
from commonweal.assess.exposure.rules.layers import WHAT
from commonweal.assess.exposure.rules.telling import in_one_sentence
from commonweal.ground.audit.freezing import canonical, content_hash, hash_of_bytes
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("loaded a layer", permission="exposure.layers")
def load_layer(
    *,
    content: bytes,
    file_name: str,
    what: str,
    title: str,
    source: str,
    licence: str,
    limits: str,
    dated_on: date,
    by: Viewer,
    at: datetime,
) -> Layer:
    """The file is read again and stored whole, or not at all."""
    words = {"title": title, "source": source, "licence": licence, "limits": limits}
    if what not in WHAT:
        raise NotPossible("Say what the file holds.")
    if not all(text.strip() for text in words.values()):
        raise NotPossible("Give the layer a title, its source and licence, and say what it cannot say.")
    found = check_file(content, what=what, file_name=file_name)
    text = canonical(found.content)
    return Layer.objects.create(
        what=what, dated_on=dated_on, file_name=file_name[:200], file_digest=hash_of_bytes(content), held=text,
        held_hash=content_hash(text), kinds=[list(kind) for kind in found.kinds], row_count=found.row_count,
        notes=list(found.notes), loaded_at=at, loaded_by_id=by.person_id,
        **{name: value.strip() for name, value in words.items()},
    )  # fmt: skip


@write("put a layer aside", permission="exposure.layers", locks="layer")
def retire_layer(*, layer: Layer, reason: str, by: Viewer, at: datetime) -> Layer:
    """Later questions do not see it; the studies that rest on it stay as they are."""
    if layer.retired_at is not None:
        raise NotPossible("This layer was put aside already.")
    if not reason.strip():
        raise NotPossible("Say why the layer is no longer to be used.")
    layer.retired_at, layer.retired_by_id, layer.retired_reason = at, by.person_id, reason
    layer.save()
    return layer


def _asking(given: dict[str, Any]) -> list[int]:
    return [given["owner"].pk]


@write("asked what lies near", permission="exposure.study", owners=_asking)
def make_study(
    *, title: str, owner: Organisation, reach: str, asked: Asked, by: Viewer, at: datetime
) -> Study:
    """The question is answered once, here, from what the person may see, and stored with its hash."""
    if not title.strip():
        raise NotPossible("Give the study a title.")
    if reach not in REACHES:
        raise NotPossible("Say who may read the study.")
    answer = find_answer(asked, viewer=by, at=at)
    text = canonical(answer)
    return Study.objects.create(
        title=title.strip(), owner=owner, reach=reach, way=asked.way, says=in_one_sentence(answer), answer=text,
        answer_hash=content_hash(text), made_at=at, made_by_id=by.person_id,
    )  # fmt: skip


@write("withdrew a study", permission="exposure.study", locks="study", owners=lambda study: [study.owner_id])
def withdraw_study(*, study: Study, reason: str, by: Viewer, at: datetime) -> Study:
    """It stays readable with the reason on top: what rested on it must be able to see why it does not stand."""
    if study.withdrawn_at is not None:
        raise NotPossible("This study was withdrawn already.")
    if not reason.strip():
        raise NotPossible("Say why the study does not stand.")
    study.withdrawn_at, study.withdrawn_by_id, study.withdrawn_reason = at, by.person_id, reason
    study.save()
    return study
