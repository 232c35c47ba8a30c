"""Is the whole year of the demonstration there, through the writes that people use, and is every first job walkable?"""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from commonweal.act.plans.models import (
    Challenge,
    Evidence,
    KeyTask,
    Outcome,
    PlanDay,
    PlannedAction,
    ProgressUpdate,
    Resource,
    StatusSnapshot,
)
from commonweal.answer.papers.models import CommitteePaper, Decision
from commonweal.answer.publications.models import Publication, PublishedLine
from commonweal.config import guide
from commonweal.config.demonstration.load import MOMENT, load_world
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import verify_chain
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import seat_gaps
from commonweal.ground.people import clock, session
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.rules import all_roles
from commonweal.ground.places.models import Area

pytestmark = pytest.mark.django_db
PARTNERS = {"7.3.1": 10, "7.2.2": 6, "7.3.3": 9, "7.3.4": 2, "7.3.5": 7, "8.3.4": 14}
STATUSES = {"7.3.1": "G", "7.2.2": "R", "7.3.3": "N", "7.3.4": "B", "7.3.5": "A", "8.3.4": "A"}
QUERIES = 12


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for this module, and taken away again with everything that came with it."""
    from django.conf import settings
    from django.db import transaction

    kept, settings.AUDIT_ANCHORS = (
        settings.AUDIT_ANCHORS,
        tmp_path_factory.mktemp("anchors") / "anchors.jsonl",
    )
    with django_db_blocker.unblock(), transaction.atomic():
        load_world(at=MOMENT)
        yield
        transaction.set_rollback(True)
    settings.AUDIT_ANCHORS = kept


@pytest.fixture(autouse=True)
def world(_loaded, db):
    return None


@pytest.fixture
def in_demonstration(settings, tmp_path):
    settings.DEMONSTRATION, settings.HOME = True, tmp_path
    clock.set_clock(MOMENT)


@pytest.fixture
def sign_in(client, in_demonstration):
    def enter(key):
        account = Account.objects.get(email=f"{key}@demonstration.example")
        client.force_login(account)
        kept = client.session
        session.begin(kept, at=timezone.now(), second_step=False)
        kept[session.DEMONSTRATION] = True
        kept.save()
        return client

    return enter


def people():
    """Whoever may sign in: one of the world's people has left."""
    staying = Account.objects.filter(is_active=True).values_list("email", flat=True)
    return sorted(email.split("@")[0] for email in staying)


def test_the_plan_is_as_large_as_the_real_one(count):
    assert PlannedAction.objects.count() == 6
    assert KeyTask.objects.filter(parent=None).count() == 14
    assert KeyTask.objects.exclude(parent=None).count() == 4
    assert Outcome.objects.count() == 13
    assert {a.reference: a.partners.count() for a in PlannedAction.objects.all()} == PARTNERS
    count("demonstration: entries in its audit", AuditEntry.objects.count())


def test_every_action_stands_where_its_year_has_brought_it():
    current = StatusSnapshot.objects.filter(is_current=True).values_list("action__reference", "code")
    assert dict(current) == STATUSES


def test_the_year_shows_every_state():
    assert set(ProgressUpdate.objects.values_list("state", flat=True)) == {
        "draft", "sent", "sent_back", "sent_again", "confirmed", "withdrawn",
    }  # fmt: skip
    assert set(Evidence.objects.values_list("state", flat=True)) == {"offered", "accepted", "rejected"}
    assert set(Resource.objects.values_list("state", flat=True)) == {"secured", "conditional", "at_risk"}
    assert set(CommitteePaper.objects.values_list("state", flat=True)) == {"drafted", "cleared", "published"}
    assert Challenge.objects.get().state == "open"
    kinds = {c["kind"] for s in StatusSnapshot.objects.filter(is_current=True) for c in s.concerns}
    assert kinds == {
        "off_track", "amber_twice", "no_update", "moved_twice", "no_contact", "resource", "challenged",
    }  # fmt: skip


def test_going_backwards_is_on_record():
    assert PlanDay.objects.count() == 33
    worse = StatusSnapshot.objects.filter(action__reference="8.3.4").order_by("from_on")
    assert list(worse.values_list("code", flat=True)) == ["G", "A"]


def test_the_public_can_read_something_from_the_start():
    assert set(Publication.objects.values_list("kind", flat=True)) == {"paper", "plan", "decisions"}
    assert set(PublishedLine.objects.values_list("kind", flat=True)) == {"promised", "done", "decided"}
    assert Decision.objects.count() == 2


def test_the_boroughs_of_london_lie_in_london():
    assert Area.objects.filter(level="borough", code__startswith="E09").count() == 33
    assert set(Area.objects.filter(level="borough").values_list("parent__parent__name", flat=True)) == {
        "London"
    }


def test_a_seat_for_the_community_is_broken():
    body = Organisation.objects.get(name="Community Safety Link Body")
    assert [gap.missing for gap in seat_gaps(body, MOMENT.date())] == [2]


def test_every_role_has_an_account_that_nobody_knows_the_password_of():
    assert set(RoleHeld.objects.values_list("role", flat=True)) == set(all_roles())
    assert all(
        email.endswith("@demonstration.example") for email in Account.objects.values_list("email", flat=True)
    )


def test_the_chain_of_the_year_is_whole_and_nothing_came_in_from_the_future():
    number, fault = verify_chain()
    assert fault is None
    assert number == AuditEntry.objects.count() > 300
    assert not AuditEntry.objects.filter(at__gt=MOMENT).exists()
    assert not AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED).exists()
    moments = list(AuditEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_loading_again_changes_nothing():
    before = AuditEntry.objects.count()
    load_world(at=datetime(2010, 7, 20, tzinfo=UTC))
    assert AuditEntry.objects.count() == before


def test_it_never_goes_into_an_operators_data(settings):
    settings.MODE = "serve"
    with pytest.raises(ImproperlyConfigured):
        load_world(at=MOMENT)
    with pytest.raises(CommandError):
        call_command("load_demonstration", stdout=StringIO())


def test_every_page_of_every_first_job_opens_for_whoever_has_it(sign_in, count):
    opened = 0
    for key in people():
        client = sign_in(key)
        assert client.get(reverse("guide")).status_code == 200, key
        viewer = client.get("/").wsgi_request.viewer
        role = next(name for name in all_roles() if name in viewer.roles)
        for step in guide.steps_of(guide.first_jobs()[role]["steps"], viewer):
            assert step["url"], (key, step["link"])
            assert client.get(step["url"]).status_code == 200, (key, step["url"])
            opened += 1
    count("demonstration: pages of first jobs opened", opened)
    assert opened > 50


def test_every_role_has_a_first_job_of_three_to_five_steps():
    assert set(guide.first_jobs()) == set(all_roles())
    assert all(3 <= len(job["steps"]) <= 5 for job in guide.first_jobs().values())


def test_the_first_page_asks_few_questions_whoever_looks(sign_in, django_assert_max_num_queries, count):
    for key in people():
        client = sign_in(key)
        for page in ("/", reverse("guide")):
            with django_assert_max_num_queries(QUERIES) as asked:
                assert client.get(page).status_code == 200
            count("demonstration: queries of first pages and first jobs", len(asked))


def test_what_needs_a_person_stands_on_their_first_page(sign_in):
    needs = {
        "link": "Confirm or send back the update on 7.3.1",
        "gla": "Mend your update on 7.2.2",
        "lscb": "Finish your update on 8.3.4",
        "clearing": "Clear report 5",
        "chief": "Approve report 6",
        "manager": "Settle the doubts in",
        "member": "Where the actions are",
        "contributor": "what was promised, what was done and what was decided",
    }
    for key, words in needs.items():
        assert words in sign_in(key).get("/").content.decode(), key


def test_the_banner_says_which_day_it_is_there(sign_in):
    page = sign_in("manager").get("/").content.decode()
    assert "It is 15 July 2010 here." in page
    assert "Your first job" in page


def test_outside_the_demonstration_there_is_no_first_job(client, settings):
    client.force_login(Account.objects.get(email="contributor@demonstration.example"))
    assert settings.DEMONSTRATION is False
    assert client.get(reverse("guide")).status_code == 404
    assert "Demonstration." not in client.get("/").content.decode()
