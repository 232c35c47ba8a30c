"""Do the pages say who was who, and does nobody change anything who may not?"""

from datetime import date

import pytest

from commonweal.ground.partners import reads, writes
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.tests.factories import AT, MANAGER, OrganisationFactory
from commonweal.ground.partners.views.changing import ACTS
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.pages import markup

pytestmark = pytest.mark.django_db
BY = {"by": MANAGER, "at": AT}


@pytest.fixture
def agency():
    made = writes.add_organisation(
        name="Border and Immigration Agency",
        kind="national",
        exists_from_on=date(2007, 4, 2),
        aliases=["BIA"],
        **BY,
    )
    return writes.rename_organisation(organisation=made, name="UK Border Agency", on=date(2008, 4, 1), **BY)


def test_an_organisation_is_shown_as_it_was_on_a_day(signed_in, agency):
    client = signed_in("delivery_partner")
    then = markup(client.get(f"/organisations/{agency.pk}/?on=2007-06-01"))
    assert "Border and Immigration Agency</h1>" in then
    assert "Now called UK Border Agency." in then
    assert "BIA" in then
    before = markup(client.get(f"/organisations/{agency.pk}/?on-day=1&on-month=1&on-year=2006"))
    assert "It did not exist on 1 January 2006." in before


def test_the_list_of_a_day_has_the_names_of_that_day(signed_in, agency):
    client = signed_in("contributor")
    assert "Border and Immigration Agency" in markup(client.get("/organisations/?on=2007-06-01"))
    assert "Border and Immigration Agency" not in markup(client.get("/organisations/?on=2007-01-01"))
    table = client.get("/organisations/?format=csv&on=2007-06-01").content.decode()
    assert "Border and Immigration Agency,,National body,2007-04-02,,UK Border Agency" in table
    found = markup(client.get("/organisations/?words=bia&kind=national"))
    assert "UK Border Agency" in found


def test_a_broken_seat_stands_on_the_list_and_on_the_body(signed_in):
    body = OrganisationFactory(name="Link body", kind="committee")
    writes.set_seat_rule(
        body=body, words="At least two community members", at_least=2, criterion="member_kind",
        criterion_value="community", **BY,
    )  # fmt: skip
    client = signed_in("authority_member")
    for page in ("/organisations/", f"/organisations/{body.pk}/"):
        assert "At least two community members: broken, 2 seats are not filled" in markup(client.get(page))


def test_who_was_it_in_july_2010(signed_in, agency):
    for post, since in (("Regional director", date(2009, 1, 1)), ("Head of enforcement", date(2010, 9, 1))):
        writes.name_contact(
            organisation=agency, subject="Joint working", post_title=post, since_on=since,
            email="post@example.org", **BY,
        )  # fmt: skip
    client = signed_in("delivery_partner")
    page = markup(client.get(f"/who-do-i-ask/?organisation={agency.pk}&subject=joint&on=2010-07-15"))
    assert "Regional director" in page
    assert "Head of enforcement" not in page
    now = markup(client.get(f"/organisations/{agency.pk}/"))
    assert "Who it was at other times (1)" in now


def test_the_public_tier_sees_no_contact(signed_in, agency):
    writes.name_contact(
        organisation=agency, subject="All", post_title="Regional director", since_on=date(2009, 1, 1), **BY
    )
    client = signed_in("contributor")
    assert "Regional director" not in markup(client.get("/who-do-i-ask/"))
    assert "Regional director" not in markup(client.get(f"/organisations/{agency.pk}/"))


FILLED = {
    "rename": {"name": "Another name", "on-day": "1", "on-month": "5", "on-year": "2010"},
    "earlier-name": {"name": "Before", "until_on": "2007-04-02"},
    "alias": {"alias": "UKBA"},
    "belongs-to": {"parent": "", "on": "2010-01-01"},
    "seat": {"holder": "Regional director", "role": "chair", "since_on": "2010-01-01"},
    "seat-rule": {"words": "One chair", "at_least": "1", "criterion": "role", "criterion_value": "chair"},
    "contact": {"subject": "All", "post_title": "Desk", "since_on": "2010-01-01"},
    "area": {},
    "end": {"on": "2011-01-01", "reason": "Its task was done"},
}


def test_every_act_has_its_form_here():
    assert set(FILLED) == set(ACTS)


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_only_those_who_keep_organisations_open_and_send_forms(signed_in, agency, role, count):
    client, may = signed_in(role), "partners.edit" in all_roles()[role].scopes
    pages = ["/organisations/add/", "/organisations/successions/add/", f"/organisations/{agency.pk}/change/"]
    pages += [f"/organisations/{agency.pk}/{act}/" for act in ACTS]
    for page in pages:
        assert client.get(page).status_code == (200 if may else 403), page
        sent = client.post(page, FILLED.get(page.split("/")[-2], {}))
        assert sent.status_code in ((200, 303) if may else (403,)), page
        count("Partners: forms tried by role", 1)
    assert (reads.find_organisation("UKBA") is not None) == may


@pytest.mark.parametrize("act", sorted(set(FILLED) - {"area"}))
def test_every_form_saves_and_comes_back_to_the_organisation(signed_in, agency, act):
    client = signed_in("partnership_manager")
    sent = client.post(f"/organisations/{agency.pk}/{act}/", FILLED[act])
    assert (sent.status_code, sent.url) == (303, f"/organisations/{agency.pk}/"), markup(sent)
    assert "Saved." in markup(client.get(sent.url))
    assert "Partnership manager" not in markup(client.get(f"/organisations/{agency.pk}/history/"))[:200]


def test_what_cannot_be_is_said_on_the_form_and_nothing_typed_is_lost(signed_in, agency):
    client = signed_in("partnership_manager")
    page = markup(
        client.post(f"/organisations/{agency.pk}/rename/", {"name": "Later name", "on": "2030-01-01"})
    )
    assert "This can be recorded once it has happened, not before." in page
    assert "Later name" in page


def test_two_who_change_the_same_organisation_lose_nothing(signed_in, agency):
    client = signed_in("administrator")
    opened = agency.version
    first = {"kind": "national", "short_name": "UKBA", "remit": "Borders", "version": opened}
    assert client.post(f"/organisations/{agency.pk}/change/", first).status_code == 303
    second = first | {
        "short_name": "Agency",
        "initial-short_name": "",
        "initial-remit": "",
        "initial-kind": "national",
    }
    merge = client.post(f"/organisations/{agency.pk}/change/", second)
    assert merge.status_code == 409
    assert "Agency" in markup(merge)
    assert Organisation.objects.get(pk=agency.pk).short_name == "UKBA"


def test_the_same_form_sent_twice_adds_one_organisation(signed_in):
    client = signed_in("partnership_manager")
    form = {"name": "Roma Support Group", "kind": "community", "aliases": "RSG", "once": "one-key"}
    one, two = (client.post("/organisations/add/", form) for _ in range(2))
    assert one.url == two.url
    assert reads.find_organisation("rsg").name == "Roma Support Group"


def test_a_merger_is_recorded_and_shown_on_both_sides(signed_in):
    a, b, c = (OrganisationFactory(name=name) for name in ("Operation Maxim", "Operation Swale", "SCD9"))
    client = signed_in("partnership_manager")
    form = {
        "kind": "merged",
        "before": [a.pk, b.pk],
        "after": [c.pk],
        "on": "2010-04-01",
        "why": "One command",
    }
    assert client.post("/organisations/successions/add/", form).status_code == 303
    for organisation in (a, b, c):
        page = markup(client.get(f"/organisations/{organisation.pk}/"))
        assert "merged into" in page
    assert "recorded a merger" in markup(client.get(f"/organisations/{a.pk}/history/"))
    two_after = form | {"after": [c.pk, a.pk]}
    assert "Choose one only" in markup(client.post("/organisations/successions/add/", two_after))


def test_a_seat_and_a_contact_end_by_their_own_page(signed_in, agency):
    client = signed_in("partnership_manager")
    seat = writes.add_membership(body=agency, holder="Regional director", since_on=date(2010, 1, 1), **BY)
    contact = writes.name_contact(
        organisation=agency, subject="All", post_title="Desk", since_on=date(2010, 1, 1), **BY
    )
    end = {"on": "2011-01-01", "reason": "Reorganised"}
    assert client.post(f"/organisations/{agency.pk}/seats/{seat.pk}/end/", end).status_code == 303
    assert client.post(f"/organisations/{agency.pk}/contacts/{contact.pk}/end/", end).status_code == 303
    assert not reads.list_members(agency, date(2011, 1, 1))
    assert client.get(f"/organisations/{agency.pk}/seats/999/end/").status_code == 404


def test_pages_ask_few_questions_however_much_there_is(signed_in, django_assert_max_num_queries, count):
    first = writes.add_organisation(name="First", kind="committee", **BY)
    for n in range(1, 30):
        group = writes.add_organisation(
            name=f"Group {n}", kind="community", aliases=[f"G{n}", f"Grp {n}"], **BY
        )
        writes.set_parent(organisation=group, parent=first, on=date(2010, 1, 1), **BY)
        writes.add_membership(body=first, member=group, since_on=date(2010, 1, 1), **BY)
        writes.name_contact(
            organisation=first, subject=f"Subject {n}", post_title="Desk", since_on=date(2010, 1, 1), **BY
        )
        writes.set_seat_rule(
            body=first, words=f"Rule {n}", at_least=n, criterion="role", criterion_value="member", **BY
        )
    writes.merge_organisations(organisations=[first, group], into=first, on=date(2011, 1, 1), **BY)
    client = signed_in("partnership_manager")
    for page in (
        "/organisations/", f"/organisations/{first.pk}/", f"/organisations/{first.pk}/history/",
        "/who-do-i-ask/", f"/organisations/{first.pk}/seat/", "/organisations/successions/add/",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(page).status_code == 200
        count("Partners: pages within 12 questions", 1)


def test_what_is_not_there_is_not_found(signed_in):
    client = signed_in("partnership_manager")
    body = OrganisationFactory()
    for page in ("/organisations/9999/", f"/organisations/{body.pk}/fly/"):
        assert client.get(page).status_code == 404


def test_a_cell_is_never_a_formula(signed_in):
    OrganisationFactory(name="=cmd()")
    table = signed_in("contributor").get("/organisations/?format=csv").content.decode()
    assert "'=cmd()" in table
