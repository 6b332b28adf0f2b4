"""The money of one order: its payments, what goes back, its ledger postings and whether they add up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.order_codes import shown
from marketplace.ledger.conservation import order_figures, problem_of
from marketplace.ledger.models import AccountKind
from marketplace.payments.models import Payment
from marketplace.payments.providers import ProviderUnavailable, UnknownProvider, provider
from marketplace.payments.syncing import sync_and_apply

from ..frame.actions import Action
from ..frame.cells import Dong, Link, Listing, Moment, Tag, Text, dong, moment
from ..frame.screens import Section

P = Payment.State
GOOD, BAD = {P.CAPTURED, P.REMITTED, P.COLLECTED}, {P.FAILED, P.EXPIRED, P.CANCELLED, P.VOID}
TERMS = {
    "captured": _("Came in"),
    "promo_cost": _("Discounts paid by the shop"),
    "loss_other": _("Borne by the shop"),
    "buyer_funds": _("Buyer's money"),
    "refund_due": _("To be refunded"),
    "refunded": _("Refunded"),
    "seller_net": _("For the seller"),
    "commission": _("Commission"),
    "commission_vat": _("VAT on commission"),
    "vat_withheld": _("VAT withheld"),
    "pit_withheld": _("Income tax withheld"),
    "shipping_income": _("Delivery charged to buyers"),
}


def way(payment: Payment) -> str:
    try:
        return str(provider(payment.provider).label)
    except UnknownProvider:
        return payment.provider


def tone_of_payment(payment: Payment) -> str:
    return "good" if payment.state in GOOD else "bad" if payment.state in BAD else "waits"


class AskNow(Action):
    """What the provider says now is applied, as by its own messages."""

    name, label, done, of = "ask", _("Ask now"), _("Asked; this is how it stands."), "payments"
    permissions = ("desk.ask_providers",)
    things = Payment.objects.select_related("order", "parcel")
    calls_provider = True
    refusals = {
        ProviderUnavailable: _("The provider does not answer. Nothing was changed; try again later."),
        UnknownProvider: _("This way of paying is not switched on."),
    }

    def __init__(self, user, thing=None):
        super().__init__(user, thing)
        self.label = _("Ask now: %(way)s, %(amount)s") % {"way": way(thing), "amount": dong(thing.amount)}

    def is_offered(self):
        if self.thing.parcel_id:
            return False
        try:
            return provider(self.thing.provider).supports.query
        except UnknownProvider:
            return False

    def perform(self):
        return sync_and_apply(self.thing.pk)

    def home(self):
        return self.thing.order

    def title(self, outcome):
        return shown(self.thing.order.number)

    def what(self, outcome):
        return f"{way(self.thing)} {dong(self.thing.amount)}"

    def figures(self, outcome):
        return {"payment": str(self.thing.uuid), "amount": self.thing.amount, "before": self.thing.state}


def payments_section(order, actions) -> Section:
    columns = [
        Text("way", label=_("Way of paying"), accessor=way),
        Tag("state", label=_("The provider says"), accessor="get_state_display", tone=tone_of_payment),
        Text("parcel", label=_("Parcel"), accessor="parcel.number"),
        Dong("amount", label=_("Amount")),
        Dong("received", label=_("Received")),
        Moment("changed_at", label=_("Since"), classname="desk-nowrap"),
        Moment("asked_at", label=_("Last asked"), classname="desk-nowrap"),
        Text("reference", label=_("Provider reference"), accessor=lambda each: each.charge_ref or each.provider_ref),
    ]
    rows = list(order.payments.select_related("parcel"))
    found = [action for payment in rows for action in actions(payment)]
    return Section(_("Payments"), table=Listing(columns, rows), empty=_("None."), actions=found)


def tone_of_refund(refund) -> str:
    return {"succeeded": "good", "rejected": "", "failed": "bad"}.get(refund.state, "waits")


def refunds_section(order) -> Section:
    columns = [
        Link("reason", label=_("Reason"), accessor="get_reason_display", url_name="desk:refund"),
        Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of_refund),
        Text("parcel", label=_("Parcel"), accessor="parcel.number"),
        Dong("amount", label=_("Amount")),
        Moment("created_at", label=_("Made"), classname="desk-nowrap"),
    ]
    return Section(_("Refunds"), table=Listing(columns, list(order.refunds.select_related("parcel"))), empty=_("None."))


def returns_section(parcels) -> Section | None:
    rows = [each for parcel in parcels for each in parcel.returns.all()]
    columns = [
        Link("reason", label=_("Reason"), accessor="get_reason_display", url_name="desk:return"),
        Tag("state", label=_("Status"), accessor="get_state_display"),
        Text("parcel", label=_("Parcel"), accessor="parcel.number"),
        Moment("asked_at", label=_("Asked"), classname="desk-nowrap"),
    ]
    return Section(_("Returns"), table=Listing(columns, rows)) if rows else None


def transfers_section(order, user) -> Section | None:
    """Bank transfers that were given to this order."""
    rows = [each for payment in order.payments.all() for each in payment.allocations.all()]
    may_open = user.has_perm("desk.see_money")
    columns = [
        Link(
            "at",
            label=_("Arrived"),
            accessor=lambda each: moment(each.receipt.at),
            get_url=lambda each: reverse("desk:transfer", args=[each.receipt_id]) if may_open else None,
        ),
        Dong("amount", label=_("Amount")),
        Text("content", label=_("Content"), accessor="receipt.content"),
        Text("by", label=_("Given by")),
    ]
    return Section(_("Transfers"), table=Listing(columns, rows)) if rows else None


def ledger_section(order) -> Section:
    """Every posting of the order, and the equation of payments.md 2.5 over them."""
    figures = order_figures(order)
    problem = problem_of(figures)
    facts = [(label, dong(getattr(figures, name))) for name, label in TERMS.items() if getattr(figures, name)]
    facts += [
        (_("All that came in"), dong(figures.came_in)),
        (_("All that is accounted for"), dong(figures.accounted_for)),
    ]
    columns = [
        Moment("occurred_at", label=_("When"), classname="desk-nowrap"),
        Text("kind", label=_("Event"), accessor="get_kind_display"),
        Text("parcel_number", label=_("Parcel")),
        Text("entries", label=_("Accounts"), accessor=legs, classname="desk-legs"),
        Text("by", label=_("Done by")),
    ]
    rows = list(order.postings.prefetch_related("entries__account").order_by("occurred_at", "posted_at"))
    return Section(
        _("Ledger"),
        facts=facts,
        table=Listing(columns, rows),
        alarm=_("The money of this order does not add up: %(problem)s") % {"problem": problem} if problem else "",
        tag=_("Does not add up") if problem else _("Adds up to the dong"),
        tone="bad" if problem else "good",
        empty=_("Nothing was booked."),
    )


def legs(posting) -> str:
    """Each account with its change, as people say it: a debt of ours that grows is above zero."""
    return "; ".join(
        f"{entry.account.get_purpose_display()} {AccountKind(entry.account.kind).sign * entry.amount:+,} ₫".replace(
            ",", "."
        )
        for entry in posting.entries.all()
    )
