"""How many are left to sell: plus and minus that count even when many press at once. What orders have taken stays theirs."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.listing.refreshing import refresh_soon

from ..access import Acting
from ..changes import note_change
from .making import LARGEST_STOCK
from .owning import must_be_allowed

TAKEN = Coalesce(F("num_allocated"), 0)
HAVE = Coalesce(F("num_in_stock"), 0)


class NothingLeft(Exception):
    """So many are not left; `left` says how many are. Nothing was changed."""

    def __init__(self, left: int):
        self.left = left
        super().__init__(left)


class TooMany(Exception):
    """More than LARGEST_STOCK. Nothing was changed."""


class NotCounted(Exception):
    """A product with packs has no stock of its own, and a visit is not counted."""


def left_of(record) -> int:
    return max(0, (record.num_in_stock or 0) - (record.num_allocated or 0))


def move_stock(*, acting: Acting, product, by: int) -> int:
    """So many more, or fewer. Answers how many are left to sell. `product`: one without packs, or a pack.

    One conditional update: two phones and a shopper at once all count, and it never falls below what orders have taken.
    Raises NothingLeft, TooMany, NotCounted.
    """
    must_be_allowed(acting, product)
    if by > LARGEST_STOCK:
        raise TooMany
    with transaction.atomic():
        record = _record(acting, product)
        by = max(by, -LARGEST_STOCK - 1)
        rows = _records(acting, product).filter(num_in_stock__gte=TAKEN - by, num_in_stock__lte=LARGEST_STOCK - by)
        if not rows.update(num_in_stock=F("num_in_stock") + by):
            record.refresh_from_db(fields=["num_in_stock", "num_allocated"])
            raise TooMany if by > 0 else NothingLeft(left_of(record))
        return _noted(acting, product, record, by)


def set_stock(*, acting: Acting, product, number: int, seen: int | None = None) -> int:
    """So many are left to sell now. Answers how many.

    `seen` is the number that the person looked at: what was sold or added since then stays counted. Without it the
    number counts as it is. Raises TooMany, NotCounted, ValueError for a negative number.
    """
    must_be_allowed(acting, product)
    if number < 0:
        raise ValueError(number)
    if number > LARGEST_STOCK:
        raise TooMany
    with transaction.atomic():
        record = _record(acting, product)
        wanted = TAKEN + number if seen is None else Greatest(HAVE + (number - seen), TAKEN)
        _records(acting, product).update(num_in_stock=wanted)
        return _noted(acting, product, record)


def _records(acting: Acting, product):
    return get_model("partner", "StockRecord").objects.filter(product=product, partner=acting.seller.partner_id)


def _record(acting: Acting, product):
    """Raises NotCounted. A stock that nobody ever said is none."""
    if product.is_parent or not product.get_product_class().track_stock:
        raise NotCounted
    _records(acting, product).filter(num_in_stock=None).update(num_in_stock=TAKEN)
    record = _records(acting, product).order_by("pk").first()
    if record is None:
        raise NotCounted
    return record


def _noted(acting: Acting, product, record, by: int | None = None) -> int:
    record.refresh_from_db(fields=["num_in_stock", "num_allocated"])
    left = left_of(record)
    refresh_soon(product.pk, product.parent_id)  # nobody hears an update
    words = {"title": product.get_title(), "left": left}
    note_change(acting, "stock", _("%(title)s: %(left)d left to sell") % words)
    return left
