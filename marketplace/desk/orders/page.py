"""One order: its parcels with their next steps, its money, what was told to whom."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from marketplace.accounts.phones import display_phone
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.order_codes import shown
from marketplace.notify.models import Message

from ..frame.access import ORDERS, may
from ..frame.cells import Count, Dong, Listing, Moment, Tag, Text, day, dong, moment
from ..frame.screens import DeskScreen, Section
from .finding import state_of, tone_of
from .money import AskNow, ledger_section, payments_section, refunds_section, returns_section, transfers_section
from .refund_page import Draft, is_paid
from .steps import STEPS

S = Parcel.State
TONES = {S.DELIVERED: "good", S.COMPLETED: "good", S.CANCELLED: "bad", S.LOST: "bad", S.DAMAGED: "bad", S.EXPIRED: ""}
CONTENTS = [
    Text("title", label=_("Product"), accessor="line.title"),
    Count("quantity", label=_("Quantity")),
    Dong("goods_total", label=_("Amount")),
]
MESSAGES = [
    Moment("created_at", label=_("When"), classname="desk-nowrap"),
    Text("template", label=_("Message"), accessor=lambda message: message.subject or message.body[:80]),
    Text("channel", label=_("Channel"), accessor="get_channel_display"),
    Text("recipient", label=_("To"), accessor=lambda message: masked(message.recipient)),
    Tag(
        "state",
        label=_("Status"),
        accessor="get_state_display",
        tone=lambda m: "good" if m.state == "sent" else "waits",
    ),
]


def masked(recipient: str) -> str:
    """Enough to answer "which number?"."""
    name, at, place = recipient.partition("@")
    return f"{name[:2]}•••{at}{place}" if at else f"•••{recipient[-3:]}"


def _link_to_refund(parcel: Parcel):
    at = reverse("desk:parcel_refund", args=[parcel.pk])
    return format_html('<a href="{}">{}</a>', at, _("Draft a refund"))


class OrderScreen(DeskScreen):
    place_name, url_name = "orders", "order"
    permissions = ORDERS
    row_actions = (*STEPS, AskNow)

    @property
    def things(self):
        return get_model("order", "Order").objects.select_related("bill", "shipping_address").prefetch_related(
            "parcels__seller", "parcels__lines__line", "parcels__returns__parcel", "payments__allocations__receipt"
        )  # fmt: skip

    def get_page_title(self):
        return shown(self.thing.number)

    def sections(self):
        order = self.thing
        parcels = list(order.parcels.all())
        for parcel in parcels:
            parcel.order = order
        found = [
            self._head(order, parcels),
            *(self._parcel(parcel) for parcel in parcels),
            payments_section(order, lambda payment: self.offered(payment, [AskNow])),
            refunds_section(order),
            returns_section(parcels),
            transfers_section(order, self.request.user),
            ledger_section(order),
            self._messages(order, parcels),
        ]
        return [section for section in found if section]

    def _head(self, order, parcels) -> Section:
        bill, address = getattr(order, "bill", None), order.shipping_address
        first = parcels[0] if parcels else None
        facts = [
            (_("Placed"), moment(order.date_placed)),
            (_("Total"), dong(order.total_incl_tax)),
            (_("Paid"), moment(bill.paid_at) if bill and bill.paid_at else "–"),
            (_("To be paid by"), moment(bill.pay_by) if bill else "–"),
            (_("Buyer"), first.recipient_name if first else ""),
            (_("Phone"), display_phone(first.recipient_phone) if first else ""),
            (_("Address"), address.summary if address else ""),
        ]
        return Section(facts=facts, title=_("Order"), tag=state_of(order), tone=tone_of(order))

    def _parcel(self, parcel: Parcel) -> Section:
        facts = [
            (_("Seller"), parcel.seller.name),
            (_("Goods"), dong(parcel.goods_total)),
            (_("Delivery fee"), dong(parcel.fee)),
            (_("Ships on"), day(parcel.ship_on)),
            (_("Arrives by"), day(parcel.arrive_by)),
            (_("Carrier"), " ".join(filter(None, [parcel.carrier, parcel.tracking_no]))),
            (_("Delivered"), moment(parcel.delivered_at)),
            (_("Can be sent back until"), moment(parcel.return_until)),
        ]
        if may(self.request.user, Draft.permissions) and is_paid(parcel):
            facts.append((_("Money back"), _link_to_refund(parcel)))
        return Section(
            _("Parcel %(number)s") % {"number": parcel.number},
            facts=facts,
            table=Listing(CONTENTS, list(parcel.lines.all())),
            actions=self.offered(parcel, STEPS),
            tag=parcel.get_state_display(),
            tone=TONES.get(parcel.state, "waits"),
        )

    def _messages(self, order, parcels) -> Section:
        about = [order.number, *(parcel.number for parcel in parcels)]
        about += [str(uuid) for uuid in order.refunds.values_list("uuid", flat=True)]
        rows = list(Message.objects.filter(about__in=about).order_by("created_at", "pk")[:100])
        return Section(_("Messages"), table=Listing(MESSAGES, rows), empty=_("None."))
