"""Orders, sellers and the worked example of specification 2.5, posted by hand."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction
from oscar.core.loading import get_model

from marketplace.ledger import accounts
from marketplace.ledger.posting import post
from tests import stall

_numbers = itertools.count(1)


def order(number=None):
    return get_model("order", "Order").objects.create(
        number=number or f"OCOP-TEST-{next(_numbers)}",
        currency="VND",
        total_incl_tax=0,
        total_excl_tax=0,
        shipping_incl_tax=0,
        shipping_excl_tax=0,
    )


def write(key, kind, *legs, **more):
    with transaction.atomic():
        return post(key=key, kind=kind, legs=legs, **more)


def capture(of, amount=775_000, **more):
    legs = (accounts.bank_collection(), amount), (accounts.buyer_funds(of), -amount)
    return write(f"capture:{of.pk}:{more.get('key', '')}", "capture", *legs, order=of)


class Market:
    """Order X of specification 2.5: seller A is a household, seller B a company."""

    def __init__(self):
        self.order = order("X")
        self.a = stall.seller("Hộ A")
        self.b = stall.seller("Công ty B", kind="company")

    def capture(self):
        return capture(self.order)

    def recognise_a(self):
        return write(
            "recognition:A",
            "recognition",
            (accounts.buyer_funds(self.order), 324_221),
            (accounts.promo_cost(), 20_779),
            (accounts.seller_pending(self.a), -297_600),
            (accounts.commission(), -16_000),
            (accounts.commission_vat(), -1_600),
            (accounts.vat_withheld(), -3_200),
            (accounts.pit_withheld(), -1_600),
            (accounts.shipping_income(), -25_000),
            order=self.order,
            seller=self.a,
        )

    def recognise_b(self):
        return write(
            "recognition:B",
            "recognition",
            (accounts.buyer_funds(self.order), 450_779),
            (accounts.promo_cost(), 29_221),
            (accounts.seller_pending(self.b), -425_250),
            (accounts.commission(), -22_500),
            (accounts.commission_vat(), -2_250),
            (accounts.shipping_income(), -30_000),
            order=self.order,
            seller=self.b,
        )

    def release_a(self):
        legs = (accounts.seller_pending(self.a), 297_600), (accounts.seller_available(self.a), -297_600)
        return write("release:A", "release", *legs, order=self.order, seller=self.a)

    def pay_out_a(self):
        legs = (accounts.seller_available(self.a), 297_600), (accounts.payout_transit(), -297_600)
        write("payout_exported:A", "payout_exported", *legs, seller=self.a)
        legs = (accounts.payout_transit(), 297_600), (accounts.bank_collection(), -297_600)
        return write("payout_paid:A", "payout_paid", *legs, seller=self.a)

    def refund_one_of_a(self, from_account=None):
        """One unit, after its sale was recognised: the legs back by half."""
        return write(
            "refund_approved:A",
            "refund_approved",
            (from_account or accounts.seller_pending(self.a), 148_800),
            (accounts.commission(), 8_000),
            (accounts.commission_vat(), 800),
            (accounts.vat_withheld(), 1_600),
            (accounts.pit_withheld(), 800),
            (accounts.promo_cost(), -10_390),
            (accounts.refund_due(self.order), -149_610),
            order=self.order,
            seller=self.a,
        )

    def refund_arrives(self):
        legs = (accounts.refund_due(self.order), 149_610), (accounts.bank_collection(), -149_610)
        return write("refund_succeeded:A", "refund_succeeded", *legs, order=self.order)


def at_once(tasks):
    """Run all tasks together, each with a connection of its own; results or errors in their order."""
    start = threading.Barrier(len(tasks))

    def run(task):
        try:
            start.wait(timeout=60)
            return task()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]
