"""The papers of tax months as PDF, in Vietnamese, with the words and form codes of forms.toml."""

from datetime import date, datetime

from django.conf import settings
from django.utils import translation

from marketplace.money import format_dong
from marketplace.printing.columns import Column, Kind
from marketplace.printing.pdf import Document
from sellers.models import Seller

from .forms import Form, form, word
from .months import due_on, first_day
from .reckoning import Withheld

LAST_MONTH, LAST_DAY = 12, 31
YEAR_COLUMNS = [
    Column(word("month_column")),
    *(Column(word(name), Kind.DONG, 1.5) for name in ("base", "vat", "pit")),
]


def paper(kind: str, on: date, subtitle: str, made_at: datetime, *, landscape: bool = False) -> tuple[Document, Form]:
    """An empty paper of this kind, headed with its title."""
    found = form(kind, on)
    operator = settings.OPERATOR.get("name") or settings.SITE_NAME
    return Document(found.title, subtitle, operator, made_at=made_at, landscape=landscape), found


def operator_facts(found: Form) -> list[tuple[str, str]]:
    """Who withheld, by the ten-digit code of the remittance (T-08); on the shop's own papers who runs it."""
    name = settings.OPERATOR.get("name") or settings.SITE_NAME
    code = settings.OPERATOR.get("tax_code") or word("not_given")
    if found.is_house_form:
        return [(word("platform"), name), (word("tax_code"), code)]
    return [
        (word("operator"), name),
        (word("operator_tax_code"), settings.OPERATOR.get("withholding_tax_code") or code),
        (word("form"), found.code_text),
        (word("legal_basis"), found.legal_basis),
    ]


def seller_facts(seller: Seller) -> list[tuple[str, str]]:
    with translation.override("vi"):
        kind = seller.get_kind_display()
    place = ", ".join(part for part in (seller.business_place, seller.place_text) if part)
    return [
        (word("seller"), seller.name),
        (word("kind"), kind),
        (word("tax_code"), seller.tax_code or word("not_given")),
        (word("place"), place),
    ]


def month_text(month: str) -> str:
    return word("month", month=f"{first_day(month):%m/%Y}")


def declaration_pdf(month: str, figures: Withheld, *, made_at: datetime) -> bytes:
    """The figures that go into the declaration of the month."""
    document, found = paper("declaration", first_day(month), month_text(month), made_at)
    document.facts(
        [
            *operator_facts(found),
            (word("due_on"), f"{due_on(month):%d/%m/%Y}"),
            (word("sellers"), str(figures.sellers)),
            (word("revenue"), format_dong(figures.revenue)),
            (word("returns"), format_dong(figures.returns)),
            (word("base"), format_dong(figures.revenue - figures.returns)),
        ]
    )
    for tax in ("vat", "pit"):
        document.heading(word(tax))
        document.totals(_reckoning(tax, figures))
    document.totals([(word("total"), figures.vat_due + figures.pit_due)])
    return document.to_bytes()


def _reckoning(tax: str, figures: Withheld) -> list[tuple[str, int]]:
    due, left = getattr(figures, f"{tax}_due"), getattr(figures, f"{tax}_left")
    return [
        (word("assessed"), getattr(figures, f"{tax}_assessed")),
        (word("offset"), -getattr(figures, f"{tax}_offset")),
        (word("brought"), getattr(figures, f"{tax}_brought")),
        (word("carried"), left - due),
        (word("due"), due),
    ]


def certificate_pdf(certificate, months: list[tuple[str, int, int, int]]) -> bytes:
    """`months`: each with its taxed revenue, VAT and income tax in dong."""
    subtitle = f"{word('year', year=certificate.year)} · {word('number')} {certificate.code}"
    on = date(certificate.year, LAST_MONTH, LAST_DAY)
    document, found = paper("certificate", on, subtitle, certificate.issued_at)
    document.facts([*operator_facts(found), *seller_facts(certificate.seller)])
    document.rows(YEAR_COLUMNS, [(f"{first_day(month):%m/%Y}", *figures) for month, *figures in months])
    document.totals(
        [
            (word("base"), certificate.base),
            (word("vat_total"), certificate.vat),
            (word("pit_total"), certificate.pit),
            (word("total"), certificate.vat + certificate.pit),
        ]
    )
    return document.to_bytes()
