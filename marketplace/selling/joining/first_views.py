"""Before you start, the phone, the code; or a wish that somebody helps."""

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView
from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from marketplace.accounts import entering
from sellers.helping.models import HelpWish
from sellers.helping.wishing import wish

from .before import MINUTES, cost_today
from .forms import HelpForm
from .private import Private

ADDRESS_KEY, AGREED_KEY, WISH_KEY = "joining_address", "joining_agreed", "joining_wish"
WISH_LIMITS = {"help_wish": "20/h/ip,200/d/ip"}


@require_safe
def before(request):
    """No field. Whoever is signed in goes on where they stopped."""
    return render(request, "selling/joining/before.html", {"cost": cost_today(), "minutes": MINUTES})


class PhoneView(Private, View):
    """One field; pressing the button is the agreement to the terms (rule E-05)."""

    def get(self, request):
        if request.user.is_authenticated:
            return redirect("selling:start")
        return self._page(_enter_form(initial={"login": request.session.get(ADDRESS_KEY, "")}))

    def post(self, request):
        if request.user.is_authenticated:
            return redirect("selling:start")
        form = _enter_form(request.POST)
        if not form.is_valid():
            return self._page(form)
        ip = get_adapter().get_client_ip(request)
        entering.send_code(request, form=form, language=get_language() or "vi", ip=ip)
        request.session[ADDRESS_KEY], request.session[AGREED_KEY] = form.cleaned_data["login"], ip or ""
        return redirect("selling:join_code")

    def _page(self, form):
        return render(self.request, "selling/joining/phone.html", {"form": form, "terms_url": settings.TERMS_URL})


def _enter_form(*args, **kwargs) -> entering.EnterForm:
    form = entering.EnterForm(*args, **kwargs)
    form.fields["login"].error_messages["required"] = _("Type your phone number.")
    return form


class CodeView(Private, ConfirmLoginCodeView):
    """allauth's own step with our page around it; every way out stays in joining."""

    template_name = "selling/joining/code.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return redirect("selling:start")
        response = super().dispatch(request, *args, **kwargs)
        ways_out = (reverse("account_request_login_code"), reverse("account_login"))
        return redirect("selling:join_phone") if getattr(response, "url", "") in ways_out else response

    def get_next_url(self):
        return reverse("selling:start")

    def get_context_data(self, **kwargs):
        return super().get_context_data(address=self.request.session.get(ADDRESS_KEY, ""), **kwargs)


class HelpView(Private, View):
    """ "Have someone help me": name, phone, commune; then who calls until when."""

    def get(self, request):
        person = request.user if request.user.is_authenticated else None
        initial = {"name": person.full_name, "phone": person.phone or ""} if person else {}
        return self._page(HelpForm(initial=initial))

    def post(self, request):
        form = HelpForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        if not consume(request, app="marketplace.selling", action="help_wish", config=WISH_LIMITS):
            form.add_error(None, _("Many wishes came from here. Wait an hour, or call us."))
            return self._page(form, status=429)
        answers = form.cleaned_data
        made = wish(name=answers["name"], phone=answers["phone"], commune=form.found.commune)
        request.session[WISH_KEY] = made.pk
        return redirect("selling:help_thanks")

    def _page(self, form, status=200):
        return render(self.request, "selling/joining/help.html", {"form": form}, status=status)


class HelpThanksView(Private, View):
    def get(self, request):
        made = HelpWish.objects.filter(pk=request.session.get(WISH_KEY)).select_related("commune__province").first()
        if made is None:
            return HttpResponseRedirect(reverse("selling:help"))
        return render(request, "selling/joining/help_thanks.html", {"wish": made, "operator": settings.OPERATOR or {}})
