"""Stopping a shop after notice or at once, letting it go on, closing it for good. The notice is read before it is sent."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from marketplace.legal.parameters import parameter
from sellers.models import Seller, State
from sellers.opening import suspending
from sellers.opening.models import Suspension
from sellers.opening.telling import about_suspension
from sellers.papers.impartial import Partial
from sellers.papers.messages import address_in_workspace

from ..frame.actions import TooLate
from ..frame.fields import LineField
from ..frame.scoped import ScopedAction
from .reasons import SUSPENSION, ReasonForm, reason_form

Kind, Ground = Suspension.Kind, Suspension.Ground
SUSPEND = ("opening.suspend_sellers",)


class SuspendForm(ReasonForm):
    """First pressed it shows the notice as the seller will read it; pressed again with the tick it is sent."""

    sentences = SUSPENSION
    kind = forms.ChoiceField(label=_("From when"), choices=Kind.choices, initial=Kind.NOTICE)
    ground = forms.ChoiceField(label=_("Ground"), choices=[("", "–"), *Ground.choices])
    authority = LineField(
        label=_("Authority"), required=False, max_length=200, help_text=_("When an authority orders it.")
    )
    document_no = LineField(label=_("Number of its document"), required=False, max_length=80)
    is_read = forms.BooleanField(label=_("I have read the notice; send it"), required=False)
    field_order = ("kind", "ground", "authority", "document_no", "ready", "reason", "is_read")

    def __init__(self, *args, seller, **kwargs):
        super().__init__(*args, **kwargs)
        self.seller = seller

    def clean(self):
        typed = super().clean()
        if typed.get("kind") == Kind.ORDER:
            for name in ("authority", "document_no"):
                if not typed.get(name):
                    self.add_error(name, _("An order names the authority and its document."))
        if not self.errors and not typed.pop("is_read", False):
            self.notice = notice(self.seller, typed)
            self.add_error("is_read", _("Read the notice above, tick here and press once more."))
        return typed


def notice(seller, typed: dict) -> str:
    """The message as it will be sent, in the language it will be sent in."""
    now = timezone.now()
    is_later = typed["kind"] == Kind.NOTICE
    days = parameter("suspension.notice_days", timezone.localdate(now)) if is_later else 0
    facts = {name: typed.get(name, "") for name in ("kind", "ground", "reason", "authority", "document_no")}
    drafted = Suspension(seller=seller, effective_at=now + timedelta(days=days), **facts)
    name = "suspension_notice" if is_later else "shop_suspended"
    context = {"seller": seller.name, "url": address_in_workspace(seller, "papers")}
    with override(settings.LANGUAGE_CODE):
        message = get_template(f"notify/{name}.body.txt").template
        return message.render(Context(context | about_suspension(drafted), autoescape=False)).strip()


REFUSALS = {
    suspending.CannotSuspend: None,
    suspending.BadSuspension: None,
    suspending.NothingToLift: TooLate().text,
    Partial: None,
}


class SellerAction(ScopedAction):
    things = Seller.objects.select_related("commune__province", "partner")
    permissions = SUSPEND
    refusals = REFUSALS


class Suspend(SellerAction):
    name, label, done, tone = "suspend", _("Stop this shop"), _("Stopped; the seller is told."), "danger"
    form_class = SuspendForm
    form_template = "desk/sellers/suspend_form.html"

    def form_kwargs(self):
        return {"seller": self.thing}

    def is_offered(self):
        """While a notice runs, a stop at once may still take its place."""
        standing = suspending.standing_suspension(self.thing)
        return self.thing.state != State.CLOSED and (standing is None or standing.took_effect_at is None)

    def perform(self, kind, ground, reason, authority="", document_no=""):
        return suspending.suspend(
            seller=self.thing, by=self.user, kind=kind, ground=ground, reason=reason, authority=authority,
            document_no=document_no,
        )  # fmt: skip

    def what(self, outcome, kind, ground, reason, **more):
        return f"{Kind(kind).label} · {Ground(ground).label} · {reason}"


class Lift(ScopedAction):
    name, label, done, tone, of = (
        "lift",
        _("Let it go on"),
        _("The shop may go on; the seller is told."),
        "primary",
        "suspensions",
    )
    things = Suspension.objects.select_related("seller__commune__province", "seller__partner")
    commune_path = "seller__commune"
    permissions = SUSPEND
    refusals = REFUSALS
    form_class = reason_form(_("What was asked for is done."), _("It was looked at again; the shop did nothing wrong."))

    @property
    def seller(self):
        return self.thing.seller

    def home(self):
        return self.thing.seller

    def is_offered(self):
        return self.thing.lifted_at is None

    def perform(self, reason):
        return suspending.lift(suspension=self.thing, by=self.user, reason=reason)

    def what(self, outcome, reason):
        return reason


class Close(SellerAction):
    name, label, done, tone = "close", _("Close for good"), _("Closed; the seller is told."), "danger"
    form_class = reason_form(_("The seller asked for it."), _("The shop has stopped making what it sold."))

    def is_offered(self):
        return self.thing.state != State.CLOSED

    def perform(self, reason):
        return suspending.close(seller=self.thing, by=self.user, reason=reason)

    def what(self, outcome, reason):
        return reason
