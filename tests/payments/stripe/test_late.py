"""Time runs out, money comes late or twice: the provider is asked before goods are freed, and no dong is lost (I15, I21, I22)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.balances import balance
from marketplace.ledger.conservation import check_order
from marketplace.payments import expiring, lapsing
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import Payment
from marketplace.payments.providers import ProviderState
from marketplace.payments.syncing import ask_pending, sync_and_apply
from tests.checkout.buying import basket_of, buyer, order_basket

from .shopping import allocated, come_back, deliver_all, end_of, flags, fresh, messages

pytestmark = pytest.mark.django_db
TOTAL = 140_000


def an_hour_on():
    return timezone.now() + timedelta(hours=1)


def test_an_order_that_nobody_paid_is_over_and_its_goods_are_free(fake, order, payment):
    """R7."""
    assert expire_due(now=timezone.now() + timedelta(minutes=40)) == 0  # the grace
    assert expire_due(now=an_hour_on()) == 1
    assert expire_due(now=an_hour_on()) == 0

    end = end_of(order)
    assert (end["order"], end["payments"]) == ("expired", [("expired", 0)])
    assert (end["parcels"], end["stock"], end["postings"]) == (["expired", "expired"], [0, 0], [])
    assert messages("order_expired") == ["order_expired"]
    assert fake.account.every("checkout.session")[0]["status"] == "expired"


def test_stripe_closes_the_page_before_the_goods_are_freed(fake, order, payment, monkeypatch):
    """I22."""
    seen = []
    freed = lapsing.expire_parcels

    def watched(order):
        seen.append(fake.account.every("checkout.session")[0]["status"])
        return freed(order)

    monkeypatch.setattr(lapsing, "expire_parcels", watched)

    expire_due(now=an_hour_on())

    assert seen == ["expired"]


def test_goods_stay_held_while_stripe_cannot_be_asked(fake, order, payment):
    fake.control.fail_calls("close", times=2)

    assert expire_due(now=an_hour_on()) == 0

    assert end_of(order)["order"] == "pending_payment"
    assert allocated(order) == [1, 1]
    assert expire_due(now=an_hour_on()) == 1


def test_a_page_that_expired_by_itself_frees_the_goods_too(fake, order, payment):
    fake.control.advance(32 * 60)
    deliver_all(fake, "checkout.session.expired")
    assert fresh(payment).state == "expired"
    assert allocated(order) == [1, 1]  # another attempt may still be begun

    assert expire_due(now=an_hour_on()) == 1
    assert allocated(order) == [0, 0]


def test_money_that_was_there_when_time_ran_out_counts(fake, order, payment):
    fake.control.pay(payment.provider_ref)

    assert expire_due(now=an_hour_on()) == 0

    end = end_of(order)
    assert (end["order"], end["payments"], end["stock"]) == ("confirmed", [("captured", TOTAL)], [1, 1])
    assert messages("order_expired") == []


def test_a_buyer_who_pays_while_the_page_is_being_closed_has_paid(fake, order, payment, monkeypatch):
    """The session was open when we looked and complete when we wanted to close it."""
    from marketplace.payments.stripe_gateway import sessions

    close = sessions.expire

    def pays_first(attempt, session):
        fake.control.pay(attempt.provider_ref)
        return close(attempt, session)

    monkeypatch.setattr(sessions, "expire", pays_first)

    assert expire_due(now=an_hour_on()) == 0
    assert end_of(order)["order"] == "confirmed"


def test_money_on_its_way_is_waited_for(fake, order, payment):
    fake.control.paying.asynchronous = True
    fake.control.pay(payment.provider_ref)

    assert expire_due(now=an_hour_on()) == 0

    assert allocated(order) == [1, 1]


def test_an_order_whose_page_was_never_opened_expires_without_a_call(fake, order):
    assert expire_due(now=an_hour_on()) == 1

    assert fake.control.calls == []
    assert end_of(order)["order"] == "expired"


def paid_but_over(fake, order, payment):
    """Stripe took the money a moment before our order ended without knowing."""
    fake.control.pay(payment.provider_ref)
    expiring._end(order.pk, [payment.pk])
    assert end_of(order)["order"] == "expired"


def test_late_money_brings_the_order_back_while_the_goods_are_there(fake, order, payment):
    """R11."""
    paid_but_over(fake, order, payment)

    deliver_all(fake)
    deliver_all(fake)

    end = end_of(order)
    assert (end["order"], end["parcels"], end["stock"]) == ("confirmed", ["new", "new"], [1, 1])
    assert (end["payments"], end["refunds"], end["is_paid"]) == ([("captured", TOTAL)], [], True)
    assert end["messages"].count("order_paid") == 1
    assert check_order(order).captured == TOTAL


def test_late_money_goes_back_when_the_goods_are_gone(fake, order, payment):
    paid_but_over(fake, order, payment)
    gone = order.lines.order_by("pk").last().product
    order_basket(basket_of((gone, 10)), by=buyer(phone="+84912345670"))

    deliver_all(fake)
    deliver_all(fake)

    end = end_of(order)
    assert (end["order"], end["payments"], end["stock"]) == ("expired", [("captured", TOTAL)], [0, 10])
    assert end["refunds"] == [(TOTAL, "late", "approved")]
    assert (end["flags"], messages("order_paid"), messages("money_back")) == (["late_payment"], [], ["money_back"])
    assert balance(accounts.refund_due(order)) == TOTAL
    check_order(order)


def test_a_message_delayed_past_the_expiry_finds_the_order_paid_for_all_the_same(fake, order, payment):
    """The messages were held back; the expiry itself asked."""
    fake.control.pay(payment.provider_ref)
    expire_due(now=an_hour_on())
    before = end_of(order)

    deliver_all(fake)

    assert end_of(order) == before
    assert before["order"] == "confirmed"


def test_an_order_paid_by_two_pages_is_paid_once_and_the_rest_goes_back(fake, order, payment):
    """R8: the first page was closed by a clock of ours that went wrong, and paid in both."""
    fake.control.pay(payment.provider_ref)
    Payment.objects.filter(pk=payment.pk).update(state="cancelled")
    second = Payment.objects.create(order=order, provider="stripe", amount=payment.amount)
    from marketplace.payments.starting import begin

    begin(second)
    fake.control.pay(fresh(second).provider_ref)

    deliver_all(fake)
    deliver_all(fake)

    end = end_of(order)
    assert end["order"] == "confirmed"
    assert end["payments"] == [("captured", TOTAL), ("captured", TOTAL)]
    assert end["refunds"] == [(TOTAL, "excess", "approved")]
    assert end["flags"] == ["double_payment"]
    assert end["messages"].count("order_paid") == 1
    assert (balance(accounts.buyer_funds(order)), balance(accounts.refund_due(order))) == (TOTAL, TOTAL)
    check_order(order)


def test_a_captured_payment_never_becomes_anything_else(fake, order, payment):
    """I12."""
    from marketplace.payments.applying import apply

    fake.control.pay(payment.provider_ref)
    sync_and_apply(payment.pk)
    before = end_of(order)

    for status in ("open", "pending", "failed", "cancelled", "expired"):
        apply(fresh(payment), ProviderState(status, payment.amount, received=0))

    assert end_of(order) == before


def test_a_job_that_asks_about_many_is_not_stopped_by_one(fake, order, payment):
    fake.control.fail_calls("close", times=2)
    fake.control.pay(payment.provider_ref)

    assert ask_pending(now=timezone.now() + timedelta(minutes=11)) == 0
    assert ask_pending(now=timezone.now() + timedelta(minutes=11)) == 1
    assert come_back(payment).status_code == 302
    assert flags(order) == []
