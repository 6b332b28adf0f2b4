"""Many at once, on a real PostgreSQL with real threads: one wish is one refund, and nobody waits for ever (R17, R20)."""

import time

import pytest
from django.db import transaction

from marketplace.ledger.balances import balances_of_seller
from marketplace.ledger.purses import lock_purse
from marketplace.payments.models import Refund
from marketplace.payments.parcel_life.arriving import deliver
from marketplace.payments.parcel_life.completing import complete_due
from marketplace.payments.refunding.deciding import approve
from marketplace.payments.refunding.drafting import MoreThanSold, draft_refund
from marketplace.payments.refunding.sending import send
from tests.checkout.test_races import at_once
from tests.payments.till import Till, all_units, arrived, figures, goods, holds, on_its_way, paid, parcel_of, staff

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def wish(parcel, units, **more):
    return draft_refund(parcel=parcel, units=units, with_fee=False, reason="complaint", by="x", **more)


def test_ten_clicks_are_one_refund_booked_and_sent_once():
    order = paid((goods(price=100_000), 2), fees=(0,))
    parcel, boss = arrived(parcel_of(order)), staff("approve_refund")
    units = {parcel.lines.get().pk: 1}

    def click():
        return send(approve(refund=wish(parcel, units, key="form"), by=boss))

    errors = [answer for answer in at_once([click] * 10) if isinstance(answer, Exception)]

    assert errors == []
    assert Refund.objects.get().state == "succeeded"
    assert (holds("refund_due", order), figures(order).refunded) == (0, 100_000)
    assert len(set(Till.asked)) == 1


def test_ten_staff_with_different_wishes_never_refund_more_than_was_sold():
    order = paid((goods(price=100_000), 3), fees=(0,))
    parcel, boss = arrived(parcel_of(order)), staff("approve_refund")
    line = parcel.lines.get().pk

    def decide(n):
        return approve(refund=wish(parcel, {line: 1}, key=f"form-{n}"), by=boss)

    answers = at_once([lambda n=n: decide(n) for n in range(10)])

    assert sum(isinstance(answer, Refund) for answer in answers) == 3
    assert {type(answer) for answer in answers} == {Refund, MoreThanSold}
    assert holds("refund_due", order) == 300_000
    figures(order)


def test_a_delivery_told_ten_times_at_once_is_one_sale():
    order = paid((goods(price=100_000), 1), fees=(0,))
    parcel = on_its_way(parcel_of(order))

    errors = [
        answer for answer in at_once([lambda: deliver(parcel=parcel, by="ghn")] * 10) if isinstance(answer, Exception)
    ]

    assert errors == []
    assert order.postings.filter(kind="recognition").count() == 1
    assert parcel.events.filter(state="delivered").count() == 1


def test_a_refund_and_a_payout_see_each_other():
    order = paid((goods(price=100_000), 1), fees=(0,))
    parcel, boss = arrived(parcel_of(order)), staff("approve_refund")
    type(parcel).objects.filter(pk=parcel.pk).update(return_until=parcel.delivered_at)
    complete_due()
    draft = wish(parcel, all_units(parcel))
    seen = []

    def pay_out():
        with transaction.atomic():
            lock_purse(parcel.seller_id)
            seen.append(balances_of_seller(parcel.seller).seller_available)
            time.sleep(0.3)
            seen.append(balances_of_seller(parcel.seller).seller_available)

    at_once([pay_out, lambda: approve(refund=draft, by=boss)])

    assert seen[0] == seen[1]
    assert holds("seller_available", parcel.seller) == 0
    assert holds("refund_due", order) == 100_000
