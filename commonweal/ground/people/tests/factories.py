"""People for tests: with a password, a role and, where the role needs it, a second step."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.hashers import make_password
from django.test import Client

from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.visibility.rules import Viewer

PASSWORD = "quiet otters mend seven lanterns"
SINCE = date(2010, 1, 1)
AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)


def make_organisation(name: str = "Harrow Council", kind: str = "council") -> Organisation:
    found = Organisation.objects.filter(name=name).first()
    return found or Organisation.objects.create(name=name, kind=kind)


def make_account(
    role: str = "partnership_manager", *, email: str = "", organisation: Organisation | None = None
) -> Account:
    number = Account.objects.count() + 1
    title = all_roles()[role].title if role else "Nobody in particular"
    account = Account(email=email or f"person{number}@mail.example", name=f"{title} {number}")
    account.password = _hashed(PASSWORD)
    account.save()
    if role:
        RoleHeld.objects.create(
            account=account, role=role, organisation=organisation or make_organisation(), since_on=SINCE
        )
    return account


@cache
def _hashed(password: str) -> str:
    return make_password(password)


def give_app(account: Account) -> Authenticator:
    return TOTP.activate(account, generate_totp_secret()).instance


def code_of(app: Authenticator, *, steps: int = 0) -> str:
    """What the app shows now, or some steps of thirty seconds later."""
    return format_hotp_value(hotp_value(decrypt(app.data["secret"]), int(time.time()) // 30 + steps))


def viewer_of(account: Account) -> Viewer:
    return get_viewer(account, on=date.today())


def sign_in(client: Client, account: Account) -> Client:
    """As the browser does it: the password, and then the second step where there is one."""
    answer = client.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    app = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if app:
        assert answer["Location"] == "/sign-in/code/", answer["Location"]
        answer = client.post("/sign-in/code/", {"code": code_of(app)})
    assert answer.status_code == 302
    return client


def try_password(client: Client, email: str, password: str = "not the right one at all") -> Any:
    return client.post("/sign-in/", {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return bool(client.get("/account/").status_code == 200)
