"""Which columns hold words, figures or lists, and how does one put something into every row of one?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat, Left

# Columns whose words mean something to the program: another word there is another state, not another text.
MEANT = {
    "audit.AuditEntry.subject_type": "names a table",
    "audit.AuditEntry.subject_id": "names a row",
    "audit.AuditEntry.action": "names a write",
    "audit.AuditEntry.once": "a key, once in the table",
    "audit.AuditHead.seal": "the end of the chain",
    "people.NamedOn.record_type": "names a table",
    "notices.Message.record_type": "names a table",
    "notices.Message.address": "an address of this house, checked when it is written",
    "notices.Sending.address": "an address of this house, checked when it is written",
    "places.Area.level": "one of the levels that the program knows",
    "places.AreaLoad.level": "one of the levels that the program knows",
    "surveillance.Alert.method": "names a method that the program knows",
    "surveillance.Watch.mark": "says which figures were seen last",
    "harm.DefinitionVersion.frozen_hash": "a hash",
    "exposure.Study.answer": "the frozen answer, which its hash seals",
    "exposure.Study.answer_hash": "a hash",
    "exposure.Layer.held": "what was read from a file, which its hash seals",
    "exposure.Layer.held_hash": "a hash",
    "exposure.Layer.kinds": "kinds that the file names, each with its number, which answers are asked by",
    "places.Area.outline": "a shape, made by the program from the file that was checked",
    "places.Area.boundary": "a shape, made by the program from the file that was checked",
    "papers.CommitteePaper.format": "names a file of formats",
    "papers.CommitteePaper.language": "a language code, which the page says in its lang attribute",
    "papers.PaperSection.code": "names a section of the format",
    "papers.PaperSection.kind": "a kind of section of the format",
    "papers.PaperFigure.key": "a name of small letters and figures, kept so by its form",
    "plans.PlannedAction.scale": "names a version of a scale",
    "publications.Release.slug": "an address of small letters and dashes",
    "publications.Release.series": "names what an edition is an edition of",
    "publications.Publication.slug": "an address of small letters and dashes",
    "publications.Publication.series": "names what an edition is an edition of",
    "intake.IntakeDocument.kind": "a kind of file",
    **{
        f"equality.{column}": "names a role, a limb of a duty, or an entry or a version of a scale"
        for column in ("EqualityAssessment.decision_role", "EqualityAssessment.checked_role",
                       "EqualityAssessment.signed_role", "EqualityAssessment.duty_sets",
                       "EqualityAssessment.further_duties", "GridRow.duty_set", "GridCell.aim",
                       "EvidenceSource.strength", "EvidenceSource.strength_scale")
    },
    "equality.EqualityAssessment.frozen_hash": "a hash",
    "equality.EqualityAssessment.frozen_content": "the frozen content, which its hash seals",
    **{
        f"engagement.{model}.{column}": "names an entry or a version of a scale"
        for model in ("Engagement", "Issue", "WorldEvent", "GroupFeedback", "SizeLoad")
        for column in ("strength", "strength_scale")
    },
    **{
        f"{model}.{column}": "names an entry or a version of a scale"
        for model in ("plans.Evidence", "recorded_crime.OffenceClass", "papers.PaperFigure", "impact.JointClaim")
        for column in ("strength", "strength_scale")
    },
    "engagement.Engagement.level": "names an entry of a scale",
    "engagement.Engagement.level_scale": "names a version of a scale",
    "engagement.KeyNetwork.question_set": "names a version of a scale",
    "engagement.NetworkRound.question_set": "names a version of a scale",
    "engagement.IssueStep.address": "an address, checked when it is written",
    "papers.PaperFile.form": "a kind of file",
    "publications.ReleaseFile.form": "a kind of file",
    "publications.PublishedFile.form": "a kind of file",
    "exchange.Exchange.clock": "names a version of a scale",
    "exchange.AgreedPurpose.purpose": "names a purpose of a scale",
    "exchange.AgreedPurpose.scale": "names a version of a scale",
    "exchange.SharingRequest.purpose": "names a purpose of a scale",
    "exchange.SharingRequest.scale": "names a version of a scale",
    "exchange.Relay.purpose": "names a purpose of a scale",
    "exchange.Relay.scale": "names a version of a scale",
    "exchange.RelayRecipient.purpose": "names a purpose of a scale",
    "exchange.RelayRecipient.scale": "names a version of a scale",
    **{
        f"tension.{model}.{column}": "names an entry or a version of a scale, or a grade of a scheme"
        for model, columns in {
            "ReturnRound": ("level_scale", "theme_scale"),
            "TensionReturn": ("level", "level_scale", "direction", "confidence", "question_set"),
            "TensionItem": ("experienced", "evidenced", "potential", "level", "level_scale", "theme_scale", "direction",
                            "confidence", "source_grade", "information_grade", "handling", "themes"),
            "ForwardEvent": ("level", "level_scale"),
            "GroupMeeting": ("level", "level_scale"),
            "WeeklySummary": ("level", "level_scale", "direction", "confidence"),
        }.items()
        for column in columns
    },
    "tension.ReturnRound.zone": "names a time zone",
    **{
        f"{receipt}.receipt_hash": "a hash"
        for receipt in ("tension.ReturnReceipt", "engagement.IssueReceipt", "exchange.ExchangeReceipt")
    },
    "people.Account.password": "a hash",
    "people.GuessCount.key": "a hash",
    "papers.CommitteePaper.frozen_hash": "a hash",
    "papers.PaperFile.sha256": "a hash",
    "publications.Release.hash": "a hash",
    "publications.ReleaseFile.sha256": "a hash",
    "publications.Publication.hash": "a hash",
    "publications.PublishedFile.sha256": "a hash",
    "people.SignIn.session_key": "names a session",
    # Made by the program from words that were escaped and cleaned when they were printed; frozen with their hash.
    "impact.DisclosureGiven.copy_hash": "a hash",
    "impact.AssessmentVersion.content_hash": "a hash",
    "impact.Statement.cites_kind": "names a table",
    "impact.Reopening.cites_kind": "names a table",
    "impact.Statement.strength": "names an entry of a scale",
    "impact.Statement.strength_scale": "names a version of a scale",
    "impact.AssessmentVersion.content_text": "the frozen content, which its hash seals",
    "publications.Publication.html": "printed and cleaned when it was approved",
    "publications.Publication.frozen_text": "the frozen content, which its hash seals",
    "publications.Release.frozen_text": "the frozen content, which its hash seals",
    "papers.CommitteePaper.frozen_content": "the frozen content, which its hash seals",
}  # fmt: skip


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("commonweal.") and m._meta.managed]


def name_of(column: models.Field[Any, Any]) -> str:
    return f"{column.model._meta.label}.{column.name}"


def free_text_columns() -> Iterator[models.Field[Any, Any]]:
    """Every column into which words go that people (or their files) brought."""
    for model in our_models():
        for column in model._meta.concrete_fields:
            is_text = isinstance(column, models.CharField | models.TextField)
            if is_text and not column.choices and name_of(column) not in MEANT:
                yield column


def every_table() -> dict[str, tuple[int, int]]:
    """How many rows each has, and the sum of their versions."""
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        return {label: (rows, versions) for label, rows, versions in cursor.fetchall()}


@cache
def _counting() -> str:
    asked = []
    for model in our_models():
        if model._meta.label == "people.GuessCount":
            continue  # counts attempts, whatever became of them
        has_version = any(f.name == "version" for f in model._meta.concrete_fields)
        versions = "COALESCE(SUM(version), 0)" if has_version else "0"
        asked.append(f"SELECT '{model._meta.label}', COUNT(*), {versions} FROM {model._meta.db_table}")
    return " UNION ALL ".join(asked)


def rows_with(words: str) -> list[tuple[str, str, str]]:
    """Every record that holds them in free text, and in which columns; the audit, which holds them of everybody, is left out."""
    question, columns = _looking_for_words()
    with connection.cursor() as cursor:
        cursor.execute(question, [f"%{words}%"] * columns)
        return sorted(cursor.fetchall())


@cache
def _looking_for_words() -> tuple[str, int]:
    by_model: dict[type[models.Model], list[str]] = {}
    for column in free_text_columns():
        if column.model._meta.label != "audit.AuditEntry":
            by_model.setdefault(column.model, []).append(connection.ops.quote_name(column.column))
    asked = []
    for model, names in by_model.items():
        held = " || ".join(f"CASE WHEN {name} LIKE %s THEN '{name} ' ELSE '' END" for name in names)
        rows = (
            f"SELECT CAST({model._meta.pk.column} AS TEXT) AS pk, {held} AS held FROM {model._meta.db_table}"
        )
        asked.append(f"SELECT '{model._meta.label}', pk, held FROM ({rows}) AS found WHERE held <> ''")
    return " UNION ALL ".join(asked), sum(map(len, by_model.values()))


def unique_alone(column: models.Field[Any, Any]) -> bool:
    """Is this column (with others, perhaps) one that two rows may not share?"""
    constraints = [c for c in column.model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    return column.unique or any(column.name in _columns_of(c) for c in constraints)


def _columns_of(constraint: models.UniqueConstraint) -> set[str]:
    """Of expressions such as Lower("name") too."""
    parts = [
        part for e in constraint.expressions for part in ([e] if isinstance(e, models.F) else e.flatten())
    ]
    return {*constraint.fields, *(part.name for part in parts if isinstance(part, models.F))}


def put_in(column: models.Field[Any, Any], text: str) -> int:
    """Into every row that may hold it, past every write; rows that must differ get their number in front.

    Returns how many rows hold it now: a constraint may say that words stand here only beside something else. Then the
    rows are tried one by one.
    """
    rows = column.model._base_manager.all()
    words: Any = Value(text)
    if unique_alone(column):
        words = Concat(Cast("pk", models.CharField()), words, output_field=models.TextField())
        words = Left(words, column.max_length) if column.max_length else words
    with past_refusals():
        return rows.update(**{column.name: words})
    number = 0
    for key in rows.values_list("pk", flat=True):
        with past_refusals():
            number += rows.filter(pk=key).update(**{column.name: words})
    return number


@contextmanager
def past_refusals() -> Iterator[None]:
    """Of a constraint, or of a trigger of PostgreSQL."""
    with suppress(IntegrityError, ProgrammingError), transaction.atomic():
        yield
