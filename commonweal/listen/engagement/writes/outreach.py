"""How does an outreach worker come in and leave, for whom do they go out, and how are they lent with their consent?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.people.models import Account
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community, Loan, OutreachCover, OutreachWorker
from commonweal.listen.engagement.reads.desks import check_may_answer
from commonweal.listen.engagement.reads.periods import overlapping
from commonweal.listen.engagement.rules.clocks import check_loan
from commonweal.listen.engagement.rules.periods import check_end
from commonweal.listen.engagement.rules.states import LOAN

KEEP = "engagement.desk"
RUNNING = ("asked", "agreed")


@write("added an outreach worker", permission=KEEP)
def add_worker(
    *,
    title: str,
    organisation: Organisation,
    languages: str,
    since_on: date,
    by: Viewer,
    at: datetime,
    account: Account | None = None,
    until_on: date | None = None,
    knowledge: str = "",
) -> OutreachWorker:
    check_may_hear(organisation.pk)
    title = _free_title(title, organisation)
    if until_on and until_on <= since_on:
        raise NotPossible("The post ends after it begins.")
    return OutreachWorker.objects.create(
        title=title, organisation=organisation, languages=languages, since_on=since_on, account=account,
        until_on=until_on, knowledge=knowledge.strip(),
    )  # fmt: skip


def _free_title(title: str, organisation: Organisation, but: OutreachWorker | None = None) -> str:
    tidy = " ".join(title.split())
    same = OutreachWorker.objects.filter(title__iexact=tidy, organisation=organisation)
    if same.exclude(pk=but.pk if but else 0).exists():
        raise NotPossible("This organisation has an outreach worker of that title already.")
    return tidy


@write("changed an outreach worker", permission=KEEP, locks="worker")
def change_worker(
    *,
    worker: OutreachWorker,
    title: str,
    languages: str,
    since_on: date,
    by: Viewer,
    at: datetime,
    until_on: date | None = None,
    knowledge: str = "",
) -> OutreachWorker:
    """Also puts a wrong day right: a post whose end is taken away is there again."""
    worker.title = _free_title(title, worker.organisation, but=worker)
    worker.languages, worker.knowledge, worker.since_on = languages, knowledge.strip(), since_on
    _end_post(worker, until_on)
    return worker


@write("ended the post of an outreach worker", permission=KEEP, locks="worker")
def close_worker(*, worker: OutreachWorker, until_on: date, by: Viewer, at: datetime) -> OutreachWorker:
    """The post stays citable; what it covers ends with it."""
    check_end(worker.since_on, worker.until_on, until_on, thing="This post")
    _end_post(worker, until_on)
    return worker


def _end_post(worker: OutreachWorker, until_on: date | None) -> None:
    """Cover ends with the post; a loan is somebody else’s plan, so it is ended first and in words."""
    worker.until_on = until_on
    if until_on is not None:
        if until_on <= worker.since_on:
            raise NotPossible("The post ends after it begins.")
        if worker.loans.filter(state__in=RUNNING, until_on__gt=until_on).exists():
            raise NotPossible(
                "This outreach worker is lent, or asked for, beyond that day: end the loan first."
            )
        worker.cover.filter(since_on__gte=until_on).delete()  # it would never begin
        worker.cover.filter(overlapping(until_on)).update(until_on=until_on)
    worker.save()


@write("gave an outreach worker a community", permission=KEEP, locks="worker")
def cover(
    *,
    worker: OutreachWorker,
    community: Community,
    since_on: date,
    by: Viewer,
    at: datetime,
    area: Area | None = None,
    until_on: date | None = None,
) -> OutreachWorker:
    if until_on and until_on <= since_on:
        raise NotPossible("The cover ends after it begins.")
    if worker.until_on is not None:
        if since_on >= worker.until_on:
            raise NotPossible("This post has ended by then.")
        until_on = min(until_on or worker.until_on, worker.until_on)
    if worker.cover.filter(overlapping(since_on, until_on), community=community, area=area).exists():
        raise NotPossible("This outreach worker covers that already.")
    OutreachCover.objects.create(
        worker=worker, community=community, area=area, since_on=since_on, until_on=until_on
    )
    return worker


@write("ended the cover of a community", permission=KEEP, locks="worker")
def end_cover(
    *, worker: OutreachWorker, cover: OutreachCover, until_on: date, by: Viewer, at: datetime
) -> OutreachWorker:
    found = worker.cover.filter(pk=cover.pk).first()
    if found is None:
        raise NotPossible("This has been removed since you opened it.")
    check_end(found.since_on, found.until_on, until_on, thing="This cover")
    found.until_on = until_on
    found.save()
    return worker


@write("asked to borrow an outreach worker", permission="engagement.log")
def ask_for_loan(
    *,
    worker: OutreachWorker,
    unit: str,
    purpose: str,
    from_on: date,
    until_on: date,
    by: Viewer,
    at: datetime,
) -> Loan:
    check_loan(from_on, until_on)
    if worker.until_on is not None and until_on > worker.until_on:
        raise NotPossible("This post ends before the loan would.")
    busy = worker.loans.filter(state__in=RUNNING, from_on__lt=until_on, until_on__gt=from_on)
    if busy.exists():
        raise NotPossible("This outreach worker is lent, or asked for, during these days already.")
    return Loan.objects.create(
        worker=worker, unit=unit, purpose=purpose, from_on=from_on, until_on=until_on, asked_by_id=by.account_id,
        asked_at=at,
    )  # fmt: skip


@write("answered whether they may be lent", permission=None, locks="loan")
def answer_loan(
    *, loan: Loan, event: str, by: Viewer, at: datetime, on: date, consent_basis: str = ""
) -> Loan:
    """Agree or decline: by the person alone where they have an account, otherwise by who heard it from them."""
    check_may_answer(loan, by)
    loan.state = LOAN.next(loan.state, event if event in {"agree", "decline"} else "")
    if event == "agree" and not consent_basis.strip():
        raise NotPossible("Say how the person agreed.")
    loan.answered_on, loan.consent_basis = on, consent_basis if event == "agree" else ""
    loan.save()
    return loan


@write("ended a loan", permission=KEEP, locks="loan")
def end_loan(*, loan: Loan, event: str, by: Viewer, at: datetime, reason: str = "") -> Loan:
    loan.state = LOAN.next(loan.state, event if event in {"cancel", "end"} else "")
    loan.save()
    return loan
