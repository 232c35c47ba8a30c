"""Is every change audited once, in its own transaction, and refused where it must be?"""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history, verify_chain
from commonweal.ground.audit.writes import Stale, write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer

pytestmark = pytest.mark.django_db
AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)
MANAGER = Viewer(account_id=1, name="Partnership manager", grants=frozenset({("partners.edit", None)}))
STRANGER = Viewer(account_id=2, name="A stranger")


@write("added the organisation", permission="partners.edit")
def add(*, name, by, at):
    return Organisation.objects.create(name=name, kind="council")


@write("renamed the organisation", permission="partners.edit", locks="organisation")
def rename(*, organisation, name, by, at):
    if not name:
        raise NotPossible("An organisation needs a name.")
    organisation.name = name
    organisation.save()
    return organisation


@write("tried to write twice", permission=None)
def nest(*, by, at):
    return add(name="Nested", by=by, at=at)


def test_a_change_leaves_one_entry_that_says_what_changed():
    council = add(name="Harrow", by=MANAGER, at=AT)
    rename(organisation=council, name="London Borough of Harrow", by=MANAGER, at=AT)
    made, renamed = AuditEntry.objects.order_by("sequence")
    assert (made.words, made.before, made.subject_version) == ("added the organisation", "", 1)
    assert (renamed.changed, renamed.subject_version, renamed.before) == ("name", 2, made.after)
    assert [e.sequence for e in list_history(council)] == [2, 1]
    assert verify_chain() == (2, None)


def test_a_refusal_changes_nothing_and_is_kept():
    council = add(name="Harrow", by=MANAGER, at=AT)
    with pytest.raises(Refused):
        rename(organisation=council, name="Mine", by=STRANGER, at=AT)
    assert Organisation.objects.get().name == "Harrow"
    assert AuditEntry.objects.last().outcome == "refused"


def test_what_is_not_possible_leaves_no_entry():
    council = add(name="Harrow", by=MANAGER, at=AT)
    with pytest.raises(NotPossible):
        rename(organisation=council, name="", by=MANAGER, at=AT)
    assert AuditEntry.objects.count() == 1


def test_a_stale_save_is_told_who_came_first():
    council = add(name="Harrow", by=MANAGER, at=AT)
    rename(organisation=council, name="First", version=1, by=MANAGER, at=AT)
    with pytest.raises(Stale) as stale:
        rename(organisation=council, name="Second", version=1, by=MANAGER, at=AT)
    assert stale.value.last.actor == "Partnership manager"
    assert Organisation.objects.get().name == "First"


def test_the_same_submission_twice_makes_one_record():
    first = add(name="Harrow", once="key", by=MANAGER, at=AT)
    assert add(name="Harrow", once="key", by=MANAGER, at=AT) == first
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("sent", ["\0", "key\0", "k" * 65])
def test_a_key_that_no_browser_of_ours_sends_breaks_nothing(sent):
    first = add(name="Harrow", once=sent, by=MANAGER, at=AT)
    kept = AuditEntry.objects.get().once
    assert kept == {"\0": None, "key\0": "key", "k" * 65: "k" * 64}[sent]
    assert not kept or add(name="Harrow", once=sent, by=MANAGER, at=AT) == first


def test_one_write_never_calls_another():
    with pytest.raises(RuntimeError, match="inside another write"):
        nest(by=MANAGER, at=AT)


def test_an_error_after_the_change_leaves_neither_change_nor_entry():
    @write("broke", permission=None)
    def break_after(*, by, at):
        Organisation.objects.create(name="Half done", kind="council")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_after(by=MANAGER, at=AT)
    assert not Organisation.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(change):
    add(name="Harrow", by=MANAGER, at=AT)
    rows = AuditEntry.objects.filter(sequence=1)
    spoil = {"update": lambda: rows.update(actor="Nobody"), "delete": lambda: rows._raw_delete("default")}
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        spoil[change]()
    assert verify_chain() == (1, None)
