"""The forms of signing up and signing in: one field for a phone or an e-mail address, then a code."""

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean

from .addresses import AddressField, by_kind
from .consents import record_terms


class FullNameField(forms.CharField):
    """A name as its owner writes it, family name first; never split for the person to fill in."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("Full name"), "max_length": 150} | kwargs
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"autocomplete": "name"}

    def to_python(self, value):
        return clean(super().to_python(value))


def terms_link():
    return format_html('<a href="{}">{}</a>', settings.TERMS_URL, _("Read the terms of use"))


class SignupForm(account_forms.SignupForm):
    """Name, one address, agreement. The password comes later, for whoever wants one."""

    field_order = ["full_name", "address", "agree"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        address = self.initial.get("email", "")
        # allauth asks for both addresses in two fields; we ask for one and tell it which kind it was.
        del self.fields["email"], self.fields["phone"]
        self.fields["full_name"] = FullNameField()
        self.fields["address"] = AddressField(initial=address)
        self.fields["agree"] = forms.BooleanField(
            label=_("I agree to the terms of use."),
            help_text=terms_link(),
            error_messages={"required": _("Tick the box to agree to the terms.")},
        )
        self.unfinished = None

    def clean(self):
        if address := self.cleaned_data.get("address"):
            self.cleaned_data |= by_kind(address)
        if self.cleaned_data.get("email"):
            self.cleaned_data["email"] = self.clean_email()
        cleaned = super().clean()
        if self.account_already_exists:
            # Whoever closed the page before typing the code may simply begin again.
            self.unfinished = self._begun_before()
        return cleaned

    def _begun_before(self):
        return get_user_model().objects.unfinished_signup(**by_kind(self.cleaned_data["address"]))

    def try_save(self, request):
        if self.unfinished:
            record_terms(user=self.unfinished, ip=get_adapter().get_client_ip(request))
            return self.unfinished, None
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Two taps on a slow line: the other request was first.
            self.account_already_exists = True
            self.unfinished = self._begun_before()
            return self.try_save(request)

    def custom_signup(self, request, user):
        record_terms(user=user, ip=get_adapter().get_client_ip(request))


class LoginForm(account_forms.LoginForm):
    """One field and a code; with `by=password` also the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"login": AddressField(), **{k: f for k, f in self.fields.items() if k != "login"}}

    @property
    def by_password(self):
        source = self.data if self.is_bound else self.request.GET if self.request else {}
        return source.get("by") == "password"

    def _setup_password_field(self):
        if self.by_password:
            self.fields["by"] = forms.CharField(widget=forms.HiddenInput, initial="password", required=False)
        else:
            del self.fields["password"]


class RequestLoginCodeForm(forms.Form):
    """The same one field on the page that sends a code; allauth's own form does the checking."""

    login = AddressField()

    def clean(self):
        cleaned = super().clean()
        if not (address := cleaned.get("login")):
            return cleaned
        inner = account_forms.RequestLoginCodeForm(by_kind(address))
        if inner.is_valid():
            self._user = inner._user
            return cleaned | by_kind(address)
        for errors in inner.errors.values():
            self.add_error("login", errors)
        return cleaned


class CodeMixin:
    """Six digits: a number pad on the phone, and the code offered from the message."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = self.fields["code"].widget
        widget.attrs.pop("placeholder", None)
        widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"}


class ConfirmLoginCodeForm(CodeMixin, account_forms.ConfirmLoginCodeForm):
    pass


class ConfirmEmailCodeForm(CodeMixin, account_forms.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmPasswordResetCodeForm(CodeMixin, account_forms.ConfirmPasswordResetCodeForm):
    pass


class VerifyPhoneForm(CodeMixin, account_forms.VerifyPhoneForm):
    pass


class SecondStepForm(CodeMixin, mfa_forms.AuthenticateForm):
    pass


class SecondStepAgainForm(CodeMixin, mfa_forms.ReauthenticateForm):
    pass


class ActivateAppForm(CodeMixin, totp_forms.ActivateTOTPForm):
    pass


class PersonForm(forms.ModelForm):
    """What people may change about themselves without a code."""

    full_name = FullNameField()

    class Meta:
        model = get_user_model()
        fields = ["full_name", "preferred_language"]
