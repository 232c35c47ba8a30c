"""Can no script, no other site and no plain connection read or plant a cookie of ours?"""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from commonweal.ground.people.tests.factories import make_account, sign_in

pytestmark = pytest.mark.django_db
SECURE = """
import json, django
django.setup()
from django.conf import settings as s
print(json.dumps({
    "names": [s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME, s.SAID_COOKIE_NAME],
    "secure": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE],
    "domain": [s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN],
    "path": [s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH],
    "hsts": s.SECURE_HSTS_SECONDS >= 31536000 and s.SECURE_HSTS_INCLUDE_SUBDOMAINS,
    "passkeys": s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN,
}))
"""


def test_every_cookie_is_ours_hidden_from_scripts_and_kept_from_other_sites(settings, count):
    client = Client()
    account = make_account("contributor")
    sign_in(client, account)
    client.post("/account/details/", {"name": ""})
    account.refresh_from_db()
    client.post("/account/details/", {"name": "Another name", "version": account.version})
    ours = {
        settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE_NAME,
        settings.SAID_COOKIE_NAME,
    }  # fmt: skip
    assert set(client.cookies) == ours
    for cookie in client.cookies.values():
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
    count("G15 cookies checked", len(client.cookies))


def test_over_https_every_cookie_is_bound_to_the_host(tmp_path):
    surroundings = os.environ | {"COMMONWEAL_HTTPS": "1", "COMMONWEAL_HOME": str(tmp_path),
                                 "DJANGO_SETTINGS_MODULE": "commonweal.config.settings"}  # fmt: skip
    said = json.loads(subprocess.check_output([sys.executable, "-c", SECURE], env=surroundings, text=True))
    assert all(name.startswith("__Host-") for name in said["names"])
    assert said == {"names": said["names"], "secure": [True, True], "domain": [None, None], "path": ["/", "/"],
                    "hsts": True, "passkeys": False}  # fmt: skip


def test_signing_in_changes_the_session_key_and_the_token(client):
    account = make_account("contributor")
    client.get("/sign-in/")
    client.session.save()
    before = client.session.session_key
    sign_in(client, account)
    assert client.session.session_key != before
