"""The packing slip that lies in a parcel: what must be inside, and who made each piece."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.fulfilment.models import Parcel
from marketplace.printing.columns import Column, Kind
from marketplace.printing.several import Papers

from .parcel_page import ParcelPage, maker_of, parcel_pages


def slips_pdf(parcels: list[Parcel], *, made_at: datetime) -> bytes:
    """`parcels` as parcel_page.loaded gives them, at least one; each begins on its own page."""
    pages = parcel_pages(parcels)
    operator = settings.OPERATOR.get("name") or settings.SITE_NAME
    first = pages[0]
    papers = Papers(
        _title(first), _subtitle(first), operator, made_at=made_at, language=translation.get_language() or "vi"
    )
    _fill(papers, first)
    for page in pages[1:]:
        papers.next_paper(_title(page), _subtitle(page), operator)
        _fill(papers, page)
    return papers.to_bytes()


def _title(page: ParcelPage) -> str:
    return _("Packing slip %(number)s") % {"number": page.parcel.number}


def _subtitle(page: ParcelPage) -> str:
    return page.parcel.seller.name


def _fill(papers: Papers, page: ParcelPage) -> None:
    papers.facts(_facts(page))
    papers.rows(_columns(page), _rows(page))
    for line in page.missing:
        words = _("Not sent: %(quantity)d × %(title)s") % {"quantity": line.quantity, "title": line.title}
        papers.paragraph(words)
    if (address := page.address) is not None and address.notes:
        papers.paragraph(_("Note of the buyer: %(note)s") % {"note": address.notes})
    papers.note(
        _("Something is missing or wrong? Open your order on %(site)s and tell us.") % {"site": settings.SITE_URL}
    )


def _facts(page: ParcelPage) -> list[tuple[str, str]]:
    parcel, address = page.parcel, page.address
    if parcel.is_pickup:
        where = _("Picked up at the producer's")
    else:
        where = f"{address.line1}, {address.line4}, {address.state}" if address else str(parcel.to_commune)
    paid = _("%(amount)s in cash at the door") if page.is_cash else _("Paid in advance (%(amount)s)")
    return [
        (_("For"), page.recipient),
        (_("Phone"), page.phone),
        (_("Address"), where),
        (_("To be sent by"), f"{parcel.ship_on:%d/%m/%Y}"),
        (_("Payment"), paid % {"amount": page.amount}),
    ]


def _columns(page: ParcelPage) -> list[Column]:
    columns = [Column(_("Pieces"), Kind.NUMBER, 0.7), Column(_("Goods"), width=4)]
    return [*columns, Column(_("Made by"), width=2)] if _has_makers(page) else columns


def _rows(page: ParcelPage) -> list[list]:
    rows = [[content.quantity, content.line.title, maker_of(content)] for content in page.parcel.lines.all()]
    return rows if _has_makers(page) else [row[:2] for row in rows]


def _has_makers(page: ParcelPage) -> bool:
    return any(line.maker for line in page.lines)
