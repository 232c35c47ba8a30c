"""Can the public say something without leaving a name, and read the answer with nothing but a receipt?"""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer
from commonweal.listen.engagement.rules import receipts as rules
from commonweal.listen.tension.models import ReturnReceipt, TensionReturn
from commonweal.listen.tension.reads import receipts
from commonweal.listen.tension.tests.factories import AT, KEY, public_return
from commonweal.listen.tension.writes import judging

pytestmark = pytest.mark.django_db


def test_a_public_return_keeps_no_name_address_or_account(world):
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.force_login(world.accounts["lead"])  # somebody signed in may use it too, and is not kept either
    page = client.get("/tell-us/")
    key = _key_in(page)
    answer = client.post(
        "/tell-us/",
        {
            "area": world.areas["Northwick"].pk,
            "concern": "yes",
            "what": "Signs are painted over.",
            "key": key,
        },
    )
    assert answer.status_code == 200
    sent = TensionReturn.objects.get(variant="public")
    assert (sent.drafted_by_id, sent.submitted_by_id, sent.organisation_id, sent.asking_id) == (None,) * 4
    entry = AuditEntry.objects.filter(action="tension.report_publicly").get()
    assert (entry.actor_id, entry.organisation, entry.request_id) == (None, "", "")
    kept = " ".join(str(v) for model in _all_models() for row in model.objects.values() for v in row.values())
    assert "203.0.113.77" not in kept


def _key_in(page):
    import re

    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def _all_models():
    from django.apps import apps

    return [m for m in apps.get_models() if hasattr(m, "objects")]


def test_a_receipt_is_shown_once_stored_as_a_hash_and_opens_one_return(world):
    sent = public_return(world)
    shown = receipts.receipt_of(KEY)
    assert ReturnReceipt.objects.get().receipt_hash == rules.hash_of(
        rules.as_typed(shown), ReturnReceipt.kind
    )
    assert rules.as_typed(shown) not in ReturnReceipt.objects.get().receipt_hash
    found = receipts.find_by_receipt(shown.lower())
    assert found.sent.pk == sent.pk
    assert receipts.find_by_receipt(shown[:-1]) is None


def test_receipts_cannot_be_guessed_or_enumerated(world, count):
    public_return(world)
    mine = rules.as_typed(receipts.receipt_of(KEY))
    near = {
        mine[:n] + letter + mine[n + 1 :]
        for n in range(len(mine))
        for letter in rules.LETTERS
        if letter != mine[n]
    }
    tried = [
        *near,
        "",
        "0" * 26,
        str(TensionReturn.objects.get().pk),
        ReturnReceipt.objects.get().receipt_hash,
    ]
    assert not any(receipts.find_by_receipt(typed) for typed in tried)
    count("receipts tried that are one letter from a true one", len(near))


def test_a_wrong_receipt_is_answered_alike_whatever_is_wrong_and_slowed_down(world):
    public_return(world)
    mine = rules.as_typed(receipts.receipt_of(KEY))
    wrong = mine[:-1] + ("A" if mine[-1] != "A" else "B")
    said = {
        Client().post("/tell-us/receipt/", {"receipt": typed}).status_code
        for typed in (wrong, "nonsense", "0" * 26)
    }
    assert said == {422}
    answers = [Client().post("/tell-us/receipt/", {"receipt": wrong}).status_code for _ in range(12)]
    assert 429 in answers
    assert Client().get(f"/tell-us/receipt/?receipt={mine}").status_code == 200  # never read from an address
    assert "Signs are painted" not in Client().get(f"/tell-us/receipt/?receipt={mine}").content.decode()


def test_with_the_receipt_one_reads_the_answer_and_adds_to_it_and_nobody_else_can(world):
    sent = public_return(world)
    judging.answer_return(sent=sent, text="We clean it at once.", **world.who("desk", AT))
    shown = receipts.receipt_of(KEY)
    page = Client().post("/tell-us/receipt/", {"receipt": shown})
    assert "We clean it at once." in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    Client().post("/tell-us/receipt/", {"receipt": shown, "text": "It happened again."})
    assert [(r.kind, r.said_by_id) for r in sent.replies.all()] == [
        ("answer", world.accounts["desk"].pk),
        ("addition", None),
    ]
    with pytest.raises(Refused):
        judging.add_words(sent=sent, text="I say so", receipt="", by=Viewer(), at=AT)


def test_a_key_that_is_too_short_makes_no_receipt_and_a_flood_is_slowed(world):
    with pytest.raises(NotPossible, match="too old"):
        public_return(world, key="short")
    for number in range(30):
        public_return(world, key=f"{number:040d}")
    with pytest.raises(NotPossible, match="Very many"):
        public_return(world, key="z" * 40)
    assert public_return(world, AT, key="z" * 40).state == "submitted"
