"""What is counted and watched, with alerts in every state: of one's own borough and of others?"""

from __future__ import annotations

from datetime import date

from commonweal.assess.surveillance import writes as surveillance
from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.listen.recorded_crime import writes as crime
from commonweal.listen.recorded_crime.models import OffenceClass
from tests.guarantees.extras.asking import who


def count_and_watch() -> None:
    """Classes of every tier, a break in each state, and alerts in every state: of one's own borough and of others."""
    for tier in ("oversight", "police"):
        crime.add_offence_class(name=f"Counted for {tier}", words="Anything", source="A test", limits="It is invented",
                                tier=tier, **who("analyst"))  # fmt: skip
    for made in OffenceClass.objects.all():
        for reason in ("stands", "goes"):
            known = crime.declare_break(offence_class=made, from_on=date(2009, 3, 1), reason=f"A break that {reason}",
                                        effect="caution", **who("analyst"))  # fmt: skip
        crime.withdraw_break(known_break=known, reason="It was none", **who("collator"))
    watch = Watch.objects.get(subject="recorded_crime")
    surveillance.declare_break(
        watch=watch, from_on=date(2009, 3, 1), reason="Another form", restarts=False, **who("analyst")
    )
    surveillance.declare_break(
        watch=watch, from_on=date(2009, 4, 1), reason="A mistake", restarts=False, **who("analyst")
    )
    surveillance.withdraw_break(
        watch=watch,
        series_break=watch.breaks.get(reason="A mistake"),
        reason="It was none",
        **who("collator"),
    )
    waiting = list(Alert.objects.filter(state="raised").order_by("pk"))
    for alert in waiting[-2:]:
        surveillance.acknowledge_alert(alert=alert, **who("analyst"))
        surveillance.close_alert(alert=alert, reason="It was a mistake in the file", **who("collator"))
    surveillance.begin_watch(title="Stopped again", subject="recorded_crime", offence_class=watch.offence_class,
                             methods=["ears_c2"], from_on=date(2010, 6, 1), **who("analyst"))  # fmt: skip
    surveillance.stop_watch(
        watch=Watch.objects.get(title="Stopped again"), reason="Nobody reads it", **who("analyst")
    )


def watch_and_forget() -> None:
    gone = crime.add_offence_class(
        name="Gone", words="Anything", source="A test", limits="Gone", **who("analyst")
    )
    crime.declare_break(
        offence_class=gone, from_on=date(2009, 3, 1), reason="Gone", effect="caution", **who("analyst")
    )
    watch = surveillance.begin_watch(title="Gone", subject="recorded_crime", offence_class=gone, methods=["ears_c1"],
                                     from_on=date(2010, 6, 1), **who("analyst"))  # fmt: skip
    alert = Alert.objects.order_by("pk").first()
    assert alert is not None
    alert.pk, alert.watch = None, watch
    alert.save(force_insert=True)
