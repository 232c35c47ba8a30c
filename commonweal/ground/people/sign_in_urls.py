"""Addresses of signing in: only these of the library's pages exist. No sign-up, no social accounts, no e-mail codes."""

from allauth.account.views import login, reauthenticate
from allauth.mfa.base.views import authenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_code
from allauth.mfa.webauthn.views import login_webauthn, reauthenticate_webauthn
from django.urls import path

from commonweal.ground.people.views import sign_in

# The library asks for its own names; sign_in and sign_out are ours.
urlpatterns = [
    path("sign-in/", login, name="account_login"),
    path("sign-in/", login, name="sign_in"),
    path("sign-in/code/", authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("account/confirm/", reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", reauthenticate_by_code, name="mfa_reauthenticate"),
    path("account/confirm/passkey/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/second-step/", sign_in.second_step, name="mfa_index"),
    path("account/second-step/", sign_in.second_step, name="mfa_deactivate_totp"),
    path("account/second-step/app/", sign_in.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/second-step/passkey/", sign_in.AddPasskey.as_view(), name="mfa_add_webauthn"),
]
