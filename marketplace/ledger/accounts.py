"""Which accounts there are (specification 2.4): one function each. They name an account; ledger.posting opens it."""

from dataclasses import dataclass

from .models import AccountKind, Purpose


@dataclass(frozen=True)
class AccountRef:
    code: str
    purpose: Purpose
    kind: AccountKind
    order_id: int | None = None
    seller_id: int | None = None


def _asset(purpose, code=None, **owner) -> AccountRef:
    return AccountRef(code or purpose.value, purpose, AccountKind.ASSET, **owner)


def _liability(purpose, code=None, **owner) -> AccountRef:
    return AccountRef(code or purpose.value, purpose, AccountKind.LIABILITY, **owner)


def _income(purpose) -> AccountRef:
    return AccountRef(purpose.value, purpose, AccountKind.INCOME)


def _expense(purpose) -> AccountRef:
    return AccountRef(purpose.value, purpose, AccountKind.EXPENSE)


def _key(owner) -> int:
    return owner if isinstance(owner, int) else owner.pk


def _of_order(purpose, order) -> AccountRef:
    return _liability(purpose, f"{purpose.value}:{_key(order)}", order_id=_key(order))


def _of_seller(make, purpose, seller) -> AccountRef:
    return make(purpose, f"{purpose.value}:{_key(seller)}", seller_id=_key(seller))


# Assets: where money lies, and what sellers owe.


def bank(name: str) -> AccountRef:
    """A bank account by its purpose: `collection` holds buyers' money, `operator` is the shop's own."""
    return _asset(Purpose.BANK, f"bank:{name}")


def bank_collection() -> AccountRef:
    return bank("collection")


def clearing_stripe() -> AccountRef:
    return _asset(Purpose.CLEARING_STRIPE, "clearing:stripe")


def clearing_cod(carrier: str) -> AccountRef:
    """Cash collected at doors that this carrier (its code) has not handed on."""
    return _asset(Purpose.CLEARING_COD, f"clearing:cod:{carrier}")


def seller_due(seller) -> AccountRef:
    """What a seller owes the shop: refunds of parcels already paid out. Netted from the next payout."""
    return _of_seller(_asset, Purpose.SELLER_DUE, seller)


# Liabilities: money of others. `order` and `seller` are the object or its primary key.


def buyer_funds(order) -> AccountRef:
    return _of_order(Purpose.BUYER_FUNDS, order)


def refund_due(order) -> AccountRef:
    return _of_order(Purpose.REFUND_DUE, order)


def seller_pending(seller) -> AccountRef:
    return _of_seller(_liability, Purpose.SELLER_PENDING, seller)


def seller_available(seller) -> AccountRef:
    return _of_seller(_liability, Purpose.SELLER_AVAILABLE, seller)


def payout_transit() -> AccountRef:
    return _liability(Purpose.PAYOUT_TRANSIT)


def vat_withheld() -> AccountRef:
    return _liability(Purpose.VAT_WITHHELD)


def pit_withheld() -> AccountRef:
    return _liability(Purpose.PIT_WITHHELD)


def commission_vat() -> AccountRef:
    return _liability(Purpose.COMMISSION_VAT)


def unallocated() -> AccountRef:
    return _liability(Purpose.UNALLOCATED)


def carrier_due(carrier: str) -> AccountRef:
    """What the shop owes this carrier for parcels that were paid in advance."""
    return _liability(Purpose.CARRIER_DUE, f"carrier_due:{carrier}")


# Income and expense: the shop's own.


def commission() -> AccountRef:
    return _income(Purpose.COMMISSION)


def shipping_income() -> AccountRef:
    return _income(Purpose.SHIPPING_INCOME)


def promo_cost() -> AccountRef:
    return _expense(Purpose.PROMO_COST)


def gateway_fee() -> AccountRef:
    return _expense(Purpose.GATEWAY_FEE)


def carrier_cost() -> AccountRef:
    return _expense(Purpose.CARRIER_COST)


def fx_difference() -> AccountRef:
    return _expense(Purpose.FX_DIFFERENCE)


def loss_dispute() -> AccountRef:
    return _expense(Purpose.LOSS_DISPUTE)


def loss_other() -> AccountRef:
    return _expense(Purpose.LOSS_OTHER)
