"""The door of the workspace, and who it is that sells."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages import get_messages
from django.shortcuts import redirect, render
from django.views import View

from marketplace.accounts.consents import has_agreed, record_terms
from marketplace.folding import clean
from sellers.access import sellers_of
from sellers.joining.beginning import BadShop, begin_shop, begun_before

from .first_views import ADDRESS_KEY, AGREED_KEY
from .forms import WhoForm
from .private import Private
from .starting import shops_of, where_next


class StartView(Private, View):
    """/selling/: whoever signs in, on whichever phone, lands at the step that is open."""

    def get(self, request):
        if not request.user.is_authenticated:
            return redirect("selling:join")
        self._remember_agreement()
        if not has_agreed(request.user):
            return render(request, "selling/joining/terms.html", {"terms_url": settings.TERMS_URL})
        if step := where_next(request.user):
            return redirect(step)
        text = clean(request.GET.get("q", "")[:100])
        shops, total = shops_of(request.user, text)
        return render(request, "selling/joining/shops.html", {"shops": shops, "total": total, "text": text})

    def post(self, request):
        """People whom others entered agree to the terms before they begin."""
        if request.user.is_authenticated:
            record_terms(user=request.user, ip=get_adapter().get_client_ip(request))
        return redirect("selling:start")

    def _remember_agreement(self) -> None:
        """Pressing the button before the code was the agreement of whoever proved the address with the code."""
        ip, address = self.request.session.pop(AGREED_KEY, None), self.request.session.get(ADDRESS_KEY)
        if ip is not None and address in (self.request.user.phone, self.request.user.email):
            record_terms(user=self.request.user, ip=ip or None)
            list(get_messages(self.request))  # "You are signed in" says nothing that the next question does not


class WhoView(Private, LoginRequiredMixin, View):
    """Kind, name, commune. Who has a shop already is asked first whether it shall be one more."""

    def get(self, request):
        return self._page(WhoForm(initial={"kind": ""}))

    def post(self, request):
        form = WhoForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        answers = {name: form.cleaned_data[name] for name in ("kind", "name")} | {"commune": form.found.commune}
        if self._must_ask_first(answers):
            return self._page(form)
        try:
            seller = begin_shop(person=request.user, **answers)
        except BadShop as error:
            for field, message in error.errors.items():
                form.add_error(field, message)
            return self._page(form)
        return redirect("selling:join_product", seller.slug)

    def _must_ask_first(self, answers) -> bool:
        if "another" in self.request.POST or not self.own_shops:
            return False
        return begun_before(person=self.request.user, **answers) is None

    @property
    def own_shops(self) -> list:
        if not hasattr(self, "_own_shops"):
            self._own_shops = list(sellers_of(self.request.user).with_place())
        return self._own_shops

    def _page(self, form):
        context = {"form": form, "own_shops": self.own_shops, "is_another": "another" in self.request.POST}
        return render(self.request, "selling/joining/who.html", context)
