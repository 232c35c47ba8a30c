"""Can those who raised an issue at an engagement read what was done, each with their own receipt, and nobody else's words?"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from commonweal.ground.people.tests.pages import at_the_time, text_of
from commonweal.ground.visibility.rules import PUBLIC_VIEWER, Refused
from commonweal.listen.engagement.models import IssueAddition, IssueReceipt
from commonweal.listen.engagement.reads.receipts import receipt_of
from commonweal.listen.engagement.tests import factories as engaging
from commonweal.listen.engagement.writes import receipts as issue_writes
from commonweal.listen.exchange.tests.factories import AT
from commonweal.listen.exchange.tests.pages_of_exchange import browser

pytestmark = pytest.mark.django_db
KEY, OTHER = "k" * 40, "o" * 40
PAGE = "/told-back/"
in_july_2010 = at_the_time(AT)


def test_each_of_those_who_raised_an_issue_reads_their_own_words_and_nobody_elses():
    by = engaging.who(engaging.officer())
    issue = engaging.issue()
    for key in (KEY, OTHER):
        issue = issue_writes.hand_receipt(issue=issue, key=key, **by)
    issue = issue_writes.tell_holders(issue=issue, text="The lamps are mended", **by)
    one, two = receipt_of(KEY, "issue"), receipt_of(OTHER, "issue")
    Client().post(PAGE, {"receipt": one, "said": "1", "is_right": "no", "text": "Two are dark"})
    assert "Two are dark" in text_of(Client().post(PAGE, {"receipt": one}))
    assert "Two are dark" not in text_of(Client().post(PAGE, {"receipt": two}))
    assert IssueReceipt.objects.count() == 2
    assert IssueAddition.objects.get().is_right == "no"
    looked_at = text_of(browser(by["by"]).get(f"/communities/issues/{issue.pk}/"))
    assert "Two are dark" in looked_at
    with pytest.raises(Refused):
        issue_writes.add_to_issue(
            issue=engaging.issue(), receipt=one, text="Elsewhere", is_right="", by=PUBLIC_VIEWER, at=AT
        )


def test_the_pages_of_an_issue_hand_out_a_receipt_and_write_to_those_who_hold_one():
    issue, client = engaging.issue(), browser(engaging.viewer(engaging.officer()))
    path = f"/communities/issues/{issue.pk}/receipt/"
    once = re.search(r'name="once" value="([^"]+)"', client.get(path).content.decode())[1]
    handed_over = client.post(path, {"once": once})
    assert handed_over["Cache-Control"] == "no-store"
    receipt = re.search(r'id="receipt">([^<]+)<', handed_over.content.decode())[1]
    assert receipt == receipt_of(once, "issue")
    tell_them = f"/communities/issues/{issue.pk}/tell-holders/"
    seen = re.search(r'name="version" value="(\d+)"', client.get(tell_them).content.decode())[1]
    assert client.post(tell_them, {"text": "The lamps are mended", "version": seen}).status_code == 303
    assert client.post(tell_them, {"text": "Again", "version": seen}).status_code == 409
    assert "The lamps are mended" in text_of(Client().post(PAGE, {"receipt": receipt}))
    analyst = browser(engaging.viewer(engaging.officer("analyst")))
    assert {analyst.get(each).status_code for each in (path, tell_them)} == {403}
    assert "The lamps are mended" in text_of(analyst.get(f"/communities/issues/{issue.pk}/"))
