"""Does every role reach what the reviewed matrix says, and does whoever withdraws vanish from every page at once?"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from commonweal.config.home import PROJECT
from commonweal.ground.people.rules import all_roles
from commonweal.listen.engagement.models import (
    Commitment,
    Community,
    CommunitySize,
    Contact,
    ContactPerson,
    Engagement,
    SizeLoad,
    WorldEvent,
)
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import PHONE, SECRET, TODAY, who
from commonweal.listen.engagement.views.engagements import STEPS
from commonweal.listen.engagement.writes import desks, feedback, networks, outreach, watch

pytestmark = pytest.mark.django_db


def matrix() -> dict[tuple[str, str], dict[str, str]]:
    with (PROJECT / "policy" / "matrix.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(r["address"], r["method"]): r for r in rows if r["address"].startswith("engagement:")}


def the_world() -> dict[str, int]:
    """One of each thing; the key of each by the word before it in the path."""
    owner = make.officer()
    somali = make.community()
    make.sized(somali, {"E1": 500, "E2": 900, "E3": 30})
    desk = desks.seat_officer(desk=make.desk(), account=owner, since_on=TODAY, **who())
    desk = desks.cover_community(desk=desk, community=somali, since_on=TODAY, **who())
    worker = outreach.cover(worker=make.worker(), community=somali, since_on=TODAY, **who())
    loan = outreach.ask_for_loan(worker=worker, unit="Haringey", purpose="A protest", from_on=TODAY,
                                 until_on=TODAY + timedelta(days=9), **who())  # fmt: skip
    relationship = make.relationship(owner, desk=desk, communities=[somali])
    contact = make.contact(relationship, speaks_for=[somali])
    network = make.network(contact)
    asked = networks.ask_network(network=network, due_on=TODAY, on=TODAY, **who())
    engagement = make.engagement(desk=desk, communities=[somali], partners=[relationship.organisation])
    issue = make.issue(engagement, community=somali)
    event = watch.watch_event(
        title="An election", what="Votes", place="Somewhere", happens_on=date(2012, 7, 1), expected="Calm",
        strength="reported", basis="Two temples", review_on=TODAY, desks=[desk], communities=[somali], on=TODAY, **who(),
    )  # fmt: skip
    kept = feedback.keep_feedback(
        body=relationship.organisation, scrutiny="A board", question="Were you told?", group="Survivors", from_on=TODAY,
        until_on=TODAY, asked_count=60, answered_count=40, strength="measured", basis="A form", **who(),
    )  # fmt: skip
    return {
        "communities": somali.pk, "desks": desk.pk, "officers": desk.officers.get().pk,
        "answers-for": desk.covered.get().pk, "outreach": worker.pk, "cover": worker.cover.get().pk,
        "loans": loan.pk, "organisations": relationship.pk, "contacts": contact.pk, "networks": network.pk,
        "rounds": asked.pk, "engagements": engagement.pk, "issues": issue.pk,
        "promises": make.commitment(engagement, issue=issue).pk, "watch": event.pk, "feedback": kept.pk,
    }  # fmt: skip


def paths(world: dict[str, int]) -> list[tuple[str, str]]:
    """(name, path) of every address of the room, with the world's keys in it."""
    room = next(r for r in get_resolver().url_patterns if getattr(r, "namespace", "") == "engagement")
    found = []
    for entry in room.url_patterns:
        pattern = "/communities/" + str(entry.pattern)
        for word in re.findall(r"([\w-]+)/<int:\w+>", pattern):
            pattern = re.sub(rf"{word}/<int:\w+>", f"{word}/{world[word]}", pattern, count=1)
        events = STEPS if "<slug:event>" in pattern else [""]
        found += [(f"engagement:{entry.name}", pattern.replace("<slug:event>", event)) for event in events]
    return found


@pytest.mark.parametrize("role", [*all_roles(), ""])
def test_every_role_opens_exactly_what_the_matrix_says(role, monkeypatch, count):
    world = the_world()
    browser = make.client(make.officer(role) if role else None, monkeypatch)
    wrong, checked = [], 0
    for name, path in paths(world):
        line = matrix().get((name, "GET"))
        if line is None:
            continue
        status = browser.get(path).status_code
        allowed = line[role or "anonymous"] != "no"
        wrong += [(name, status)] if (status == 200) != allowed or status >= 500 else []
        checked += 1
    assert wrong == []
    count("engagement: pages opened by role as the matrix says", checked)


@pytest.mark.parametrize("role", [*all_roles(), ""])
def test_nobody_posts_where_the_matrix_says_no(role, monkeypatch, count):
    world = the_world()
    browser = make.client(make.officer(role) if role else None, monkeypatch)
    checked, wrong = 0, []
    for name, path in paths(world):
        line = matrix().get((name, "POST"))
        if line is None:
            assert browser.post(path, {}).status_code in {302, 405}
        elif line[role or "anonymous"] == "no":
            answer = browser.post(path, {})
            refused = answer.status_code in {403, 404} or answer.get("Location", "").startswith("/sign-in/")
            wrong += [] if refused else [(name, answer.status_code)]
            checked += 1
    assert wrong == []
    count("engagement: posts refused by role as the matrix says", checked)


def test_the_matrix_has_a_line_for_every_address_of_the_room():
    assert {name for name, _ in paths(dict.fromkeys(SUBJECTS, 1))} == {name for name, _ in matrix()}


SUBJECTS = ("communities", "desks", "officers", "answers-for", "outreach", "cover", "loans", "organisations", "contacts", "networks", "rounds",
            "engagements", "issues", "promises", "watch", "feedback")  # fmt: skip


# Consent


def everything(browser: Any, world: dict[str, int]) -> str:
    """All that a person may read: every page and every file of the room."""
    read = []
    for name, path in paths(world):
        if (name, "GET") in matrix():
            read.append(browser.get(path, follow=True).content.decode())
    read += [
        browser.get(f"/communities/{page}/?format=csv").content.decode()
        for page in ("not-heard", "engagements")
    ]
    return "\n".join(read)


def test_whoever_withdraws_is_gone_from_every_page_and_file_with_one_request(monkeypatch, count):
    world = the_world()
    contact = Contact.objects.get()
    owner = contact.relationship.owner
    browser = make.client(owner, monkeypatch)
    before = everything(browser, world)
    assert SECRET in before
    assert PHONE in before
    assert "Secretary of the forum" in before
    answer = browser.post(
        reverse("engagement:end_contact", args=[contact.pk]), {"because": "withdrawn", "version": 1}
    )
    assert answer.status_code == 303
    after = everything(browser, world)
    for word in (SECRET, PHONE, "Secretary of the forum", "To be asked about tension"):
        assert word not in after
    assert browser.get(reverse("engagement:contact", args=[contact.pk])).status_code == 404
    assert not ContactPerson.objects.exists()
    count("engagement: pages and files read after a withdrawal", len(paths(world)) + 2)


def test_whose_consent_has_run_out_is_on_no_page_from_that_day_on(monkeypatch):
    world = the_world()
    Contact.objects.update(expires_on=TODAY)
    browser = make.client(Contact.objects.get().relationship.owner, monkeypatch)
    after = everything(browser, world)
    for word in (SECRET, PHONE, "Secretary of the forum"):
        assert word not in after


def test_who_a_contact_is_is_shown_to_the_owner_and_the_reading_is_kept(monkeypatch):
    from commonweal.ground.audit.models import AuditEntry

    the_world()
    contact = Contact.objects.get()
    path = reverse("engagement:contact", args=[contact.pk])
    assert SECRET in make.client(contact.relationship.owner, monkeypatch).get(path).content.decode()
    assert AuditEntry.objects.filter(outcome="read", subject_type="engagement.contact").count() == 1
    for role in ("desk_officer", "borough_lead", "analyst"):
        page = make.client(make.officer(role), monkeypatch).get(path).content.decode()
        assert SECRET not in page
        assert PHONE not in page
        assert "Secretary of the forum" in page


# Sizes and who has not been heard


def test_a_community_below_the_floor_is_not_named_and_the_page_says_so(monkeypatch):
    world = the_world()
    browser = make.client(make.officer("analyst"), monkeypatch)
    page = browser.get(reverse("engagement:show", args=[world["communities"]])).content.decode()
    assert ">30<" not in page
    assert "Fewer than 100 people" in page
    assert "Hidden to protect a small number elsewhere" in page
    assert "2 areas are not shown" in page
    gaps = browser.get(reverse("engagement:not_heard")).content.decode()
    assert "Area E3" not in gaps
    assert "1 place is not listed" in gaps


def test_oversight_reads_the_gaps_and_nothing_of_what_was_said(monkeypatch):
    the_world()
    make.community("Tamil", known_gaps="Nobody counts them")
    browser = make.client(make.officer("authority_member"), monkeypatch)
    page = browser.get(reverse("engagement:not_heard")).content.decode()
    assert "Tamil" in page
    assert "Somali" in page
    for hidden in ("An evening in the hall", "They ask why", "Forum 0", SECRET, "Secretary of the forum"):
        assert hidden not in page


def test_the_file_of_gaps_calculates_nothing_and_says_the_same_as_the_page(monkeypatch):
    the_world()
    make.community("=HYPERLINK(1)")
    make.community("@SUM(A1)")
    browser = make.client(make.officer("analyst"), monkeypatch)
    text = browser.get(reverse("engagement:not_heard") + "?format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert {row[0] for row in rows[1:]} == {"Somali", "'=HYPERLINK(1)", "'@SUM(A1)"}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert len(rows) == 1 + 4


def test_what_was_held_in_a_ward_counts_for_its_borough_and_all_of_london_counts_elsewhere():
    from commonweal.listen.engagement.reads.coverage import get_coverage

    somali = make.community()
    make.sized(somali, {"E1": 500, "E2": 900})
    ward = make.area("W1", "A ward", make.area("E1"), "ward")
    make.engagement(communities=[somali], area=ward, held_on=TODAY - timedelta(days=10))
    make.engagement(communities=[somali], area=None, held_on=TODAY - timedelta(days=3))
    lines = {
        line.area.code: line for line in get_coverage(make.viewer(make.officer("analyst")), on=TODAY).lines
    }
    assert lines["E1"].effort.last_on == TODAY - timedelta(days=10)
    assert lines["E1"].elsewhere_on == TODAY - timedelta(days=3)
    assert lines["E2"].effort.last_on is None
    assert lines["E2"].elsewhere_on == TODAY - timedelta(days=3)


def table(*rows: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(
        "sizes.csv", ("community,area_code,people\n" + "\n".join(rows)).encode(), "text/csv"
    )


def details() -> dict[str, str]:
    return {"title": "A count", "source": "An office", "licence": "Open Government Licence v3.0",
            "limits": "It is old", "counted_on-day": "27",
            "counted_on-month": "3", "counted_on-year": "2011"}  # fmt: skip


def test_a_table_is_seen_before_it_is_stored_and_stored_once(monkeypatch):
    make.community()
    make.area()
    browser = make.client(make.officer("analyst"), monkeypatch)
    page = browser.post(reverse("engagement:load"), {**details(), "file": table("Somali,E09000005,512")})
    assert page.status_code == 200
    assert not SizeLoad.objects.exists()
    form = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page.content.decode()))
    for _ in range(2):
        assert browser.post(reverse("engagement:store"), form).status_code == 303
    assert CommunitySize.objects.get().people == 512
    assert SizeLoad.objects.get().licence == "Open Government Licence v3.0"


def test_a_table_with_a_bad_row_is_not_offered_for_storing(monkeypatch):
    make.community()
    make.area()
    browser = make.client(make.officer("analyst"), monkeypatch)
    page = browser.post(
        reverse("engagement:load"), {**details(), "file": table("Somali,E09000005,512", "X,E09000005,1")}
    )
    assert page.status_code == 422
    assert "no community is called" in page.content.decode()
    assert 'name="mark"' not in page.content.decode()
    browser.post(reverse("engagement:store"), {**details(), "mark": "0" * 64})
    assert not SizeLoad.objects.exists()


# The public list


def test_the_public_list_shows_what_is_released_and_never_what_is_confidential(monkeypatch):
    shown = make.commitment(you_said="You asked aloud", made_on=TODAY)
    make.commitment(
        you_said="Whispered", is_confidential=True, confidential_reason="It would point at one family"
    )
    make.commitment(you_said="Not released yet")
    Commitment.objects.filter(pk=shown.pk).update(released_on=TODAY)
    for account in (None, make.officer()):
        page = make.client(account, monkeypatch).get("/you-said-we-did/").content.decode()
        assert "You asked aloud" in page
        for hidden in ("Whispered", "Not released yet", "point at one family", "An evening in the hall"):
            assert hidden not in page


# Forms as people send them


def test_a_desk_officer_logs_hears_promises_and_tells_back(monkeypatch):
    somali = make.community()
    browser = make.client(make.officer(), monkeypatch)
    day = {"held_on-day": "1", "held_on-month": "6", "held_on-year": "2012"}
    strong = {"strength": "reported", "basis": "Notes"}
    answer = browser.post(reverse("engagement:log"), {
        "title": "A visit", "kind": "visit", "purpose": "To listen", "level": "consult", "communities": [somali.pk],
        "attendance": "10", "once": "a", **day, **strong,
    })  # fmt: skip
    found = Engagement.objects.get()
    assert answer["Location"] == reverse("engagement:engagement", args=[found.pk])
    browser.post(reverse("engagement:raise_issue", args=[found.pk]),
                 {"theme": "policing", "detail": "They ask why", "owed_by": "Desk", "once": "b", **strong})  # fmt: skip
    issue = found.issues.get()
    for number, (event, more) in enumerate(
        (("assess", {}), ("act", {"label": "Action 1", "address": "/plans/actions/1/"}), ("tell", {})), 1
    ):
        browser.post(reverse("engagement:carry_on", args=[issue.pk, event]),
                     {"words": f"Step {event}", "owed_by": "Desk", "version": number, **more})  # fmt: skip
    page = browser.get(reverse("engagement:issue", args=[issue.pk])).content.decode()
    assert [page.index(f"Step {event}") for event in ("assess", "act", "tell")] == sorted(
        page.index(f"Step {event}") for event in ("assess", "act", "tell")
    )
    assert 'href="/plans/actions/1/"' in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "http://evil.example", "data:text/html,x"]
)
def test_a_step_leads_only_to_this_house_or_to_a_secure_address(address, monkeypatch):
    issue = make.issue()
    browser = make.client(make.officer(), monkeypatch)
    answer = browser.post(reverse("engagement:carry_on", args=[issue.pk, "assess"]),
                          {"words": "x", "owed_by": "Desk", "label": "A page", "address": address, "version": 1})  # fmt: skip
    assert answer.status_code == 200
    assert not issue.steps.exists()


def test_a_second_saver_sees_both_texts(monkeypatch):
    community = make.community()
    browser = make.client(make.officer(), monkeypatch)
    path = reverse("engagement:change", args=[community.pk])
    form = {
        "name": "Somali",
        "basis": "ethnicity",
        "names": "",
        "known_gaps": "First",
        "tier": "public",
        "version": 1,
    }
    assert browser.post(path, form).status_code == 303
    answer = browser.post(path, {**form, "known_gaps": "Second", "initial-known_gaps": ""})
    assert answer.status_code == 409
    assert Community.objects.get().known_gaps == "First"


def test_the_author_is_not_offered_to_judge(monkeypatch):
    the_world()
    author, event = make.officer(), WorldEvent.objects.get()
    WorldEvent.objects.update(expected_by=author)
    browser = make.client(author, monkeypatch)
    assert (
        "Was it right?</a>" not in browser.get(reverse("engagement:event", args=[event.pk])).content.decode()
    )
    address = reverse("engagement:judge", args=[event.pk])
    assert browser.get(address)["Location"] == reverse("engagement:event", args=[event.pk])
    answer = browser.post(address, {"verdict": "right", "what_came": "Calm", "version": event.version})
    assert answer.status_code == 403
    assert WorldEvent.objects.get().state == "watched"


# Commands


def test_the_command_loads_a_table_or_says_why_not(tmp_path):
    make.community()
    make.area()
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("community,area_code,people\nSomali,E09000005,512\n")
    bad.write_text("community,area_code,people\nX,E09000005,512\n")
    given = {"title": "A count", "source": "An office", "licence": "Open", "counted_on": date(2011, 3, 27),
             "limits": "Old"}  # fmt: skip
    with pytest.raises(CommandError):
        call_command("communities", "sizes", str(bad), **given)
    call_command("communities", "sizes", str(good), check_only=True, **given)
    assert not SizeLoad.objects.exists()
    call_command("communities", "sizes", str(good), **given)
    assert CommunitySize.objects.get().people == 512


def test_the_real_census_tables_load(shared, count):
    """The figures of two boroughs, read here by another way."""
    folder = shared / "data" / "census"
    for name in ("Somali", "Tamil", "Pakistani", "Muslim", "Main language Polish", "Born in Sri Lanka"):
        make.community(name)
    for code, name in (("E09000005", "Brent"), ("E09000015", "Harrow")):
        make.area(code, name)
    call_command("communities", "census", str(folder))
    found = {
        (s.community.name, s.area.code): s.people
        for s in CommunitySize.objects.select_related("community", "area")
    }
    assert found["Tamil", "E09000015"] == 7102
    assert found["Somali", "E09000005"] == 12610
    assert len(found) == 12
    assert SizeLoad.objects.get().counted_on == date(2021, 3, 21)
    assert SizeLoad.objects.get().licence == "Open Government Licence v3.0"
    count("engagement: counts from real census tables", len(found))


def test_an_engagement_keeps_a_partner_that_is_not_on_the_usual_list(monkeypatch):
    council = make.make_organisation("Brent Council", "council")
    found = make.engagement(partners=[council])
    browser = make.client(make.officer(), monkeypatch)
    assert (
        "Brent Council"
        in browser.get(reverse("engagement:change_engagement", args=[found.pk])).content.decode()
    )
    new = browser.get(reverse("engagement:log")).content.decode()
    assert f'name="partners" type="checkbox" value="{council.pk}"' not in new


def test_no_page_asks_the_database_more_than_twelve_times(monkeypatch, count):
    world = the_world()
    browser = make.client(Contact.objects.get().relationship.owner, monkeypatch)
    asked = {}
    for name, path in paths(world):
        if (name, "GET") in matrix():
            with CaptureQueriesContext(connection) as queries:
                browser.get(path)
            said = [
                q["sql"]
                for q in queries.captured_queries
                if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
            ]
            asked[path] = len(said)
    assert {path: number for path, number in asked.items() if number > 12} == {}
    count("engagement: pages that ask at most twelve times", len(asked))


@pytest.mark.parametrize("address", ["list", "engagements", "relationships", "not_heard"])
def test_strange_words_in_an_address_break_no_page(address, monkeypatch):
    browser = make.client(make.officer(), monkeypatch)
    for words in ("\0", "%00", "'; drop table", "🜁" * 300, "-1", "9" * 40):
        given = dict.fromkeys(("words", "basis", "kind", "state", "short", "long"), words)
        assert browser.get(reverse(f"engagement:{address}"), given).status_code == 200


def test_strange_words_in_a_form_store_nothing(monkeypatch):
    browser = make.client(make.officer("analyst"), monkeypatch)
    for mark in ("\0", "x" * 500, ""):
        sent = {**details(), "mark": mark, "file_name": "\0", "once": "\0"}
        assert browser.post(reverse("engagement:store"), sent).status_code == 303
    assert not SizeLoad.objects.exists()
