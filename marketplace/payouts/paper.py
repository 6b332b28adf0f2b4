"""The statements as PDF, in the language that is active."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.printing.columns import Column, Kind
from marketplace.printing.pdf import Document

from .pages import StatementPage


def statement_pdf(page: StatementPage, *, made_at: datetime) -> bytes:
    """The same page gives the same bytes."""
    paper = Document(
        page.title,
        page.period,
        settings.OPERATOR.get("name") or settings.SITE_NAME,
        made_at=made_at,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        landscape=True,
    )
    paper.facts(_facts(page))
    if page.parcels:
        paper.heading(_("Parcel by parcel"))
        paper.rows(_columns(), _rows(page))
    paper.heading(_("How it adds up"))
    paper.totals([(row.label, row.amount) for row in page.sums])
    paper.totals([(row.label, row.amount) for row in page.ties])
    for payout in page.payouts:
        paper.paragraph(f"{payout.day}: {payout.amount}. {payout.text}")
    return paper.to_bytes()


def _facts(page: StatementPage) -> list[tuple[str, str]]:
    seller = page.seller
    facts = [(_("Seller"), seller.name), (_("Tax code"), seller.tax_code), (_("Place"), seller.place_text)]
    return [(name, text) for name, text in [*facts, (_("Where it is"), page.sentence)] if text]


def _columns() -> list[Column]:
    return [
        Column(_("Day"), width=0.8),
        Column(_("Parcel"), width=1.6),
        Column(_("Goods"), width=3),
        Column(_("Price"), Kind.DONG, 1.4),
        Column(_("Commission"), Kind.DONG, 1.3),
        Column(_("VAT on it"), Kind.DONG, 1.2),
        Column(_("VAT"), Kind.DONG, 1.2),
        Column(_("Income tax"), Kind.DONG, 1.2),
        Column(_("For you"), Kind.DONG, 1.4),
    ]


def _rows(page: StatementPage) -> list[list]:
    rows = []
    for row in page.parcels:
        for leg, goods in zip(row.parcel.legs, row.goods, strict=True):
            off = [-leg.commission, -leg.commission_vat, -leg.vat_withheld, -leg.pit_withheld]
            rows.append([row.day, row.parcel.number, goods.label, leg.goods, *off, leg.net])
    return rows
