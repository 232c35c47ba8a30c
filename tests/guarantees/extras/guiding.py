"""Which guidance is there, of whom, in which state and for whom, and what do communities say of it?"""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.writes import documents, reviews, versions
from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Community
from tests.guarantees.extras.asking import organisation_named, who

MPS, HARINGEY, LSMP = (
    "Metropolitan Police Service",
    "Metropolitan Police, Haringey",
    "London Strategic Migration Partnership",
)
STATES = ("draft", "submitted", "in_force", "superseded", "withdrawn")


def guide() -> None:
    """Of three owners, for each circle of readers, in every state; asked, answered and taken back; changed and unchanged."""
    for owner, tier, writer, approver in (
        (MPS, "partnership", "desk", "gold"),
        (MPS, "police", "desk", "silver"),
        (HARINGEY, "police", "borough", "deputy_borough"),
        (HARINGEY, "partnership", "deputy_borough", "borough"),
        (LSMP, "public", "manager", "manager2"),
        (LSMP, "partnership", "manager2", "manager"),
    ):
        for state in STATES:
            _bring(_write(owner, tier, writer, f"Town: {state} for {tier}"), state, writer, approver)
    for document in GuidanceDocument.objects.filter(title="Town: in_force for partnership"):
        documents.keep_unchanged(
            document=document, kind="review", name="A review", said="Looked at", happened_on=date(2010, 7, 1),
            reason="It is right", review_on=date(2011, 9, 1), **who(_writer_of(document)),
        )  # fmt: skip
    for state in ("draft", "in_force"):
        for version in GuidanceVersion.objects.filter(document__title=f"Town: {state} for partnership"):
            _ask(version, _writer_of(version.document))
    for version in GuidanceVersion.objects.filter(document__title="Town: in_force for public"):
        _ask(version, "manager")


def _writer_of(document: GuidanceDocument) -> str:
    return {MPS: "desk", HARINGEY: "borough"}.get(document.owner.name, "manager")


def _write(owner: str, tier: str, writer: str, title: str) -> GuidanceVersion:
    document = documents.start_document(
        title=title, kind="note", owner=organisation_named(owner), owner_role="A post", tier=tier,
        review_on=date(2011, 7, 1), summary="The first", communities=[Community.objects.get(name="Congolese")],
        areas=Area.objects.filter(name="Haringey", level="borough"), **who(writer),
    )  # fmt: skip
    return _fill(document.versions.get(), writer, "First words")


def _fill(version: GuidanceVersion, writer: str, text: str) -> GuidanceVersion:
    written = versions.change_text(
        wording=version, summary="What it changes", text=text, signposts="A helpline", author="A desk",
        consented_on=date(2010, 7, 1), agreed_tier="public", **who(writer),
    )  # fmt: skip
    return versions.add_occasion(
        wording=written,
        kind="scrutiny",
        name="A scrutiny",
        said="It said so",
        happened_on=date(2010, 6, 1),
        **who(writer),
    )


def _bring(version: GuidanceVersion, state: str, writer: str, approver: str) -> None:
    if state == "draft":
        return
    version = versions.submit(wording=version, **who(writer))
    if state == "submitted":
        return
    version = versions.approve(wording=version, **who(approver))
    if state == "withdrawn":
        versions.withdraw(wording=version, reason="It was wrong", **who(approver))
    if state == "superseded":
        document = documents.begin_version(document=version.document, summary="The next", **who(writer))
        again = _fill(document.versions.get(number=2), writer, "Second words")
        again = versions.submit(wording=again, **who(writer))
        versions.approve(wording=again, **who(approver))


def _ask(version: GuidanceVersion, writer: str) -> None:
    """Two organisations: what one is asked stays open, what the other is asked is answered; a third is asked no more."""
    for group, key in (
        ("Refugee community organisations", ""),
        ("Refugee Council", "refugee_council"),
        ("Kalayaan", "no"),
    ):
        review = _asked(version, writer, group)
        if key == "no":
            reviews.take_back(review=review, reason="Asked by mistake", **who(writer))
        elif key:
            reviews.answer_review(
                review=review, stance="disagrees", words="We are more than that", post="Chair", **who(key)
            )


def _asked(version: GuidanceVersion, writer: str, group: str) -> CommunityReview:
    given: dict[str, Any] = {
        "community": Community.objects.get(name="Congolese"),
        "group": organisation_named(group),
    }
    return reviews.ask_community(wording=version, question="Is it right?", **given, **who(writer))


def guide_and_forget() -> None:
    _asked(_write(LSMP, "partnership", "manager", "Gone"), "manager", "Refugee Council")
