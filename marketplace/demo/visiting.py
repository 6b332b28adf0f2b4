"""Visits of the demo sellers, with times in the coming weeks, and a few bookings: paid, used, called off.

Goods and visits are made once. Times are added for the weeks ahead whenever the demo is loaded, so that a demo of last
month can still be booked today.
"""

import tomllib
from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache

from django.conf import settings
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from catalogue.experiences.making import add_slot, make_experience
from catalogue.experiences.models import Experience, Slot
from marketplace.accounts.phones import normalise_phone
from marketplace.checkout.placing import Buyer, place, token_of
from marketplace.fulfilment.planning import plan
from marketplace.fulfilment.settling import settle
from marketplace.payments.bank_feed.transfers import IncomingTransfer
from marketplace.payments.receipts.matching import take
from marketplace.payments.vietqr.collection import collection_account
from marketplace.payments.vietqr.transfer_content import content
from marketplace.places.addresses import Address
from marketplace.visits.calling_off import call_off
from marketplace.visits.checking_in import check_in
from marketplace.visits.models import Visit
from sellers.access import Acting
from sellers.models import Seller

from .awards import DATA
from .clock import at
from .goods import Goods, goods_of_rows
from .joining import acting_for, who
from .selling import counted

OF_VISIT = ("kind", "minutes", "meeting_place")
NOT_OF_EXPERIENCE = ("product", "times", "weeks", *OF_VISIT)
# The account of `make demo`, where no other is set: nobody's, in a bank that is only pretended.
ACCOUNT = {"bin": "970436", "number": "0000000000", "holder": "TAI KHOAN THU"}
TRANSFER = "marketplace.payments.vietqr.provider.VietQr"


@cache
def visits() -> dict:
    with (DATA / "visits.toml").open("rb") as file:
        return tomllib.load(file)


def visit_goods() -> list[Goods]:
    """The products of the visits; some visits are of goods that the demo has anyway."""
    return goods_of_rows(visits()["goods"])


def open_visits() -> dict[str, Counter]:
    """Needs the goods. What stands stays as it is, what was called off stays called off."""
    return {
        "visits": counted(visits()["visit"], _open),
        "times of visits": sum((_add_times(row) for row in visits()["visit"]), Counter()),
    }


def _product(upc: str):
    return get_model("catalogue", "Product").objects.get(upc=upc)


def _open(row: dict) -> bool:
    product = _product(row["product"])
    if Experience.objects.filter(product=product).exists():
        return False
    first = {name: row[name] for name in OF_VISIT}
    make_experience(product=product, **first, **{n: v for n, v in row.items() if n not in NOT_OF_EXPERIENCE})
    return True


def _add_times(row: dict) -> Counter:
    experience = Experience.objects.select_related("product").get(product__upc=row["product"])
    record = experience.product.stockrecords.select_related("partner").get()
    known = set(Slot.objects.filter(experience=experience).values_list("starts_at", flat=True))
    counts = Counter(created=0, updated=0, unchanged=0)
    for starts_at, wanted in _moments(row, experience):
        if starts_at in known:
            counts["unchanged"] += 1
            continue
        add_slot(
            experience=experience,
            starts_at=starts_at,
            places=wanted["places"],
            price=wanted.get("price", int(record.price)),
            partner=record.partner,
        )
        counts["created"] += 1
    return counts


def _moments(row: dict, experience: Experience) -> list[tuple[datetime, dict]]:
    """Those that can still be booked, from today on for so many weeks."""
    now, today = timezone.now(), timezone.localdate()
    days = [today + timedelta(days=n) for n in range(7 * row["weeks"])]
    found = [
        (_at(day, text), wanted)
        for day in days
        for wanted in row["times"]
        if day.isoweekday() in wanted["weekdays"]
        for text in wanted["at"]
    ]
    return [(moment, wanted) for moment, wanted in found if moment - _closing(experience) > now]


def _closing(experience: Experience) -> timedelta:
    return timedelta(hours=experience.closes_hours)


def _at(day: date, text: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(text)))


def make_bookings() -> dict[str, Counter]:
    """Once; with the demo's people, in no transaction, as money moves. What people booked in the demo is theirs."""
    told = visits()
    phone = normalise_phone(told["buyer"]["phone"])
    if Visit.objects.filter(parcel__recipient_phone=phone).exists():
        return {"bookings of visits": counted(told["booking"], lambda row: False)}
    with _collecting():
        return {"bookings of visits": counted(told["booking"], lambda row: _book(row, told["buyer"]))}


def _book(row: dict, who_buys: dict) -> bool:
    seller = Seller.objects.with_place().get(partner__stockrecords__product__upc=row["product"])
    today, booked_at = timezone.localdate(), timezone.now() - timedelta(hours=row["booked"])
    with at(booked_at):
        slot = _slot(row, seller, today)
        order = _order(slot, row["people"], _buyer(who_buys, seller))
        _pay(order)
    _then(row, Visit.objects.get(parcel__order=order), acting_for(seller.slug))
    return True


def _slot(row: dict, seller: Seller, today: date) -> Slot:
    """The first time at this hour from that day on; on the day itself for what is over, or begins today."""
    experience = Experience.objects.get(product__upc=row["product"])
    moment = _at(today + timedelta(days=row["day"]), row["at"])
    if row["day"] > 0:
        later = Slot.objects.filter(experience=experience, starts_at__gte=moment, called_off_at=None).in_time_order()
        return next(slot for slot in later if f"{timezone.localtime(slot.starts_at):%H:%M}" == row["at"])
    known = Slot.objects.filter(experience=experience, starts_at=moment).first()
    price = int(experience.product.stockrecords.get().price)
    return known or add_slot(experience=experience, starts_at=moment, places=12, price=price, partner=seller.partner)


def _buyer(row: dict, seller: Seller) -> Buyer:
    address = Address(seller.commune, row["house"])
    return Buyer(name=row["name"], phone=normalise_phone(row["phone"]), address=address, user=who(row["user"]))


def _order(slot: Slot, people: int, buyer: Buyer):
    basket = _fresh(get_model("basket", "Basket").objects.create(owner=buyer.user))
    basket.add_product(slot.product, people)
    basket = _fresh(basket)
    get_class("offer.applicator", "Applicator")().apply(basket, buyer.user)
    total = plan(settle(basket, user=buyer.user).lines, commune=buyer.address.commune).total
    return place(
        basket_id=basket.pk, token=token_of(basket), shown_total=total, buyer=buyer, choices={}, payment="vietqr"
    )


def _fresh(basket):
    basket = type(basket).objects.get(pk=basket.pk)
    basket.strategy = get_class("partner.strategy", "Selector")().strategy()
    return basket


def _pay(order) -> None:
    """The pretended bank tells of a transfer."""
    take(
        IncomingTransfer(
            provider="demo",
            provider_id=order.number,
            account_no=collection_account().number,
            amount=int(order.total_incl_tax),
            content=content(order.number),
            reference=f"MH{order.number}",
            at=timezone.now(),
            is_incoming=True,
        )
    )


def _then(row: dict, visit: Visit, host: Acting) -> None:
    if row["what"] == "used":
        with at(visit.slot.starts_at + timedelta(minutes=10)):
            check_in(visit=visit, by=host)
    if row["what"] == "called_off":
        call_off(slot=visit.slot, by=host, reason=row["reason"])


@contextmanager
def _collecting():
    """A shop without a bank account collects on the demo's while these orders are paid."""
    before = settings.COLLECTION_ACCOUNT, settings.PAYMENT_PROVIDERS
    settings.COLLECTION_ACCOUNT = before[0] or ACCOUNT
    settings.PAYMENT_PROVIDERS = [*before[1], *([] if TRANSFER in before[1] else [TRANSFER])]
    try:
        yield
    finally:
        settings.COLLECTION_ACCOUNT, settings.PAYMENT_PROVIDERS = before
