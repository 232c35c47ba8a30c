"""Does the search find what a person may see, and give not one byte away of what they may not (P18)?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Field, Model, QuerySet, TextField
from django.test.utils import CaptureQueriesContext

from commonweal.config.clearing_for_tests import without_triggers
from commonweal.config.searching import KINDS, Searched, search
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from commonweal.listen.engagement.models import Contact
from commonweal.listen.engagement.writes.contacts import end_contact
from tests.guarantees.columns import our_models
from tests.guarantees.readable import text_of
from tests.guarantees.test_non_interference import EACH_TIME
from tests.guarantees.town import AT, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CANARY = "zanzibarquux"


def page(town: Town, key: str, words: str) -> str:
    with undone():
        answer = town.ask(key, "GET", f"/search/?q={words}")
        assert answer.status_code == 200
        return EACH_TIME.sub(r"\1\2\3\4", text_of(answer))


def people(town: Town) -> Iterator[str]:
    """One of each role."""
    roles: dict[str, str] = {}
    for key, person in town.people.items():
        if person.account_id is not None:
            roles.setdefault(person.role, key)
    yield from roles.values()


def test_every_hit_leads_to_a_page_that_opens(town: Town, count) -> None:
    wrong, opened, kinds = [], 0, set()
    for key in people(town):
        hits: dict[str, str] = {}
        for words in ("an", "er", "on", "20"):
            for kind in search(town.viewer(key), words, AT.date()):
                kinds.add(kind.words)
                hits |= {hit.url: kind.words for hit in kind.hits[:3]}
        for url, words in hits.items():
            with undone():
                status = town.ask(key, "GET", url).status_code
            opened += 1
            if status != 200:
                wrong.append(f"{key}: {words}: {url} answers {status}")
    count("P18 hits of the search opened", opened)
    count("P18 kinds of records found", len(kinds))
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_a_word_in_a_row_that_is_hidden_changes_no_byte(town: Town, count) -> None:
    """One row of every kind is called so at once: first one that is hidden, then one that may be seen."""
    looked, found = 0, 0
    for key in people(town):
        viewer = town.viewer(key)
        before = page(town, key, CANARY)
        with undone(), without_triggers():
            looked += sum(rename_one(hidden_of(kind, viewer), kind.columns[0]) for kind in KINDS)
            assert page(town, key, CANARY) == before, (key, kinds_found(town, key))
        with undone(), without_triggers():
            named = {kind.words for kind in KINDS if rename_one(seen_of(kind, viewer), kind.columns[0])}
            assert named <= kinds_found(town, key), key
            assert (page(town, key, CANARY) != before) == bool(named), key
            found += len(named)
    count("P18 hidden rows that a search does not show", looked)
    count("P18 rows that a search shows to those who may see them", found)
    assert looked > 100
    assert found > 100


def hidden_of(kind: Searched, viewer: Viewer) -> QuerySet[Model]:
    table = apps.get_model(kind.model)
    if kind.columns[0] in table.hidden_columns(viewer):
        return table.objects.all()
    return table.objects.exclude(pk__in=table.objects.visible_to(viewer).values("pk"))


def seen_of(kind: Searched, viewer: Viewer) -> QuerySet[Model]:
    """Of those that a search goes through at all."""
    table = apps.get_model(kind.model)
    if kind.rows(viewer, 0, [], AT.date()) is None or kind.columns[0] in table.hidden_columns(viewer):
        return table.objects.none()
    still = {f"{kind.until}__gt": AT.date()} if kind.until else {}
    rows = table.objects.filter(pk__in=table.objects.visible_to(viewer).values("pk"))
    return rows.filter(*kind.only, **still)


def kinds_found(town: Town, key: str) -> set[str]:
    return {kind.words for kind in search(town.viewer(key), CANARY, AT.date()) if kind.hits}


def rename_one(rows: QuerySet[Model], column: str) -> bool:
    """The first whose constraints let it be called otherwise: what was taken back may hold no words, for instance."""
    for row in rows.order_by("pk")[:20]:
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**{column: CANARY})
        except IntegrityError:
            continue
        return True
    return False


def test_a_contact_who_withdraws_is_gone_from_the_search_at_once(town: Town) -> None:
    with undone():
        contact = Contact.objects.filter(ended_on__isnull=True).first()
        assert contact is not None
        with without_triggers():
            assert rename_one(Contact.objects.filter(pk=contact.pk), "role")
        assert [each for each in people(town) if hits(town, each)]
        end_contact(contact=contact, because="withdrawn", on=AT.date(), by=SYSTEM, at=AT)
        for each in people(town):
            assert not hits(town, each)


def test_a_contact_whose_consent_has_run_out_is_found_by_nobody(town: Town) -> None:
    with undone():
        contact = Contact.objects.filter(ended_on__isnull=True).first()
        assert contact is not None
        with without_triggers():
            assert rename_one(Contact.objects.filter(pk=contact.pk), "role")
        assert [each for each in people(town) if hits(town, each)]
        Contact.objects.filter(pk=contact.pk).update(expires_on=AT.date())
        for each in people(town):
            assert not hits(town, each)


def hits(town: Town, key: str) -> list[object]:
    return [hit for kind in search(town.viewer(key), CANARY, AT.date()) for hit in kind.hits]


def test_a_search_asks_the_database_no_more_than_any_page(town: Town, count) -> None:
    for key in people(town):
        with undone(), CaptureQueriesContext(connection) as said:
            town.ask(key, "GET", "/search/?q=an")
        asked = [q for q in said.captured_queries if q["sql"].lstrip().upper().startswith("SELECT")]
        assert len(asked) <= 12, (key, len(asked))
        count("P18 searches of at most twelve questions", 1)


FOUND_BY_WHAT_THEY_BELONG_TO = {
    "partners": "PointOfContact Membership SeatRule Succession",
    "engagement": "DeskPriority Relationship IssueStep IssueAddition ToldBack FeedbackTheme Loan",
    "exchange": "ExchangeAddition",
    "tension": "ReturnRound DeadlineException ReturnReply GroupMeeting GroupAction WeeklySummary",
    "surveillance": "SeriesBreak",
    "guidance": "Occasion CommunityReview",
    "impact": "Assessment AssessmentVersion BronzeAdvice CommunityImpact Consultation DisclosureChoice DisclosureGiven GoldDecision "
    "LessonAnswer Monitor Observation PressLine Reliance Reopening Review RunUpTask SeniorOverride",
    "agreements": "AgreementParty",
    "equality": "ActionExtension Consultation EvidenceSource GridCell GridRow Redaction",
    "plans": "ServiceArea Objective ReadingDoubt Resource ActionPartner ProgressUpdate Evidence Challenge StatusSnapshot",
    "meetings": "AgendaItem",
    "papers": "PaperSection Recommendation PaperFigure Decision",
    "publications": "Release PublishedLine",
}
NEVER_SEARCHED = {
    "about people, who are found on the page of people alone": (
        "people.Account people.NamedOn people.Letter people.SignIn engagement.ContactPerson exchange.KeptIdentity"
    ),
    "told in trust, and opened one by one with a reason": (
        "exchange.TrustedRelationship exchange.IdentityOpening exchange.SharingRequest exchange.RelayRecipient "
        "exchange.Vacancy tension.ItemSource"
    ),
    "what the program keeps of its own work": (
        "audit.AuditEntry places.AreaLoad notices.Sending notices.Message recorded_crime.CountLoad "
        "recorded_crime.KnownBreak engagement.SizeLoad"
    ),
}


def test_every_table_with_words_is_searched_or_has_a_reason(count) -> None:
    searched = {kind.model for kind in KINDS}
    excused = {
        f"{room}.{name}" for room, names in FOUND_BY_WHAT_THEY_BELONG_TO.items() for name in names.split()
    }
    excused |= {label for labels in NEVER_SEARCHED.values() for label in labels.split()}
    worded = {
        model._meta.label for model in our_models() if any(map(_is_of_words, model._meta.concrete_fields))
    }
    assert worded - searched - excused == set()
    assert excused - worded == set()
    count("P18 tables with words, searched or excused", len(worded))


def _is_of_words(column: Field) -> bool:
    if column.choices or column.name.endswith("scale"):
        return False
    return isinstance(column, TextField) or (
        isinstance(column, CharField) and (column.max_length or 0) >= 100
    )


@pytest.mark.parametrize(
    "words",
    [
        "%00",
        "%25",
        "'",
        '"',
        "a",
        "",
        "_ _ _",
        "%F0%9F%8F%B4",
        "x" * 500,
        "a b c d e f g h i j",
        "(((",
        "%5C",
    ],
)
def test_no_words_break_the_search(town: Town, words: str) -> None:
    key = next(people(town))
    assert "Search" in page(town, key, words)
