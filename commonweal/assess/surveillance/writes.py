"""How does a watch begin and end, how is an alert raised, and how does a person answer it?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.analysis.early_warning import VERSION
from commonweal.assess.surveillance.models import Alert, SeriesBreak, Watch
from commonweal.assess.surveillance.reads import looking, sources, telling
from commonweal.assess.surveillance.rules.recipes import Subject, check_methods, settings_as_json
from commonweal.assess.surveillance.rules.states import ALERT
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.recorded_crime.models import OffenceClass
from commonweal.listen.tension.models import ReturnRound

NO_PERSON_MAY = "surveillance.look"  # no role holds it: only the program itself looks


@write("began to watch", permission="surveillance.watch")
def begin_watch(
    *,
    title: str,
    subject: str,
    methods: list[str],
    from_on: date,
    by: Viewer,
    at: datetime,
    offence_class: OffenceClass | None = None,
    return_round: ReturnRound | None = None,
    level: str = "borough",
) -> Watch:
    """What was unusual before from_on can be looked up, but raises no alert."""
    check_methods(methods)
    if not title.strip():
        raise NotPossible("Give the watch a title.")
    if (subject == Subject.RECORDED_CRIME) != (offence_class is not None):
        raise NotPossible("Choose a class of offences where recorded crime is watched, and only there.")
    if (subject == Subject.TENSION) != (return_round is not None):
        raise NotPossible("Choose a round of returns where the weekly return is watched, and only there.")
    return Watch.objects.create(
        title=title.strip(), subject=subject, offence_class=offence_class, return_round=return_round, level=level, methods=methods, from_on=from_on,
        begun_at=at, begun_by_id=by.account_id,
    )  # fmt: skip


@write("stopped watching", permission="surveillance.watch", locks="watch")
def stop_watch(*, watch: Watch, reason: str, by: Viewer, at: datetime) -> Watch:
    """Its alerts stay; no new ones are raised."""
    if watch.stopped_at is not None:
        raise NotPossible("This watch was stopped already.")
    if not reason.strip():
        raise NotPossible("Say why nothing is watched here any more.")
    watch.stopped_at, watch.stopped_reason = at, reason
    watch.save()
    return watch


@write("declared a break in a watched series", permission="surveillance.watch", locks="watch")
def declare_break(
    *,
    watch: Watch,
    from_on: date,
    reason: str,
    restarts: bool,
    by: Viewer,
    at: datetime,
    area: Area | None = None,
) -> Watch:
    if from_on > timezone.localdate(at):
        raise NotPossible("A break is declared for a period that has begun.")
    if not reason.strip():
        raise NotPossible("Say what changed.")
    SeriesBreak.objects.create(
        watch=watch, area=area, from_on=from_on, reason=reason, restarts=restarts, declared_at=at,
        declared_by_id=by.account_id,
    )  # fmt: skip
    return watch


@write("withdrew a break of a watched series", permission="surveillance.watch", locks="watch")
def withdraw_break(
    *, watch: Watch, series_break: SeriesBreak, reason: str, by: Viewer, at: datetime
) -> Watch:
    """It stays in the list with its reason; the figures are looked through again as if it had never been declared."""
    known = watch.breaks.get(pk=series_break.pk)
    if known.withdrawn_at is not None:
        raise NotPossible("This break was withdrawn already.")
    if not reason.strip():
        raise NotPossible("Say why the break does not stand.")
    known.withdrawn_at, known.withdrawn_reason = at, reason
    known.save()
    return watch


# What the program does by itself


@write("looked through the newest figures", permission=NO_PERSON_MAY, locks="watch")
def look_through(*, watch: Watch, by: Viewer, at: datetime) -> Watch:
    """Raise what is unusual and has not been raised, and remember which figures were seen; all of it or nothing."""
    mark = sources.mark_of(watch, now=at)
    if watch.stopped_at is not None or mark == watch.mark:
        raise NotPossible("Nothing is new here.")
    raised = Alert.objects.bulk_create(
        [_alert(watch, each, at) for each in looking.find_unusual_in(watch, now=at)]
    )
    watch.mark, watch.looked_at = mark, at
    watch.save()
    if raised:
        _tell({alert.area.code for alert in raised}, at)
    return watch


def _alert(watch: Watch, found: looking.Unusual, at: datetime) -> Alert:
    judged, recipe = found.judged, found.recipe
    return Alert(
        watch=watch, area=found.area, period_on=judged.start, method=recipe.key,
        method_settings=settings_as_json(recipe.settings[watch.period]), method_version=VERSION,
        observed=found.observed, expected=found.expected, lower_bound=judged.low, upper_bound=found.upper_bound,
        score=judged.score, baseline=[str(start) for start in judged.baseline],
        baseline_missing=judged.baseline_missing, sentence=found.sentence, cautions=found.cautions, raised_at=at,
    )  # fmt: skip


def _tell(codes: Iterable[str], at: datetime) -> None:
    """One notice a person, however many alerts there are; it says that something awaits them, and nothing else."""
    people = telling.people_for(codes, on=timezone.localdate(at))
    add_notice(account_ids=people, kind="awaits", at=at, address=reverse("surveillance:list"))


# What a person answers


def _owners(alert: Alert) -> list[int]:
    return telling.bodies_of(alert.area)


@write("acknowledged the alert", permission="surveillance.acknowledge", locks="alert", owners=_owners)
def acknowledge_alert(*, alert: Alert, by: Viewer, at: datetime) -> Alert:
    alert.state = ALERT.follow(alert.state, "acknowledge")
    alert.acknowledged_at, alert.acknowledged_by_id = at, by.person_id
    alert.save()
    return alert


@write("explained the alert", permission="surveillance.explain", locks="alert", owners=_owners)
def explain_alert(*, alert: Alert, reason: str, by: Viewer, at: datetime) -> Alert:
    following = ALERT.follow(alert.state, "explain")
    ALERT.check_reason("explain", reason)
    alert.state, alert.explanation = following, reason
    alert.explained_at, alert.explained_by_id = at, by.person_id
    alert.save()
    return alert


@write("closed the alert", permission="surveillance.close", locks="alert", owners=_owners)
def close_alert(*, alert: Alert, reason: str, by: Viewer, at: datetime) -> Alert:
    """Whoever gave the explanation does not also decide that it is enough."""
    following = ALERT.follow(alert.state, "close")
    ALERT.check_reason("close", reason)
    ALERT.check_person("close", by.person_id, [alert.explained_by_id])
    alert.state, alert.closing_reason = following, reason
    alert.closed_at, alert.closed_by_id = at, by.person_id
    alert.save()
    return alert


@write(
    "asked for another look at the alert", permission="surveillance.look_again", locks="alert", owners=_owners
)
def look_again(*, alert: Alert, reason: str, by: Viewer, at: datetime) -> Alert:
    """The alert waits for an answer again; what was answered before stays in its history."""
    following = ALERT.follow(alert.state, "look-again")
    ALERT.check_reason("look-again", reason)
    alert.state, alert.explanation, alert.closing_reason = following, "", ""
    alert.acknowledged_at = alert.explained_at = alert.closed_at = None
    alert.acknowledged_by = alert.explained_by = alert.closed_by = None
    alert.save()
    _tell([alert.area.code], at)
    return alert
