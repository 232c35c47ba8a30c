"""Does nobody agree to what they wrote, also where somebody else wrote over it later?"""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from commonweal.act.agreements import writes
from commonweal.act.agreements.models import Agreement
from commonweal.act.agreements.reads import agreements, authors
from commonweal.act.agreements.tests.factories import (
    ON,
    areas,
    commander,
    make_agreement,
    make_organisation,
    make_version,
    who,
)
from commonweal.act.agreements.writes import agreeing
from commonweal.ground.audit.writes import WRITES
from commonweal.ground.visibility.rules import Refused

pytestmark = pytest.mark.django_db
# Under the same permission, and no part of the text that is agreed to.
NOT_WRITING = {
    "agreements.sign", "agreements.end_agreement", "agreements.link_operation", "agreements.add_risk",
    "agreements.review_risk", "agreements.plan_deployment",
}  # fmt: skip


def _reword(agreement, account):
    words = ("nature", "purpose", "funding", "limits", "exit_terms", "from_on", "until_on")
    agreeing.edit_agreement(
        agreement=agreement, title=f"Worded by {account.name}", owner=agreement.owner, definition=agreement.definition,
        drift_from_number=20, **{name: getattr(agreement, name) for name in words}, **who(account),
    )  # fmt: skip


def _aim(agreement, account):
    agreeing.set_scope(agreement=agreement, limbs=["1"], areas=areas(), **who(account))


def _invite(agreement, account):
    body = make_organisation(f"Invited by {account.name}", "council")
    agreeing.add_party(agreement=agreement, organisation=body, part="party", post="A head", **who(account))


def _sign(agreement):
    for party in agreement.parties.all():
        agreeing.sign(agreement=agreement, party=party, signed_on=ON, **who(commander()))


def _offered(agreement, account):
    viewer = who(account)["by"]
    fresh = Agreement.objects.get(pk=agreement.pk)
    return agreements.events_open_to(fresh, viewer, agreements.picture_of(fresh, viewer))


@pytest.mark.parametrize("way", [_reword, _aim, _invite])
def test_whoever_wrote_any_part_neither_agrees_nor_brings_it_into_force(way):
    agreement = make_agreement(definition=make_version("agreed").definition)
    another = commander("another")
    for account in (another, commander()):
        way(agreement, account)
    _sign(agreement)
    assert Agreement.objects.get(pk=agreement.pk).drafted_by != another, "or the row itself would remember"
    assert "agree" not in _offered(agreement, another)
    with pytest.raises(Refused, match="Somebody else has to do this"):
        agreeing.agree(agreement=agreement, **who(another))
    assert "agree" in _offered(agreement, commander("silver"))
    agreeing.agree(agreement=agreement, **who(commander("silver")))
    assert "bring-into-force" not in _offered(agreement, another)
    with pytest.raises(Refused, match="Somebody else has to do this"):
        agreeing.bring_into_force(agreement=agreement, **who(another))
    assert agreeing.bring_into_force(agreement=agreement, **who(commander("silver"))).state == "in_force"


def test_whoever_only_kept_that_a_party_signed_may_agree():
    agreement = make_agreement()
    party = agreement.parties.first()
    agreeing.sign(agreement=agreement, party=party, signed_on=ON, **who(commander("silver")))
    assert "agree" in _offered(agreement, commander("silver"))
    assert agreeing.agree(agreement=agreement, **who(commander("silver"))).state == "agreed"


def test_every_write_under_the_permission_to_edit_is_known_as_writing_or_said_to_be_none():
    """A new one that is in neither list would let its author agree to it."""
    for module in pkgutil.iter_modules(writes.__path__, f"{writes.__name__}."):
        importlib.import_module(module.name)
    ours = {
        name
        for name, change in WRITES.items()
        if name.startswith("agreements.") and change.permission == "agreements.edit"
    }
    assert ours == {*authors.WRITING, *NOT_WRITING}
