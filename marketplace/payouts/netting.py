"""What a seller owes is taken from what waits for him, before anything is paid."""

import uuid

from marketplace.ledger import accounts
from marketplace.ledger.balances import balances_of_seller
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post


def net_debt(seller, *, by: str = "") -> int:
    """Dong that may be paid out now. Call under the seller's purse.

    Money going free and goods coming back net by themselves; only a payout that came back leaves both at once.
    """
    purse = balances_of_seller(seller)
    owed = min(max(0, purse.seller_available), max(0, purse.seller_due))
    if owed:
        post(
            key=f"netted:{seller.pk}:{uuid.uuid4()}",
            kind=PostingKind.SELLER_NETTED,
            legs=[(accounts.seller_available(seller), owed), (accounts.seller_due(seller), -owed)],
            seller=seller,
            by=by,
        )
    return purse.seller_available - owed
