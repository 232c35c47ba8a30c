"""Can the demonstration's door be reached anywhere but in the demonstration?"""

import importlib
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, get_resolver, reverse

from commonweal.ground.audit.tests.on_a_file import run_on_a_file
from commonweal.ground.people.tests.factories import make_account

VIEWS = "commonweal.ground.people.demonstration.views"
IN_DEMONSTRATION = """
from django.test import Client
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.audit.models import AuditEntry
account = make_account("partnership_manager")
nobody = make_account("")
client = Client()
out = {"front": client.get("/")["Location"].split("?")[0]}
page = client.get("/demonstration/").content.decode()
out["names"] = account.name in page and "Read in the plan you already have" in page and "Harrow Council" in page
out["banner"] = "Demonstration." in page
out["by get"] = client.get(f"/demonstration/{account.pk}/").status_code
out["nobody"] = client.post(f"/demonstration/{nobody.pk}/").status_code
strict = Client(enforce_csrf_checks=True)
out["without token"] = strict.post(f"/demonstration/{account.pk}/").status_code
out["in"] = client.post(f"/demonstration/{account.pk}/").status_code
out["inside"] = client.get("/account/").status_code
out["kept"] = AuditEntry.objects.get().reason
out["key"] = client.session.session_key
print(json.dumps(out))
"""
ELSEWHERE = """
from django.test import Client
from django.conf import settings
from django.contrib.sessions.models import Session
from commonweal.ground.people.models import Account
import sys
client = Client()
client.cookies[settings.SESSION_COOKIE_NAME] = Session.objects.get().session_key
out = {"account": client.get("/account/").status_code, "left": Session.objects.filter(session_data__contains="x").count()}
out["session is over"] = "_auth_user_id" not in client.session
out["door"] = client.get("/demonstration/").status_code
out["push"] = client.post(f"/demonstration/{Account.objects.first().pk}/").status_code
out["imported"] = any("people.demonstration" in name for name in sys.modules)
print(json.dumps(out))
"""


@pytest.mark.django_db
def test_the_door_does_not_exist_outside_the_demonstration(client, settings, count):
    assert settings.DEMONSTRATION is False
    account = make_account()
    for path in ("/demonstration/", f"/demonstration/{account.pk}/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    for name in ("demonstration:choose", "demonstration:become"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    patterns = str(list(get_resolver().reverse_dict.items())) + str(get_resolver().url_patterns)
    assert "demonstration" not in patterns
    assert not any("people.demonstration" in app for app in settings.INSTALLED_APPS)
    count("ways to the demonstration's door that are closed elsewhere", 6)


def test_its_pages_refuse_to_be_imported():
    sys.modules.pop(VIEWS, None)
    with pytest.raises(ImproperlyConfigured):
        importlib.import_module(VIEWS)
    sys.modules.pop(VIEWS, None)


def test_its_app_refuses_to_be_installed():
    import commonweal.ground.people.demonstration as module
    from commonweal.ground.people.demonstration.apps import DemonstrationConfig

    with pytest.raises(ImproperlyConfigured):
        DemonstrationConfig("commonweal.ground.people.demonstration", module).ready()


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["serve", "test"])
def test_one_click_signs_in_and_the_session_opens_nothing_elsewhere(tmp_path, mode):
    """The same files and keys, first as a demonstration and then as a house of its own."""
    import json

    inside = json.loads(run_on_a_file(tmp_path, IN_DEMONSTRATION, mode="demo").splitlines()[-1])
    key = inside.pop("key")
    assert inside == {"front": "/demonstration/", "names": True, "banner": True, "by get": 405, "nobody": 404,
                      "without token": 403, "in": 303, "inside": 200, "kept": "one click in the demonstration"}  # fmt: skip
    elsewhere = json.loads(run_on_a_file(tmp_path, ELSEWHERE, mode=mode).splitlines()[-1])
    assert key
    assert elsewhere.pop("left") is not None
    assert elsewhere == {"account": 302, "session is over": True, "door": 404, "push": 404, "imported": False}


@pytest.mark.django_db
def test_a_session_that_says_it_is_of_the_demonstration_is_ended(client):
    client.force_login(make_account())
    session = client.session
    session["demonstration"] = True
    session.save()
    assert client.get("/account/").status_code == 302
