"""How does a first draft come together, and how does its author add to it, change it and strike out of it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from commonweal.assess.impact.models import Assessment, SourceSearched, Statement
from commonweal.assess.impact.reads.drafting import gather
from commonweal.assess.impact.reads.lessons import count_withheld, offers_for, shape_of
from commonweal.assess.impact.reads.near import drawn_from_studies
from commonweal.assess.impact.reads.whose import owner_of
from commonweal.assess.impact.rules.drafting import LESSONS, OWN, Draft, Drawn
from commonweal.assess.impact.rules.states import ASSESS, WRITING
from commonweal.ground.audit.writes import write
from commonweal.ground.scales.reads import key_of
from commonweal.ground.scales.values import STRENGTH
from commonweal.ground.visibility.rules import NotPossible, Viewer

WEEKS = 12
"""A draft looks back so many weeks, unless its author asks for others."""
MOST_WEEKS = 104


def _check_writing(assessment: Assessment) -> None:
    """Raise NotPossible where nothing of the assessment changes any more, or not yet."""
    if assessment.state not in WRITING:
        raise NotPossible(
            "Nothing changes in this assessment now: it is not in draft, in consultation or under review."
        )


@write("drew a draft from the sources", permission=ASSESS, locks="assessment", owners=owner_of)
def draft_assessment(
    *,
    assessment: Assessment,
    by: Viewer,
    at: datetime,
    weeks: int = WEEKS,
) -> Assessment:
    """On demand and again: what is new is added; nothing that stands is changed, brought back or taken away.

    Raises NotPossible where the assessment is not being written.
    """
    _check_writing(assessment)
    if not 1 <= weeks <= MOST_WEEKS:
        raise NotPossible(f"Give a number of weeks from 1 to {MOST_WEEKS}.")
    today = timezone.localdate(at)
    shape = shape_of(assessment.operation)
    scale = key_of(STRENGTH, today)
    exposure, studies_withheld = drawn_from_studies(assessment.operation, by, scale)
    lessons = [offer.as_drawn(scale) for offer in offers_for(assessment, by, shape=shape)]
    draft = gather(
        areas=shape.areas, communities=shape.communities, from_on=today - timedelta(weeks=weeks), to_on=today,
        viewer=by, at=at, exposure=exposure, studies_withheld=studies_withheld, lessons=lessons,
        lessons_withheld=count_withheld(assessment.operation, by, shape=shape),
    )  # fmt: skip
    _store(assessment, draft, by.person_id, at)
    return assessment


def _store(assessment: Assessment, draft: Draft, person: int, at: datetime) -> None:
    stated = set(assessment.statements.values_list("source", "cites_kind", "cites_id"))
    fresh = [drawn for drawn in draft.statements if (drawn.source, *drawn.cites.key) not in stated]
    Statement.objects.bulk_create(_statement(assessment, drawn, person, at) for drawn in fresh)
    for one in draft.classes:
        if one.is_closed:
            continue
        SourceSearched.objects.update_or_create(
            assessment=assessment, source=one.source,
            defaults={
                "from_on": draft.from_on, "to_on": draft.to_on, "drawn_count": len(one.drawn),
                "withheld_count": one.withheld, "left_out_count": one.left_out, "searched_at": at,
                "searched_by_id": person,
            },
        )  # fmt: skip


def _statement(assessment: Assessment, drawn: Drawn, person: int, at: datetime) -> Statement:
    cites = drawn.cites
    return Statement(
        assessment=assessment, source=drawn.source, text=drawn.text, drawn_text=drawn.text, cites_kind=cites.kind,
        cites_id=cites.pk, cites_label=_cut(cites.label, "cites_label"), cites_on=cites.on, cites_area_id=cites.area,
        strength=drawn.strength, strength_scale=drawn.strength_scale, basis=_cut(drawn.basis, "basis"), added_at=at,
        added_by_id=person,
    )  # fmt: skip


def _cut(words: str, column: str) -> str:
    most: int = Statement._meta.get_field(column).max_length or 0  # type: ignore[union-attr]
    return words if len(words) <= most else words[: most - 1] + "…"


@write("added a statement to the draft", permission=ASSESS, locks="assessment", owners=owner_of)
def add_statement(
    *,
    assessment: Assessment,
    text: str,
    cites_label: str,
    strength: str,
    basis: str,
    by: Viewer,
    at: datetime,
) -> Assessment:
    """The author's own, with the source it rests on in words and how much that can bear."""
    _check_writing(assessment)
    if not text.strip() or not cites_label.strip():
        raise NotPossible("Say what you state and which source says so.")
    today = timezone.localdate(at)
    Statement.objects.create(
        assessment=assessment, source=OWN, text=text.strip(), cites_label=cites_label.strip(), cites_on=today,
        strength=strength, strength_scale=key_of(STRENGTH, today), basis=basis.strip(), added_at=at,
        added_by_id=by.person_id,
    )  # fmt: skip
    return assessment


@write("changed a statement of the draft", permission=ASSESS, locks="assessment", owners=owner_of)
def edit_statement(
    *, assessment: Assessment, statement: Statement, text: str, by: Viewer, at: datetime
) -> Assessment:
    """Its source stays, and so does the sentence as it was drawn."""
    found = _standing(assessment, statement)
    if not text.strip():
        raise NotPossible("A statement needs words. Strike it out where it should not stand.")
    found.text, found.edited_at, found.edited_by_id = text.strip(), at, by.person_id
    found.save()
    return assessment


@write("struck a statement out of the draft", permission=ASSESS, locks="assessment", owners=owner_of)
def strike_statement(
    *, assessment: Assessment, statement: Statement, reason: str, by: Viewer, at: datetime
) -> Assessment:
    """It stays, struck out, with who did it and why."""
    found = _standing(assessment, statement)
    if not reason.strip():
        raise NotPossible("Say why this should not stand in the assessment.")
    _strike(found, reason, by.person_id, at)
    return assessment


def _standing(assessment: Assessment, statement: Statement) -> Statement:
    _check_writing(assessment)
    found: Statement | None = assessment.statements.filter(pk=statement.pk).first()
    if found is None or found.is_struck:
        raise NotPossible("This statement was struck out already.")
    return found


def _strike(statement: Statement, reason: str, person: int, at: datetime) -> None:
    statement.struck_at, statement.struck_by_id, statement.struck_reason = at, person, reason.strip()
    statement.save()


@write("answered a lesson that was offered", permission=ASSESS, locks="assessment", owners=owner_of)
def answer_lesson(
    *, assessment: Assessment, lesson: Any, is_taken: bool, by: Viewer, at: datetime, reason: str = ""
) -> Assessment:
    """Taken, it stands in the draft as a statement; set aside, it says why, and its statement is struck out."""
    _check_writing(assessment)
    if not is_taken and not reason.strip():
        raise NotPossible("Say why this lesson does not help here.")
    if assessment.lesson_answers.filter(lesson=lesson).exists():
        raise NotPossible("This lesson was answered already.")
    offer = next((one for one in offers_for(assessment, by) if one.lesson.pk == lesson.pk), None)
    if offer is None:
        raise NotPossible("This lesson was not offered here.")
    assessment.lesson_answers.create(
        lesson=lesson, is_taken=is_taken, because=offer.because, reason=reason.strip(), answered_at=at,
        answered_by_id=by.person_id,
    )  # fmt: skip
    stated = assessment.statements.filter(source=LESSONS, cites_id=lesson.pk).first()
    if is_taken and stated is None:
        drawn = offer.as_drawn(key_of(STRENGTH, timezone.localdate(at)))
        _statement(assessment, drawn, by.person_id, at).save()
    elif not is_taken and stated is not None and not stated.is_struck:
        _strike(stated, reason, by.person_id, at)
    return assessment
