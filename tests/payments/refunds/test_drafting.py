"""What a refund is worth, to the dong, and who decides (payments.md 2.5, 2.7; I5, I19, R17)."""

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.notify.models import Message
from marketplace.payments.models import Refund
from marketplace.payments.refunding.deciding import AlreadyDecided, approve, reject
from marketplace.payments.refunding.drafting import MoreThanReceived, MoreThanSold, NothingToRefund, draft_refund
from tests.payments.till import (
    all_units,
    arrived,
    figures,
    goods,
    holds,
    on_its_way,
    paid,
    parcel_of,
    staff,
)
from tests.sales.parcels import offer

pytestmark = pytest.mark.django_db


def wish(parcel, units=None, *, fee=False, reason="complaint", **more):
    units = all_units(parcel) if units is None else units
    return draft_refund(parcel=parcel, units=units, with_fee=fee, reason=reason, by="Nhân viên mẫu", **more)


def first_line(parcel) -> int:
    return parcel.lines.order_by("pk").first().pk


@pytest.fixture
def boss():
    return staff("approve_refund")


def test_single_units_of_a_reduced_line_are_worth_the_line_together(boss):
    jar = goods(price=50_000)
    offer(10_000)
    order = paid((jar, 3), fees=(0,))
    parcel = arrived(parcel_of(order))
    line = first_line(parcel)

    amounts = [approve(refund=wish(parcel, {line: 1}), by=boss).amount for _unit in range(3)]

    assert sum(amounts) == 140_000
    assert max(amounts) - min(amounts) <= 1
    found = figures(order)
    assert (found.refund_due, found.seller_net, found.commission, found.promo_cost) == (140_000, 0, 0, 0)


def test_amounts_are_worked_out_anew_when_refunds_are_approved_in_another_order(boss):
    jar = goods(price=50_000)
    offer(10_000)
    order = paid((jar, 3), fees=(0,))
    parcel = parcel_of(order)
    line = first_line(parcel)
    first, second = wish(parcel, {line: 1}, key="a"), wish(parcel, {line: 2}, key="b")
    one, two = first.amount, second.amount

    reject(refund=first, by=boss)
    later = approve(refund=second, by=boss)
    rest = approve(refund=wish(parcel, {line: 1}, key="c"), by=boss)

    assert one + two == 140_000
    assert later.amount + rest.amount == 140_000
    assert later.amount == later.lines.get().amount
    assert holds("buyer_funds", order) == 0


def test_before_recognition_the_buyers_money_is_given_back_after_it_every_share_is(boss):
    order = paid((goods(price=160_000), 2), fees=(25_000,))
    parcel = parcel_of(order)
    line = first_line(parcel)

    approve(refund=wish(parcel, {line: 1}), by=boss)
    assert (holds("buyer_funds", order), holds("refund_due", order)) == (185_000, 160_000)
    arrived(parcel)
    assert figures(order).commission == 8_000
    approve(refund=wish(parcel, {line: 1}, fee=True), by=boss)

    found = figures(order)
    assert (found.refund_due, found.buyer_funds, found.seller_net, found.commission, found.shipping_income) == (
        345_000,
        0,
        0,
        0,
        0,
    )


def test_two_clicks_and_two_staff_make_one_refund_and_a_later_wish_is_a_new_one(boss):
    parcel = arrived(parcel_of(paid((goods(), 3), fees=(0,))))
    line = first_line(parcel)

    assert wish(parcel, {line: 1}) == wish(parcel, {line: 1})
    approve(refund=Refund.objects.get(), by=boss)
    wish(parcel, {line: 1})

    assert Refund.objects.count() == 2
    assert wish(parcel, {line: 1}, key="form-1") == wish(parcel, {line: 1}, key="form-1")
    assert Refund.objects.count() == 3


def test_nothing_is_refunded_twice_and_never_more_than_was_sold(boss):
    parcel = arrived(parcel_of(paid((goods(), 2), fees=(20_000,))))
    line = first_line(parcel)
    wish(parcel, {line: 1}, fee=True)

    with pytest.raises(MoreThanSold):
        wish(parcel, {line: 2})
    with pytest.raises(MoreThanSold):
        wish(parcel, {line: -1})
    with pytest.raises(MoreThanSold):
        wish(parcel, {line: 1}, fee=True, key="again")
    with pytest.raises(NothingToRefund):
        wish(parcel, {})
    with pytest.raises(MoreThanSold):
        wish(parcel, {line + 999: 1})

    assert Refund.objects.count() == 1


def test_no_more_goes_back_than_came(boss):
    order = paid((goods(price=100_000), 2), fees=(0,))
    parcel = parcel_of(order)
    draft = wish(parcel, {first_line(parcel): 1})
    order.payments.update(received=99_999)

    with pytest.raises(MoreThanReceived):
        approve(refund=draft, by=boss)
    with pytest.raises(MoreThanReceived):
        wish(parcel, {first_line(parcel): 1}, key="other")

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert holds("refund_due", order) == 0


def test_the_fee_goes_back_with_the_last_unit_that_never_left_else_only_when_chosen():
    order = paid((goods(title="A", price=100_000), 2), (goods(title="B", price=100_000), 1), fees=(25_000, 30_000))
    one, other = parcel_of(order, 0), on_its_way(parcel_of(order, 1))
    line = first_line(one)

    assert wish(one, {line: 1}, key="a").fee_amount == 0
    assert wish(one, {line: 1}, key="b").fee_amount == 25_000
    assert wish(other, key="c").fee_amount == 0
    assert wish(other, {}, fee=True, key="d").amount == 30_000


def test_a_refund_of_one_parcel_touches_no_other(boss):
    order = paid((goods(title="A", price=100_000), 1), (goods(title="B", price=70_000), 1), fees=(0, 0))
    one, other = arrived(parcel_of(order, 0)), arrived(parcel_of(order, 1))
    before = [(entry.pk, entry.seller_net) for entry in other.sale_entries.order_by("pk")]

    approve(refund=wish(one), by=boss)

    other.refresh_from_db()
    assert other.state == "delivered"
    assert [(entry.pk, entry.seller_net) for entry in other.sale_entries.order_by("pk")] == before
    assert holds("seller_pending", one.seller) == 0
    assert holds("seller_pending", other.seller) == other.sale_entries.get().seller_net


def test_only_who_may_approves_or_rejects_once_and_it_is_noted_who(boss):
    order = paid((goods(price=100_000), 1), fees=(0,))
    parcel = arrived(parcel_of(order))
    draft = wish(parcel)

    for act in (approve, reject):
        with pytest.raises(PermissionDenied):
            act(refund=draft, by=staff())
        with pytest.raises(PermissionDenied):
            act(refund=draft, by=None)
    approved = approve(refund=draft, by=boss)
    approve(refund=draft, by=staff("approve_refund"))
    with pytest.raises(AlreadyDecided):
        reject(refund=draft, by=boss)

    approved.refresh_from_db()
    assert (approved.approved_by, approved.created_by) == (boss, "Nhân viên mẫu")
    assert order.postings.filter(kind="refund_approved").count() == 1
    assert Message.objects.filter(template="money_back").count() == 1


def test_a_rejected_draft_frees_its_units_and_stays_rejected(boss):
    parcel = arrived(parcel_of(paid((goods(), 1))))
    draft = wish(parcel)

    reject(refund=draft, by=boss, note="No")
    with pytest.raises(AlreadyDecided):
        approve(refund=draft, by=boss)

    assert wish(parcel).pk != draft.pk
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("rejected", "No")
