"""G20: does nothing become public by mistake - two persons, exact bytes, its hour, no change, gone at once?"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.act.plans.tests.factories import ActionFactory
from commonweal.answer.meetings.models import Meeting
from commonweal.answer.papers import writes as papers
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.tests.factories import (
    AT,
    ON,
    Cast,
    approve_cheaply,
    make_paper,
    to_approved,
    to_cleared,
    viewer_as,
)
from commonweal.answer.publications import writes
from commonweal.answer.publications.models import Publication, PublishedFile, Release
from commonweal.answer.publications.reads import public
from commonweal.answer.publications.tests.releases import LATER, plan_with_actions, prepare, published
from commonweal.flow import tick
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused

pytestmark = pytest.mark.django_db


def test_what_was_previewed_is_what_is_public_byte_for_byte(count):
    cast = Cast()
    paper = to_approved(cast)
    previewed = {f.form: bytes(f.made) for f in paper.files.all()}
    writes.release_paper(paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT)
    out = Publication.objects.get()
    assert out.html.encode() == previewed.pop("fragment")
    assert {f.form: bytes(f.made) for f in PublishedFile.objects.filter(publication=out)} == previewed
    for file in out.files.all():
        assert hashlib.sha256(bytes(file.made)).hexdigest() == file.sha256
    count("G20 published files compared byte for byte", len(previewed) + 1)


def test_anybody_can_work_out_the_hash():
    _, out = published(Cast())
    made = bytes(out.files.get(form="json").made)
    assert hashlib.sha256(made).hexdigest() == out.hash
    assert json.loads(made)["head"]["title"] == out.title
    assert public.check_hash(out).is_same


def test_an_altered_file_does_not_match_its_hash():
    _, out = published(Cast())
    out.hash = "0" * 64
    assert not public.check_hash(out).is_same


def test_one_releases_what_one_saw():
    cast = Cast()
    paper = approve_cheaply(to_cleared(cast), cast.chief)
    with pytest.raises(NotPossible, match="not the text"):
        writes.release_paper(paper=paper, seen="0" * 64, by=cast.second_officer, at=AT)


def test_a_paper_held_back_comes_out_in_its_hour_and_not_before():
    cast = Cast()
    paper = approve_cheaply(to_cleared(cast), cast.chief)
    writes.release_paper(
        paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT, embargoed_until_at=LATER
    )
    assert CommitteePaper.objects.get().state == "approved"
    assert tick(now=LATER - timedelta(seconds=1))["publish what was held back until now"] == 0
    assert not Publication.objects.exists()
    assert tick(now=LATER)["publish what was held back until now"] == 1
    assert tick(now=LATER)["publish what was held back until now"] == 0
    out, paper = Publication.objects.get(), CommitteePaper.objects.get()
    assert (out.published_at, out.embargoed_until_at, paper.state) == (LATER, LATER, "published")
    assert paper.published_by_id == cast.second_officer.account_id


def test_what_waits_for_its_hour_can_still_be_stopped():
    cast = Cast()
    paper = approve_cheaply(to_cleared(cast), cast.chief)
    writes.release_paper(
        paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT, embargoed_until_at=LATER
    )
    writes.send_back_release(release=Release.objects.get(), reason="a name is in it", by=cast.chief, at=AT)
    tick(now=LATER)
    assert not Publication.objects.exists()
    papers.withdraw_paper(
        paper=CommitteePaper.objects.get(), reason="a name is in it", by=cast.chief, at=LATER
    )


def test_a_paper_withdrawn_while_it_waits_never_comes_out():
    cast = Cast()
    paper = approve_cheaply(to_cleared(cast), cast.chief)
    writes.release_paper(
        paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT, embargoed_until_at=LATER
    )
    papers.withdraw_paper(paper=CommitteePaper.objects.get(), reason="a name is in it", by=cast.chief, at=AT)
    tick(now=LATER)
    assert not Publication.objects.exists()


def test_nobody_publishes_ahead_of_its_hour():
    cast = Cast()
    paper = approve_cheaply(to_cleared(cast), cast.chief)
    writes.release_paper(
        paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT, embargoed_until_at=LATER
    )
    with pytest.raises(NotPossible, match="hour"):
        writes.publish_release(release=Release.objects.get(), by=SYSTEM, at=AT)
    with pytest.raises(Refused):
        writes.publish_release(release=Release.objects.get(), by=cast.chief, at=LATER)


def test_withdrawing_takes_the_paper_along_and_says_why():
    cast = Cast()
    paper, out = published(cast)
    with pytest.raises(NotPossible, match="Say why"):
        writes.withdraw_publication(publication=out, reason="", by=cast.chief, at=LATER)
    writes.withdraw_publication(publication=out, reason="it named a person", by=cast.chief, at=LATER)
    paper.refresh_from_db()
    assert (paper.state, paper.withdrawn_reason) == ("withdrawn", "it named a person")
    assert not public.list_published().exists()


def test_a_correction_is_a_new_edition_that_names_the_old_one():
    cast = Cast()
    paper, out = published(cast)
    papers.correct_paper(paper=paper, reason="a wrong sum", by=cast.officer, at=LATER)
    new = CommitteePaper.objects.get(corrects=paper)
    papers.write_section(paper=new, code="financial", text="Two pounds.", by=cast.officer, at=LATER)
    new = papers.clear_paper(
        paper=papers.submit_paper(paper=new, on=ON, by=cast.officer, at=LATER),
        on=ON,
        by=cast.clearing,
        at=LATER,
    )
    new = approve_cheaply(new, cast.chief, at=LATER)
    writes.release_paper(paper=new, seen=new.frozen_hash, by=cast.second_officer, at=LATER)
    out.refresh_from_db()
    later = Publication.objects.get(release__paper=new)
    assert (out.replaced_by, out.withdrawn_at, later.edition) == (later, None, 2)
    assert json.loads(later.frozen_text)["head"]["corrects"] == out.hash
    with pytest.raises(NotPossible, match="already open"):
        papers.correct_paper(paper=paper, reason="again", by=cast.officer, at=LATER)


def raw(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_raw_sql_can_neither_publish_nor_change_nor_unpublish(count):
    cast = Cast()
    _, out = published(cast)
    strategy = plan_with_actions()
    release = prepare(strategy, viewer_as("partnership_manager", strategy.owner_organisation))
    copy = (
        "INSERT INTO publications_publication (version, release_id, slug, series, kind, title, body, number, edition, office, "
        "html, frozen_text, hash, hidden_parts, published_at, withdrawn_reason) SELECT 1, id, slug, series, kind, title, 'x', "
        f"'', 1, '', '', frozen_text, hash, '[]', prepared_at, '' FROM waiting_release WHERE id = {release.pk}"
    )
    columns = ("title", "html", "frozen_text", "hash", "slug", "body", "office", "number", "series", "kind")
    attempts = [f"UPDATE publications_publication SET {c} = 'changed' WHERE id = {out.pk}" for c in columns]
    attempts += [
        copy,
        f"UPDATE waiting_release SET state = 'published' WHERE id = {release.pk}",
        f"UPDATE waiting_release SET state = 'released', released_by_id = prepared_by_id, released_at = prepared_at "
        f"WHERE id = {release.pk}",
        f"DELETE FROM publications_publication WHERE id = {out.pk}",
        f"UPDATE publications_publishedfile SET sha256 = 'x' WHERE publication_id = {out.pk}",
        f"DELETE FROM publications_publishedfile WHERE publication_id = {out.pk}",
        f"UPDATE publications_publication SET withdrawn_at = published_at WHERE id = {out.pk}",
        f"INSERT INTO publications_publishedfile (version, publication_id, form, made, sha256, size) "
        f"SELECT 1, {out.pk}, 'exe', made, 'x', 1 FROM publications_publishedfile LIMIT 1",
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError):
            raw(attempt)
    writes.withdraw_publication(publication=out, reason="wrong", by=cast.chief, at=LATER)
    with pytest.raises(DatabaseError):
        raw("UPDATE publications_publication SET withdrawn_at = NULL WHERE id = %s", out.pk)
    count("G20 raw SQL attempts refused", len(attempts) + 1)


def test_live_records_may_change_and_what_is_approved_does_not(count):
    """The figures freeze: meetings and actions change afterwards, the paper and its hash do not."""
    cast = Cast()
    strategy = plan_with_actions()
    text = (
        "{figure:plan_actions} actions, {figure:body_meetings_held} meetings.\n\n{table:plan_table_actions}"
    )
    before = make_paper(cast, plan=strategy)
    papers.write_section(paper=before, code="supporting", text=text, by=cast.officer, at=AT)
    paper = papers.clear_paper(
        paper=papers.submit_paper(paper=before, on=ON, by=cast.officer, at=AT), on=ON, by=cast.clearing, at=AT
    )
    paper = approve_cheaply(paper, cast.chief)
    kept = {f.key: (f.value, f.rows) for f in paper.figures.all()}
    assert kept["plan_actions"][0] == "3"
    assert len(kept["plan_actions"][1]) == 3
    files = {f.form: bytes(f.made) for f in paper.files.all()}
    ActionFactory(objective__service_area__strategy=strategy, reference="9.9", title="One more")
    Meeting.objects.create(body=cast.body, meeting_on=ON, state="held", published_on=ON)
    again = CommitteePaper.objects.get(pk=paper.pk)
    from commonweal.answer.papers.reads.content import content_of, present_content
    from commonweal.ground.audit.freezing import hash_of

    assert hash_of(content_of(again, on=ON)) != again.frozen_hash, "the live figures did move"
    assert hash_of(present_content(again, on=ON)) == again.frozen_hash == paper.frozen_hash
    assert {f.key: (f.value, f.rows) for f in again.figures.all()} == kept
    assert {f.form: bytes(f.made) for f in again.files.all()} == files
    count("C20 figures frozen with their rows", len(kept))


def test_a_figure_that_moved_since_it_was_read_stops_the_approval():
    cast = Cast()
    paper = make_paper(cast)
    papers.write_section(
        paper=paper, code="summary", text="{figure:body_meetings_held}", by=cast.officer, at=AT
    )
    paper = papers.submit_paper(paper=paper, on=ON, by=cast.officer, at=AT)
    paper = papers.clear_paper(paper=paper, on=ON, by=cast.clearing, at=AT)
    from commonweal.answer.papers.tests.factories import cheap

    read = cheap(paper)
    Meeting.objects.create(body=cast.body, meeting_on=ON, state="held", published_on=ON)
    with pytest.raises(NotPossible, match="changed since you read it"):
        papers.approve_paper(paper=paper, seen=read.hash, rendered=read, on=ON, by=cast.chief, at=AT)
