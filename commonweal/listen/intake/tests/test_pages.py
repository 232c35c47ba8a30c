"""Can a person bring a paper, see what was understood, settle the doubts - and is nothing kept before they say so?"""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.listen.intake import reads
from commonweal.listen.intake.models import IntakeDocument
from commonweal.listen.intake.tests.factories import PLAN, kept, viewer_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client: Client, monkeypatch):
    """Signs in as somebody in the role; the second factor has its own tests."""
    from commonweal.ground.people import middleware

    monkeypatch.setattr(middleware, "has_second_factor", lambda *a, **k: True, raising=False)

    def enter(role: str) -> Account:
        body, _ = Organisation.objects.get_or_create(name="Town Council", kind="council")
        account = Account.objects.create(email=f"{role}@example.org", name=role)
        RoleHeld.objects.create(account=account, organisation=body, role=role, since_on="2001-01-01")
        client.force_login(account)
        return account

    return enter


def without_token(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def hidden(page: str, name: str) -> str:
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


def bring(client, **data):
    return client.post(reverse("intake:bring"), data)


def test_the_preview_shows_what_was_understood_and_keeps_nothing(client, sign_in):
    sign_in("partnership_manager")
    page = bring(client, text=PLAN)
    assert page.status_code == 200
    assert "1 action" in page.content.decode()
    assert "Nothing has been kept yet" in page.content.decode()
    assert not IntakeDocument.objects.exists()


def test_keeping_stores_exactly_what_was_shown_and_only_once(client, sign_in):
    sign_in("partnership_manager")
    page = bring(client, text=PLAN).content.decode()
    form = {"preview": hidden(page, "preview"), "once": hidden(page, "once")}
    first = client.post(reverse("intake:keep"), form)
    second = client.post(reverse("intake:keep"), form)
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    document = IntakeDocument.objects.get()
    assert [line["text"] for line in document.lines if line["text"]] == PLAN.split("\n")[:-1]


def test_a_changed_preview_is_not_kept(client, sign_in):
    sign_in("partnership_manager")
    page = bring(client, text=PLAN).content.decode()
    client.post(reverse("intake:keep"), {"preview": hidden(page, "preview")[:-4] + "abcd", "once": "x"})
    assert not IntakeDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("plan.exe", b"MZ\x90\x00" + b"\0" * 200, ""),
        ("paper.pdf", b"%PDF-1.7 broken", ""),
        ("noise.txt", b"qwerty uiop\nasdf\n", ""),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_nothing(client, sign_in, name, data, words):
    sign_in("partnership_manager")
    page = bring(client, file=SimpleUploadedFile(name, data))
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert words in page.content.decode()
    assert not IntakeDocument.objects.exists()


def test_a_file_that_is_too_large_is_dropped_while_it_arrives(client, sign_in, monkeypatch):
    from commonweal.listen.intake import uploads

    monkeypatch.setattr(uploads, "MAX_BYTES", 100_000)
    sign_in("partnership_manager")
    page = bring(client, file=SimpleUploadedFile("large.txt", b"words " * 100_000))
    assert page.status_code == 422
    assert "larger than" in page.content.decode()


def test_nothing_brought_is_said(client, sign_in):
    sign_in("partnership_manager")
    assert "Choose a file, or paste" in bring(client).content.decode()


def test_a_doubt_is_accepted_with_one_click_and_kept_with_the_person(client, sign_in):
    account = sign_in("partnership_manager")
    document = kept(viewer_in("partnership_manager", account))
    doubt = next(n for n, d in enumerate(reads.list_doubts(document)) if d.can_accept)
    answer = client.post(reverse("intake:decide", args=[document.pk]), {"doubt": doubt, "choice": "accepted"})
    assert answer.status_code == 303
    page = client.get(reverse("intake:show", args=[document.pk])).content.decode()
    assert f"Suggestion accepted by {account.name}" in page
    assert "settled a doubt" in page


def test_a_lead_can_be_written_in(client, sign_in):
    account = sign_in("partnership_manager")
    document = kept(viewer_in("partnership_manager", account))
    doubts = reads.list_doubts(document)
    lead = next(d.number for d in doubts if d.kind == "lead unmarked")
    client.post(
        reverse("intake:decide", args=[document.pk]),
        {"doubt": lead, "choice": "corrected", "typed": "Town Council"},
    )
    settled = reads.get_settled(IntakeDocument.objects.get())
    assert settled["plan"]["objectives"][0]["actions"][0]["lead"] == "Town Council"


@pytest.mark.parametrize("role", ["delivery_partner", "link_body_lead", "borough_lead"])
def test_others_see_the_reading_and_settle_nothing(client, sign_in, role):
    document = kept(viewer_in("partnership_manager"))
    sign_in(role)
    assert client.get(reverse("intake:show", args=[document.pk])).status_code == 200
    answer = client.post(reverse("intake:decide", args=[document.pk]), {"doubt": 0, "choice": "left"})
    assert answer.status_code == 403
    assert not IntakeDocument.objects.get().decisions.exists()


def test_a_contributor_cannot_tell_a_reading_from_none(client, sign_in):
    document = kept(viewer_in("partnership_manager"))
    sign_in("contributor")
    theirs = client.get(reverse("intake:show", args=[document.pk]))
    nobodys = client.get(reverse("intake:show", args=[document.pk + 1000]))
    assert theirs.status_code == nobodys.status_code == 404
    assert without_token(theirs) == without_token(nobodys)


def test_the_list_takes_few_queries_however_long_it_is(client, sign_in, django_assert_max_num_queries):
    account = sign_in("partnership_manager")
    for number in range(5):
        kept(viewer_in("partnership_manager", account), PLAN.replace("1.1", f"1.{number}"))
    with django_assert_max_num_queries(12):
        client.get(reverse("intake:list"))


def test_the_preview_names_the_lines_that_may_be_about_a_person(client, sign_in):
    sign_in("partnership_manager")
    page = bring(client, text=PLAN + "\nAsk 07700 900123\n").content.decode()
    assert "Lines that may be about a person" in page
    assert "07700 900123" in page[page.index("Lines that may") : page.index("Nothing has been kept yet")]
    assert "Lines that may be about a person" not in bring(client, text=PLAN).content.decode()


def test_a_correction_is_read_before_it_is_put_in_place(client, sign_in):
    account = sign_in("partnership_manager")
    document = kept(viewer_in("partnership_manager", account))
    address = reverse("intake:decide", args=[document.pk])
    typed = {"doubt": "0", "choice": "corrected", "typed": "Passport no. 533401372"}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "passport number" in refused.content.decode()
    asked = client.post(address, typed | {"typed": "jane.doe@mpa.gov.uk"})
    assert asked.status_code == 422
    assert hidden(asked.content.decode(), "private_seen")
    assert not document.decisions.exists()
