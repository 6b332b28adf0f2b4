"""The account for the seller's money: owners only, and agreed by a code to the owner's own phone."""

import hashlib

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.accounts.phones import display_phone
from marketplace.folding import clean
from marketplace.payments.refunding.accounts import BadAccount
from marketplace.payments.vietqr.banks import banks_on
from marketplace.payouts.account_details import bank_name, checked
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.readiness import account_of
from sellers.changes import note_change
from sellers.helping.agreeing import NoCode, NoPhone, TooManyCodes, WrongCode, confirm, phone_of, send_code
from sellers.helping.models import AgreementCode

from ..frame import Workspace

PURPOSE = AgreementCode.Purpose.BANK_ACCOUNT
FAULTS = {
    "bin": gettext_lazy("Choose the bank."),
    "number": gettext_lazy("An account number has 6 to 19 digits, for some accounts letters too."),
    "holder": gettext_lazy("Write the full name as the bank has it."),
}


def bank_choices() -> list[tuple[str, str]]:
    return [("", _("Choose the bank")), *((bank.bin, bank.short_name) for bank in banks_on(timezone.localdate()))]


class AccountForm(forms.Form):
    bin = forms.ChoiceField(
        label=gettext_lazy("Bank"), choices=bank_choices, error_messages={"required": FAULTS["bin"]}
    )
    number = forms.CharField(
        label=gettext_lazy("Account number"),
        help_text=gettext_lazy("As it stands in your bank's app. Not the number of a card."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}),
    )
    holder = forms.CharField(label=gettext_lazy("In whose name is it?"), max_length=120)

    def clean(self):
        typed = super().clean()
        if self.errors:
            return typed
        try:
            typed["bin"], typed["number"], typed["holder"] = checked(typed["bin"], typed["number"], typed["holder"])
        except BadAccount as error:
            self.add_error(error.field, FAULTS[error.field])
        return typed


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("The six digits from the message"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self):
        return clean(self.cleaned_data["code"]).replace(" ", "")


class OfAccount(Workspace):
    scope, open_when_stopped, place = None, True, "papers"

    @property
    def drawer(self) -> str:
        """Where the session keeps what was typed until the code comes; it goes as soon as the account counts."""
        return f"bank_account:{self.seller.pk}"

    @property
    def typed(self) -> dict | None:
        return self.request.session.get(self.drawer)

    def page(self, template, context=None, status=200):
        return super().page(
            f"selling/papers/{template}", {"account": account_of(self.seller)} | (context or {}), status
        )


class AccountView(OfAccount):
    def get(self, request):
        return self.page("account.html", {"form": AccountForm(initial=self.typed), "current": _shown(self.seller)})

    def post(self, request):
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self._again(form)
        typed = {name: form.cleaned_data[name] for name in ("bin", "number", "holder")}
        words = _("Money goes to %(bank)s, account ending in %(end)s.") % _told(typed)
        try:
            phone = phone_of(request.user)
            send_code(
                seller=self.seller,
                purpose=PURPOSE,
                about=about(typed),
                phone=phone,
                words=words,
                language=get_language(),
            )
        except NoPhone:
            form.add_error(
                None, _("We send a code to your phone first. Enter your phone number at “Account”, then come back.")
            )
        except TooManyCodes:
            form.add_error(None, _("Enough codes for this hour. Try again later."))
        if form.errors:
            return self._again(form)
        request.session[self.drawer] = typed
        return redirect("selling:bank_account_code", self.seller.slug)

    def _again(self, form):
        return self.page("account.html", {"form": form, "current": _shown(self.seller)}, status=422)


class CodeView(OfAccount):
    def get(self, request):
        if not self.typed:
            return redirect("selling:bank_account", self.seller.slug)
        return self._page(CodeForm())

    def post(self, request):
        if not self.typed:
            return redirect("selling:bank_account", self.seller.slug)
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            confirm(seller=self.seller, purpose=PURPOSE, about=about(self.typed), code=form.cleaned_data["code"])
        except WrongCode as error:
            form.add_error("code", _("Not this code. Tries left: %(n)d.") % {"n": error.tries_left})
        except NoCode:
            form.add_error("code", _("This code is used up or too old. Go back and ask for a new one."))
        if form.errors:
            return self._page(form, status=422)
        return self._agreed(request)

    def _agreed(self, request):
        told = _told(self.typed)
        with transaction.atomic():
            change_account(seller=self.seller, by=request.user, **self.typed)
            note_change(self.acting, "bank_account", _("Bank account: %(bank)s, ending in %(end)s") % told)
        request.session.pop(self.drawer)
        messages.success(request, _("Your money goes to %(bank)s, account ending in %(end)s.") % told)
        return redirect("selling:papers", self.seller.slug)

    def _page(self, form, status=200):
        context = {"form": form, "phone": display_phone(phone_of(self.request.user)), **_told(self.typed)}
        return self.page("account_code.html", context, status)


def about(typed: dict) -> str:
    """What the code agrees to: this account and no other."""
    return hashlib.sha256("|".join((typed["bin"], typed["number"], typed["holder"])).encode()).hexdigest()


def _told(typed: dict) -> dict:
    return {"bank": bank_name(typed["bin"]), "end": typed["number"][-4:]}


def _shown(seller) -> dict | None:
    account = account_of(seller)
    return account and {"bank": bank_name(account.bin), "masked": account.masked, "usable_from": account.usable_from}
