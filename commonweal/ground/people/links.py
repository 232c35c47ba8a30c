"""Which letter does a link belong to, and what link belongs to a letter?"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from commonweal.ground.people.models import Letter

SALT = "commonweal.letter"


def token_for(letter: Letter) -> str:
    """The link itself is kept nowhere: it is signed anew when it is sent, with a key outside the database."""
    return signing.Signer(salt=f"{SALT}.{letter.kind}").sign(str(letter.pk))


def address_of(letter: Letter) -> str:
    page = "people:accept" if letter.kind == Letter.Kind.INVITATION else "people:new_password"
    return settings.ADDRESS + reverse(page, args=[token_for(letter)])


def find_letter(token: str, kind: str) -> Letter | None:
    try:
        pk = signing.Signer(salt=f"{SALT}.{kind}").unsign(token)
    except signing.BadSignature:
        return None
    return Letter.objects.filter(pk=pk, kind=kind).select_related("account").first()
