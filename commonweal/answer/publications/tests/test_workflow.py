"""G5: may exactly those do exactly that to a paper in each state - through the writes, and past them with raw SQL?"""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.answer.papers import writes as papers
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.tests.factories import (
    AT,
    ON,
    Cast,
    approve_cheaply,
    cheap,
    to_cleared,
    to_drafted,
)
from commonweal.answer.publications import writes
from commonweal.answer.publications.models import Publication
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import NotPossible, Refused

pytestmark = pytest.mark.django_db
STATES = ("drafting", "drafted", "cleared", "approved", "published", "withdrawn")
EVENTS = ("edit", "submit", "clear", "approve", "publish", "send back", "withdraw", "correct")
OFFICERS = {"officer", "second_officer"}
# Who may, written out by hand. The officer is the only author of the paper.
MAY = {
    ("drafting", "edit"): OFFICERS,
    ("drafting", "submit"): OFFICERS,
    ("drafting", "withdraw"): OFFICERS | {"chief"},
    ("drafted", "clear"): {"clearing"},
    ("drafted", "send back"): {"clearing"},
    ("drafted", "withdraw"): OFFICERS | {"chief"},
    ("cleared", "approve"): {"chief"},
    ("cleared", "send back"): {"chief"},
    ("cleared", "withdraw"): OFFICERS | {"chief"},
    ("approved", "publish"): {"second_officer", "chief"},
    ("approved", "send back"): OFFICERS | {"chief"},
    ("approved", "withdraw"): OFFICERS | {"chief"},
    ("published", "withdraw"): OFFICERS | {"chief", "manager"},
    ("published", "correct"): OFFICERS,
    ("withdrawn", "correct"): OFFICERS,
}
AFTER = {
    "edit": "drafting", "submit": "drafted", "clear": "cleared", "approve": "approved", "publish": "published",
    "withdraw": "withdrawn",
}  # fmt: skip


def paper_in(state, cast):
    if state == "drafting":
        paper = papers.send_back_paper(paper=to_drafted(cast), reason="again", by=cast.clearing, at=AT)
    elif state == "drafted":
        paper = to_drafted(cast)
    else:
        paper = to_cleared(cast)
        if state != "cleared":
            paper = approve_cheaply(paper, cast.chief)
        if state == "published":
            paper = publish(paper, cast.second_officer)
        if state == "withdrawn":
            paper = papers.withdraw_paper(paper=paper, reason="no longer needed", by=cast.chief, at=AT)
    assert paper.state == state
    return paper


def publish(paper, by):
    return writes.release_paper(paper=paper, seen=paper.frozen_hash, by=by, at=AT)


def try_event(event, paper, by):
    who = {"by": by, "at": AT + timedelta(hours=1)}
    if event == "edit":
        papers.write_section(paper=paper, code="summary", text="Other words.", **who)
    elif event == "submit":
        papers.submit_paper(paper=paper, on=ON, **who)
    elif event == "clear":
        papers.clear_paper(paper=paper, on=ON, **who)
    elif event == "approve":
        rendered = cheap(paper)
        papers.approve_paper(paper=paper, seen=rendered.hash, rendered=rendered, on=ON, **who)
    elif event == "publish":
        writes.release_paper(paper=paper, seen=paper.frozen_hash, **who)
    elif event == "send back":
        papers.send_back_paper(paper=paper, reason="not yet", **who)
    elif event == "withdraw" and paper.state == "published":
        writes.withdraw_publication(
            publication=Publication.objects.get(release__paper=paper), reason="wrong", **who
        )
    elif event == "withdraw":
        papers.withdraw_paper(paper=paper, reason="wrong", **who)
    else:
        papers.correct_paper(paper=paper, reason="a wrong figure", **who)


@pytest.mark.parametrize("state", STATES)
def test_every_state_event_and_actor_does_what_the_table_says(state, count):
    cast = Cast()
    paper = paper_in(state, cast)
    cells = list(product(EVENTS, cast.everybody().items()))
    for event, (name, actor) in cells:
        allowed = name in MAY.get((state, event), set())
        with transaction.atomic():
            audited = AuditEntry.objects.count()
            try:
                try_event(event, CommitteePaper.objects.get(pk=paper.pk), actor)
                done = True
            except (Refused, NotPossible):
                done = False
            assert done == allowed, (state, event, name)
            now = CommitteePaper.objects.get(pk=paper.pk).state
            if done:
                assert now == AFTER.get(event, now)
                assert AuditEntry.objects.count() == audited + 1
            else:
                assert now == state
            transaction.set_rollback(True)
    count("G5 papers: state x event x actor", len(cells))


def raw(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("state", STATES)
def test_raw_sql_cannot_put_a_paper_where_it_may_not_go(state, count):
    """Every state to every other, with nothing but the state changed and with all other columns filled in as well."""
    cast = Cast()
    paper = paper_in(state, cast)
    tried = 0
    for other in STATES:
        if other == state or (state, other) in {
            ("drafted", "drafting"),
            ("cleared", "drafting"),
            ("drafting", "drafted"),
        }:
            continue  # going back is open to whoever judges; submitting needs no other person
        with pytest.raises(DatabaseError):
            raw("UPDATE papers_committeepaper SET state = %s WHERE id = %s", other, paper.pk)
        with pytest.raises(DatabaseError):
            raw(
                "UPDATE papers_committeepaper SET state = %s, cleared_by_id = drafted_by_id, cleared_at = drafted_at,"
                " approved_by_id = drafted_by_id, approved_at = drafted_at, published_by_id = drafted_by_id,"
                " published_at = drafted_at, frozen_hash = 'x', frozen_content = 'x' WHERE id = %s", other, paper.pk,
            )  # fmt: skip
        tried += 2
    assert CommitteePaper.objects.get(pk=paper.pk).state == state
    count("G5 papers: raw SQL attempts refused", tried)


FROZEN_COLUMNS = {
    "title": "'Other'", "number": "'99'", "edition": "9", "office": "'Other'", "part": "'II'", "format": "'mpa@2007'",
    "frozen_content": "'{}'", "frozen_hash": "'0'", "language": "'fr'", "figures_on": "'2001-01-01'",
    "approved_by_id": "published_by_id + 1", "cleared_by_id": "cleared_by_id + 1", "drafted_by_id": "drafted_by_id + 1",
    "approved_at": "'2001-01-01 00:00:00'", "cleared_at": "'2001-01-01 00:00:00'",
}  # fmt: skip


@pytest.mark.parametrize("state", ["approved", "published"])
def test_raw_sql_cannot_change_what_is_approved(state, count):
    paper = paper_in(state, Cast())
    statements = [
        f"UPDATE papers_committeepaper SET {c} = {v} WHERE id = {paper.pk}" for c, v in FROZEN_COLUMNS.items()
    ]
    statements += [f"DELETE FROM papers_committeepaper WHERE id = {paper.pk}"]
    for table, column in (("papersection", "text"), ("recommendation", "text"), ("paperfile", "sha256")):
        statements += [
            f"UPDATE papers_{table} SET {column} = 'changed' WHERE paper_id = {paper.pk}",
            f"DELETE FROM papers_{table} WHERE paper_id = {paper.pk}",
        ]
    statements += [
        f"DELETE FROM papers_paperauthor WHERE paper_id = {paper.pk}",
        f"INSERT INTO papers_paperauthor (version, paper_id, account_id) SELECT 1, {paper.pk}, approved_by_id "
        f"FROM papers_committeepaper WHERE id = {paper.pk}",
        f"INSERT INTO papers_recommendation (version, paper_id, position, text) VALUES (1, {paper.pk}, 99, 'That members pay')",
    ]
    for statement in statements:
        with pytest.raises(DatabaseError):
            raw(statement)
    count("G5 papers: raw SQL attempts refused", len(statements))


def test_raw_sql_cannot_let_an_author_judge_or_publish(count):
    cast = Cast()
    drafted, cleared = to_drafted(cast), to_cleared(cast, number="6")
    second = cast.second_officer.account_id
    raw(
        "INSERT INTO papers_paperauthor (version, paper_id, account_id) VALUES (1, %s, %s)",
        drafted.pk,
        second,
    )
    raw(
        "INSERT INTO papers_paperauthor (version, paper_id, account_id) VALUES (1, %s, %s)",
        cleared.pk,
        second,
    )
    approved = approve_cheaply(to_cleared(cast, number="7"), cast.chief)
    attempts = [
        ("UPDATE papers_committeepaper SET state = 'cleared', cleared_by_id = %s, cleared_at = drafted_at WHERE id = %s",
         second, drafted.pk),
        ("UPDATE papers_committeepaper SET state = 'cleared', cleared_by_id = drafted_by_id, cleared_at = drafted_at "
         "WHERE id = %s", drafted.pk),
        ("UPDATE papers_committeepaper SET state = 'approved', approved_by_id = %s, approved_at = cleared_at, "
         "frozen_hash = 'x', frozen_content = 'x' WHERE id = %s", second, cleared.pk),
        ("UPDATE papers_committeepaper SET state = 'approved', approved_by_id = drafted_by_id, approved_at = cleared_at, "
         "frozen_hash = 'x', frozen_content = 'x' WHERE id = %s", cleared.pk),
        ("UPDATE papers_committeepaper SET state = 'approved', approved_by_id = %s, approved_at = cleared_at WHERE id = %s",
         cast.chief.account_id, cleared.pk),
        ("UPDATE papers_committeepaper SET state = 'published', published_by_id = drafted_by_id, published_at = approved_at "
         "WHERE id = %s", approved.pk),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(DatabaseError):
            raw(*attempt)
    count("G5 papers: raw SQL attempts refused", len(attempts))


def test_a_part_two_paper_is_never_published():
    cast = Cast()
    paper = approve_cheaply(to_cleared(cast, part="II"), cast.chief)
    with pytest.raises(NotPossible, match="part II"):
        publish(paper, cast.second_officer)
    with pytest.raises(DatabaseError):
        raw("UPDATE papers_committeepaper SET state = 'published', published_by_id = approved_by_id, "
            "published_at = approved_at WHERE id = %s", paper.pk)  # fmt: skip


def test_every_author_is_kept_from_judging_not_only_the_first():
    cast = Cast()
    body = cast.body
    paper = papers.send_back_paper(paper=to_drafted(cast), reason="more", by=cast.clearing, at=AT)
    from commonweal.answer.papers.tests.factories import Holding, as_viewer

    both = as_viewer(
        [Holding("committee_officer", body.pk, ""), Holding("chief_officer", body.pk, "")],
        account_id=cast.second_officer.account_id,
    )
    papers.write_section(paper=paper, code="summary", text="Mine.", by=both, at=AT)
    paper = papers.clear_paper(
        paper=papers.submit_paper(paper=paper, on=ON, by=cast.officer, at=AT), on=ON, by=cast.clearing, at=AT
    )
    with pytest.raises(Refused):
        approve_cheaply(paper, both)
    assert publish(approve_cheaply(paper, cast.chief), both).state == "published"


def test_sending_back_says_why_and_everything_sent_back_can_move_again():
    cast = Cast()
    for state, by in (("drafted", cast.clearing), ("cleared", cast.chief), ("approved", cast.second_officer)):
        paper = paper_in_number(state, cast)
        with pytest.raises(NotPossible, match="Say why"):
            papers.send_back_paper(paper=paper, reason=" ", by=by, at=AT)
        paper = papers.send_back_paper(paper=paper, reason="the money is wrong", by=by, at=AT)
        again = CommitteePaper.objects.filter(corrects=paper).first() or paper
        assert (again.state, again.sent_back_reason, again.sent_back_by_id) == (
            "drafting",
            "the money is wrong",
            by.account_id,
        )
        moved = papers.submit_paper(paper=again, on=ON, by=cast.officer, at=AT)
        moved = papers.clear_paper(paper=moved, on=ON, by=cast.clearing, at=AT)
        assert publish(approve_cheaply(moved, cast.chief), cast.second_officer).state == "published"


def paper_in_number(state, cast):
    number = str(CommitteePaper.objects.count() + 20)
    if state == "drafted":
        return to_drafted(cast, number=number)
    paper = to_cleared(cast, number=number)
    return paper if state == "cleared" else approve_cheaply(paper, cast.chief)
