"""Works out sale entries, dong by dong, without writing them. Pure functions of rows that are loaded already."""

from django.utils import timezone

from marketplace.charges.charging import Charges, Rules
from marketplace.charges.portions import NotAPart
from marketplace.fulfilment.models import FeeGoesTo, Parcel
from marketplace.legal.parameters import parameter

from .models import LineTerms, SaleEntry
from .terms import parts

NOTHING = Charges(0, 0, 0, 0, 0, None, None)


def month_of(at) -> str:
    """ "2026-11", in Vietnam: the month in which a sale is declared."""
    return timezone.localtime(at, timezone.get_default_timezone()).strftime("%Y-%m")


def line_sold(parcel: Parcel, terms: LineTerms, *, returned: int, rules: Rules, at) -> SaleEntry:
    """The units that were not refunded before.

    Charges are worked out on the whole line and then divided, so that they do not depend on when units came back.
    """
    n = terms.parcel_line.quantity
    goods, platform = parts(terms, done=returned, k=n - returned)
    whole = rules.charges(
        seller_kind=parcel.seller.kind,
        treatment=terms.treatment,
        goods=terms.goods,
        seller_id=parcel.seller_id,
        product_set=terms.product_set,
    )
    charges = whole.part(goods=goods, done=returned, k=n - returned, n=n)
    figures = {"parcel_line": terms.parcel_line, "quantity": n - returned, "platform_part": platform}
    return _entry(parcel, charges, at, kind=SaleEntry.Kind.ASSESS, **figures)


def fee_sold(parcel: Parcel, *, rules: Rules, at) -> SaleEntry:
    """The shop's income, or the seller's where they carry it themselves (T-04)."""
    about = {"kind": SaleEntry.Kind.ASSESS, "quantity": 1}
    if parcel.fee_goes_to != FeeGoesTo.SELLER:
        return _entry(parcel, NOTHING, at, shipping=parcel.fee, **about)
    is_taxed = bool(parameter("charges.own_delivery_is_taxed", rules.day))
    charges = rules.charges_of_delivery(
        seller_kind=parcel.seller.kind, fee=parcel.fee, seller_id=parcel.seller_id, is_taxed=is_taxed
    )
    return _entry(parcel, charges, at, **about)


def line_back(parcel: Parcel, terms: LineTerms, sale: SaleEntry, *, back: int, k: int, at) -> SaleEntry:
    """k units of a sale after `back` of it came back before. Raises NotAPart.

    Goods and discount go by their place among all units of the line, as refunds do; charges are parts of what was
    charged, so that they end at zero.
    """
    refunded_before = terms.parcel_line.quantity - sale.quantity
    goods, platform = parts(terms, done=refunded_before + back, k=k)
    charges = _charged(sale).part(goods=goods, done=back, k=k, n=sale.quantity)
    figures = {"parcel_line": terms.parcel_line, "quantity": k, "platform_part": platform}
    return _entry(parcel, charges, at, kind=SaleEntry.Kind.REVERSE, reverses=sale, **figures)


def fee_back(parcel: Parcel, sale: SaleEntry, *, back: int, at) -> SaleEntry:
    """The whole fee. Raises NotAPart when it came back before."""
    if back:
        raise NotAPart(f"{parcel.number}: the delivery fee came back before")
    about = {"kind": SaleEntry.Kind.REVERSE, "reverses": sale, "quantity": 1}
    return _entry(parcel, _charged(sale), at, shipping=sale.shipping, **about)


def _charged(sale: SaleEntry) -> Charges:
    return Charges(
        sale.goods,
        sale.commission,
        sale.commission_vat,
        sale.vat_withheld,
        sale.pit_withheld,
        sale.tax_rule,
        sale.commission_rule,
    )


def _entry(parcel: Parcel, charges: Charges, at, **figures) -> SaleEntry:
    return SaleEntry(
        parcel=parcel,
        seller_id=parcel.seller_id,
        order_id=parcel.order_id,
        goods=charges.goods,
        buyer_part=charges.goods + figures.get("shipping", 0) - figures.get("platform_part", 0),
        commission=charges.commission,
        commission_vat=charges.commission_vat,
        vat_withheld=charges.vat_withheld,
        pit_withheld=charges.pit_withheld,
        seller_net=charges.seller_net,
        tax_rule=charges.tax_rule,
        commission_rule=charges.commission_rule,
        occurred_at=at,
        period=month_of(at),
        **figures,
    )
