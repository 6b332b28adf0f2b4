"""The page behind the link in a message: yes, less or not now, without signing in. Only a pressed button changes anything."""

from allauth.account.adapter import get_adapter
from django.db import OperationalError
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from marketplace.fulfilment.answer_links import BadKey, OldKey, Opened, Recipient, open_key
from marketplace.payments.lessening import NotLessenable

from .answering import Answered, Via, answer_less, answer_no, answer_yes
from .forms import LessForm
from .guessing import has_guessed_too_often, note_miss
from .page import answer_page

SESSION_KEY = "answered_parcels"  # whose buyers this browser may see: it gave the answer itself
MOST_REMEMBERED = 60


class AnswerView(View):
    """The question, or how it was answered. POST says yes."""

    opened: Opened

    @method_decorator(never_cache)
    def dispatch(self, request, key):
        try:
            self.opened = open_key(key)
        except OldKey:
            return _private(render(request, "answering/no_link.html", {"is_old": True}, status=410))
        except BadKey:
            return _private(_unknown(request))
        self.key = key
        try:
            return _private(super().dispatch(request))
        except OperationalError:
            return _private(self.shown(notice=_("That did not work just now. Press again in a minute."), status=503))

    @property
    def parcel(self):
        return self.opened.parcel

    @property
    def by(self) -> str:
        """Who answers, as it is kept and shown. Whoever holds the link answers for the one it was sent to."""
        seller = self.parcel.seller
        if self.opened.recipient == Recipient.DEPUTY:
            return _("%(deputy)s for %(seller)s") % {"deputy": seller.deputy_name or _("deputy"), "seller": seller.name}
        return seller.name

    def get(self, request):
        return self.shown()

    def post(self, request):
        return self.answered(answer_yes)

    def answered(self, answer, **more):
        try:
            question = answer(parcel=self.parcel, by=self.by[:120], via=Via.LINK, **more)
        except Answered:
            return self.shown(is_refused=True, status=409)
        remembered = self.request.session.get(SESSION_KEY, [])
        if question.noted_now and self.parcel.pk not in remembered:
            self.request.session[SESSION_KEY] = [*remembered, self.parcel.pk][-MOST_REMEMBERED:]
        return redirect("answering:answer", key=self.key)

    def shown(self, *, status: int = 200, **more):
        self.parcel.refresh_from_db(fields=["state"])
        own = self.parcel.pk in self.request.session.get(SESSION_KEY, [])
        page = answer_page(self.parcel, shows_buyer=own)
        return self.page("answer", {"page": page, **more}, status)

    def page(self, name: str, context: dict, status: int = 200):
        frame = {"seller": self.parcel.seller, "parcel": self.parcel, "key": self.key, "opened": self.opened}
        return render(self.request, f"answering/{name}.html", frame | context, status=status)


class LessView(AnswerView):
    """How many of each; all is a yes, none leads to the page that asks once more."""

    def get(self, request):
        if self.parcel.state != self.parcel.State.NEW:
            return redirect("answering:answer", key=self.key)
        return self.page("less", {"form": LessForm(parcel=self.parcel)})

    def post(self, request):
        form = LessForm(request.POST, parcel=self.parcel)
        if self.parcel.state != self.parcel.State.NEW:
            return self.shown(is_refused=True, status=409)
        if not form.is_valid():
            return self.page("less", {"form": form})
        if form.is_all:
            return self.answered(answer_yes)
        if form.is_none:
            return redirect("answering:not_now", key=self.key)
        try:
            return self.answered(answer_less, missing=form.cleaned_data["missing"])
        except NotLessenable as error:
            form.add_error(None, str(error))
            return self.page("less", {"form": form})


class NotNowView(AnswerView):
    """One page says what happens to the buyer; its button does it."""

    def get(self, request):
        if self.parcel.state != self.parcel.State.NEW:
            return redirect("answering:answer", key=self.key)
        return self.page("not_now", {"page": answer_page(self.parcel, shows_buyer=False)})

    def post(self, request):
        return self.answered(answer_no)


def _unknown(request):
    """Many share one address of a carrier: only keys that are not ours are counted, and only they are slowed down."""
    who = get_adapter().get_client_ip(request)
    if has_guessed_too_often(who):
        return render(request, "answering/no_link.html", {"is_too_often": True}, status=429)
    note_miss(who)
    return render(request, "answering/no_link.html", status=404)


def _private(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
