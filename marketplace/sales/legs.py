"""The legs of sale entries in the ledger (payments.md 2.4): a debit above zero, a credit below."""

from collections.abc import Iterable

from marketplace.ledger import accounts

from .models import SaleEntry


def of_sale(entries: Iterable[SaleEntry], *, buyer, seller) -> list:
    """What the buyer paid becomes the seller's, the shop's and the state's. `buyer` and `seller` are accounts."""
    legs = []
    for entry in entries:
        legs += [(buyer, entry.buyer_part), *_of_shop(entry), (seller, -entry.seller_net)]
    return legs


def of_return(entries: Iterable[SaleEntry], *, buyer, seller, available: int | None) -> list:
    """The same turned round. `buyer` is an account, `seller` who pays his part back.

    `available`: dong that wait to be paid out to him, None while his part of this parcel is not free yet.
    """
    legs = []
    for entry in entries:
        legs += [(buyer, -entry.buyer_part), *((account, -amount) for account, amount in _of_shop(entry))]
    return legs + _from_seller(seller, sum(entry.seller_net for entry in entries), available)


def _of_shop(entry: SaleEntry) -> list:
    """What of a sale is the shop's or the state's: discount, commission, taxes, delivery."""
    return [
        (accounts.promo_cost(), entry.platform_part),
        (accounts.commission(), -entry.commission),
        (accounts.commission_vat(), -entry.commission_vat),
        (accounts.vat_withheld(), -entry.vat_withheld),
        (accounts.pit_withheld(), -entry.pit_withheld),
        (accounts.shipping_income(), -entry.shipping),
    ]


def _from_seller(seller, amount: int, available: int | None) -> list:
    if available is None:
        return [(accounts.seller_pending(seller), amount)]
    there = min(amount, max(0, available))
    return [(accounts.seller_available(seller), there), (accounts.seller_due(seller), amount - there)]
