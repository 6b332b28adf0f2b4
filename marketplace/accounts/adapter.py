"""How allauth reaches our people: the phone as an address, codes through the outbox."""

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import get_user_model
from django.contrib.sites.shortcuts import get_current_site
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from marketplace.notify import sending

from .phones import BadPhone, PhoneField, normalise_phone

# allauth's mails that we word ourselves; the rest (none with today's settings) stays with allauth.
NOTIFY_TEMPLATES = {
    "account/email/login_code": "sign_in_code",
    "account/email/email_confirmation": "sign_in_code",
    "account/email/email_confirmation_signup": "sign_in_code",
    "account/email/password_reset_code": "sign_in_code",
    "account/email/unknown_account": "unknown_account",
    "account/email/account_already_exists": "account_exists",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask the market's office."),
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        "email_taken": _("Another account has this e-mail address."),
        "incorrect_code": _("This code is wrong. Look at the newest message."),
        "incorrect_password": _("This password is wrong."),
        "enter_current_password": _("This is not your present password."),
        "invalid_login": _("Type a phone number or an e-mail address."),
        "phone_password_mismatch": _("The phone number or the password is wrong."),
        "phone_taken": _("Another account has this phone number."),
        "rate_limited": _("Too many tries. Wait a little and try again."),
        "same_as_current": _("This is the one you have already."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes and try again."),
    }

    # --- The phone as an address --------------------------------------------------------------
    def phone_form_field(self, **kwargs):
        return PhoneField(**kwargs)

    def clean_phone(self, phone):
        try:
            return normalise_phone(phone)
        except BadPhone as error:
            raise self.validation_error("invalid_login") from error

    def get_user_by_phone(self, phone):
        return get_user_model().objects.by_phone(phone)

    def get_phone(self, user):
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user, phone, verified):
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user, phone):
        # Also the last step of changing the number, so the number itself is written too.
        self.set_phone(user, phone, True)

    # --- Signing up and in --------------------------------------------------------------------
    def save_user(self, request, user, form, commit=True):
        user.full_name = form.cleaned_data["full_name"]
        user.phone = form.cleaned_data.get("phone") or None
        user.preferred_language = get_language() or user.preferred_language
        return super().save_user(request, user, form, commit)

    def get_login_stages(self):
        ours = {
            "allauth.account.stages.PhoneVerificationStage": "marketplace.accounts.stages.PhoneVerificationStage",
            "allauth.account.stages.EmailVerificationStage": "marketplace.accounts.stages.EmailVerificationStage",
        }
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def _get_login_attempts_cache_key(self, request, **credentials):
        # allauth 65.21 counts wrong passwords per e-mail only; all phones would share one count.
        if phone := credentials.get("phone"):
            return f"{get_current_site(request).domain}:{phone}"
        return super()._get_login_attempts_cache_key(request, **credentials)

    # --- Messages -----------------------------------------------------------------------------
    def send_mail(self, template_prefix, email, context):
        if template := NOTIFY_TEMPLATES.get(template_prefix):
            self._send(template, {"code": context.get("code", "")}, email=email)
        else:
            super().send_mail(template_prefix, email, context)

    def send_verification_code_sms(self, user, phone, code, **kwargs):
        self._send("sign_in_code", {"code": code}, phone=phone)

    def send_unknown_account_sms(self, phone, **kwargs):
        self._send("unknown_account", {}, phone=phone)

    def send_account_already_exists_sms(self, phone):
        self._send("account_exists", {}, phone=phone)

    def _send(self, template, context, **address):
        context |= {"login_path": reverse("account_login"), "signup_path": reverse("account_signup")}
        sending.send(template=template, context=context, language=get_language() or "vi", **address)


class SecondStepAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url):
        # On a white ground: allauth's own is transparent, so black on black in the dark scheme.
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")
