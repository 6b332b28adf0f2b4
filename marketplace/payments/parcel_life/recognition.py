"""The sale of a parcel that arrived, without the units refunded before; what lacks a rule waits for one."""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef

from marketplace.charges.charging import MissingRule, MissingSellerKind
from marketplace.fulfilment.models import Parcel
from marketplace.ledger.models import Posting, PostingKind
from marketplace.sales.recognising import recognise
from marketplace.sales.releasing import release

from ..attending import call_for_attention, close_by_shop
from ..locking import locked_parcel
from ..models import Attention
from ..refunding.portions import refunded_fee, refunded_units

logger = logging.getLogger(__name__)
PAID = (PostingKind.CAPTURE, PostingKind.COD_COLLECTED)
ARRIVED = (Parcel.State.DELIVERED, Parcel.State.COMPLETED)


def recognise_sale(parcel: Parcel) -> bool:
    """False when no rule says what is withheld or kept: staff are called. Call under the lock of the parcel."""
    try:
        with transaction.atomic():
            recognise(parcel=parcel, returned=refunded_units(parcel), fee_returned=bool(refunded_fee(parcel)))
    except (MissingSellerKind, MissingRule) as error:
        logger.warning("parcel %s is not recognised", parcel.number, exc_info=True)
        call_for_attention(
            reason=Attention.Reason.NO_TAX_RULE, about=parcel.number, order=parcel.order, text=repr(error), again=True
        )
        return False
    return True


def recognise_due() -> int:
    """Try again what waited for a rule or for the kind of its seller; how many sales were recognised. A job.

    Found by what is missing and not by the flag: a flag may be closed too early. Orders from before the ledger have none.
    """
    booked = Posting.objects.filter(order=OuterRef("order_id"), kind__in=PAID)
    waiting = Parcel.objects.filter(Exists(booked), state__in=ARRIVED, sale_entries=None)
    done = 0
    for parcel in waiting.order_by("pk"):
        try:
            done += _try_again(parcel)
        except Exception:
            logger.exception("parcel %s", parcel.number)
    return done


def _try_again(parcel: Parcel) -> bool:
    with locked_parcel(parcel) as held:
        if not recognise_sale(held.parcel):
            return False
        release(parcel=held.parcel)
        close_by_shop(reason=Attention.Reason.NO_TAX_RULE, about=held.parcel.number, note="recognised")
        return True
