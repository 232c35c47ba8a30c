"""May only administrators invite, give roles and remove, and never for themselves?"""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.people.models import Account, Letter, RoleHeld
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import (
    PASSWORD,
    give_app,
    make_account,
    make_organisation,
    viewer_of,
)
from commonweal.ground.people.tests.invitations import link_to
from commonweal.ground.people.writes import administering
from commonweal.ground.visibility.rules import NotPossible, Refused

pytestmark = pytest.mark.django_db
PAGES = ["/people/", "/people/invite/", "/people/{pk}/", "/people/{pk}/give-role/", "/people/{pk}/remove/",
         "/people/{pk}/second-step/", "/people/{pk}/invite-again/", "/people/roles/{role}/end/",
         "/what-would-they-see/", "/messages/unsent/"]  # fmt: skip


@pytest.mark.parametrize("role", [*all_roles(), ""])
def test_pages_of_administrators_do_not_exist_for_anybody_else(role, count):
    person, other = make_account(role), make_account("contributor")
    client = Client()
    client.force_login(person)
    before = RoleHeld.objects.count()
    for page in PAGES:
        path = page.format(pk=other.pk, role=other.roles.get().pk)
        for method in (client.get, client.post):
            status = method(path).status_code
            if role == "administrator":
                assert status in (200, 303, 405), path
            else:
                assert status in (404, 405), (path, role)
    if role != "administrator":
        assert RoleHeld.objects.count() == before
        other.refresh_from_db()
        assert other.is_active
    count("page × role × method of people, checked", len(PAGES) * 2)


def test_not_yours_looks_like_not_there(client):
    person, other = make_account("delivery_partner"), make_account("contributor")
    client.force_login(person)
    there, nowhere = client.get(f"/people/{other.pk}/"), client.get("/people/999999/")
    without_token = [re.sub(rb'value="\w{64}"', b"", answer.content) for answer in (there, nowhere)]
    assert without_token[0] == without_token[1]
    assert (there.status_code, dict(there.headers)) == (404, dict(nowhere.headers))


def test_writes_refuse_whoever_is_no_administrator(boss, count):
    person, other = make_account("partnership_manager"), make_account("contributor")
    by, at = viewer_of(person), datetime.now(UTC)
    held = other.roles.get()
    tries = [
        (administering.invite_person, {"email": "x@mail.example", "name": "X", "role": "contributor",
                                       "organisation": make_organisation()}),
        (administering.invite_again, {"account": other}),
        (administering.give_role, {"account": other, "role": "administrator", "organisation": make_organisation(),
                                   "since_on": date(2010, 1, 1)}),
        (administering.end_role, {"held": held, "until_on": date(2010, 7, 22)}),
        (administering.remove_person, {"account": other, "reason": "x"}),
        (administering.reset_second_step, {"account": other, "reason": "x"}),
    ]  # fmt: skip
    for write, given in tries:
        with pytest.raises(Refused):
            write(by=by, at=at, **given)
    assert AuditEntry.objects.filter(outcome="refused").count() == len(tries)
    count("refused writes that were kept", len(tries))


def test_nobody_gives_or_takes_anything_for_themselves(boss):
    by, at = viewer_of(boss), datetime.now(UTC)
    give_app(boss)
    for write, given in [
        (
            administering.give_role,
            {"role": "chief_officer", "organisation": make_organisation(), "since_on": at.date()},
        ),
        (administering.remove_person, {"reason": "x"}),
        (administering.reset_second_step, {"reason": "x"}),
    ]:
        with pytest.raises(Refused, match="themselves"):
            write(account=boss, by=by, at=at, **given)


def test_the_last_administrator_stays():
    first, second = make_account("administrator"), make_account("administrator")
    at = datetime.now(UTC)
    administering.remove_person(account=second, reason="left", by=viewer_of(first), at=at)
    # Somebody whose own role has just ended in another session still holds the old viewer.
    with pytest.raises(NotPossible, match="last administrator"):
        administering.remove_person(account=first, reason="x", by=viewer_of_old(second), at=at)


def viewer_of_old(account):
    from commonweal.ground.people.reads import as_viewer
    from commonweal.ground.visibility.rules import Holding

    return as_viewer([Holding("administrator", 1, "Harrow")], account_id=account.pk, name=account.name)


def test_the_same_invitation_sent_twice_makes_one_person(office):
    given = {"name": "New", "email": "new@mail.example", "role": "contributor", "organisation": make_organisation().pk,
             "once": "the same key"}  # fmt: skip
    first, second = office.post("/people/invite/", given), office.post("/people/invite/", given)
    assert first["Location"] == second["Location"]
    assert Letter.objects.count() == 1


def test_one_address_has_one_account_however_it_is_written(office):
    make_account("contributor", email="somebody@mail.example")
    office.post("/people/invite/", {"name": "X", "email": "SomeBody@mail.example", "role": "contributor",
                                    "organisation": make_organisation().pk})  # fmt: skip
    assert Account.objects.filter(email__iexact="somebody@mail.example").count() == 1


def test_the_second_saver_of_details_sees_the_first(client):
    account = make_account("contributor")
    client.force_login(account)
    opened = {"name": "Mine", "initial-name": account.name, "version": account.version}
    client.post("/account/details/", opened | {"name": "Saved first"})
    answer = client.post("/account/details/", opened)
    assert answer.status_code == 409
    assert "Saved first" in answer.content.decode()
    account.refresh_from_db()
    assert account.name == "Saved first"


def test_taking_away_the_second_step_signs_the_person_out_and_asks_for_a_new_one(office):
    account = make_account()
    give_app(account)
    client = Client()
    client.force_login(account)
    office.post(f"/people/{account.pk}/second-step/", {"reason": "Lost telephone, seen in person"})
    client = Client()
    client.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    assert client.get("/")["Location"] == "/account/second-step/"


def test_the_list_of_people_asks_the_same_number_of_questions_for_many(
    office, django_assert_max_num_queries, count
):
    for _ in range(30):
        make_account("delivery_partner")
    with django_assert_max_num_queries(12) as asked:
        assert "31 people" in office.get("/people/").content.decode()
    count("questions to the database for the list of people", len(asked))


def test_a_page_asks_one_question_about_the_viewer(django_assert_num_queries):
    account = make_account()
    with django_assert_num_queries(1):
        viewer_of(account)


def test_the_first_administrator_gets_a_link_and_no_password_is_typed(capsys, db):
    from django.core.management import call_command

    call_command(
        "create_administrator", email="boss@mail.example", name="Boss", organisation="The Partnership"
    )
    account = Account.objects.get()
    assert link_to(account) in capsys.readouterr().out
    assert not account.has_usable_password()
    assert account.roles.get().role == "administrator"
    assert AuditEntry.objects.get().actor == "Commonweal (automatic)"
