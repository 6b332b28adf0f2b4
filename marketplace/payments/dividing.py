"""Divides a parcel in two, dong by dong: what is sent, and what its producer does not have.

Nothing that was fixed at placement is lost: quantities, goods, discounts and a promise of cash of the two parts are
together what they were, by the portions of which refunds are made too (payments.md 2.5). The fee stays with what is sent.
"""

from dataclasses import dataclass

from marketplace.fulfilment.missing_parts import number_of_missing_part
from marketplace.fulfilment.models import Parcel, ParcelEvent, ParcelLine
from marketplace.sales.models import LineTerms
from marketplace.sales.terms import parts, terms_of

from .applying import split_promise
from .locking import Locked


@dataclass(frozen=True)
class Worth:
    """Dong of some units of a line: `goods` is the seller's price, `platform` the shop's discount in it."""

    goods: int
    platform: int
    by_seller: int

    @property
    def buyer(self) -> int:
        return self.goods - self.platform


def divide(held: Locked, missing: dict[int, int]) -> Parcel:
    """The new parcel with the missing units; `held.parcel` is left with the rest. Call under the lock of the parcel.

    `missing`: parcel line id -> units, at least one of them, and not all of the parcel. Nothing may be refunded yet.
    """
    parcel = held.parcel
    apart = _beside(parcel)
    for terms in terms_of(parcel):
        units = missing.get(terms.parcel_line_id, 0)
        if units == terms.parcel_line.quantity:
            ParcelLine.objects.filter(pk=terms.parcel_line_id).update(parcel=apart)
        elif units:
            _divide_line(terms, units, apart)
    _sum_up(parcel)
    _sum_up(apart)
    if held.cash is not None:
        held.payments.append(split_promise(held.cash, to=apart))
    return apart


def _beside(parcel: Parcel) -> Parcel:
    """Costs nothing to send, because it never is. Its weight is not known apart: the whole was paid for."""
    apart = Parcel.objects.get(pk=parcel.pk)
    apart.pk, apart._state.adding = None, True
    apart.number, apart.state = number_of_missing_part(parcel.number), Parcel.State.NEW
    apart.fee = apart.goods_total = apart.weight_g = 0
    apart.save(force_insert=True)
    apart.order = parcel.order
    ParcelEvent.objects.create(parcel=apart, state=apart.state)
    return apart


def _divide_line(terms: LineTerms, units: int, apart: Parcel) -> None:
    line = terms.parcel_line
    kept = line.quantity - units
    stays, goes = _worth(terms, done=0, k=kept), _worth(terms, done=kept, k=units)
    beside = ParcelLine.objects.create(parcel=apart, line_id=line.line_id, quantity=units, goods_total=goes.buyer)
    LineTerms.objects.create(
        parcel_line=beside, treatment=terms.treatment, product_set=terms.product_set, **_as_terms(goes)
    )
    LineTerms.objects.filter(pk=terms.pk).update(**_as_terms(stays))
    ParcelLine.objects.filter(pk=line.pk).update(quantity=kept, goods_total=stays.buyer)


def _worth(terms: LineTerms, *, done: int, k: int) -> Worth:
    goods, platform = parts(terms, done=done, k=k)
    by_seller, _none = parts(LineTerms(parcel_line=terms.parcel_line, list_total=terms.seller_discount), done=done, k=k)
    return Worth(goods, platform, by_seller)


def _as_terms(worth: Worth) -> dict[str, int]:
    return {
        "list_total": worth.goods + worth.by_seller,
        "seller_discount": worth.by_seller,
        "platform_discount": worth.platform,
    }


def _sum_up(parcel: Parcel) -> None:
    parcel.goods_total = sum(parcel.lines.values_list("goods_total", flat=True))
    parcel.save(update_fields=["goods_total"])
