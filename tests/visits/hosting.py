"""A host with a visit and its times, guests who book and pay, and a clock to set."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.experiences.making import add_slot, make_experience
from marketplace.accounts.models import User
from marketplace.charges.loading import load_charges
from marketplace.checkout.placing import Buyer
from marketplace.fulfilment.loading import load_rates
from marketplace.payments.applying import apply
from marketplace.payments.providers import ProviderState
from marketplace.visits.models import Visit
from sellers.access import Acting
from tests import stall
from tests.checkout.buying import PHONE, basket_of, order_basket, total_of

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
EXACTLY = datetime(2026, 12, 5, 8, 0, tzinfo=VIETNAM)  # a Saturday


def host(name="Vườn Bà Tám", **more):
    return stall.seller(name, **{"phone": "+84900000031", **more})


def experience(by=None, *, title="Thăm vườn xoài", title_en="", **more):
    """A product of the set of visits that is sold by its times; its page is on sale."""
    by = by or host()
    page = stall.product(
        title,
        by=by,
        price=200_000,
        stock=0,
        set_code="VI.1",
        facts={"net_quantity": 1, "unit": "piece", "storage": "service", "title_en": title_en},
    )
    about = {"kind": "orchard", "minutes": 180, "meeting_place": "Cổng vườn, ấp Mẫu", **more}
    return make_experience(product=page, **about)


def slot(of=None, *, starts_at=EXACTLY, places=10, price=200_000, **more):
    of = of or experience()
    partner = get_model("partner", "StockRecord").objects.get(product=of.product_id).partner
    return add_slot(experience=of, starts_at=starts_at, places=places, price=price, partner=partner, **more)


def guest(*, phone=PHONE, **more):
    """Who says neither ward nor house."""
    return Buyer(name="Nguyễn Văn Mẫu", phone=phone, address=None, **more)


def booked(of, people=2, *, by=None, payment="till", others=()):
    """An order of a slot, not paid yet; `others`: more (product, quantity) pairs."""
    load_rates()
    load_charges()
    by, basket = by or guest(), basket_of((of.product, people), *others)
    total = total_of(basket, by.address.commune if by.address else None)
    return order_basket(basket, by=by, shown_total=total, payment=payment)


def paid(of, people=2, **more) -> Visit:
    order = booked(of, people, **more)
    pay(order)
    return visit_of(order)


def pay(order) -> None:
    payment = order.payments.get(parcel=None)
    apply(payment, ProviderState("captured", payment.amount, charge_ref="ch_1"))


def visit_of(order) -> Visit:
    return Visit.objects.with_slot().select_related("parcel__seller", "parcel__order").get(parcel__order=order)


def acting(seller) -> Acting:
    email = f"chu-{seller.pk}@example.vn"
    person = User.objects.filter(email=email).first() or User.objects.create_user(email=email, full_name="Bà Tám")
    return Acting(person, seller)


def record_of(of):
    return get_model("partner", "StockRecord").objects.get(product=of.pk)


@contextmanager
def clock(at: datetime):
    """Everybody who asks for the time hears this one."""
    with mock.patch.object(timezone, "now", lambda: at):
        yield


def before(moment: datetime, **much) -> datetime:
    return moment - timedelta(**much)
