"""Guidance of a force, a group of the community it describes, and the people on both sides."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.writes import documents, reviews, versions
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.listen.engagement.models import Community

ON = date(2010, 7, 22)
AT = datetime(2010, 7, 22, 9, 0, tzinfo=UTC)


def force() -> Organisation:
    return make_organisation("Metropolitan Police Service", "police")


def group() -> Organisation:
    return make_organisation("Northmarsh Congolese Association", "community")


def somebody(role: str, body: Organisation | None = None, key: str = "") -> Account:
    """One account for each role and key."""
    email = f"{role}{key}@mail.example"
    found = Account.objects.filter(email=email).first()
    return found or make_account(role, email=email, organisation=body or force())


def who(account: Account, at: datetime = AT) -> dict[str, Any]:
    return {"by": get_viewer(account, on=at.date()), "at": at}


def writer() -> Account:
    return somebody("desk_officer")


def approver() -> Account:
    return somebody("commander")


def contributor() -> Account:
    return somebody("contributor", group())


def community(name: str = "Congolese") -> Community:
    return Community.objects.get_or_create(name=name, defaults={"basis": "origin"})[0]


def make_document(**given: Any) -> GuidanceDocument:
    values: dict[str, Any] = {
        "title": "Briefing about the Congolese community", "kind": "briefing", "owner": force(),
        "owner_role": "Diversity desk", "tier": "partnership", "review_on": date(2011, 7, 1),
        "summary": "The first version", "communities": [community()], **given,
    }  # fmt: skip
    return documents.start_document(**values, **who(writer()))


def make_draft(
    text: str = "## Who they are\n\nMany speak Lingala.\n- Ask first", **given: Any
) -> GuidanceVersion:
    """The newest version of a document, with words, consent and a reason."""
    document = given.pop("document", None) or make_document(**given)
    version = write_text(document.versions.order_by("-number")[0], text)
    return versions.add_occasion(
        wording=version, kind="scrutiny", name="Scrutiny of 2010", said="Officers know too little.",
        happened_on=date(2010, 6, 1), **who(writer()),
    )  # fmt: skip


def write_text(version: GuidanceVersion, text: str, **given: Any) -> GuidanceVersion:
    values: dict[str, Any] = {
        "summary": version.summary, "text": text, "signposts": "The helpline: 0800 000 000", "author": "Diversity desk",
        "consented_on": date(2010, 7, 1), "agreed_tier": version.document.tier, **given,
    }  # fmt: skip
    return versions.change_text(wording=version, **values, **who(writer()))


def make_submitted(**given: Any) -> GuidanceVersion:
    return versions.submit(wording=make_draft(**given), **who(writer()))


def make_in_force(**given: Any) -> GuidanceVersion:
    return versions.approve(wording=make_submitted(**given), **who(approver()))


def next_draft(version: GuidanceVersion, text: str) -> GuidanceVersion:
    document = documents.begin_version(document=version.document, summary="The next one", **who(writer()))
    return make_draft(text, document=document)


def make_review(version: GuidanceVersion | None = None) -> CommunityReview:
    return reviews.ask_community(
        wording=version or make_in_force(),
        community=community(),
        group=group(),
        question="Is it right?",
        **who(writer()),
    )


def make_answer(version: GuidanceVersion | None = None, stance: str = "disagrees") -> CommunityReview:
    contributor()
    return reviews.answer_review(
        review=make_review(version),
        stance=stance,
        words="We are more than that.",
        post="Chair",
        **who(contributor()),
    )
