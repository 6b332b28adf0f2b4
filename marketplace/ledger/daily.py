"""The daily proof that other people's money is there (specification 0.3): held = where it lies = the bank's statement."""

from dataclasses import dataclass
from datetime import date

from .accounts import bank_collection
from .balances import balances_by_code, balances_by_purpose
from .models import Purpose, StatementBalance

HELD = (
    Purpose.BUYER_FUNDS,
    Purpose.REFUND_DUE,
    Purpose.SELLER_PENDING,
    Purpose.SELLER_AVAILABLE,
    Purpose.PAYOUT_TRANSIT,
    Purpose.UNALLOCATED,
    Purpose.VAT_WITHHELD,
    Purpose.PIT_WITHHELD,
    Purpose.COMMISSION_VAT,
)
EARNED = (Purpose.COMMISSION, Purpose.SHIPPING_INCOME)
SPENT = (
    Purpose.PROMO_COST,
    Purpose.GATEWAY_FEE,
    Purpose.CARRIER_COST,
    Purpose.FX_DIFFERENCE,
    Purpose.LOSS_DISPUTE,
    Purpose.LOSS_OTHER,
)


@dataclass(frozen=True)
class MoneyHeld:
    """All in dong at the end of the day. `statement` is None when no statement of that day was recorded."""

    day: date
    held: dict[str, int]  # by purpose
    lies: dict[str, int]  # by account code
    own_share: int  # of what lies there; below zero the shop has to put money in
    statement: int | None

    @property
    def held_total(self) -> int:
        return sum(self.held.values())

    @property
    def lies_for_others(self) -> int:
        return sum(self.lies.values()) - self.own_share

    @property
    def in_bank(self) -> int:
        return self.lies[bank_collection().code]

    @property
    def ledger_difference(self) -> int:
        return self.lies_for_others - self.held_total

    @property
    def bank_difference(self) -> int | None:
        """What the statement has more than the ledger; None without a statement."""
        return None if self.statement is None else self.statement - self.in_bank

    @property
    def has_difference(self) -> bool:
        return bool(self.ledger_difference or self.bank_difference)


def money_held(day: date) -> MoneyHeld:
    """Three queries. What happened up to the end of the day counts, whenever it was posted."""
    totals = balances_by_purpose(until=day)
    places = balances_by_code(Purpose.BANK, Purpose.CLEARING_STRIPE, Purpose.CLEARING_COD, until=day)
    collection = bank_collection().code
    elsewhere = sum(amount for code, amount in places.items() if code.startswith("bank:") and code != collection)
    lies = {code: amount for code, amount in places.items() if not code.startswith("bank:") or code == collection}
    statements = StatementBalance.objects.filter(account__code=collection, day=day)
    return MoneyHeld(
        day=day,
        held={purpose.value: totals[purpose] for purpose in HELD},
        lies={collection: 0, **lies},
        own_share=_own(totals) - elsewhere,
        statement=statements.values_list("closing_balance", flat=True).first(),
    )


def _own(totals: dict[str, int]) -> int:
    """Earned less spent; what we owe carriers still lies there, what sellers owe us does not yet."""
    earned = sum(totals[purpose] for purpose in EARNED) - sum(totals[purpose] for purpose in SPENT)
    return earned + totals[Purpose.CARRIER_DUE] - totals[Purpose.SELLER_DUE]
