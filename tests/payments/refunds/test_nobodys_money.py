"""Money with nobody's name that goes back outside the shop: no loss as far as it reaches."""

import pytest

from marketplace.payments.applying import apply
from marketplace.payments.models import Attention
from marketplace.payments.providers import ProviderRefundState, ProviderState
from marketplace.payments.refunding.outside import note_external
from marketplace.payments.refunding.settling import settle_refund
from tests.payments.till import bought, figures, goods, holds

pytestmark = pytest.mark.django_db


def test_money_with_nobodys_name_that_goes_back_outside_is_no_loss():
    order = bought((goods(price=100_000), 1), fees=(0,))
    payment = order.payments.get()
    apply(payment, ProviderState("captured", 90_000))

    note_external(payment=payment, amount=50_000, provider_ref="re_x")
    rest = note_external(payment=payment, amount=40_000, provider_ref="re_y")

    found = figures(order)
    assert (found.loss_other, found.refunded, found.captured) == (0, 90_000, 90_000)
    assert (holds("unallocated"), holds("clearing_stripe"), holds("refund_due", order)) == (0, 0, 0)
    assert not Attention.objects.filter(reason="double_payment").exists()

    settle_refund(refund=rest, state=ProviderRefundState("failed", 40_000, "re_y"))
    found = figures(order)
    assert (found.loss_other, found.refunded, found.captured) == (0, 50_000, 50_000)
    assert (holds("unallocated"), holds("clearing_stripe"), holds("refund_due", order)) == (40_000, 40_000, 0)


def test_what_goes_back_outside_beyond_money_with_nobodys_name_is_a_loss_and_calls_a_person():
    order = bought((goods(price=100_000), 1), fees=(0,))
    payment = order.payments.get()
    apply(payment, ProviderState("captured", 90_000))

    refund = note_external(payment=payment, amount=95_000, provider_ref="re_x")

    assert (figures(order).loss_other, holds("unallocated"), holds("clearing_stripe")) == (5_000, 0, -5_000)
    assert Attention.objects.get(reason="double_payment").about == str(refund.uuid)
    settle_refund(refund=refund, state=ProviderRefundState("failed", 95_000, "re_x"))
    assert (figures(order).loss_other, holds("unallocated"), holds("clearing_stripe")) == (0, 90_000, 90_000)
