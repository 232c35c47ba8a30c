"""Something in every class of source about one invented borough, and something about the next one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from commonweal.assess.impact.tests.factories import make_area, make_community, make_police
from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.ground.people.reads import as_viewer, get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Holding, Viewer
from commonweal.listen.engagement.models import Engagement, Issue, WorldEvent
from commonweal.listen.recorded_crime.models import OffenceClass
from commonweal.listen.recorded_crime.tests.factories import load, make_class
from commonweal.listen.tension.models import Asking, ItemCommunity, ReturnRound, TensionItem, TensionReturn

AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)
TODAY = date(2010, 7, 22)
WEEK = date(2010, 7, 12)
FROM = TODAY - timedelta(weeks=12)
NEXT = ("E09000022", "Eastham")
GRADED = {
    "strength": "reported",
    "strength_scale": "evidence_strength@2010-1",
    "basis": "Notes of the evening",
}


def reader(role: str, **given: Any) -> Viewer:
    """Somebody of the police of the borough."""
    return get_viewer(make_account(role, organisation=make_police(), **given), on=TODAY)


def enforcer() -> Viewer:
    """A chief with every role there is to read with, who acts for a body that enforces immigration law."""
    body = make_organisation("Border body", "enforcement")
    roles = (
        "analyst",
        "desk_officer",
        "commander",
        "borough_lead",
        "investigating_officer",
        "oversight_auditor",
    )
    return as_viewer([Holding(role, body.pk, body.name, True) for role in roles], account_id=10**6)


def make_round() -> ReturnRound:
    found = ReturnRound.objects.first()
    if found:
        return found
    force = make_area("E23000001", "The force")
    return ReturnRound.objects.create(
        title="Weekly return",
        organisation=make_police(),
        area=force,
        due_day=3,
        due_clock="12:00",
        since_on=date(2010, 1, 4),
    )


def came(
    area: Area | None = None, *, week: date = WEEK, rank: int = 2, at: datetime | None = None, state: str = "submitted",
    variant: str = "officer", **given: Any,
) -> TensionReturn:  # fmt: skip
    """A return that arrived; one of rank 0 is a nil."""
    area, body = area or make_area(), make_police()
    asking, _ = Asking.objects.get_or_create(
        round=make_round(), organisation=body, area=area, variant=variant,
        defaults={"overseer": body, "since_on": date(2010, 1, 4)},
    )  # fmt: skip
    moment = at or datetime(week.year, week.month, week.day, 9, tzinfo=UTC) + timedelta(days=2)
    sender = make_account("borough_lead", organisation=body)
    checked: dict[str, Any] = {}
    if state == "checked":
        checked = {
            "checked_by": make_account("analyst", organisation=body),
            "checked_at": given.pop("checked_at", moment),
        }
    return TensionReturn.objects.create(
        round=make_round(), asking=asking, variant=variant, organisation=body, overseer=body, area=area,
        week_starting=week, state=state, is_nil=rank == 0, rank=rank, level=str(rank), level_scale="tension_level@1",
        submitted_at=moment, arrived_at=moment, due_at=moment, submitted_by=sender, drafted_by=sender, **checked, **given,
    )  # fmt: skip


def item(of: TensionReturn, number: int = 1, *, about: Any = None, **given: Any) -> TensionItem:
    made = TensionItem.objects.create(
        **{
            "of": of, "number": number, "title": f"Leaflets {number}", "facts": "SECRET FACTS", "experienced": "1",
            "scheme": "3x5x2", "source_grade": "2", "information_grade": "C", "handling": "P", "origin": "local",
            "shareable_text": f"Leaflets were handed out {number}", **given,
        }
    )  # fmt: skip
    if about:
        ItemCommunity.objects.create(item=made, community=about)
    return made


def held(
    area: Area | None, *communities: Any, title: str = "An evening in the hall", **given: Any
) -> Engagement:
    made = Engagement.objects.create(
        **{
            "title": title, "held_on": date(2010, 6, 10), "kind": "meeting", "area": area, "purpose": "To listen",
            "level": "consult", "level_scale": "engagement_level@2010-1", "learned": "They fear the march",
            **GRADED, **given,
        }
    )  # fmt: skip
    made.communities.set(communities)
    return made


def elsewhere(*communities: Any, **given: Any) -> WorldEvent:
    made = WorldEvent.objects.create(
        **{
            "title": "An election", "what": "A vote", "place": "Abroad", "happens_on": date(2010, 7, 30),
            "expected": "A gathering outside the mission", "review_on": date(2010, 8, 15), **GRADED, **given,
        }
    )  # fmt: skip
    made.communities.set(communities)
    return made


def alert(area: Area, *, at: datetime = AT, on: date = date(2010, 6, 1), method: str = "farrington") -> Alert:
    kind = make_class() if not Watch.objects.exists() else None
    watch = Watch.objects.first() or Watch.objects.create(
        title="Watched",
        subject="recorded_crime",
        offence_class=kind,
        methods=["farrington"],
        from_on=on,
        begun_at=at,
    )
    return Alert.objects.create(
        watch=watch, area=area, period_on=on, method=method, method_settings={}, method_version="1", observed=41,
        expected=10.0, upper_bound=20.0, baseline=[], sentence="In June 2010 Northmarsh recorded 41.", raised_at=at,
    )  # fmt: skip


def figures(area: Area, *counts: tuple[str, int]) -> None:
    kind = OffenceClass.objects.first() or make_class()
    load(kind, [(area.code, month, number) for month, number in counts])


def everywhere() -> tuple[Area, Any]:
    """Something in each of the four classes about Northmarsh and one community; the same again about Eastham."""
    community = make_community()
    for area in (make_area(), make_area(*NEXT)):
        sent = came(area, state="checked")
        item(sent, 1, about=community)
        item(sent, 2, in_media=True, outlet="A newspaper")
        alert(area)
        figures(area, ("2009-06", 7), ("2010-06", 41))
        meeting = held(area, community)
        Issue.objects.create(
            engagement=meeting, community=community, theme="policing", detail="They ask why", owed_by="Desk officer",
            raised_at=datetime(2010, 6, 10, 20, tzinfo=UTC), **GRADED,
        )  # fmt: skip
    elsewhere(community)
    return make_area(), community
