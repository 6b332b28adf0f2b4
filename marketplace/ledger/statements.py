"""Keeps what the bank's statements say an account holds at the end of a day."""

from datetime import date

from django.db import transaction

from .accounts import AccountRef
from .models import StatementBalance
from .opening import open_accounts


class DifferentBalance(ValueError):
    """Another balance was recorded for this account and day."""


@transaction.atomic
def record_statement_balance(
    *, account: AccountRef, day: date, closing_balance: int, source: str, recorded_by: str = "", replace: bool = False
) -> StatementBalance:
    """Dong. The same again changes nothing. `replace` corrects a mistyped one; without it: DifferentBalance."""
    found, is_new = StatementBalance.objects.get_or_create(
        account_id=open_accounts([account])[account.code],
        day=day,
        defaults={"closing_balance": closing_balance, "source": source, "recorded_by": recorded_by},
    )
    if is_new or found.closing_balance == closing_balance:
        return found
    if not replace:
        raise DifferentBalance(f"{account.code} {day}: {found.closing_balance}, now {closing_balance}")
    found.closing_balance, found.source, found.recorded_by = closing_balance, source, recorded_by
    found.save()
    return found
