"""What does a person type to sign in, to be invited and to change their account?"""

from __future__ import annotations

import re
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from commonweal.design.forms import DateField, MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people import guesses, second_step
from commonweal.ground.people.models import Account
from commonweal.ground.people.rules import role_choices
from commonweal.ground.people.seeing import record_kinds

LONGEST_PASSWORD = 200
ONE_TIME_CODE = {"autocomplete": "one-time-code", "inputmode": "text"}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].help_text = ""
        self.fields["password"].max_length = LONGEST_PASSWORD
        self.fields["password"].widget.attrs.pop("placeholder", None)


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):
    """The second step: a code from the app, or one of the recovery codes."""

    code = forms.CharField(label="Code", max_length=60, widget=forms.TextInput(attrs=ONE_TIME_CODE))
    again = False

    def clean_code(self) -> str:
        request, code = context.request, self.cleaned_data["code"]
        key = "code " + guesses.key_for(request, self.user.email)
        if not guesses.take(key, at=request.real_at):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.kind = second_step.use_code(self.user, code, at=request.at)
        if self.kind is None:
            raise get_adapter().validation_error("incorrect_code")
        guesses.forgive(key, at=request.real_at)
        return str(code)

    def save(self) -> None:
        if self.kind == "recovery":
            extra = {"reauthenticated": True} if self.again else {}
            record_authentication(context.request, self.user, "mfa", type="recovery_codes", **extra)
            return
        app = Authenticator.objects.get(user_id=self.user.pk, type=Authenticator.Type.TOTP)
        post_authentication(context.request, app, reauthenticated=self.again)


class CodeAgainForm(CodeForm):
    again = True


class AppForm(ActivateTOTPForm):
    code = forms.CharField(
        label="Code that the app shows", max_length=10, widget=forms.TextInput(attrs=ONE_TIME_CODE)
    )

    def clean_code(self) -> str:
        return re.sub(r"\s", "", super().clean_code())


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown, and pasted."""

    password = forms.CharField(
        label="New password",
        strip=False,
        help_text="At least 12 characters (15 if your role has no second step). Any characters will do.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.account)
        return str(password)


class AcceptForm(NewPasswordForm):
    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "password"]

    def clean_password(self) -> str:
        self.account.name = self.cleaned_data.get("name", self.account.name)
        return super().clean_password()


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class DetailsForm(MergeableForm):
    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class InviteForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(label="Role", choices=role_choices)
    organisation = forms.ModelChoiceField(label="Organisation", queryset=Organisation.objects.none())
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(viewer)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=role_choices)
    organisation = forms.ModelChoiceField(label="Organisation", queryset=Organisation.objects.none())
    since_on = DateField(label="From")
    until_on = DateField(label="Until", required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(viewer)  # type: ignore[attr-defined]


class ReasonForm(ScannedForm):
    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea)


class SeeAsForm(forms.Form):
    kind = forms.ChoiceField(label="Kind of record", choices=record_kinds)
    role = forms.ChoiceField(
        label="Who looks",
        required=False,
        choices=lambda: [("", "A member of the public"), *role_choices()],
    )
    organisation = forms.ModelChoiceField(
        label="Of which organisation", queryset=Organisation.objects.none(), required=False
    )
    record = forms.CharField(label="Number of one record", max_length=64, required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(viewer)  # type: ignore[attr-defined]
