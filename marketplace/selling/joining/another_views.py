"""A helper joins for a farmer: who it is, then the code that went to the farmer's phone."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.views import View

from sellers.helping.agreeing import NotAgreed, TooManyCodes
from sellers.helping.asking import BadHelper
from sellers.joining.beginning import BadShop
from sellers.joining.for_another import Proposal, agree_for, call_oneself, propose

from .forms import CodeForm, ForAnotherForm
from .private import Private
from .saying import said
from .starting import address_of

PROPOSAL_KEY = "joining_for"
# What a new code is asked with; the rest of the form comes back from the session.
KEPT = ("relation", "kind", "name", "scopes", "until", "phone")


class ForAnotherView(Private, LoginRequiredMixin, View):
    """Nothing is stored before the farmer agrees; what was typed waits in the helper's session."""

    def get(self, request):
        return self._page(ForAnotherForm(initial=self._typed_before(), helper=request.user))

    def post(self, request):
        form = ForAnotherForm(request.POST, helper=request.user)
        if not form.is_valid():
            return self._page(form)
        answers = {name: form.cleaned_data[name] for name in KEPT}
        call_oneself(request.user, form.cleaned_data.get("my_name", ""))
        try:
            proposal = propose(helper=request.user, commune=form.found.commune, **answers)
        except (BadShop, BadHelper) as error:
            for field, message in error.errors.items():
                form.add_error(field, message)
            return self._page(form)
        except TooManyCodes as error:
            form.add_error(None, said(error))
            return self._page(form, status=429)
        request.session[PROPOSAL_KEY] = proposal.kept()
        return redirect("selling:join_for_code")

    def _typed_before(self) -> dict:
        before = Proposal.read(self.request.session.get(PROPOSAL_KEY))
        if before is None:
            return {}
        return {name: getattr(before, name) for name in KEPT} | {"commune": before.commune_code}

    def _page(self, form, status=200):
        return render(self.request, "selling/joining/for_another.html", {"form": form}, status=status)


class ForAnotherCodeView(Private, LoginRequiredMixin, View):
    """The helper reads out what is agreed to; the farmer reads out the code."""

    def dispatch(self, request, *args, **kwargs):
        self.proposal = Proposal.read(request.session.get(PROPOSAL_KEY))
        if request.user.is_authenticated and self.proposal is None:
            return redirect("selling:join_for")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page(CodeForm())

    def post(self, request):
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        ip = get_adapter().get_client_ip(request)
        try:
            acting = agree_for(helper=request.user, proposal=self.proposal, code=form.cleaned_data["code"], ip=ip)
        except NotAgreed as error:
            form.add_error("code", said(error))
            return self._page(form)
        del request.session[PROPOSAL_KEY]
        return redirect(address_of(acting))

    def _page(self, form):
        context = {"form": form, "proposal": self.proposal, "terms_url": settings.TERMS_URL}
        return render(self.request, "selling/joining/for_another_code.html", context)
