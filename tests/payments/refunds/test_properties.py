"""Random lives of an order: whatever is refunded in whatever order, the sums hold (I2, I5, I6, I19)."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.fulfilment.moving import WrongState
from marketplace.ledger.models import Entry
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.models import Refund
from marketplace.payments.parcel_life.arriving import deliver
from marketplace.payments.parcel_life.losing import lose
from marketplace.payments.providers import ProviderRefundState
from marketplace.payments.refunding.deciding import approve, reject
from marketplace.payments.refunding.drafting import NotRefundable, draft_refund, left_of
from marketplace.payments.refunding.sending import send_due
from marketplace.payments.refunding.settling import settle_refund
from tests.lives import lives
from tests.payments import till
from tests.payments.till import figures, goods, holds, on_its_way, paid, parcel_of, staff
from tests.sales.parcels import offer

pytestmark = pytest.mark.django_db

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("draft"), st.integers(0, 1), st.integers(0, 3), st.booleans()),
        st.tuples(st.sampled_from(["approve", "reject", "settle", "fail"]), st.integers(0, 5)),
        st.tuples(st.sampled_from(["deliver", "lose", "give up"]), st.integers(0, 1)),
        st.tuples(st.just("send")),
    ),
    min_size=3,
    max_size=14,
)
prices = st.integers(1_000, 400_000)


@settings(
    max_examples=lives(4),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.tuples(prices, prices, st.integers(0, 900)), fee=st.integers(0, 40_000), steps=STEPS)
def test_no_sequence_of_refunds_breaks_the_sums(data, fee, steps):
    before = transaction.savepoint()
    try:
        _live(data, fee, steps)
    finally:
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)


def _live(data, fee, steps):
    till.reset()
    first, second, discount = data
    if discount:
        offer(discount)
    boss = staff("approve_refund")
    order = paid(
        (goods(price=first, title="A", kind="household"), 3),
        (goods(price=second, title="B", kind="company"), 2),
        fees=(fee, fee),
    )
    parcels = [on_its_way(parcel_of(order, 0)), parcel_of(order, 1)]

    for name, *more in steps:
        untouched = [_worth(parcel) for parcel in parcels]
        named = _take(order, parcels, boss, name, more)
        _check(order)
        for number, before in enumerate(untouched):
            assert number in named or _worth(parcels[number]) == before, name


def _worth(parcel) -> tuple:
    """What another parcel's refund must not touch."""
    parcel.refresh_from_db()
    return parcel.state, sum(entry.sign * entry.seller_net for entry in parcel.sale_entries.all())


def _take(order, parcels, boss, name, more) -> set[int]:
    """One step, taken or refused; the numbers of the parcels it is about."""
    refunds = list(Refund.objects.filter(order=order, parcel__isnull=False).order_by("pk"))
    refund = refunds[more[0] % len(refunds)] if name in {"approve", "reject", "settle", "fail"} and refunds else None
    try:
        if name == "draft":
            _draft(parcels[more[0]], more[1], more[2])
        elif name == "deliver":
            deliver(parcel=parcels[more[0]], by="ghn")
        elif name == "lose":
            lose(parcel=parcels[more[0]], by="ghn")
        elif name == "give up":
            cannot_deliver(parcel=parcels[more[0]], by="seller")
        elif name == "send":
            send_due()
        elif refund:
            _decide(name, refund, boss)
    except (NotRefundable, WrongState):
        pass
    if refund:
        return {parcels.index(refund.parcel)}
    return {more[0]} if name in {"draft", "deliver", "lose", "give up"} else set()


def _draft(parcel, units, with_fee) -> None:
    line = parcel.lines.get()
    key = f"step-{Refund.objects.count()}"
    draft_refund(parcel=parcel, units={line.pk: units}, with_fee=with_fee, reason="complaint", by="x", key=key)


def _decide(name, refund, boss) -> None:
    if name in ("approve", "reject"):
        {"approve": approve, "reject": reject}[name](refund=refund, by=boss)
    elif refund.state in (Refund.State.SENT, Refund.State.SUCCEEDED):
        ending = "succeeded" if name == "settle" else "failed"
        settle_refund(refund=refund, state=ProviderRefundState(ending, refund.amount))


def _check(order) -> None:
    found = figures(order)
    payment = order.payments.get(parcel=None)
    assert left_of(payment) >= 0
    assert found.captured == payment.received
    waiting = Refund.objects.filter(order=order, state__in=("approved", "sent", "manual", "failed")).total()
    assert found.refund_due == waiting
    assert found.refunded == Refund.objects.filter(order=order, state="succeeded").total()
    assert sum(Entry.objects.values_list("amount", flat=True)) == 0
    for parcel in order.parcels.all():
        assert holds("seller_pending", parcel.seller) == sum(
            entry.sign * entry.seller_net for entry in parcel.sale_entries.all()
        )
