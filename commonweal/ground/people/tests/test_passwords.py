"""Are easy passwords refused with a reason, and is nothing asked that only annoys?"""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from commonweal.ground.people.models import Account
from commonweal.ground.people.tests.factories import make_account, make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    ["short pass", "eleven char", "passwordpassword", "Password12345!", "123456789012", "aaaaaaaaaaaaaa", "abababababab",
     "qwertyuiopqwertyuiop", "commonweal is fine", "Rosalind was here", "I am in harrow today", "rosalind.quill@1",
     "lovelylovely!!", "sunshine2010!!"],
)  # fmt: skip
def test_an_easy_password_is_refused(password, count):
    account = make_account(
        email="rosalind.quill@mail.example", organisation=make_organisation("Harrow Council")
    )
    Account.objects.filter(pk=account.pk).update(name="Rosalind Quill")
    account.refresh_from_db()
    with pytest.raises(ValidationError):
        validate_password(password, account)
    count("easy passwords refused", 1)


@pytest.mark.parametrize(
    "password",
    ["four words not related", "nocapitalsnofigures", "ünïcödé wörds ärè fïné", "  spaces at both ends  ", "x1" * 2 + "correct horse",
     "quiet otters " * 15],
)  # fmt: skip
def test_a_long_password_needs_nothing_else(password):
    validate_password(password, make_account())


def test_without_a_second_step_fifteen_characters_are_needed():
    fourteen = "otter lantern!"
    validate_password(fourteen, make_account("partnership_manager"))
    with pytest.raises(ValidationError, match="15"):
        validate_password(fourteen, make_account("contributor"))
    with pytest.raises(ValidationError, match="15"):
        validate_password(fourteen)


def test_128_characters_and_more_are_taken_and_a_megabyte_is_not():
    validate_password("an otter mends seven lanterns at dusk, " * 5, make_account())
    with pytest.raises(ValidationError):
        validate_password("otter" * 200_000, make_account())
