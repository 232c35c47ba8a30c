"""What needs this person, from every room, the most pressing first?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from commonweal.act.plans.reads.needs import ORDER, what_needs
from commonweal.answer.papers.reads.lists import waiting_for
from commonweal.answer.papers.rules import State
from commonweal.answer.publications.reads.waiting import list_releases, owners_of_release
from commonweal.answer.publications.rules import State as ReleaseState
from commonweal.assess.impact.reads.listing import waiting_for as assessments_for
from commonweal.assess.impact.reads.standing import list_duties
from commonweal.assess.surveillance.reads.alerts import count_waiting
from commonweal.design.words import count, day, moment
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.reads.engagements import what_waits
from commonweal.listen.exchange.reads import count_vacancies
from commonweal.listen.intake.models import IntakeDocument
from commonweal.listen.tension.reads import returns

Item = dict[str, str]
LATELY = 10
PAPERS = ("papers.clear", "papers.approve", "papers.publish")
WORDS = {
    State.DRAFTED: ("Clear", "It waits for clearance, or to be sent back with a reason."),
    State.CLEARED: ("Approve", "It is cleared. Approving freezes its figures."),
    State.APPROVED: ("Publish", "It is approved and frozen, and nobody outside can read it yet."),
}


def list_awaiting(viewer: Viewer, on: date) -> list[Item]:
    """Everything that this person can carry on today."""
    found = [*_plans(viewer, on)]
    if any(viewer.may_somewhere(permission) for permission in PAPERS):
        found += _papers(viewer)
    if viewer.may_somewhere("publications.release"):
        found += _releases(viewer)
    if viewer.may_somewhere("engagement.log"):
        found += _promises(viewer, on)
    if viewer.may_somewhere("surveillance.explain"):
        found += _alerts(viewer)
    if viewer.may_somewhere("impact.assess") or viewer.may_somewhere("impact.approve"):
        found += _assessments(viewer, on)
    if viewer.may_somewhere("impact.oversee"):
        found += _owed(viewer)
    if viewer.may_somewhere("intake.resolve"):
        found += _doubts(viewer)
    if viewer.may_somewhere("trusted.name_keeper"):
        found += _vacancies(viewer)
    if viewer.may_somewhere("tension.check") or viewer.may_somewhere("tension.send"):
        found += _returns(viewer)
    return sorted(found, key=lambda item: ORDER[item["tone"]])


def _plans(viewer: Viewer, on: date) -> Iterator[Item]:
    for need in what_needs(viewer, on):
        yield _item(need.title, need.why, reverse(need.url_name, args=[need.pk]), need.tone)


def _papers(viewer: Viewer) -> Iterator[Item]:
    for paper in waiting_for(viewer):
        doing, why = WORDS[State(paper.state)]
        meeting = f"For {paper.meeting.body}, {day(paper.meeting.meeting_on)}. "
        url = reverse("papers:show", args=[paper.pk])
        yield _item(f"{doing} report {paper.number}: {paper.title}", meeting + why, url, "warn")


def _releases(viewer: Viewer) -> Iterator[Item]:
    waiting = list_releases(viewer=viewer).filter(state=ReleaseState.PREPARED)
    for release in waiting.exclude(prepared_by_id=viewer.account_id)[:LATELY]:
        if viewer.may("publications.release", owners_of_release(release)):
            why = f"{release.prepared_by} prepared it; a second person releases it or sends it back."
            url = reverse("publications:release", args=[release.pk])
            yield _item(f"Release to the public: {release.title}", why, url, "warn")


def _promises(viewer: Viewer, on: date) -> Iterator[Item]:
    """What was promised to communities and is open for too long, and what is to be followed up, the oldest first."""
    waits = what_waits(viewer, on=on)
    for owed in waits.overdue[:LATELY]:
        why = f"{owed.sentence} {'It is kept off' if owed.commitment.is_confidential else 'It stands on'} the public list."
        url = reverse("engagement:commitment", args=[owed.commitment.pk])
        yield _item(f"Owed by {owed.commitment.promised_by}: {owed.commitment.promised}", why, url, "warn")
    for held in waits.follow_ups[:LATELY]:
        why = f"Held on {day(held.held_on)}; it was to be followed up on {day(held.follow_up_on)}."
        yield _item(f"Follow up: {held.title}", why, reverse("engagement:engagement", args=[held.pk]), "warn")


def _alerts(viewer: Viewer) -> Iterator[Item]:
    """One line however many there are: the inbox has them all."""
    if waiting := count_waiting(viewer):
        title = f"{count(waiting, 'alert')} of the early warning {'waits' if waiting == 1 else 'wait'} for an answer"
        why = "A number stands out from its own past. Acknowledge it, or say what explains it."
        yield _item(title, why, reverse("surveillance:list"), "warn")


ASSESSING = {"claim": "Take up", "approve": "Approve", "review": "Look again at"}


def _assessments(viewer: Viewer, on: date) -> Iterator[Item]:
    """What waits to be written or approved, and what is to be looked at again before the day is over."""
    tonight = timezone.make_aware(datetime.combine(on, time.max))
    for assessment, event in assessments_for(viewer, now=tonight)[:LATELY]:
        operation = assessment.operation
        why = f"Needed by {moment(operation.needed_by_at)}. Nothing is authorised before another person approved it."
        if event == "review":
            why = f"It was to be looked at again by {moment(assessment.next_review_at)}."
        url = reverse("impact:show", args=[assessment.pk])
        yield _item(f"{ASSESSING[event]} the assessment: {operation.title}", why, url, "warn")


def _owed(viewer: Viewer) -> Iterator[Item]:
    if owed := list_duties(viewer, only_open=True).count():
        title = f"{count(owed, 'operation')} went ahead without an approved assessment"
        why = "A senior officer let it go ahead and owes the assessment within 24 hours."
        yield _item(title, why, reverse("impact:duties"), "bad")


def _doubts(viewer: Viewer) -> Iterator[Item]:
    """Readings with doubts that nobody has settled; only the doubts are fetched, not the papers."""
    rows = IntakeDocument.objects.visible_to(viewer).annotate(decided=Count("decisions")).order_by("-read_at")
    for pk, title, decided, doubts in rows.values_list("pk", "title", "decided", "result__doubts")[:LATELY]:
        if open_doubts := len(doubts or ()) - decided:
            why = f"{count(open_doubts, 'doubt')} about what was read {'waits' if open_doubts == 1 else 'wait'} for a person."
            yield _item(f"Settle the doubts in “{title}”", why, reverse("intake:show", args=[pk]), "neutral")


def _vacancies(viewer: Viewer) -> Iterator[Item]:
    if waiting := count_vacancies(viewer):
        title = f"{count(waiting, 'trusted relationship')} {'has' if waiting == 1 else 'have'} no keeper"
        why = "Whoever kept it has left, and nobody answers. Name a desk officer who keeps it from now on."
        yield _item(title, why, reverse("trusted:vacancies"), "bad")


def _returns(viewer: Viewer) -> Iterator[Item]:
    """What waits for the second person, as one line, and what came back to whoever wrote it."""
    wanted = {}
    if viewer.may_somewhere("tension.check"):
        wanted["to_check"] = returns.to_check(viewer)
    if viewer.may_somewhere("tension.send"):
        wanted["sent_back"] = returns.own_returns(viewer).filter(state="returned").select_related("area")
    found = fetch_together(**wanted)
    if to_check := found.get("to_check"):
        why = "You are the second person: check each, or send it back and say why."
        # red where one of them cannot wait for the week
        tone = "bad" if any(one.is_urgent for one in to_check) else "warn"
        yield _item(
            f"{count(len(to_check), 'weekly return')} to check", why, reverse("tension:to_check"), tone
        )
    for one in found.get("sent_back", [])[:LATELY]:
        url = reverse("tension:return", args=[one.pk])
        yield _item(f"Your return about {one.area.name} came back", one.returned_reason[:200], url, "warn")


def _item(title: str, why: str, url: str, tone: str) -> Item:
    return {"title": title, "why": why, "url": url, "due": "", "tone": tone}
