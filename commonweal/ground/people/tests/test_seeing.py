"""Does "What would they see?" say what visible_to does, and never more than the asker may see?"""

import pytest
from django.http import Http404

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.people import seeing
from commonweal.ground.people.models import Account
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import make_account, make_organisation, viewer_of
from commonweal.ground.visibility.models import ALWAYS_PUBLIC
from commonweal.ground.visibility.pages import get_visible_or_404

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["", *all_roles()])
def test_it_says_for_every_table_and_column_what_visible_to_does(role, count):
    from django.apps import apps

    asker, them = viewer_of(make_account("administrator")), seeing.viewer_in(role, make_organisation())
    cells = 0
    for kind, _ in seeing.record_kinds():
        model = apps.get_model(kind)
        seen = seeing.see_as(kind, them, asker=asker)
        assert seen.visible == model.objects.visible_to(them).count()
        hidden = model.hidden_columns(them)
        columns = [f for f in model._meta.concrete_fields if f.name not in ALWAYS_PUBLIC]
        assert [c.is_seen for c in seen.columns] == [f.name not in hidden for f in columns]
        cells += len(columns)
    count("role × column, as shown by “What would they see?”", cells)


def test_the_asker_learns_no_value_that_they_may_not_see():
    """An administrator may ask about the audit, which they may not read."""
    boss = make_account("administrator")
    from datetime import UTC, datetime

    from commonweal.ground.audit.writes import note_read

    entry = note_read(what="a canary", by=viewer_of(boss), at=datetime.now(UTC), reason="the canary sings")
    seen = seeing.see_as(
        "audit.auditentry",
        seeing.viewer_in("oversight_auditor", None),
        asker=viewer_of(boss),
        pk=str(entry.pk),
    )
    assert seen.row.is_seen
    assert all(column.value is None for column in seen.columns)
    assert "canary" not in str(seen)


def test_looking_is_kept(client):
    client.force_login(make_account("administrator"))
    other = make_account("contributor")
    answer = client.get(f"/what-would-they-see/?kind=people.account&role=delivery_partner&record={other.pk}")
    assert "for them this record does not exist" in answer.content.decode()
    assert "delivery_partner" in AuditEntry.objects.get(outcome="read").words


@pytest.mark.parametrize("query", ["kind=nonsense", "kind=people.account&record=%00", "kind=people.account&record=9" * 3,
                                   "kind=people.account&role=king", "kind=people.account&record=99999999999999999999"])  # fmt: skip
def test_nonsense_is_answered_with_a_page(client, query):
    client.force_login(make_account("administrator"))
    assert client.get(f"/what-would-they-see/?{query}").status_code == 200


def test_not_visible_and_not_there_are_the_same_refusal():
    mine, other = make_account("contributor"), make_account("contributor")
    rows = Account.objects.visible_to(viewer_of(mine))
    assert get_visible_or_404(rows, pk=mine.pk) == mine
    sentences = set()
    for pk in (other.pk, 999_999, "no number", 2**80):
        with pytest.raises(Http404) as refusal:
            get_visible_or_404(rows, pk=pk)
        sentences.add(str(refusal.value))
    assert len(sentences) == 1
    with pytest.raises(TypeError, match="visible_to"):
        get_visible_or_404(Account.objects.all(), pk=mine.pk)
