"""Fixes the money of every parcel line when an order is placed: list price, who discounts what, how it is taxed."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.charges.portions import portion
from marketplace.charges.treating import treatments_of
from marketplace.fulfilment.models import Parcel, ParcelLine
from marketplace.money import split, whole_dong

from .models import DiscountFunding, FundedBy, LineTerms


class TermsDoNotAddUp(AssertionError):
    """The pieces of an order line are not worth what Oscar sold it for."""


def store_terms(*, order, parcels: Iterable[Parcel], treated: dict | None = None) -> list[LineTerms]:
    """One row per parcel line; call at placement, in its transaction, with all parcels of the order. Nine queries at most.
    `treated`: what sales.refusing has just found out, where it was asked; that saves four of them.

    What a line was reduced by is the difference of Oscar's two line prices, the only figures that never disagree with
    the total; its OrderLineDiscount rows say whose offers did it. Raises TermsDoNotAddUp.
    """
    lines = list(ParcelLine.objects.filter(parcel__in=parcels).select_related("line", "parcel").order_by("pk"))
    shares = _shares_of_sellers(order)
    pieces = defaultdict(list)
    for line in lines:
        pieces[line.line_id].append(line)
    if treated is None:
        treated = treatments_of({_sold(line) for line in lines}, on=timezone.localdate(order.date_placed))
    terms = []
    for of_line in pieces.values():
        for piece, (list_total, by_seller) in zip(of_line, _split(of_line, shares), strict=True):
            how = treated[_sold(piece)]
            terms.append(
                LineTerms(
                    parcel_line=piece,
                    list_total=list_total,
                    seller_discount=by_seller,
                    platform_discount=list_total - by_seller - piece.goods_total,
                    treatment=how.treatment,
                    product_set=how.product_set,
                )
            )
    return LineTerms.objects.bulk_create(terms)


def terms_of(parcel: Parcel) -> list[LineTerms]:
    """Those of a parcel's lines, in their order. An order from before there were terms gets them now."""
    if ParcelLine.objects.filter(parcel__order=parcel.order_id, terms=None).exists():
        without = Parcel.objects.filter(order=parcel.order_id, lines__terms=None).distinct()
        store_terms(order=parcel.order, parcels=list(without))
    return list(
        LineTerms.objects.filter(parcel_line__parcel=parcel)
        .select_related("parcel_line__line")
        .order_by("parcel_line_id")
    )


def parts(terms: LineTerms, *, done: int, k: int) -> tuple[int, int]:
    """(goods, the shop's discount in it) of k units after `done` before them; the buyer's part is the difference.

    The discount follows the goods dong by dong, so that the buyer's part of a unit is never negative. Raises NotAPart.
    """
    n = terms.parcel_line.quantity
    before = portion(terms.goods, 0, done, n)
    goods = portion(terms.goods, done, k, n)
    return goods, portion(terms.platform_discount, before, goods, terms.goods)


def buyer_part(terms: LineTerms, *, done: int, k: int) -> int:
    """Dong that the buyer paid for k units after `done` before them: what a refund of them gives back."""
    goods, platform = parts(terms, done=done, k=k)
    return goods - platform


def _sold(line: ParcelLine) -> tuple[int, int]:
    return line.parcel.seller_id, line.line.product_id


def _split(pieces: list[ParcelLine], shares) -> list[tuple[int, int]]:
    """(list total, the seller's discount in it) of each piece of an order line, largest remainder first."""
    line = pieces[0].line
    before, after = whole_dong(line.line_price_before_discounts_incl_tax), whole_dong(line.line_price_incl_tax)
    if sum(piece.goods_total for piece in pieces) != after or sum(p.quantity for p in pieces) != line.quantity:
        raise TermsDoNotAddUp(f"order line {line.pk}")
    totals = split(before, [piece.quantity for piece in pieces])
    reduced = [total - piece.goods_total for total, piece in zip(totals, pieces, strict=True)]
    _platform, by_seller = split(before - after, shares.get(line.pk, [1, 0]))
    return list(zip(totals, split(by_seller, reduced), strict=True))


def _shares_of_sellers(order) -> dict[int, list[int]]:
    """Order line -> [what offers of the shop gave, what offers of the seller gave]."""
    rows = list(
        get_model("order", "OrderLineDiscount")
        .objects.filter(line__order=order)
        .values_list("line_id", "order_discount__offer_id", "amount")
    )
    if not rows:
        return {}
    by_seller = set(
        DiscountFunding.objects.filter(
            offer_id__in={offer for _line, offer, _amount in rows}, funded_by=FundedBy.SELLER
        ).values_list("offer_id", flat=True)
    )
    shares = defaultdict(lambda: [0, 0])
    for line_id, offer_id, amount in rows:
        shares[line_id][offer_id in by_seller] += whole_dong(amount)
    return shares
