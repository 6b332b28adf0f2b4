"""Where a refund is to be transferred: the buyer says it once, staff may correct it until the money is on its way."""

import re

from django.utils import timezone

from marketplace.folding import clean

from ..locking import locked_order
from ..models import Refund
from ..vietqr.banks import UnknownBank, bank
from .account_telling import tell_of_account

S = Refund.State
OPEN = (S.APPROVED, S.MANUAL)
_NUMBER = re.compile(r"[0-9A-Z]{6,19}")


class NotChangeable(Exception):
    """It goes back another way, has left, or was never approved."""


class AlreadyGiven(NotChangeable):
    """Another account was named before: whoever knows an order's number and phone shall not lead its money elsewhere."""


class BadAccount(ValueError):
    """`field` is "bin", "number" or "holder"."""

    def __init__(self, field: str):
        self.field = field
        super().__init__(field)


def give_account(*, refund: Refund, bin: str, number: str, holder: str) -> Refund:
    """Note the account for staff; until it has left, the last one given counts. The buyer is told, and it rests anew.

    Raises NotChangeable, BadAccount.
    """
    return _give(refund, _checked(bin, number, holder), may_change=True)


def give_account_once(*, refund: Refund, bin: str, number: str, holder: str) -> Refund:
    """The same for the buyer's own page, where the first one stays. Raises AlreadyGiven, NotChangeable, BadAccount."""
    return _give(refund, _checked(bin, number, holder), may_change=False)


def _give(refund: Refund, account: tuple[str, str, str], *, may_change: bool) -> Refund:
    with locked_order(refund.order_id) as order:
        current = Refund.objects.select_for_update().get(pk=refund.pk)
        if current.channel != Refund.Channel.TRANSFER or current.state not in OPEN:
            raise NotChangeable(str(current.uuid))
        known = (current.account_bin, current.account_no, current.account_holder)
        if known == account:
            return current
        if current.account_no and not may_change:
            raise AlreadyGiven(str(current.uuid))
        current.order = order
        current.account_bin, current.account_no, current.account_holder = account
        current.account_given_at = timezone.now()
        current.save(update_fields=["account_bin", "account_no", "account_holder", "account_given_at"])
        tell_of_account(current)
        return current


def _checked(bin: str, number: str, holder: str) -> tuple[str, str, str]:
    try:
        bank(clean(bin))
    except UnknownBank as error:
        raise BadAccount("bin") from error
    number = re.sub(r"[\s.-]", "", clean(number)).upper()
    if not _NUMBER.fullmatch(number):
        raise BadAccount("number")
    holder = clean(holder)
    if not 4 <= sum(letter.isalpha() for letter in holder) <= len(holder) <= 120:
        raise BadAccount("holder")
    return clean(bin), number, holder
