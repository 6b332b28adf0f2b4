"""Cash on delivery: a promise per parcel, kept at the door. Limits are house rules, dated, in legal/parameters.csv."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.ledger import accounts
from marketplace.legal.parameters import parameter
from marketplace.money import format_dong

from .cod_refusals import is_paused
from .models import Payment
from .providers import (
    OFFLINE,
    Cancelled,
    Done,
    Ok,
    ParcelAsk,
    ProviderRefundState,
    ProviderState,
    Purchase,
    Reason,
    Supports,
)

PERISHABLE = {Temperature.CHILLED, Temperature.FROZEN}
# Who carries a parcel: the producer, or a carrier that nobody has named yet.
SELF, UNNAMED = "seller", "carrier"
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
    pay_within = None

    def funds(self, payment):
        """With the carrier until they hand it on; when the producer took it at their door, they owe it to the shop."""
        parcel = payment.parcel
        if parcel.is_pickup or parcel.carrier == SELF:
            return accounts.seller_due(parcel.seller_id)
        return accounts.clearing_cod(parcel.carrier or UNNAMED)

    def is_available(self, purchase: Purchase, request=None) -> Ok | Reason:
        """A handful of queries, and those only when the phone is known. Without a request nobody's phone can be proved."""
        today, user = timezone.localdate(), getattr(request, "user", None)
        text = _against_parcels(purchase, today) or (_against_phone(purchase, today, user) if purchase.phone else "")
        return Reason(text) if text else Ok()

    def start(self, payment) -> Done:
        return Done()

    def sync(self, payment) -> ProviderState:
        """The courier's statement is the proof; until the seller or the carrier reports, the promise stands."""
        status = STATUS.get(payment.state, "pending")
        return ProviderState(status, payment.amount, payment.currency, payment.provider_ref)

    def cancel(self, payment) -> Cancelled:
        return Cancelled()

    def handle_notification(self, request):
        return [], HttpResponse(status=404)

    def refund(self, refund) -> ProviderRefundState:
        """Cash goes back by bank transfer, never this way."""
        return ProviderRefundState("manual", refund.amount)


def _against_parcels(purchase: Purchase, today) -> str:
    for parcel in purchase.parcels:
        if reason := _against_parcel(parcel, today):
            return reason
    return ""


def _against_parcel(parcel: ParcelAsk, today) -> str:
    """The first rule that speaks against cash for this parcel, in words."""
    who = {"seller": parcel.seller_name}
    if parcel.temperature == Temperature.SERVICE:
        return _("A visit to %(seller)s is paid in advance: the place is kept for you.") % who
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


def _against_phone(purchase: Purchase, today, user) -> str:
    if is_paused(phone=purchase.phone, address_key=purchase.address_key):
        return _("Parcels to this phone number were refused before, so cash on delivery is off for half a year.")
    of_phone = Parcel.objects.of_phone(purchase.phone)
    is_known = of_phone.arrived().exists()
    if not is_known and (text := _against_a_new_phone(purchase, today, user)):
        return text
    most = parameter("cod.known_phone_open_parcels" if is_known else "cod.new_phone_open_parcels", today)
    waiting = of_phone.open().filter(payments__provider=CashOnDelivery.code).distinct().count()
    if waiting + len(purchase.parcels) > most:
        return ngettext(
            "One phone number may have %(most)d unpaid parcel on the way at most. Order again when one has arrived.",
            "One phone number may have %(most)d unpaid parcels on the way at most. Order again when one has arrived.",
            most,
        ) % {"most": most}
    return ""


def _against_a_new_phone(purchase: Purchase, today, user) -> str:
    limit = parameter("cod.new_phone_limit", today)
    if purchase.total > limit:
        return _("A first order with cash on delivery goes up to %(limit)s; this one costs %(total)s.") % {
            "limit": format_dong(limit),
            "total": format_dong(purchase.total),
        }
    limit = parameter("cod.proved_phone_from", today)
    if user is not None and purchase.total > limit and not _is_proved(purchase.phone, user):
        return _(
            "For more than %(limit)s in cash on a first order we must know that the phone number is yours: "
            "sign in with it first, or pay another way."
        ) % {"limit": format_dong(limit)}
    return ""


def _is_proved(phone: str, user) -> bool:
    """A code sent to the number came back, when the account was opened or at its last sign-in."""
    return user.is_authenticated and user.phone == phone and user.phone_verified
