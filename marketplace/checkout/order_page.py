"""An order as its buyer sees it: one page for the whole purchase, a state per producer."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from oscar.core.loading import get_model

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.fulfilment.missing_parts import is_missing_part, was_lessened
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.order_codes import shown, typed
from marketplace.fulfilment.order_links import is_key, path_of
from marketplace.money import format_dong, whole_dong
from marketplace.payments.billing import bill_of
from marketplace.payments.cancelling import may_cancel
from marketplace.payments.models import Bill, Refund
from marketplace.visits.voucher import Voucher, vouchers_of

from .visit_part import sentence_of_visit, steps_of_visits, stops_of_visit

S = Parcel.State
# The stops on the line: which states mean that a stop is reached.
STOPS = (
    (gettext_noop("Ordered"), (S.NEW,)),
    (gettext_noop("Getting ready"), (S.ACCEPTED, S.PACKED)),
    (gettext_noop("On its way"), (S.HANDED_OVER, S.IN_TRANSIT, S.OUT_FOR_DELIVERY, S.DELIVERY_FAILED)),
    (gettext_noop("With you"), (S.DELIVERED, S.COMPLETED)),
)


@dataclass(frozen=True)
class ParcelView:
    parcel: Parcel
    stops: list[dict]
    sentence: str
    payment_sentence: str
    seller_phone: str
    seller_phone_e164: str
    can_cancel: bool
    can_return: bool = False
    return_sentence: str = ""
    is_less: bool = False
    voucher: Voucher | None = None

    @property
    def is_visit(self) -> bool:
        return self.parcel.temperature == Temperature.SERVICE

    @property
    def lines(self):
        return [
            {"quantity": content.quantity, "title": content.line.title, "price_text": format_dong(content.goods_total)}
            for content in self.parcel.lines.all()
        ]

    @property
    def goods_text(self) -> str:
        return format_dong(self.parcel.goods_total)

    @property
    def fee_text(self) -> str:
        return format_dong(self.parcel.fee)

    @property
    def total_text(self) -> str:
        return format_dong(self.parcel.buyer_pays)


@dataclass(frozen=True)
class RefundView:
    """Money that goes back: how much, why, where it stands, and whether we must still be told where to."""

    refund: Refund
    amount_text: str
    sentence: str

    @property
    def needs_account(self) -> bool:
        return self.refund.needs_account and self.refund.state in (Refund.State.APPROVED, Refund.State.MANUAL)


def refund_view(refund: Refund) -> RefundView:
    return RefundView(refund, format_dong(refund.amount), _refund_sentence(refund))


def _refund_sentence(refund: Refund) -> str:
    state = Refund.State
    if refund.state == state.SUCCEEDED:
        return _("It is back with you.")
    if refund.needs_account:
        return _("Tell us the bank account to send it to.")
    if refund.channel == Refund.Channel.TRANSFER:
        return _("We send it to your bank account ending in %(end)s.") % {"end": refund.account_no[-4:]}
    return _("It is on its way to the card you paid with. Banks take up to ten days.")


@dataclass(frozen=True)
class OrderPage:
    order: object
    number: str
    parcels: list[ParcelView]
    next_steps: list[str]
    bill: Bill
    refunds: list["RefundView"]

    @property
    def to_pay(self) -> bool:
        return self.bill.is_prepaid and self.order.status == "pending_payment"

    @property
    def pay_until(self) -> str:
        return f"{timezone.localtime(self.bill.pay_by):%H:%M %d/%m}" if self.to_pay else ""

    @property
    def is_expired(self) -> bool:
        return self.order.status == "expired"

    @property
    def goods_text(self) -> str:
        return format_dong(sum(view.parcel.goods_total for view in self.parcels))

    @property
    def fee_text(self) -> str:
        return format_dong(sum(view.parcel.fee for view in self.parcels))

    @property
    def total_text(self) -> str:
        return format_dong(whole_dong(self.order.total_incl_tax))

    @property
    def needs_place(self) -> bool:
        """Whether anything of it goes anywhere."""
        return any(not view.is_visit for view in self.parcels)

    @property
    def is_cancelled(self) -> bool:
        return all(view.parcel.state == S.CANCELLED for view in self.parcels)


def order_for(*, number: str, key: str, user):
    """The order, for whoever holds its signed address or owns it; else None."""
    order = (
        get_model("order", "Order")
        .objects.select_related("shipping_address", "bill")
        .filter(number=typed(number))
        .first()
    )
    if order is None:
        return None
    owns = user.is_authenticated and order.user_id == user.pk
    return order if owns or (key and is_key(order.number, key)) else None


def order_by_phone(*, phone: str, number: str):
    """The order of this number and phone, or None: a wrong number and a wrong phone look the same."""
    try:
        parcels = Parcel.objects.of_phone(normalise_phone(phone)).filter(order__number=typed(number))
    except BadPhone:
        return None
    parcel = parcels.select_related("order").first()
    return parcel.order if parcel else None


def orders_of(user):
    """A person's own orders, newest first, each with its parcels and producers."""
    orders = get_model("order", "Order").objects.filter(user=user).order_by("-date_placed", "-pk")
    return orders.prefetch_related("parcels__seller")


@dataclass(frozen=True)
class OrderRow:
    number: str
    url: str
    placed_at: object
    total_text: str
    sellers: str
    state: str


def rows_of(user, limit: int = 20) -> list[OrderRow]:
    """The list on the account page; three queries however many orders."""
    rows = []
    for order in orders_of(user)[:limit]:
        parcels = list(order.parcels.all())
        if parcels:
            names = ", ".join(dict.fromkeys(parcel.seller.name for parcel in parcels))
            rows.append(
                OrderRow(
                    shown(order.number),
                    path_of(order),
                    order.date_placed,
                    format_dong(order.total_incl_tax),
                    names,
                    _state(parcels),
                )
            )
    return rows


def _state(parcels) -> str:
    states = list(dict.fromkeys(parcel.get_state_display() for parcel in parcels if not is_missing_part(parcel)))
    return ", ".join(str(state) for state in states)


def order_page(order) -> OrderPage:
    """Everything that the page shows; a constant number of queries."""
    bill = bill_of(order)
    is_paid = bill.paid_at is not None
    parcels = Parcel.objects.filter(order=order).for_pages().order_by("pk")
    numbers = {parcel.number for parcel in parcels}
    vouchers = vouchers_of(parcels)
    views = [_parcel_view(parcel, is_paid, numbers, vouchers.get(parcel.pk)) for parcel in parcels]
    refunds = [refund_view(refund) for refund in order.refunds.shown_to_buyers()]
    return OrderPage(order, shown(order.number), views, _next_steps(views, bill), bill, refunds)


def _parcel_view(parcel: Parcel, is_paid: bool, numbers: set[str], voucher: Voucher | None) -> ParcelView:
    try:
        phone = normalise_phone(parcel.seller.phone)
    except BadPhone:
        phone = ""
    return ParcelView(
        parcel=parcel,
        stops=_stops(parcel),
        sentence=_sentence(parcel),
        payment_sentence=_payment_sentence(parcel, is_paid),
        seller_phone=display_phone(phone),
        seller_phone_e164=phone,
        can_cancel=may_cancel(parcel, numbers) or bool(voucher and voucher.can_cancel),
        can_return=_can_return(parcel),
        return_sentence=_return_sentence(parcel),
        is_less=was_lessened(parcel, numbers),
        voucher=voucher,
    )


def _can_return(parcel: Parcel) -> bool:
    """What the page can say without a query per parcel; whether anything is left is asked when it is opened."""
    in_time = parcel.return_until is not None and timezone.now() <= parcel.return_until
    is_goods = parcel.temperature != Temperature.SERVICE
    return (
        is_goods
        and parcel.state == S.DELIVERED
        and in_time
        and not any(asked.is_open for asked in parcel.returns.all())
    )


def _return_sentence(parcel: Parcel) -> str:
    asked = max(parcel.returns.all(), key=lambda request: request.pk, default=None)
    if asked is None:
        return ""
    return _("Send back: %(state)s.") % {"state": asked.get_state_display()} + (
        f" {asked.answer}" if asked.answer else ""
    )


def _stops(parcel: Parcel) -> list[dict]:
    here = next((i for i, (_label, states) in enumerate(STOPS) if parcel.state in states), None)
    if here is None:
        return [
            {"label": parcel.get_state_display(), "state": "stopped" if parcel.state != S.AWAITING_PAYMENT else "now"}
        ]
    labels = [_(label) for label, _states in STOPS]
    if parcel.temperature == Temperature.SERVICE:
        return stops_of_visit(been=here == len(STOPS) - 1)
    if parcel.is_pickup:
        labels[2], labels[3] = _("Ready for you"), _("Picked up")
    last = here == len(STOPS) - 1
    return [
        {"label": label, "state": "done" if i < here or last else "now" if i == here else ""}
        for i, label in enumerate(labels)
    ]


def _sentence(parcel: Parcel) -> str:
    if parcel.temperature == Temperature.SERVICE:
        return sentence_of_visit(parcel)
    days = {
        "ship": f"{parcel.ship_on:%d/%m}",
        "first": f"{parcel.arrive_from:%d/%m}",
        "last": f"{parcel.arrive_by:%d/%m}",
    }
    if is_missing_part(parcel):
        return _("%(seller)s does not have these. They are not sent, and you do not pay for them.") % {
            "seller": parcel.seller.name
        }
    if parcel.state == S.CANCELLED:
        return _("Cancelled. Nothing is sent and nothing is to pay.")
    if parcel.state == S.EXPIRED:
        return _("Not paid in time, so the goods are on sale again.")
    if parcel.state == S.AWAITING_PAYMENT:
        return _("The producer begins when the order is paid.")
    if parcel.state in (S.DELIVERED, S.COMPLETED):
        return _("This parcel has arrived.")
    if parcel.state in (S.RETURNING, S.RETURNED, S.LOST, S.DAMAGED):
        return _("Call the producer, they know more.")
    if parcel.is_pickup:
        return _("Ready to be picked up from %(ship)s. Call before you come.") % days
    if parcel.arrive_from == parcel.arrive_by:
        return _("Leaves on %(ship)s, arrives on %(last)s.") % days
    return _("Leaves on %(ship)s, arrives between %(first)s and %(last)s.") % days


def _payment_sentence(parcel: Parcel, is_paid: bool) -> str:
    payment = next(iter(parcel.payments.all()), None)
    if payment is None:
        return _("%(amount)s is paid.") % {"amount": format_dong(parcel.buyer_pays)} if is_paid else ""
    amount = {"amount": format_dong(payment.amount)}
    if payment.state == "promised":
        return (
            _("Have %(amount)s ready in cash when you pick it up.")
            if parcel.is_pickup
            else _("Have %(amount)s ready in cash for this parcel.")
        ) % amount
    if payment.state in ("collected", "remitted", "captured"):
        return _("%(amount)s is paid.") % amount
    return ""


def _next_steps(views: list[ParcelView], bill: Bill) -> list[str]:
    waiting = [view for view in views if view.parcel.state in (S.NEW, S.ACCEPTED, S.PACKED)]
    if not waiting:
        return []
    goods = [view for view in waiting if not view.is_visit]
    if not goods:
        return steps_of_visits()
    waiting = goods
    steps = [_("Each producer gets your order now, packs it and may call you.")]
    if len({view.parcel.pk for view in views if not view.is_visit and not is_missing_part(view.parcel)}) > 1:
        steps.append(_("The parcels come from different producers, so they arrive one by one."))
    if not bill.is_prepaid and any(not view.parcel.is_pickup for view in waiting):
        steps.append(_("You pay the courier in cash, each parcel by itself. Look at the goods before you pay."))
    return steps
