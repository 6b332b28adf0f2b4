"""A way of paying in advance that does what a test tells it, and orders paid by it."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.http import HttpResponse

from marketplace.accounts.models import User
from marketplace.charges.loading import load_charges
from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import FeeGoesTo, Parcel
from marketplace.ledger import accounts
from marketplace.ledger.balances import balance
from marketplace.ledger.conservation import check_order
from marketplace.payments.applying import apply
from marketplace.payments.parcel_life.arriving import deliver
from marketplace.payments.parcel_life.handing_over import hand_over
from marketplace.payments.parcel_life.stepping import accept, pack
from marketplace.payments.providers import (
    Cancelled,
    Done,
    Ok,
    ProviderRefundState,
    ProviderState,
    ProviderUnavailable,
    Supports,
    TooLatePaid,
)
from tests import stall
from tests.checkout.buying import basket_of, buyer, order_basket

WAYS = ["tests.payments.till.Till", "marketplace.payments.cod.CashOnDelivery"]


class Till:
    """`asked` counts the refunds asked for; `answer` is "succeeded", "sent", "failed" or an exception."""

    code, label, detail, kind = "till", "Till", "", "redirect"
    currencies, min_amount, max_amount = ("VND",), 0, 99_999_999
    supports = Supports(partial_refund=True, cancel=True, query=True)
    one_payment_per_parcel = False
    pay_within = timedelta(minutes=35)

    asked: list = []
    answer: object = "succeeded"
    is_paid = False

    def funds(self, payment):
        return accounts.clearing_stripe()

    def is_available(self, purchase, request=None):
        return Ok()

    def start(self, payment):
        return Done()

    def sync(self, payment):
        return ProviderState("captured" if Till.is_paid else "open", payment.amount)

    def cancel(self, payment):
        return TooLatePaid() if Till.is_paid else Cancelled()

    def handle_notification(self, request):
        return [], HttpResponse(status=404)

    def refund(self, refund):
        Till.asked.append(refund.uuid)
        if isinstance(Till.answer, Exception):
            raise Till.answer
        return ProviderRefundState(Till.answer, refund.amount, f"re_{refund.uuid.hex[:8]}")


def reset() -> None:
    Till.asked, Till.answer, Till.is_paid = [], "succeeded", False


def goods(*, price=100_000, kind="household", stock=10, title="Món mẫu", **more):
    return stall.product(title, by=stall.seller(f"Người bán {title}", kind=kind), price=price, stock=stock, **more)


def bought(*wanted, payment="till", fees=(), **by):
    """An order of (product, quantity) pairs, not paid yet; `fees` replaces the delivery fees, which are the shop's."""
    load_rates()
    load_charges()
    order = order_basket(basket_of(*wanted), by=buyer(**by), payment=payment)
    for parcel, fee in zip(order.parcels.order_by("pk"), fees, strict=False):
        Parcel.objects.filter(pk=parcel.pk).update(fee=fee, fee_goes_to=FeeGoesTo.SHOP)
    if fees:
        total = sum(parcel.buyer_pays for parcel in order.parcels.all())
        order.payments.filter(parcel=None).update(amount=total)
        for promise in order.payments.exclude(parcel=None):
            order.payments.filter(pk=promise.pk).update(amount=Parcel.objects.get(pk=promise.parcel_id).buyer_pays)
        type(order.bill).objects.filter(order=order).update(total=total)
        type(order).objects.filter(pk=order.pk).update(total_incl_tax=total, total_excl_tax=total)
    return type(order).objects.get(pk=order.pk)


def paid(*wanted, **how):
    order = bought(*wanted, **how)
    payment = order.payments.get(parcel=None)
    apply(payment, ProviderState("captured", payment.amount, charge_ref="ch_1"))
    return type(order).objects.get(pk=order.pk)


def parcel_of(order, place=0) -> Parcel:
    return order.parcels.order_by("pk")[place]


def packed(parcel):
    return pack(parcel=accept(parcel=parcel, by="seller"), by="seller")


def on_its_way(parcel, carrier="ghn", tracking_no=""):
    code = tracking_no or f"T{parcel.pk}"
    return hand_over(parcel=packed(parcel), carrier=carrier, tracking_no=code, by="seller")


def arrived(parcel, **way):
    return deliver(parcel=on_its_way(parcel, **way), by="ghn")


def all_units(parcel) -> dict[int, int]:
    return {line.pk: line.quantity for line in parcel.lines.all()}


def staff(*permissions, name="Nhân viên mẫu"):
    """With the named permissions of payments, such as "approve_refund"."""
    number = User.objects.count() + 1
    person = User.objects.create(email=f"staff{number}@example.com", full_name=name, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return User.objects.get(pk=person.pk)


def holds(name, of=None) -> int:
    """The balance of an account by its name in ledger.accounts."""
    make = getattr(accounts, name)
    return balance(make(of) if of is not None else make())


def figures(order):
    """Checked for conservation."""
    return check_order(order)


def silence() -> Exception:
    return ProviderUnavailable("no answer")
