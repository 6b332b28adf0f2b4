"""Cash on delivery: a promise per parcel, kept at the door. Limits are house rules, dated, in legal/parameters.csv."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.legal.parameters import parameter
from marketplace.money import format_dong

from .models import Payment
from .providers import OFFLINE, Cancelled, Done, Ok, ParcelAsk, ProviderState, Purchase, Reason, Supports

PERISHABLE = {Temperature.CHILLED, Temperature.FROZEN}
REFUSALS_COUNT_FOR = timedelta(days=180)
STATUS = {
    Payment.State.PROMISED: "pending",
    Payment.State.COLLECTED: "captured",
    Payment.State.REMITTED: "captured",
    Payment.State.VOID: "cancelled",
}


class CashOnDelivery:
    code = "cod"
    label = gettext_lazy("Cash when it arrives")
    detail = gettext_lazy("You pay each parcel at your door, or at the producer's when you pick it up.")
    kind = OFFLINE
    currencies = ("VND",)
    min_amount = 0
    max_amount = 50_000_000
    supports = Supports(cancel=True, query=True)
    one_payment_per_parcel = True

    def is_available(self, purchase: Purchase, request=None) -> Ok | Reason:
        """At most three queries, and those only when the phone is known."""
        today = timezone.localdate()
        text = _against_parcels(purchase, today) or (_against_phone(purchase, today) if purchase.phone else "")
        return Reason(text) if text else Ok()

    def start(self, payment) -> Done:
        return Done()

    def sync(self, payment) -> ProviderState:
        """The courier's statement is the proof; until the seller or the carrier reports, the promise stands."""
        return ProviderState(
            STATUS.get(payment.state, "pending"), payment.amount, payment.currency, payment.provider_ref
        )

    def cancel(self, payment) -> Cancelled:
        return Cancelled()

    def handle_notification(self, request):
        return [], HttpResponse(status=404)

    def refund(self, refund):
        raise NotImplementedError("Cash goes back by bank transfer; see the Money issue.")


def _against_parcels(purchase: Purchase, today) -> str:
    for parcel in purchase.parcels:
        if reason := _against_parcel(parcel, today):
            return reason
    return ""


def _against_parcel(parcel: ParcelAsk, today) -> str:
    """The first rule that speaks against cash for this parcel, in words."""
    who = {"seller": parcel.seller_name}
    if parcel.has_alcohol:
        return _("Alcoholic drinks cannot be paid in cash (Law 44/2019).")
    limit = parameter("cod.parcel_limit", today)
    if parcel.amount > limit:
        return _("The parcel from %(seller)s costs more than %(limit)s, the most a courier takes in cash.") % {
            **who,
            "limit": format_dong(limit),
        }
    if parcel.is_pickup:
        return ""
    if not parcel.cod_allowed:
        return _("Couriers take no cash for the parcel from %(seller)s to this address.") % who
    if parcel.is_made_to_order:
        return _("Something from %(seller)s is made just for you, so it cannot be paid on delivery.") % who
    if parcel.temperature == Temperature.LIVE:
        return _("Live goods from %(seller)s cannot be paid on delivery.") % who
    limit = parameter("cod.perishable_limit", today)
    if parcel.temperature in PERISHABLE and parcel.amount > limit:
        return _("Chilled and frozen goods from %(seller)s can be paid on delivery up to %(limit)s only.") % {
            **who,
            "limit": format_dong(limit),
        }
    return ""


def _against_phone(purchase: Purchase, today) -> str:
    of_phone = Parcel.objects.of_phone(purchase.phone)
    since = timezone.now() - REFUSALS_COUNT_FOR
    refused = of_phone.filter(state__in=("returning", "returned"), created_at__gte=since).count()
    if refused >= parameter("cod.refusals_before_pause", today):
        return _("Parcels to this phone number were refused before, so cash on delivery is off for half a year.")
    is_known = of_phone.arrived().exists()
    limit = parameter("cod.new_phone_limit", today)
    if not is_known and purchase.total > limit:
        return _("A first order with cash on delivery goes up to %(limit)s; this one costs %(total)s.") % {
            "limit": format_dong(limit),
            "total": format_dong(purchase.total),
        }
    most = parameter("cod.known_phone_open_parcels" if is_known else "cod.new_phone_open_parcels", today)
    waiting = of_phone.open().count()
    if waiting + len(purchase.parcels) > most:
        return ngettext(
            "One phone number may have %(most)d unpaid parcel on the way at most. Order again when one has arrived.",
            "One phone number may have %(most)d unpaid parcels on the way at most. Order again when one has arrived.",
            most,
        ) % {"most": most}
    return ""
