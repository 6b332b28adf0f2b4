"""The phone where orders come, in two screens: the new number, then the code that came to it. For the seller's own people."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.accounts.phones import PhoneField, display_phone
from marketplace.selling.joining.forms import CodeForm
from marketplace.selling.joining.saying import said
from sellers import phone_changing
from sellers.helping.agreeing import NotAgreed
from sellers.phone_changing import e164

from .questions import Question


class NewPhoneForm(Form):
    phone = PhoneField(label=gettext_lazy("New number"))

    def __init__(self, *args, seller, **kwargs):
        super().__init__(*args, **kwargs)
        self.seller = seller

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone == e164(self.seller.phone):
            raise ValidationError(_("Orders come to this number already."))
        if phone == e164(self.seller.deputy_phone):
            raise ValidationError(_("We ask this number when you do not answer. Write another one."))
        return phone


class OfPhone(Question):
    """Open for a stopped shop, too: it still sends what was ordered, and the messages of those orders come here."""

    scope = None
    open_when_stopped = True

    @property
    def drawer(self) -> str:
        """Where the session keeps the new number until it is agreed to."""
        return f"shop_phone:{self.seller.pk}"

    @property
    def asked(self) -> str:
        return self.request.session.get(self.drawer, "")

    def post(self, request):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                return self.answer(form)
            except NotAgreed as error:
                form.add_error(next(iter(form.fields)), said(error))
        return self.shown(form, status=422)


class PhoneView(OfPhone):
    title = gettext_lazy("The phone where orders come")
    template = "selling/shop_page/phone.html"
    form_class = NewPhoneForm
    button = gettext_lazy("Send me the code")

    def form_options(self):
        return {"seller": self.seller}

    def starting_values(self):
        return {"phone": self.asked}

    def answer(self, form):
        phone = form.cleaned_data["phone"]
        phone_changing.ask(acting=self.acting, phone=phone, language=get_language() or "vi")
        self.request.session[self.drawer] = phone
        return redirect("selling:shop_phone_code", seller=self.seller.slug)


class PhoneCodeView(OfPhone):
    title = gettext_lazy("Type the code")
    template = "selling/shop_page/phone_code.html"
    form_class = CodeForm
    button = gettext_lazy("Yes, this number")

    def starting_values(self):
        return {}

    def get(self, request):
        return super().get(request) if self.asked else self.back()

    def post(self, request):
        return super().post(request) if self.asked else self.back()

    def back(self):
        return redirect("selling:shop_phone", seller=self.seller.slug)

    def answer(self, form):
        phone = self.asked
        phone_changing.change(acting=self.acting, phone=phone, code=form.cleaned_data["code"])
        self.request.session.pop(self.drawer)
        messages.success(self.request, _("Orders now come to %(phone)s.") % {"phone": display_phone(phone)})
        return redirect("selling:shop_page", seller=self.seller.slug)

    def shown(self, form, status=200):
        context = {"form": form, "title": self.title, "button": self.button, "phone": self.asked}
        return self.page(self.template, context, status=status)
