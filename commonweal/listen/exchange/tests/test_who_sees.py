"""Who sees what on the pages of trusted exchange, and is what is hidden not even noticed?"""

from __future__ import annotations

import re

import pytest

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.people.tests.pages import markup
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.models import IdentityOpening, KeptIdentity, RelayRecipient
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT
from commonweal.listen.exchange.tests.pages_of_exchange import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_2010")]


def test_an_identity_is_opened_with_a_reason_for_ten_minutes_and_oversight_reads_why(world):
    import time_machine

    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    desk, member = browser(world.desk), browser(world.member)
    page = f"/trusted/relationships/{world.relationship.pk}/"
    assert "Zebedee" not in markup(desk.get(page)) + markup(desk.get(f"{page}who/"))
    assert "somebody who was not there" in markup(desk.post(f"{page}open/", {"reason": "Need it"}))
    why = "Their shop was attacked and I am on leave from tomorrow"
    opened = desk.post(f"{page}open/", {"reason": why})
    assert opened.status_code == 303
    assert "Zebedee Quill" in markup(desk.get(opened["Location"]))
    reads = AuditEntry.objects.filter(outcome="read", words__contains="who a trusted relationship is with")
    assert reads.count() == 1
    seen = markup(member.get("/trusted/oversight/"))
    assert why in seen
    assert "Zebedee" not in seen
    notice = Message.objects.get(account_id=world.member.account_id)
    assert notice.address == "/trusted/oversight/"
    assert browser(world.colleague).get(opened["Location"]).status_code == 404
    assert member.get(opened["Location"]).status_code == 404
    with time_machine.travel(AT.replace(minute=10), tick=False):
        closed = markup(desk.get(opened["Location"]))
    assert "Zebedee" not in closed
    assert "closed again" in closed


def test_nothing_says_whether_there_is_a_name(world):
    desk = browser(world.desk)
    pages = [f"/trusted/relationships/{world.relationship.pk}/{p}" for p in ("", "open/", "who/", "change/")]

    def without_the_moment(client):
        found = "".join(markup(client.get(p)) for p in [*pages, "/trusted/"])
        return re.sub(
            r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|name="(initial-)?version"[^>]*>', "", found
        )

    before = without_the_moment(desk)
    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    assert KeptIdentity.objects.exists()
    assert without_the_moment(desk) == before


def test_no_entry_of_the_audit_says_that_a_name_was_kept(world):
    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.changed) == ("exchange.change_relationship", "")
    assert not AuditEntry.objects.filter(action__contains="identity").exists()


def test_an_analyst_reads_what_was_shared_and_never_from_whom(world):
    hidden = factories.tell(world, is_shareable=False, words="Only for the desk")
    analyst = browser(world.analyst)
    seen = markup(analyst.get("/trusted/exchanges/")) + markup(
        analyst.get(f"/trusted/exchanges/{world.exchange.pk}/")
    )
    assert "harvest" in seen
    assert "Only for the desk" not in seen
    assert "relationships/" not in seen
    assert analyst.get(f"/trusted/exchanges/{hidden.pk}/").status_code == 404
    assert analyst.get(f"/trusted/relationships/{world.relationship.pk}/").status_code == 404


def test_somebody_who_may_not_see_a_relationship_gets_the_same_pages_without_it(world, count):
    """The relationship, what was said in it only for the desk, and its opened name change nothing for others."""
    pages = [
        "/",
        "/trusted/",
        "/trusted/exchanges/",
        "/trusted/relays/",
        "/trusted/promise/",
        "/trusted/oversight/",
    ]
    others = {k: v for k, v in world.everybody().items() if k not in {"desk", "member", "auditor"}}

    def all_pages():
        found = {}
        for name, who in [*others.items(), ("nobody", None)]:
            client = browser(who)
            for page in pages:
                words = re.sub(
                    r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", markup(client.get(page))
                )
                found[name, page] = words
        return found

    before = all_pages()
    secret = factories.begin(world, community=factories.community("Somali"), purpose="Something else")
    writes.keep_identity(relationship=secret, name="Zebedee Quill", by=world.desk, at=AT)
    factories.tell(world, relationship=secret, is_shareable=False)
    after = all_pages()
    assert {key for key in after if after[key] != before[key]} == set()
    for who in others.values():
        for page in (f"relationships/{secret.pk}/", f"relationships/{secret.pk}/open/"):
            assert browser(who).get(f"/trusted/{page}").status_code == 404
    count("G4 pages that a hidden relationship does not change", len(after))
    assert len(after) >= 40


def test_everybody_may_read_the_promise(world):
    seen = markup(browser(None).get("/trusted/promise/"))
    assert "never handed to a body that enforces immigration law" in seen
    assert "It cannot undo what somebody says elsewhere" in seen
    assert "2 working days" in seen


def test_what_is_taken_back_leaves_every_page(world):
    relay = factories.relay(world)
    partner = browser(world.partner)
    recipient = RelayRecipient.objects.get()
    partner.post(f"/trusted/received/{recipient.pk}/accept/", {"version": recipient.version})
    world.exchange.refresh_from_db()
    gone = browser(world.desk).post(
        f"/trusted/exchanges/{world.exchange.pk}/take-back/", {"version": world.exchange.version}
    )
    assert gone.status_code == 303
    for who in world.everybody().values():
        client = browser(who)
        for page in (
            f"exchanges/{world.exchange.pk}/",
            f"relays/{relay.pk}/",
            f"received/{recipient.pk}/",
            "relays/",
        ):
            seen = markup(client.get(f"/trusted/{page}"))
            assert "About 400" not in seen
            assert "harvest" not in seen
    assert "Destroy what you kept" in markup(partner.get(f"/trusted/received/{recipient.pk}/"))


def test_openings_are_kept_even_where_nobody_was_kept(world):
    desk = browser(world.desk)
    why = {"reason": "A colleague asked me whom to ring about the event"}
    opened = desk.post(f"/trusted/relationships/{world.relationship.pk}/open/", why)
    assert "Nobody is kept" in markup(desk.get(opened["Location"]))
    assert IdentityOpening.objects.count() == 1
