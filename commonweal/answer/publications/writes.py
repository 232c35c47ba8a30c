"""How does something become public, and how does it stop being so?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from commonweal.answer.meetings.models import Meeting
from commonweal.answer.meetings.reads import owner_ids
from commonweal.answer.papers import rules as paper_rules
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads.content import Rendered
from commonweal.answer.papers.reads.lists import author_ids, owners_of
from commonweal.answer.publications import rules
from commonweal.answer.publications.models import (
    Publication,
    PublishedFile,
    PublishedLine,
    Release,
    ReleaseFile,
)
from commonweal.answer.publications.reads.waiting import owners_of_release
from commonweal.answer.publications.rules import Event, Kind, State
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.rules.states import ASSESSMENT
from commonweal.ground.audit.freezing import hash_of_bytes
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("released the paper to the public", permission="papers.publish", locks="paper", owners=owners_of)
def release_paper(
    *, paper: CommitteePaper, seen: str, by: Viewer, at: datetime, embargoed_until_at: datetime | None = None
) -> CommitteePaper:
    """Now, or held back until its hour. The approved bytes go out as they are; `seen` is the hash that was read."""
    paper_rules.next_state(paper.state, paper_rules.Event.PUBLISH)
    paper_rules.check_not_the_only_author(by.account_id, author_ids(paper))
    paper_rules.check_may_be_published(paper.part)
    rules.check_seen(seen, paper.frozen_hash)
    rules.check_embargo(embargoed_until_at, at)
    if Release.objects.filter(paper=paper).exclude(state=State.RETURNED).exists():
        raise NotPossible("This paper is released already and waits for its hour.")
    release = Release.objects.create(
        kind=Kind.PAPER, series=f"paper:{paper.meeting_id}:{paper.number}", slug=_paper_slug(paper), paper=paper,
        owner=paper.meeting.body, title=paper.title, frozen_text=paper.frozen_content, hash=paper.frozen_hash,
        state=State.RELEASED, prepared_by_id=paper.drafted_by_id, prepared_at=paper.approved_at or at,
        released_by_id=by.account_id, released_at=at, embargoed_until_at=embargoed_until_at,
    )  # fmt: skip
    if rules.is_due(embargoed_until_at, at):
        _publish(release, at)
        paper.refresh_from_db()
    return paper


def _paper_slug(paper: CommitteePaper) -> str:
    body = paper.meeting.body
    edition = [f"edition {paper.edition}"] if paper.edition > 1 else []
    name = body.short_name or body.name
    return rules.slug_of([name, paper.meeting.meeting_on.isoformat(), "report", paper.number, *edition])


def _publish(release: Release, at: datetime) -> Publication:
    """Copy the released bytes into the public tables, and mark what they replace."""
    content = json.loads(release.frozen_text)
    head = content["head"]
    release.state = rules.next_state(release.state, Event.PUBLISH)
    release.save()
    forms = {f.form: f for f in _files(release)}
    publication = Publication.objects.create(
        release=release, slug=release.slug, series=release.series, kind=release.kind, title=head["title"],
        body=head["body"], meeting_on=head["meeting_on"] or None, number=head["number"], edition=head["edition"],
        office=head["office"], html=bytes(forms["fragment"].made).decode(), frozen_text=release.frozen_text,
        hash=release.hash, hidden_parts=_hidden_parts(content), embargoed_until_at=release.embargoed_until_at,
        published_at=at,
    )  # fmt: skip
    for form in (f for f in forms.values() if f.form != "fragment"):
        PublishedFile.objects.create(
            publication=publication,
            form=form.form,
            made=form.made,
            sha256=form.sha256,
            size=len(form.made),
        )
    for position, line in enumerate(release.lines, 1):
        PublishedLine.objects.create(publication=publication, position=position, **line)
    _after_publishing(release, publication, at)
    return publication


def _files(release: Release) -> Iterable[Any]:
    return release.paper.files.all() if release.paper else release.files.all()


def _hidden_parts(content: Mapping[str, Any]) -> list[dict[str, str]]:
    hidden = (s for s in content["sections"] if s["withheld_reason"])
    return [{"heading": s["heading"], "reason": s["withheld_reason"]} for s in hidden]


def _after_publishing(release: Release, publication: Publication, at: datetime) -> None:
    earlier = Publication.objects.filter(series=release.series, replaced_by__isnull=True).exclude(
        pk=publication.pk
    )
    for old in earlier:
        old.replaced_by = publication
        old.save(update_fields=["replaced_by"])
    if release.paper_id:
        paper = CommitteePaper.objects.select_for_update().get(pk=release.paper_id)
        paper.state = paper_rules.next_state(paper.state, paper_rules.Event.PUBLISH)
        paper.published_by_id, paper.published_at = release.released_by_id, at
        paper.version += 1
        paper.save()
    if release.assessment_id:
        assessment = EqualityAssessment.objects.select_for_update().get(pk=release.assessment_id)
        assessment.state = ASSESSMENT.follow(assessment.state, "publish")
        assessment.published_at, assessment.not_published_reason = at, ""
        assessment.version += 1
        assessment.save()


def _prepare(
    *, kind: Kind, series: str, slug: str, owner_id: int | None, rendered: Rendered, lines: Iterable[Mapping[str, Any]],
    by: Viewer, at: datetime, assessment: EqualityAssessment | None = None,
) -> Release:  # fmt: skip
    head = json.loads(rendered.content)["head"]
    waiting = Release.objects.filter(series=series, state__in=[State.PREPARED, State.RELEASED])
    if waiting.exists():
        raise NotPossible("One such statement is waiting already. Release it or send it back first.")
    number = Release.objects.filter(series=series).count() + 1
    release = Release.objects.create(
        kind=kind, series=series, slug=f"{slug}-{number}" if number > 1 else slug, owner_id=owner_id, title=head["title"],
        assessment=assessment, frozen_text=rendered.content, hash=rendered.hash, lines=list(lines), prepared_by_id=paper_rules.person(by.account_id), prepared_at=at,
    )  # fmt: skip
    for form, made in rendered.files.items():
        ReleaseFile.objects.create(release=release, form=form, made=made, sha256=hash_of_bytes(made))
    return release


@write("prepared a statement of the plan", permission="publications.prepare",
       owners=lambda given: [given["owner_id"]])  # fmt: skip
def prepare_plan_statement(
    *,
    plan_id: int,
    owner_id: int | None,
    name: str,
    stands_on: date,
    rendered: Rendered,
    lines: Iterable[Mapping[str, Any]],
    by: Viewer,
    at: datetime,
) -> Release:
    """What the plan promises and how far it is, on a day, for a second person to release."""
    slug = rules.slug_of([name, stands_on.isoformat()])
    return _prepare(kind=Kind.PLAN, series=f"plan:{plan_id}", slug=slug, owner_id=owner_id, rendered=rendered,
                    lines=lines, by=by, at=at)  # fmt: skip


@write("prepared the decisions of a meeting", permission="publications.prepare",
       owners=lambda given: owner_ids(given["meeting"].body, given["meeting"].meeting_on))  # fmt: skip
def prepare_decisions(
    *, meeting: Meeting, rendered: Rendered, lines: Iterable[Mapping[str, Any]], by: Viewer, at: datetime
) -> Release:
    kept = list(lines)
    if not kept:
        raise NotPossible(
            "No decision of this meeting can be published yet: none is recorded on a published paper."
        )
    slug = rules.slug_of(
        [meeting.body.short_name or meeting.body.name, meeting.meeting_on.isoformat(), "decisions"]
    )
    return _prepare(kind=Kind.DECISIONS, series=f"decisions:{meeting.pk}", slug=slug, owner_id=meeting.body_id,
                    rendered=rendered, lines=kept, by=by, at=at)  # fmt: skip


@write("prepared a signed equality assessment for the public", permission="publications.prepare",
       owners=lambda given: [given["assessment"].owner_id])  # fmt: skip
def prepare_equality(
    *, assessment: EqualityAssessment, rendered: Rendered, by: Viewer, at: datetime
) -> Release:
    """The signed text, with the reasons in the place of what is left out. Only what is signed goes out."""
    ASSESSMENT.follow(assessment.state, "publish")
    slug = rules.slug_of(["equality", assessment.title, assessment.decision_on.isoformat()])
    return _prepare(kind=Kind.EQUALITY, series=f"equality:{assessment.pk}", slug=slug, owner_id=assessment.owner_id,
                    rendered=rendered, lines=(), by=by, at=at, assessment=assessment)  # fmt: skip


@write(
    "released a statement to the public",
    permission="publications.release",
    locks="release",
    owners=owners_of_release,
)
def release_statement(
    *, release: Release, seen: str, by: Viewer, at: datetime, embargoed_until_at: datetime | None = None
) -> Release:
    """By somebody other than the one who prepared it; `seen` is the hash that stood on the preview."""
    release.state = rules.next_state(release.state, Event.RELEASE)
    rules.check_second_person(by.account_id, release.prepared_by_id)
    rules.check_seen(seen, release.hash)
    rules.check_embargo(embargoed_until_at, at)
    release.released_by_id, release.released_at = by.account_id, at
    release.embargoed_until_at = embargoed_until_at
    release.save()
    if rules.is_due(embargoed_until_at, at):
        _publish(release, at)
    return release


@write(
    "sent back what was to be published",
    permission="publications.release",
    locks="release",
    owners=owners_of_release,
)
def send_back_release(*, release: Release, reason: str, by: Viewer, at: datetime) -> Release:
    """Also what is released and waits for its hour: until then it can be stopped."""
    release.state = rules.next_state(release.state, Event.SEND_BACK)
    rules.check_reason(reason)
    release.returned_reason = reason
    release.save()
    return release


@write("published what was held back until now", permission="publications.publish_due", locks="release")
def publish_release(*, release: Release, by: Viewer, at: datetime) -> Release:
    """By the program itself, when the hour has come."""
    if not rules.is_due(release.embargoed_until_at, at):
        raise NotPossible("Its hour has not come.")
    _publish(release, at)
    release.refresh_from_db()
    return release


def _publication_owners(publication: Publication) -> list[int | None]:
    return owners_of_release(publication.release)


@write(
    "withdrew a publication",
    permission="publications.withdraw",
    locks="publication",
    owners=_publication_owners,
)
def withdraw_publication(*, publication: Publication, reason: str, by: Viewer, at: datetime) -> Publication:
    """At once: the next request finds the reason and nothing else."""
    rules.check_reason(reason)
    if publication.withdrawn_at:
        raise NotPossible("This is withdrawn already.")
    publication.withdrawn_at, publication.withdrawn_reason = at, reason
    publication.save()
    if publication.release.paper_id:
        paper = CommitteePaper.objects.select_for_update().get(pk=publication.release.paper_id)
        paper.state = paper_rules.next_state(paper.state, paper_rules.Event.WITHDRAW)
        paper.withdrawn_by_id, paper.withdrawn_at, paper.withdrawn_reason = by.account_id, at, reason
        paper.version += 1
        paper.save()
    if publication.release.assessment_id:
        _take_back(publication.release.assessment_id, reason)
    return publication


def _take_back(assessment_id: int, reason: str) -> None:
    """The assessment stays signed, and says why the public does not read it any more."""
    assessment = EqualityAssessment.objects.select_for_update().get(pk=assessment_id)
    if assessment.state == "published":
        assessment.state = ASSESSMENT.follow(assessment.state, "unpublish")
    assessment.published_at, assessment.not_published_reason = None, reason
    assessment.version += 1
    assessment.save()
