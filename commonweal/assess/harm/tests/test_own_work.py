"""Does nobody agree to a version of which they wrote any part, also where somebody else wrote over it later?"""

from __future__ import annotations

import pytest

from commonweal.assess.harm import writes
from commonweal.assess.harm.models import DefinitionVersion
from commonweal.assess.harm.reads import authors, versions
from commonweal.assess.harm.tests.factories import ON, commander, make_definition, make_version, who
from commonweal.ground.audit.writes import WRITES
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.visibility.rules import Refused

pytestmark = pytest.mark.django_db
# Under the same permission, and no words of what is agreed to.
NOT_WRITING = {"harm.start_definition", "harm.take_back"}


def _reword(version, account):
    writes.reword(of=version, summary=f"Worded by {account.name}", **who(account))


def _limb(version, account):
    writes.reword_limb(
        of=version, limb=version.limbs.get(number=1), title=f"By {account.name}", words="Conduct of the kind 0",
        **who(account),
    )  # fmt: skip


def _case(version, account):
    writes.try_case(of=version, case=version.cases.get(number=1), found="within", **who(account))


def of_both(name):
    """Somebody who writes definitions and sits on the authority, too."""
    account, body = commander(name), make_organisation("Invented authority", "oversight")
    RoleHeld.objects.get_or_create(
        account=account, organisation=body, role="authority_member", defaults={"since_on": ON}
    )
    return account


def agree(version, account):
    body = make_organisation("Invented authority", "oversight")
    return writes.agree(of=version, agreed_with=body, decision="Minute 7", **who(account))


@pytest.mark.parametrize("way", [_reword, _limb, _case])
def test_whoever_wrote_any_part_does_not_agree_to_it(way):
    version, another = make_version(), of_both("another")
    for account in (another, commander()):
        way(version, account)
    writes.consult(of=version, **who(commander()))
    version.refresh_from_db()
    assert another.pk not in (version.drafted_by_id, version.consulting_by_id), (
        "or the row itself would remember"
    )
    assert "agree" not in versions.events_open_to(version, get_viewer(another, on=ON))
    with pytest.raises(Refused, match="Somebody else has to do this"):
        agree(version, another)
    assert "agree" in versions.events_open_to(version, get_viewer(of_both("silver"), on=ON))
    assert agree(version, of_both("silver")).state == "agreed"


def test_whoever_sent_it_out_before_it_was_taken_back_does_not_agree_to_it_either():
    version, another = make_version(), of_both("another")
    writes.consult(of=version, **who(another))
    writes.take_back(of=version, reason="One limb is too wide", **who(commander()))
    writes.consult(of=version, **who(commander()))
    with pytest.raises(Refused, match="Somebody else has to do this"):
        agree(DefinitionVersion.objects.get(pk=version.pk), another)


def test_every_write_under_the_permission_to_edit_is_known_as_writing_or_said_to_be_none():
    """A new one that is in neither list would let its author agree to it."""
    assert make_definition().versions.exists()
    ours = {
        name
        for name, change in WRITES.items()
        if name.startswith("harm.") and change.permission == "harm.edit"
    }
    assert ours == {*authors.WRITING, *NOT_WRITING}
