"""A seller's account: checked at the door, frozen when it changes, and the old contact hears of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.notify.models import Message
from marketplace.payments.refunding.accounts import BadAccount
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.models import Payout, SellerBankAccount
from tests import stall
from tests.payments import till

from .paying import AGRIBANK, NET, VIETCOMBANK, account, drafted, earned, seller_with_account

pytestmark = pytest.mark.django_db
GOOD = {"bin": VIETCOMBANK, "number": "0011223344", "holder": "Lê Văn Mẫu"}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("bin", "123456"),
        ("bin", ""),
        ("number", "12345"),
        ("number", "1" * 20),
        ("number", "12345ă"),
        ("number", "=1+12345"),
        ("holder", "Lê"),
        ("holder", "12345678"),
        ("holder", "Lê Văn" * 30),
    ],
)
def test_what_is_no_account_is_refused_at_the_door(field, text):
    with pytest.raises(BadAccount) as error:
        change_account(seller=stall.seller(), **(GOOD | {field: text}))

    assert error.value.field == field
    assert not SellerBankAccount.objects.exists()


def test_a_first_account_is_usable_at_once_and_keeps_its_zeros():
    maker = stall.seller()

    made = change_account(seller=maker, **(GOOD | {"number": " 0011 2233.44 "}))

    assert (made.number, made.holder, made.is_usable_at(timezone.now())) == ("0011223344", "Lê Văn Mẫu", True)
    assert not Message.objects.exists()


def test_i27_a_change_freezes_payouts_for_three_days_and_tells_the_old_contact():
    maker = seller_with_account(phone="+84900000001", email="cu@example.com")
    before = timezone.now()
    type(maker).objects.filter(pk=maker.pk).update(name="Hộ bà Mẫu")
    maker.phone, maker.email = "+84999999999", "moi@example.com"  # typed into the same form, not saved

    new = change_account(seller=maker, **GOOD)

    assert timedelta(hours=72) <= new.usable_from - before < timedelta(hours=72, minutes=1)
    assert not new.is_usable_at(before + timedelta(hours=71, minutes=59))
    assert new.is_usable_at(timezone.now() + timedelta(hours=72))
    sms, mail = Message.objects.order_by("-channel")
    assert {sms.recipient, mail.recipient} == {"+84900000001", "cu@example.com"}
    for message in (sms, mail):
        assert "3344" in message.body and "0011223344" not in message.body and "0123456789" not in message.body
        assert "0296 300 0000" in message.body or "02963000000" in message.body


def test_the_same_account_again_changes_nothing():
    maker = seller_with_account()

    again = change_account(seller=maker, bin=AGRIBANK, number="0123 456 789", holder="Nguyễn Thị Mẫu")

    assert again.is_usable_at(timezone.now())
    assert (SellerBankAccount.objects.count(), Message.objects.count()) == (1, 0)


def test_the_way_back_to_an_earlier_account_is_a_change_too():
    maker = seller_with_account()
    change_account(seller=maker, **GOOD)

    back = change_account(seller=maker, bin=AGRIBANK, number="0123456789", holder="Nguyễn Thị Mẫu")

    assert not back.is_usable_at(timezone.now())
    assert SellerBankAccount.objects.current().get() == back
    assert SellerBankAccount.objects.count() == 3


def test_a_plan_for_the_old_account_leaves_its_unapproved_batch():
    mover, other = seller_with_account("Hộ đổi"), seller_with_account("Hộ khác")
    earned(mover)
    earned(other)
    batch = drafted()
    assert batch.total == 2 * NET

    change_account(seller=mover, **GOOD)

    batch.refresh_from_db()
    assert (batch.count, batch.total, batch.state) == (1, NET, "draft")
    assert Payout.objects.get(seller=mover).state == "rejected"
    assert batch.lines.left_out().get().payout.seller == mover


def test_a_batch_with_one_plan_is_rejected_when_its_account_changes():
    maker = seller_with_account()
    earned(maker)
    batch = drafted()

    account(maker, number="5555666677")

    batch.refresh_from_db()
    assert (batch.count, batch.state) == (0, "rejected")


def test_only_the_sellers_people_and_staff_who_may_change_an_account():
    maker, owner, stranger = stall.seller(), till.staff(name="Chủ"), till.staff(name="Người lạ")
    maker.partner.users.add(owner)

    with pytest.raises(PermissionDenied):
        change_account(seller=maker, by=stranger, **GOOD)
    made = change_account(seller=maker, by=owner, **GOOD)
    staff = till.staff("change_sellerbankaccount")
    other = change_account(seller=maker, by=staff, **(GOOD | {"number": "999888777"}), reason="Gọi điện xác nhận")

    assert (made.entered_by, other.entered_by, other.reason) == (owner, staff, "Gọi điện xác nhận")


def test_an_account_is_shown_by_four_digits():
    assert seller_with_account().bank_accounts.get().masked == "•••6789"
