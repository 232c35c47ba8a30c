"""How is a community asked what it thinks of a text that describes it, and how does it answer?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from commonweal.assess.guidance.models import CommunityReview, GuidanceVersion
from commonweal.assess.guidance.reads.content import hash_of_words
from commonweal.assess.guidance.reads.telling import people_who
from commonweal.assess.guidance.rules.freshness import ANSWER_DAYS
from commonweal.assess.guidance.rules.kinds import check_may_be_asked, check_words
from commonweal.assess.guidance.rules.states import COMMUNITY_REVIEW, REVIEW, WRITE
from commonweal.assess.guidance.writes.documents import NO_PERSON_MAY
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community


def _owner(review: CommunityReview) -> list[int]:
    return [review.wording.document.owner_id]


@write(
    "asked a community about guidance",
    permission=WRITE,
    owners=lambda given: [given["wording"].document.owner_id],
)
def ask_community(
    *,
    wording: GuidanceVersion,
    community: Community,
    group: Organisation,
    question: str,
    by: Viewer,
    at: datetime,
) -> CommunityReview:
    """The group reads the version from now on, whatever its tier, for it is about them."""
    check_may_hear(group.pk)
    check_may_be_asked(wording.document.tier, wording.state)
    if not wording.text.strip():
        raise NotPossible("Write the text first: there is nothing to read yet.")
    if group.pk == wording.document.owner_id:
        raise NotPossible("Ask the community's own organisation, and not the owner of the text.")
    if not wording.document.communities.filter(pk=community.pk).exists():
        raise NotPossible("The document is not about this community. Ask those whom it describes.")
    if wording.reviews.filter(community=community, group=group).exclude(state="taken_back").exists():
        raise NotPossible("They were asked about this version already.")
    on = timezone.localdate(at)
    review = CommunityReview.objects.create(
        wording=wording, community=community, group=group, question=question, asked_at=at, asked_by_id=by.account_id,
        answer_by_on=on + timedelta(days=ANSWER_DAYS),
    )  # fmt: skip
    _tell(review, people_who(REVIEW, group.pk, on=on), "awaits", at)
    return review


@write("answered for a community", permission=REVIEW, locks="review", owners=lambda review: [review.group_id])
def answer_review(
    *, review: CommunityReview, stance: str, words: str, post: str, by: Viewer, at: datetime
) -> CommunityReview:
    """Which words were read is kept by their hash, so that a later change of the text is told."""
    check_may_hear(review.group_id)
    review.state = COMMUNITY_REVIEW.follow(review.state, "answer")
    check_words(stance, words)
    review.stance, review.words, review.post = stance, words, post.strip()
    review.answered_at, review.answered_by_id = at, by.account_id
    review.text_hash = hash_of_words(review.wording)
    review.save()
    _tell(review, {review.asked_by_id or 0}, "decided", at)
    return review


@write("took back what a community was asked", permission=WRITE, locks="review", owners=_owner)
def take_back(*, review: CommunityReview, reason: str, by: Viewer, at: datetime) -> CommunityReview:
    review.state = COMMUNITY_REVIEW.follow(review.state, "take-back")
    COMMUNITY_REVIEW.check_reason("take-back", reason)
    review.taken_back_reason = reason
    review.save()
    return review


@write("replied to a community", permission=WRITE, locks="review", owners=_owner)
def reply(*, review: CommunityReview, words: str, by: Viewer, at: datetime) -> CommunityReview:
    """Said once, under what the community said, which stays as it is."""
    COMMUNITY_REVIEW.follow(review.state, "reply")
    if review.reply:
        raise NotPossible("A reply was given already. It stands below what they said.")
    if not words.strip():
        raise NotPossible("Say what you do about it.")
    review.reply, review.replied_at = words, at
    review.save()
    _tell(review, {review.answered_by_id or 0}, "changed", at)
    return review


@write("reminded of what a community was asked", permission=NO_PERSON_MAY, locks="review")
def remind_of_review(*, review: CommunityReview, by: Viewer, at: datetime) -> CommunityReview:
    """Once, the day after it was hoped for: those who were asked, and those who asked."""
    on = timezone.localdate(at)
    if review.state != "asked" or review.reminded_on or review.answer_by_on >= on:
        raise NotPossible("Nobody has to be reminded.")
    review.reminded_on = on
    review.save()
    told = people_who(REVIEW, review.group_id, on=on) | people_who(WRITE, _owner(review)[0], on=on)
    _tell(review, told, "awaits", at)
    return review


def _tell(review: CommunityReview, people: set[int], kind: str, at: datetime) -> None:
    address = reverse("guidance:review", args=[review.pk])
    add_notice(account_ids=people - {0}, kind=kind, at=at, address=address, record=review)
