"""How does a document begin, get another owner's post or review date, and stay as it is after a review?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.assess.guidance.models import GuidanceDocument, GuidanceVersion, Occasion
from commonweal.assess.guidance.reads.telling import people_who
from commonweal.assess.guidance.rules.freshness import check_has_happened, check_lies_ahead, reminder_due
from commonweal.assess.guidance.rules.kinds import check_consent, check_describes, check_tier
from commonweal.assess.guidance.rules.states import APPROVE, OPEN, WRITE
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community

NO_PERSON_MAY = "guidance.remind"  # no role holds it: only the program itself reminds


@write("began guidance", permission=WRITE, owners=lambda given: [given["owner"].pk])
def start_document(
    *,
    title: str,
    kind: str,
    owner: Organisation,
    owner_role: str,
    tier: str,
    review_on: date,
    summary: str,
    by: Viewer,
    at: datetime,
    areas: Iterable[Area] = (),
    communities: Iterable[Community] = (),
) -> GuidanceDocument:
    """The document and its first version, a draft without words. No areas mean everywhere."""
    check_may_hear(owner.pk)
    communities = list(communities)
    check_describes(kind, len(communities))
    _check_reads(tier, by)
    check_lies_ahead(review_on, on=timezone.localdate(at))
    document = GuidanceDocument.objects.create(
        title=title.strip(), kind=kind, owner=owner, owner_role=owner_role.strip(), tier=tier, review_on=review_on,
        started_at=at, started_by_id=by.account_id,
    )  # fmt: skip
    document.areas.set(areas)
    document.communities.set(communities)
    GuidanceVersion.objects.create(
        document=document, number=1, summary=summary.strip(), drafted_at=at, drafted_by_id=by.account_id
    )
    return document


@write(
    "changed what stands around guidance", permission=WRITE, locks="document", owners=lambda d: [d.owner_id]
)
def change_details(
    *,
    document: GuidanceDocument,
    title: str,
    owner_role: str,
    tier: str,
    review_on: date,
    by: Viewer,
    at: datetime,
    areas: Iterable[Area] = (),
    communities: Iterable[Community] = (),
) -> GuidanceDocument:
    communities = list(communities)
    check_describes(document.kind, len(communities))
    _check_reads(tier, by)
    current = document.versions.filter(state="in_force").first()
    if current is not None:
        check_consent(
            document.kind, tier, author=current.author, consented=current.consented_on is not None,
            agreed_tier=current.agreed_tier,
        )  # fmt: skip
    if review_on != document.review_on:
        check_lies_ahead(review_on, on=timezone.localdate(at))
        document.review_on, document.reminded = review_on, ""
    document.title, document.owner_role, document.tier = title.strip(), owner_role.strip(), tier
    document.save()
    document.areas.set(areas)
    document.communities.set(communities)
    return document


@write("kept guidance as it is", permission=WRITE, locks="document", owners=lambda d: [d.owner_id])
def keep_unchanged(
    *,
    document: GuidanceDocument,
    kind: str,
    name: str,
    said: str,
    happened_on: date,
    reason: str,
    review_on: date,
    by: Viewer,
    at: datetime,
) -> GuidanceDocument:
    """Somebody looked at it, and nothing was changed: the reason stays with it, and the next review has its day."""
    if not document.versions.filter(state="in_force").exists():
        raise NotPossible("Nothing is in force that could stay as it is.")
    if not reason.strip():
        raise NotPossible("Say why nothing is changed. A review that leaves no reason is no review.")
    check_has_happened(happened_on, on=timezone.localdate(at))
    check_lies_ahead(review_on, on=timezone.localdate(at))
    Occasion.objects.create(
        document=document, kind=kind, name=name.strip(), said=said, happened_on=happened_on, why_unchanged=reason,
        noted_at=at, noted_by_id=by.account_id,
    )  # fmt: skip
    document.review_on, document.reminded = review_on, ""
    document.save()
    return document


@write("began the next version", permission=WRITE, locks="document", owners=lambda d: [d.owner_id])
def begin_version(*, document: GuidanceDocument, summary: str, by: Viewer, at: datetime) -> GuidanceDocument:
    """A draft with the words of the newest version that a second person approved."""
    if document.versions.filter(state__in=OPEN).exists():
        raise NotPossible("The next version is being written already.")
    before = document.versions.order_by("-number")
    last = before.exclude(approved_at=None).first() or before[0]
    GuidanceVersion.objects.create(
        document=document, number=before[0].number + 1, summary=summary.strip(), text=last.text,
        signposts=last.signposts, author=last.author, drafted_at=at, drafted_by_id=by.account_id,
    )  # fmt: skip
    return document


@write("reminded the owner of the review", permission=NO_PERSON_MAY, locks="document")
def remind_owner(*, document: GuidanceDocument, by: Viewer, at: datetime) -> GuidanceDocument:
    """Once at each stage. After the day whoever approves hears of it, too."""
    on = timezone.localdate(at)
    stage = reminder_due(document.review_on, on=on, reminded=document.reminded)
    if not stage or not document.versions.filter(state="in_force").exists():
        raise NotPossible("Nobody has to be reminded.")
    told = people_who(WRITE, document.owner_id, on=on)
    if stage == "late":
        told |= people_who(APPROVE, document.owner_id, on=on)
    document.reminded = stage
    document.save()
    add_notice(
        account_ids=told,
        kind="awaits",
        at=at,
        address=reverse("guidance:show", args=[document.pk]),
        record=document,
    )
    return document


def _check_reads(tier: str, by: Viewer) -> None:
    check_tier(tier)
    if not by.sees(tier):
        raise NotPossible("You cannot write for readers to whom you do not belong.")
