"""What a parcel's way does to the stock: goods leave the shelf when it is handed over, and some come back with it."""

import logging

from django.db.models import F
from oscar.apps.partner.exceptions import InvalidStockAdjustment
from oscar.core.loading import get_model

from marketplace.fulfilment.models import Parcel, Temperature

from ..locking import lock_stock

logger = logging.getLogger(__name__)
SPOILS = {Temperature.CHILLED, Temperature.FROZEN, Temperature.LIVE}


def take_from_shelf(parcel: Parcel) -> None:
    """What was held for the parcel is gone. Call once, under the lock of the parcel."""
    for content in _contents(parcel):
        try:
            content.line.consume_allocation(content.quantity)
        except InvalidStockAdjustment:
            # The goods are on their way whatever the figures say; a count of the shelf puts them right.
            logger.error("parcel %s: stock record %s held too little", parcel.number, content.line.stockrecord_id)


def put_back(parcel: Parcel, units: dict[int, int] | None = None) -> bool:
    """Goods that came back can be sold again; what spoils is written off, and then False. Call once, under the lock.

    `units`: parcel line -> how many; all of them when not given.
    """
    if parcel.temperature in SPOILS:
        return False
    records = get_model("partner", "StockRecord").objects
    for content in _contents(parcel):
        back = content.quantity if units is None else units.get(content.pk, 0)
        record = content.line.stockrecord
        if back and record.can_track_allocations and record.num_in_stock is not None:
            records.filter(pk=record.pk).update(num_in_stock=F("num_in_stock") + back)
            record.refresh_from_db(fields=["num_in_stock"])
            record.post_save_signal()
    return True


def _contents(parcel: Parcel):
    lock_stock([parcel])
    contents = parcel.lines.select_related("line__stockrecord__product").order_by("line__stockrecord_id", "pk")
    return [content for content in contents if content.line.stockrecord_id]
