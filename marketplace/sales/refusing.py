"""Nothing is sold whose tax nobody can tell (rules.md T-02): asked before an order is written."""

import logging
from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.charges.charging import MissingRule, MissingSellerKind, rules_on
from marketplace.charges.treating import Treated, treatments_of

logger = logging.getLogger(__name__)


class NotSellable(Exception):
    """`text` says it to the shopper; the cause, for staff, is in the log and in `__cause__`."""

    def __init__(self, text: str, seller):
        self.text, self.seller = text, seller
        super().__init__(text)


def check_sellable(*, goods: Iterable[tuple], on: date | None = None) -> dict[tuple[int, int], Treated]:
    """`goods` are (seller, product) pairs, such as those of a basket's lines. Nine queries at most, however many.
    Answers how they are taxed: (seller id, product id) -> treatment.

    Raises NotSellable for the first whose seller has no decided kind or whose rates are missing on that day.
    """
    goods, on = list(goods), on or timezone.localdate()
    rules = rules_on(on)
    treated = treatments_of([(seller.pk, product.pk) for seller, product in goods], on=on, defaults=rules.treatments)
    for seller, product in goods:
        how = treated[seller.pk, product.pk]
        try:
            rules.charges(
                seller_kind=seller.kind,
                treatment=how.treatment,
                goods=0,
                seller_id=seller.pk,
                product_set=how.product_set,
            )
        except (MissingSellerKind, MissingRule) as error:
            logger.error("seller %s cannot sell product %s: %r", seller.pk, product.pk, error)
            raise NotSellable(_text(seller), seller) from error
    return treated


def _text(seller) -> str:
    return _(
        "Goods from %(seller)s cannot be ordered right now, because papers of the producer are missing. "
        "Keep them for later or take them out."
    ) % {"seller": seller.name}
