"""How do counts come in? A whole checked file at once, or not at all."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from commonweal.ground.audit.freezing import hash_of_bytes
from commonweal.ground.audit.writes import write
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import NotPossible, Tier, Viewer
from commonweal.listen.recorded_crime import reads
from commonweal.listen.recorded_crime.models import CountLoad, KnownBreak, MonthlyCount, OffenceClass
from commonweal.listen.recorded_crime.rules.breaks import check_break
from commonweal.listen.recorded_crime.rules.checking import CheckReport, Prepared

PIECE = 500


@write("added a class of offences", permission="crime_counts.load")
def add_offence_class(
    *,
    name: str,
    words: str,
    source: str,
    limits: str,
    by: Viewer,
    at: datetime,
    strength: str = "recorded",
    tier: str = Tier.PARTNERSHIP,
) -> OffenceClass:
    """What the police recorded is a record made at the time, and no measurement, unless somebody grades it otherwise."""
    if not all(given.strip() for given in (name, words, source, limits)):
        raise NotPossible("Say what is counted, by whom, and what such a count cannot say.")
    if OffenceClass.objects.filter(name__iexact=name.strip()).exists():
        raise NotPossible("There is a class of this name already.")
    scale = check_strength(strength, timezone.localdate(at))
    return OffenceClass.objects.create(
        name=" ".join(name.split()), words=words, source=source, limits=limits, strength=strength,
        strength_scale=scale, tier=tier,
    )  # fmt: skip


@write("loaded monthly counts from a file", permission="crime_counts.load")
def load_counts(
    *,
    content: bytes,
    file_name: str,
    offence_class: OffenceClass,
    source: str,
    by: Viewer,
    at: datetime,
    add_up: bool = False,
) -> CountLoad:
    """Check the file again and store all of it. A number that differs replaces the earlier one, which is kept beside it."""
    # Two files of the same class queue here, so that the second is compared with what the first stored.
    list(OffenceClass.objects.select_for_update().filter(pk=offence_class.pk))
    report = reads.check_file(
        content,
        file_name=file_name,
        offence_class=offence_class,
        today=timezone.localdate(at),
        add_up=add_up,
    )
    if report.wrong:
        raise NotPossible(f"Nothing was stored. {' '.join(report.wrong[:5])}")
    if report.first_on is None or report.last_on is None or not report.may_be_stored:
        raise NotPossible("The file holds nothing that is not stored already.")
    load = CountLoad.objects.create(
        offence_class=offence_class, file_name=file_name[:200], file_digest=hash_of_bytes(content),
        source=source[:300], loaded_at=at, loaded_by=by.name, new_count=len(report.new),
        revised_count=len(report.revised), first_month_on=report.first_on, last_month_on=report.last_on,
        said=report.said,
    )  # fmt: skip
    _store(report, load)
    return load


def _store(report: CheckReport, load: CountLoad) -> None:
    MonthlyCount.objects.bulk_create([_count(each, load) for each in report.new], batch_size=PIECE)
    for each in report.revised:
        rows = MonthlyCount.objects.filter(
            offence_class=load.offence_class_id, area__code=each.code, month_on=each.month
        )
        row = rows.get()
        row.number, row.revised_from, row.load = each.number, each.earlier, load
        row.version += 1
        row.save()


def _count(each: Prepared, load: CountLoad) -> MonthlyCount:
    return MonthlyCount(
        offence_class_id=load.offence_class_id,
        area_id=each.area,
        month_on=each.month,
        number=each.number,
        load=load,
    )


@write("declared a break in a series", permission="crime_counts.load")
def declare_break(
    *,
    offence_class: OffenceClass,
    from_on: date,
    reason: str,
    effect: str,
    by: Viewer,
    at: datetime,
    area: Area | None = None,
) -> KnownBreak:
    check_break(from_on=from_on, reason=reason, effect=effect, today=timezone.localdate(at))
    return KnownBreak.objects.create(
        offence_class=offence_class, area=area, from_on=from_on.replace(day=1), reason=reason, effect=effect,
        declared_at=at, declared_by=by.name,
    )  # fmt: skip


@write("withdrew a break", permission="crime_counts.load", locks="known_break")
def withdraw_break(*, known_break: KnownBreak, reason: str, by: Viewer, at: datetime) -> KnownBreak:
    if known_break.withdrawn_at is not None:
        raise NotPossible("This break was withdrawn already.")
    if not reason.strip():
        raise NotPossible("Say why the break does not stand.")
    known_break.withdrawn_at, known_break.withdrawn_reason = at, reason
    known_break.save()
    return known_break
