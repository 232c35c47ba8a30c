"""What had the police written down for those who meet new communities, why, and what did the communities say of it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.writes import documents, reviews, versions
from commonweal.assess.impact.models import AssessmentVersion
from commonweal.config.demonstration.communities import communities_named, find_one
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.listen.engagement.models import Community

Row = dict[str, Any]


def steps() -> Iterator[Step]:
    for row in read("guidance")["documents"]:
        yield Step(moment(row["on"], 10), partial(_start, row))
        for number, written in enumerate(row["versions"], 1):
            yield from _version(row, number, written)
        for kept in row.get("kept", ()):
            yield Step(moment(kept["on"], 17), partial(_keep, row, kept))


def _document(row: Row) -> GuidanceDocument:
    found: GuidanceDocument = find_one(GuidanceDocument, title=row["title"])
    return found


def _wording(row: Row, number: int) -> GuidanceVersion:
    found: GuidanceVersion = find_one(GuidanceVersion, document__title=row["title"], number=number)
    return found


def _start(row: Row, world: World, at: datetime) -> None:
    documents.start_document(
        title=row["title"], kind=row["kind"], owner=world.organisation_of(row["by"], at), owner_role=row["role"],
        tier=row["tier"], review_on=row["review"], summary=row["versions"][0]["summary"],
        communities=communities_named(_about(row)), **world.who(row["by"], at),
    )  # fmt: skip


def _about(row: Row) -> list[str]:
    """Whom it describes, and whom it asks."""
    asked = [each["community"] for written in row["versions"] for each in written.get("asked", ())]
    return list(dict.fromkeys([*row["about"], *asked]))


def _version(row: Row, number: int, written: Row) -> Iterator[Step]:
    def do(write: Any, by: str, **given: Any) -> Any:
        return lambda world, at: write(wording=_wording(row, number), **given, **world.who(by, at))

    if number > 1:
        yield Step(moment(written["on"], 9), partial(_begin, row, written))
    yield Step(moment(written["on"], 11), do(
        versions.change_text, row["by"], summary=written["summary"], text=written["text"],
        signposts=written.get("signposts", ""), author=written["author"], consented_on=written.get("consented"),
        agreed_tier=written.get("agreed", ""),
    ))  # fmt: skip
    for why in written["why"]:
        yield Step(moment(written["on"], 12), partial(_why, row, number, why))
    if "submitted" in written:
        yield Step(moment(written["submitted"], 15), do(versions.submit, row["by"]))
    if "approved" in written:
        yield Step(moment(written["approved"]["on"], 10), do(versions.approve, written["approved"]["by"]))
    for asked in written.get("asked", ()):
        yield Step(moment(asked["on"], 10), partial(_ask, row, number, asked))
        if "answered" in asked:
            yield Step(moment(asked["answered"]["on"], 14), partial(_answer, row, number, asked["answered"]))
        if "reply" in asked:
            yield Step(
                moment(asked["reply"]["on"], 14), partial(_reply, row, number, asked["reply"]["words"])
            )


def _begin(row: Row, written: Row, world: World, at: datetime) -> None:
    documents.begin_version(document=_document(row), summary=written["summary"], **world.who(row["by"], at))


def _why(row: Row, number: int, why: Row, world: World, at: datetime) -> None:
    said_by = CommunityReview.objects.filter(wording__document__title=row["title"], state="answered").first()
    assessed = AssessmentVersion.objects.filter(
        assessment__operation__title=why.get("operation", ""), outcome="approved"
    )
    versions.add_occasion(
        wording=_wording(row, number), kind=why["kind"], name=why["name"], said=why["said"], happened_on=why["on"],
        community_review=said_by if why.get("review") else None, impact_version=assessed.order_by("number").last(), **world.who(row["by"], at),
    )  # fmt: skip


def _ask(row: Row, number: int, asked: Row, world: World, at: datetime) -> None:
    reviews.ask_community(
        wording=_wording(row, number), community=find_one(Community, name=asked["community"]),
        group=world.organisations[asked["group"]], question=asked["question"], **world.who(row["by"], at),
    )  # fmt: skip


def _review(row: Row, number: int) -> CommunityReview:
    found: CommunityReview = find_one(CommunityReview, wording=_wording(row, number))
    return found


def _answer(row: Row, number: int, answered: Row, world: World, at: datetime) -> None:
    reviews.answer_review(
        review=_review(row, number), stance=answered["stance"], words=answered["words"], post=answered["post"],
        **world.who(answered["by"], at),
    )  # fmt: skip


def _reply(row: Row, number: int, words: str, world: World, at: datetime) -> None:
    reviews.reply(review=_review(row, number), words=words, **world.who(row["by"], at))


def _keep(row: Row, kept: Row, world: World, at: datetime) -> None:
    on: date = kept["on"]
    documents.keep_unchanged(
        document=_document(row), kind=kept["kind"], name=kept["name"], said=kept["said"], happened_on=on,
        reason=kept["reason"], review_on=kept["review"], **world.who(row["by"], at),
    )  # fmt: skip
