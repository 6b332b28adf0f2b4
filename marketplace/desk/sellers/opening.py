"""The one approval that opens a shop, or the request sent back with the reason."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sellers.opening import deciding
from sellers.opening.asking import NotReady
from sellers.opening.models import OpeningRequest
from sellers.papers.impartial import Partial

from ..frame.actions import TooLate
from ..frame.cells import moment
from ..frame.scoped import NextInQueue, ScopedAction
from .dossiers import DossierList
from .reasons import OPENING, reason_form


class RequestAction(NextInQueue, ScopedAction):
    """Stands on the page of the seller; the next one is the next seller who asked."""

    of = "requests"
    things = OpeningRequest.objects.select_related("seller__commune__province", "seller__partner")
    commune_path = "seller__commune"
    permissions = ("opening.open_sellers",)
    list_class, next_name = DossierList, "dossier"
    refusals = {deciding.AlreadyDecided: TooLate().text, Partial: None, deciding.NoReason: None}

    @property
    def seller(self):
        return self.thing.seller

    @property
    def place_in_line(self):
        return self.thing.seller_id

    def home(self):
        return self.thing.seller

    def is_offered(self):
        return self.thing.outcome == OpeningRequest.Outcome.WAITING

    def what(self, outcome, reason=""):
        return reason or _("asked %(when)s") % {"when": moment(self.thing.asked_at)}


class OpenShop(RequestAction):
    name, label, done, tone, key = (
        "open",
        _("Open the shop"),
        _("The shop is open; the seller is told."),
        "primary",
        "a",
    )
    refusals = RequestAction.refusals | {NotReady: _("Not ready yet. The reasons stand below.")}

    def obstacles(self):
        """As the list and the page say it, and as the function itself will look again."""
        return deciding.why_not_open(self.thing.seller)

    def perform(self):
        return deciding.open_shop(request=self.thing, by=self.user)


class SendBack(RequestAction):
    name, label, done, tone, key = (
        "back",
        pgettext_lazy("sellers desk", "Send back"),
        _("Sent back; the seller is told."),
        "danger",
        "b",
    )
    form_class = reason_form(*OPENING)

    def perform(self, reason):
        return deciding.send_back(request=self.thing, by=self.user, reason=reason)
