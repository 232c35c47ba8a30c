"""What needs this person, from every room, the most pressing first?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from commonweal.act.plans.reads.needs import ORDER, what_needs
from commonweal.answer.papers.reads.lists import waiting_for
from commonweal.answer.papers.rules import State
from commonweal.answer.publications.reads.waiting import list_releases, owners_of_release
from commonweal.answer.publications.rules import State as ReleaseState
from commonweal.assess.equality.reads import lists as equality
from commonweal.assess.guidance.reads.due import what_waits as what_guidance_waits
from commonweal.assess.impact.reads import events as dated_events
from commonweal.assess.impact.reads.listing import waiting_for as assessments_for
from commonweal.assess.impact.reads.standing import list_duties
from commonweal.assess.impact.reads.waiting import what_waits as what_advice_waits
from commonweal.assess.surveillance.reads.alerts import count_waiting
from commonweal.design.words import count, day, moment
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.reads.engagements import what_waits
from commonweal.listen.exchange.reads import count_vacancies
from commonweal.listen.intake.models import IntakeDocument
from commonweal.listen.tension.reads import returns

Item = dict[str, str]
Wanted = dict[str, QuerySet[Any]]
Found = dict[str, list[Any]]
LATELY = 10
PAPERS = ("papers.clear", "papers.approve", "papers.publish")
WORDS = {
    State.DRAFTED: ("Clear", "It waits for clearance, or to be sent back with a reason."),
    State.CLEARED: ("Approve", "It is cleared. Approving freezes its figures."),
    State.APPROVED: ("Publish", "It is approved and frozen, and nobody outside can read it yet."),
}


def list_awaiting(viewer: Viewer, on: date) -> list[Item]:
    """Everything that this person can carry on today."""
    items = [
        item
        for permissions, ask in ASKED
        if not permissions or any(viewer.may_somewhere(permission) for permission in permissions)
        for item in ask(viewer, on)
    ]
    wanted = [rows for wants, _ in FETCHED for rows in wants(viewer, on).items()]
    found = fetch_together(**dict(wanted))
    items += [item for _, say in FETCHED for item in say(found, viewer, on)]
    return sorted(items, key=lambda item: ORDER[item["tone"]])


def _plans(viewer: Viewer, on: date) -> Iterator[Item]:
    for need in what_needs(viewer, on):
        yield _item(need.title, need.why, reverse(need.url_name, args=[need.pk]), need.tone)


def _papers(viewer: Viewer, _on: date) -> Iterator[Item]:
    for paper in waiting_for(viewer):
        doing, why = WORDS[State(paper.state)]
        meeting = f"For {paper.meeting.body}, {day(paper.meeting.meeting_on)}. "
        url = reverse("papers:show", args=[paper.pk])
        yield _item(f"{doing} report {paper.number}: {paper.title}", meeting + why, url, "warn")


def _releases(viewer: Viewer, _on: date) -> Iterator[Item]:
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


def _alerts(viewer: Viewer, _on: date) -> Iterator[Item]:
    """One line however many there are: the inbox has them all."""
    if waiting := count_waiting(viewer):
        title = f"{count(waiting, 'alert')} of the early warning {'waits' if waiting == 1 else 'wait'} for an answer"
        why = "A number stands out from its own past. Acknowledge it, or say what explains it."
        yield _item(title, why, reverse("surveillance:list"), "warn")


def _equality(found: Found, viewer: Viewer, _on: date) -> Iterator[Item]:
    """Assessments to check or to sign; and one line for what is late, because a page lists it."""
    for doing, name in (("Check", "equality_to_check"), ("Sign", "equality_to_sign")):
        for each in found.get(name, []):
            if not equality.may_judge(viewer, each):
                continue
            why = f"The decision is due on {day(each.decision_on)}; it is signed no later."
            url = reverse("equality:show", args=[each.pk])
            yield _item(f"{doing} for equality: {each.title}", why, url, "warn")
    late = [action.assessment for action in found.get("equality_actions_late", [])]
    late += found.get("equality_reviews_late", [])
    if number := sum(equality.may_follow(viewer, each) for each in late):
        why = "Close each with evidence or a reason, give it more time and say why, or record the review."
        title = f"{count(number, 'action or review', 'actions or reviews')} for equality {'is' if number == 1 else 'are'} late"
        yield _item(title, why, reverse("equality:due"), "bad")


def _guidance(found: Found, _viewer: Viewer, on: date) -> Iterator[Item]:
    """What a community is asked, what a second person puts in force, and what is due for review."""
    for review in found.get("guidance_to_answer", []):
        url = reverse("guidance:review", args=[review.pk])
        why = f"It is about the community “{review.community}”. The answer is hoped for by {day(review.answer_by_on)}."
        yield _item(f"Say what you think of “{review.wording.document.title}”", why, url, "warn")
    for version in found.get("guidance_to_approve", []):
        url = reverse("guidance:version", args=[version.pk])
        why = "Somebody else wrote it. Put it in force, or send it back and say why."
        yield _item(f"Approve “{version.document.title}”, version {version.number}", why, url, "warn")
    for version in found.get("guidance_to_finish", []):
        url = reverse("guidance:version", args=[version.pk])
        why = "You wrote at it last, and it was not submitted yet."
        yield _item(f"Finish “{version.document.title}”, version {version.number}", why, url, "neutral")
    for document in found.get("guidance_to_look_at", []):
        late = document.review_on < on
        why = f"Its review {'was' if late else 'is'} due on {day(document.review_on)}. Write the next version, or keep it."
        url = reverse("guidance:show", args=[document.pk])
        yield _item(f"Review “{document.title}”", why, url, "bad" if late else "neutral")


def _advice(found: Found, _viewer: Viewer, _on: date) -> Iterator[Item]:
    """Recommendations and advice to decide on, requests to answer, and forums that had to meet by now."""
    for row in found.get("advice_to_decide", []):
        why = f"Recommended for {row.assessment.operation.title}. Accept it, or decline it and say why."
        yield _item(f"Decide: {row.text}", why, reverse("advice:recommendation", args=[row.pk]), "warn")
    for said in found.get("advice_to_gold", []):
        why = f"The Bronze community advises Gold on {said.operation.title}."
        url = reverse("advice:decide", args=[said.pk])
        yield _item(f"Decide on the advice: {said.advice}", why, url, "warn")
    for asked in found.get("advice_asked_for", []):
        why = f"For {asked.body}: {asked.purpose}"
        url = reverse("advice:shared", args=[asked.pk])
        yield _item("Answer a request to read an assessment", why, url, "warn")
    for row in found.get("advice_forums_late", []):
        why = f"A forum about {row.assessment.operation.title} had to meet by {day(row.due_on)}."
        yield _item(
            f"Bring it together: {row.text}", why, reverse("advice:recommendation", args=[row.pk]), "bad"
        )


def _wanted_run_ups(viewer: Viewer, on: date) -> Wanted:
    if not viewer.may_somewhere("impact.request"):
        return {}
    return {"run_up": dated_events.what_waits(viewer, on=on)[:LATELY]}


def _run_ups(found: Found, _viewer: Viewer, on: date) -> Iterator[Item]:
    """What has to be done soon on the way to a dated event, and what is late, the oldest first."""
    for task in found.get("run_up", []):
        why = f"{task.event.title} begins on {day(task.event.starts_on)}; due on {day(task.due_on)} by {task.owner_post}."
        tone = "warn" if task.due_on >= on else "bad"
        yield _item(task.text, why, reverse("impact:event", args=[task.event_id]), tone)


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


def _owed(viewer: Viewer, _on: date) -> Iterator[Item]:
    if owed := list_duties(viewer, only_open=True).count():
        title = f"{count(owed, 'operation')} went ahead without an approved assessment"
        why = "A senior officer let it go ahead and owes the assessment within 24 hours."
        yield _item(title, why, reverse("impact:duties"), "bad")


def _doubts(viewer: Viewer, _on: date) -> Iterator[Item]:
    """Readings with doubts that nobody has settled; only the doubts are fetched, not the papers."""
    rows = IntakeDocument.objects.visible_to(viewer).annotate(decided=Count("decisions")).order_by("-read_at")
    for pk, title, decided, doubts in rows.values_list("pk", "title", "decided", "result__doubts")[:LATELY]:
        if open_doubts := len(doubts or ()) - decided:
            why = f"{count(open_doubts, 'doubt')} about what was read {'waits' if open_doubts == 1 else 'wait'} for a person."
            yield _item(f"Settle the doubts in “{title}”", why, reverse("intake:show", args=[pk]), "neutral")


def _vacancies(viewer: Viewer, _on: date) -> Iterator[Item]:
    if waiting := count_vacancies(viewer):
        title = f"{count(waiting, 'trusted relationship')} {'has' if waiting == 1 else 'have'} no keeper"
        why = "Whoever kept it has left, and nobody answers. Name a desk officer who keeps it from now on."
        yield _item(title, why, reverse("trusted:vacancies"), "bad")


def _wanted_returns(viewer: Viewer, _on: date) -> Wanted:
    wanted: Wanted = {}
    if viewer.may_somewhere("tension.check"):
        wanted["to_check"] = returns.to_check(viewer)
    if viewer.may_somewhere("tension.send"):
        wanted["sent_back"] = returns.own_returns(viewer).filter(state="returned").select_related("area")
    return wanted


def _returns(found: Found, _viewer: Viewer, _on: date) -> Iterator[Item]:
    """What waits for the second person, as one line, and what came back to whoever wrote it."""
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


# Who is asked what: whoever holds one of the permissions; everybody where none is named.
ASKED: tuple[tuple[tuple[str, ...], Callable[[Viewer, date], Iterable[Item]]], ...] = (
    ((), _plans),
    (PAPERS, _papers),
    (("publications.release",), _releases),
    (("engagement.log",), _promises),
    (("surveillance.explain",), _alerts),
    (("impact.assess", "impact.approve"), _assessments),
    (("impact.oversee",), _owed),
    (("intake.resolve",), _doubts),
    (("trusted.name_keeper",), _vacancies),
)
# What comes in one question for all of them: the rows that are wanted for this person, and what is said of them.
FETCHED: tuple[
    tuple[Callable[[Viewer, date], Wanted], Callable[[Found, Viewer, date], Iterable[Item]]], ...
] = (
    (lambda viewer, on: equality.what_waits(viewer, on=on, most=LATELY), _equality),
    (lambda viewer, on: what_guidance_waits(viewer, on=on, most=LATELY), _guidance),
    (what_advice_waits, _advice),
    (_wanted_run_ups, _run_ups),
    (_wanted_returns, _returns),
)
