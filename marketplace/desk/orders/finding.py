"""Orders, found by number, phone or name."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from marketplace.accounts.phones import BadPhone, normalise_phone
from marketplace.fulfilment.order_codes import shown, typed

from ..frame.access import ORDERS
from ..frame.cells import Dong, Link, Moment, Tag, Text
from ..frame.screens import DeskList

STATES = {
    "pending_payment": (_("Waiting for payment"), "waits"),
    "confirmed": (_("Ordered"), "good"),
    "completed": (_("Completed"), "good"),
    "expired": (_("Not paid in time"), ""),
    "cancelled": (_("Cancelled"), "bad"),
}
SHORTEST_NUMBER, SHORTEST_PHONE = 3, 4


def state_of(order):
    return STATES.get(order.status, (order.status, ""))[0]


def tone_of(order) -> str:
    return STATES.get(order.status, ("", ""))[1]


def matching(words: str):
    """Which orders: part of the number, the whole phone number or its last digits, part of the recipient's name."""
    number = typed(words)
    found = Q(parcels__recipient_name__icontains=words) | Q(parcels__recipient_name__icontains=words.title())
    if len(number) >= SHORTEST_NUMBER:
        found |= Q(number__icontains=number)
    try:
        found |= Q(parcels__recipient_phone=normalise_phone(words))
    except BadPhone:
        digits = "".join(c for c in words if c.isdigit())
        if len(digits) >= SHORTEST_PHONE:
            found |= Q(parcels__recipient_phone__endswith=digits.lstrip("0"))
    return found


def buyer_of(order) -> str:
    parcels = order.parcels.all()
    return parcels[0].recipient_name if parcels else ""


class OrderList(DeskList):
    place_name = "orders"
    permissions = ORDERS
    find_label = _("Order number, phone or name")
    tabs = (("", _("All")), *((state, label) for state, (label, _tone) in STATES.items()))
    no_rows = _("No orders.")
    columns = [
        Link("number", label=_("Order"), accessor=lambda order: shown(order.number), url_name="desk:order"),
        Tag("status", label=_("Status"), accessor=state_of, tone=tone_of),
        Moment("date_placed", label=_("Placed"), classname="desk-nowrap"),
        Text("buyer", label=_("Buyer"), accessor=buyer_of),
        Text(
            "sellers", label=_("Sellers"), accessor=lambda order: ", ".join(p.seller.name for p in order.parcels.all())
        ),
        Dong("total_incl_tax", label=_("Total")),
    ]

    def get_queryset(self):
        orders = get_model("order", "Order").objects.prefetch_related("parcels__seller")
        if self.show:
            orders = orders.filter(status=self.show)
        if self.words:
            orders = orders.filter(matching(self.words)).distinct()
        return orders.order_by("-date_placed", "-pk")
