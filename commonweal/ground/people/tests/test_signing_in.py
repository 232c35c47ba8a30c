"""Can only the right person sign in, and only with every step that their role needs?"""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.people.models import Account, RecoveryCode, SignIn
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.second_step import make_codes
from commonweal.ground.people.tests.factories import (
    AT,
    PASSWORD,
    code_of,
    give_app,
    is_in,
    make_account,
    sign_in,
    try_password,
    viewer_of,
)
from commonweal.ground.people.writes import own_account

pytestmark = pytest.mark.django_db


def test_a_password_alone_signs_in_a_role_that_needs_no_second_step(client):
    assert is_in(sign_in(client, make_account("contributor")))
    entry = AuditEntry.objects.get(action="people.begin_session")
    assert (entry.words, entry.outcome, entry.reason) == ("signed in", "done", "password")


def test_a_password_is_hashed_with_argon2():
    assert identify_hasher(make_account().password).algorithm == "argon2"


def test_a_password_alone_does_not_sign_in_where_there_is_a_second_step(client):
    account = make_account()
    give_app(account)
    answer = try_password(client, account.email, PASSWORD)
    assert answer["Location"] == "/sign-in/code/"
    assert not is_in(client)
    assert not AuditEntry.objects.filter(action="people.begin_session").exists()


def test_the_code_of_the_app_signs_in(client):
    account = make_account()
    give_app(account)
    assert is_in(sign_in(client, account))
    assert AuditEntry.objects.get(action="people.begin_session").reason == "password, then authenticator app"


def test_a_code_works_once_in_any_session(count):
    account = make_account()
    app = give_app(account)
    code = code_of(app)
    outcomes = []
    for _ in range(5):
        client = Client()
        try_password(client, account.email, PASSWORD)
        outcomes.append(client.post("/sign-in/code/", {"code": code}).status_code)
    assert outcomes == [302, 200, 200, 200, 200]
    count("G16 replayed codes refused", 4)


def test_an_older_code_is_refused_after_a_newer_one():
    account = make_account()
    app = give_app(account)
    client = Client()
    try_password(client, account.email, PASSWORD)
    assert client.post("/sign-in/code/", {"code": code_of(app, steps=1)}).status_code == 302
    other = Client()
    try_password(other, account.email, PASSWORD)
    assert other.post("/sign-in/code/", {"code": code_of(app)}).status_code == 200
    assert not is_in(other)


def test_the_secret_of_the_app_is_not_readable_in_the_database():
    app = give_app(make_account())
    assert re.fullmatch(r"[A-Z2-7]{32}=*", app.data["secret"]) is None


def test_a_recovery_code_is_hashed_and_works_once(count):
    account = make_account()
    give_app(account)
    codes = make_codes()
    own_account.keep_recovery_codes(account=account, codes=codes, by=viewer_of(account), at=AT)
    assert not RecoveryCode.objects.filter(code_hash__in=codes).exists()
    outcomes = []
    for code in (codes[0], codes[0], codes[1].upper().replace("-", " ")):
        client = Client()
        try_password(client, account.email, PASSWORD)
        client.post("/sign-in/code/", {"code": code})
        outcomes.append(is_in(client))
    assert outcomes == [True, False, True]
    assert RecoveryCode.objects.filter(used_at=None).count() == 8
    count("G16 recovery codes used twice and refused", 1)


def test_new_recovery_codes_end_the_old_ones(client):
    account = make_account()
    give_app(account)
    old = make_codes()
    own_account.keep_recovery_codes(account=account, codes=old, by=viewer_of(account), at=AT)
    sign_in(client, account)
    shown = re.findall(
        r'<code class="cw-typed">([^<]+)', client.post("/account/recovery-codes/").content.decode()
    )
    assert len(set(shown)) == 10
    assert not set(shown) & set(old)
    assert RecoveryCode.objects.count() == 10
    assert client.get("/account/recovery-codes/").content.decode().count("cw-typed") == 0


@pytest.mark.parametrize("role", [name for name, role in all_roles().items() if role.needs_mfa])
def test_a_role_that_needs_a_second_step_opens_nothing_before_it_is_set_up(client, role, count):
    sign_in(client, make_account(role))
    paths = ["/", "/account/", "/people/", "/audit/", "/messages/", "/what-would-they-see/", "/account/password/",
             "/account/recovery-codes/", "/scales/", "/audit/export.csv"]  # fmt: skip
    for path in paths:
        for method in (client.get, client.post):
            answer = method(path)
            assert (answer.status_code, answer["Location"]) == (303, "/account/second-step/"), (path, role)
    assert client.get("/account/second-step/").status_code == 200
    count("pages closed before the second step", len(paths) * 2)


def test_setting_up_the_app_opens_the_house(client):
    sign_in(client, make_account())
    client.get("/account/second-step/app/")
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    secret = client.session["mfa.totp.secret"]
    now = list(yield_hotp_counters_from_time())[1]
    code = format_hotp_value(hotp_value(secret, now))
    assert client.post("/account/second-step/app/", {"code": code})["Location"] == "/account/recovery-codes/"
    assert is_in(client)
    # The code that set it up cannot sign anybody in.
    assert Authenticator.objects.get().data["last_counter"] == now


def test_a_session_from_before_the_second_step_begins_again(client):
    account = make_account()
    sign_in(client, account)
    give_app(account)  # set up in another session
    assert client.get("/account/")["Location"] == "/sign-in/"
    assert not SignIn.objects.none()
    assert client.get("/account/").status_code == 302


def test_the_last_second_step_of_a_role_that_needs_it_stays(client):
    account = make_account()
    app = give_app(account)
    sign_in(client, account)
    client.post(f"/account/second-step/{app.pk}/remove/")
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_a_wrong_password_an_unknown_and_a_removed_person_are_answered_alike(monkeypatch, count):
    """Same words, same status, and the same work: one hash each, which is what takes the time."""
    known, removed, invited = make_account(), make_account(), make_account()
    Account.objects.filter(pk=removed.pk).update(is_active=False)
    invited.set_unusable_password()
    invited.save()
    hashes = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(
        Argon2PasswordHasher, "encode", lambda *a, **k: (hashes.append(1), encode(*a, **k))[1]
    )
    monkeypatch.setattr(
        Argon2PasswordHasher, "verify", lambda *a, **k: (hashes.append(1), verify(*a, **k))[1]
    )
    seen = set()
    cases = [(known.email, "x" * 20), ("nobody@mail.example", "x" * 20), (removed.email, PASSWORD),
             (removed.email, "x" * 20), (invited.email, "x" * 20)]  # fmt: skip
    for email, password in cases:
        hashes.clear()
        answer = try_password(Client(), email, password)
        words = re.sub(r'(value|csrfmiddlewaretoken)="[^"]*"', "", answer.content.decode())
        seen.add((answer.status_code, words, len(hashes)))
    assert len(seen) == 1
    assert next(iter(seen))[2] == 1
    count("G16 kinds of failed sign-in answered alike", len(cases))


def test_a_forgotten_password_is_answered_alike_and_does_the_same_work(django_assert_max_num_queries):
    known = make_account()
    answers = set()
    for email in (known.email, "nobody@mail.example"):
        with django_assert_max_num_queries(20):
            answer = Client().post("/password/forgotten/", {"email": email})
        answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    assert known.letters.count() == 1


def test_the_library_pages_that_we_do_not_use_do_not_exist(client, count):
    from django.urls import NoReverseMatch, reverse

    absent = ["account_signup", "account_email", "account_inactive", "account_set_password", "mfa_signup_webauthn",
              "account_confirm_email", "account_request_login_code", "account_confirm_login_code", "mfa_trust",
              "account_reset_password", "mfa_view_recovery_codes", "mfa_download_recovery_codes",
              "socialaccount_login"]  # fmt: skip
    for name in absent:
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("/signup/", "/accounts/signup/", "/sign-up/", "/accounts/login/", "/accounts/social/login/"):
        assert client.get(path).status_code == 404
    count("pages of the library that do not exist", len(absent))


def test_every_form_needs_its_token(count):
    strict = Client(enforce_csrf_checks=True)
    account = make_account("administrator")
    strict.force_login(account)
    paths = ["/sign-out/", "/account/details/", "/account/password/", "/account/recovery-codes/", "/people/invite/",
             "/account/sessions/end-others/", f"/people/{account.pk}/remove/", f"/people/{account.pk}/give-role/",
             f"/people/{account.pk}/invite-again/", "/audit/verify/", "/messages/send/", "/messages/put-aside/",
             "/password/forgotten/", "/sign-in/passkey/", "/account/second-step/app/"]  # fmt: skip
    for path in paths:
        assert strict.post(path).status_code == 403, path
    assert Client(enforce_csrf_checks=True).post("/sign-in/").status_code == 403
    count("forms refused without their token", len(paths) + 1)
