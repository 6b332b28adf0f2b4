"""Tells a buyer which account was named for their money, while there is time to say that it was not them."""

from django.conf import settings
from django.utils import timezone

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.money import format_dong

from ..models import Refund
from ..telling import tell_buyer
from ..vietqr.banks import bank
from .quiet import usable_from


def tell_of_account(refund: Refund) -> None:
    """To the phone and the e-mail of the order. The bank and four digits, never a whole account."""
    tell_buyer(
        "refund_account",
        refund.order,
        key=f"{refund.uuid}:{refund.account_given_at:%Y%m%d%H%M%S%f}",
        amount=format_dong(refund.amount),
        bank=bank(refund.account_bin).short_name,
        end=refund.account_no[-4:],
        from_when=timezone.localtime(usable_from(refund.account_given_at)),
        call=shop_phone(),
        write=settings.OPERATOR.get("email", ""),
    )


def shop_phone() -> str:
    """As one reads it; empty when the shop names none."""
    number = settings.OPERATOR.get("phone", "")
    try:
        return display_phone(normalise_phone(number))
    except BadPhone:
        return number
