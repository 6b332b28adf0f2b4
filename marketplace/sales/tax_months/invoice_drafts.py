"""Draft e-invoice of a parcel as XML, unsigned and without a number, for the seller's own software (payments.md 8.2, 8.5).

Households on the direct method get a sales invoice (form 2), which has no VAT rate; companies and cooperatives a VAT
invoice (form 1), for which the seller says the rate: the shop does not know how its goods are taxed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from marketplace.fulfilment.models import Parcel
from marketplace.printing.columns import printable
from sellers.models import Kind, Seller

from .forms import form, word
from .in_words import in_words
from .invoicing import InvoiceBuyer, InvoiceLine, line_of, with_what_invoices_need

VERSION = "2.1.0"  # PBan: data of the format, seen in samples of 2026
VAT_FORM, SALES_FORM = "1", "2"
ON_VAT_FORMS = {Kind.COMPANY, Kind.COOPERATIVE}
# Basis points by the rate's name on the invoice; KCT: not subject to VAT, KKKNT: neither declared nor paid.
VAT_RATES = {"0%": 0, "5%": 500, "8%": 800, "10%": 1000, "KCT": 0, "KKKNT": 0}
WHOLE = 10_000
GOODS = "1"
LONGEST = {"Ten": 400, "DChi": 400, "MST": 14, "THHDVu": 500, "DCTDTu": 50, "SDThoai": 20, "DVTinh": 50}


class NoVatRate(ValueError):
    """A VAT invoice needs one of VAT_RATES."""


class NothingToInvoice(LookupError):
    """Nothing of the parcel was sold, or all of it came back."""


@dataclass(frozen=True)
class DraftLine:
    """`total` is what the buyer owes, in dong; `net` is it without VAT."""

    title: str
    unit: str
    quantity: int
    price: Decimal
    discount: int
    net: int
    total: int

    @property
    def tax(self) -> int:
        return self.total - self.net


@dataclass(frozen=True)
class Draft:
    seller: Seller
    buyer: InvoiceBuyer
    parcel_number: str
    day: date
    payment: str
    vat_rate: str  # "" on a sales invoice
    lines: list[DraftLine]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def net(self) -> int:
        return sum(line.net for line in self.lines)


def draft_of(*, parcel: Parcel, buyer: InvoiceBuyer | None = None, vat_rate: str = "") -> Draft:
    """What remains sold of the parcel. `buyer` None: the phrase for somebody without a name (T-16).

    Raises NothingToInvoice; NoVatRate when a company's or cooperative's draft has none of VAT_RATES.
    """
    is_vat_form = parcel.seller.kind in ON_VAT_FORMS
    if is_vat_form and vat_rate not in VAT_RATES:
        raise NoVatRate(vat_rate)
    entries = with_what_invoices_need(parcel.sale_entries.exclude(parcel_line=None, goods=0))
    lines = _what_is_left([line_of(entry) for entry in entries])
    if not lines:
        raise NothingToInvoice(parcel.number)
    return Draft(
        seller=parcel.seller,
        buyer=buyer or InvoiceBuyer(word("anonymous_buyer")),
        parcel_number=parcel.number,
        day=lines[0].day,
        payment=word("cash") if lines[0].is_cash else word("transfer"),
        vat_rate=vat_rate if is_vat_form else "",
        lines=[_draft_line(line, VAT_RATES[vat_rate] if is_vat_form else None) for line in lines],
    )


def draft_xml(draft: Draft) -> bytes:
    """The draft in the structure of Decision 1450; UTF-8."""
    invoice = Element("HDon")
    data = SubElement(invoice, "DLHDon", Id=f"nhap-{draft.parcel_number}")
    _general(SubElement(data, "TTChung"), draft)
    content = SubElement(data, "NDHDon")
    _seller(SubElement(content, "NBan"), draft.seller)
    _buyer(SubElement(content, "NMua"), draft.buyer)
    listed = SubElement(content, "DSHHDVu")
    for number, line in enumerate(draft.lines, start=1):
        _goods(SubElement(listed, "HHDVu"), number, line, draft.vat_rate)
    _totals(SubElement(content, "TToan"), draft)
    SubElement(SubElement(invoice, "DSCKS"), "NBan")
    indent(invoice)
    return tostring(invoice, encoding="UTF-8", xml_declaration=True) + b"\n"


def _what_is_left(lines: list[InvoiceLine]) -> list[InvoiceLine]:
    """Each thing once, returns taken off."""
    left: dict[tuple[str, int], InvoiceLine] = {}
    for line in lines:
        key = (line.title, line.price)
        left[key] = _added(left[key], line) if key in left else line
    return [line for line in left.values() if line.quantity > 0]


def _added(first: InvoiceLine, other: InvoiceLine) -> InvoiceLine:
    sums = {name: getattr(first, name) + getattr(other, name) for name in ("quantity", "discount", "amount")}
    return InvoiceLine(**{**vars(first), **sums})


def _draft_line(line: InvoiceLine, vat_bp: int | None) -> DraftLine:
    """With VAT in the price, a VAT invoice states price and amount without it, the discount taken off both."""
    if vat_bp is None:
        price = Decimal(line.price)
        return DraftLine(line.title, line.unit, line.quantity, price, line.discount, line.amount, line.amount)
    net = int((Decimal(line.amount * WHOLE) / (WHOLE + vat_bp)).quantize(Decimal(1), ROUND_HALF_UP))
    price = (Decimal(net) / line.quantity).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return DraftLine(line.title, line.unit, line.quantity, price, 0, net, line.amount)


def _general(element: Element, draft: Draft) -> None:
    is_vat_form = bool(draft.vat_rate)
    _add(element, "PBan", VERSION)
    _add(element, "THDon", "Hóa đơn giá trị gia tăng" if is_vat_form else form("draft_invoice", draft.day).title)
    _add(element, "KHMSHDon", VAT_FORM if is_vat_form else SALES_FORM)
    _add(element, "NLap", draft.day.isoformat())
    _add(element, "DVTTe", "VND")
    _add(element, "TGia", "1")
    _add(element, "HTToan", draft.payment)


def _seller(element: Element, seller: Seller) -> None:
    place = ", ".join(part for part in (seller.business_place, seller.place_text) if part)
    _add(element, "Ten", seller.name)
    _add(element, "MST", seller.tax_code)
    _add(element, "DChi", place)
    _add(element, "SDThoai", seller.phone)
    _add(element, "DCTDTu", seller.email)


def _buyer(element: Element, buyer: InvoiceBuyer) -> None:
    _add(element, "Ten", buyer.name)
    _add(element, "MST", buyer.tax_code)
    _add(element, "DChi", buyer.address)
    _add(element, "DCTDTu", buyer.email)


def _goods(element: Element, number: int, line: DraftLine, vat_rate: str) -> None:
    _add(element, "TChat", GOODS)
    _add(element, "STT", str(number))
    _add(element, "THHDVu", line.title)
    _add(element, "DVTinh", line.unit)
    _add(element, "SLuong", str(line.quantity))
    _add(element, "DGia", f"{line.price.normalize():f}")
    _add(element, "STCKhau", str(line.discount) if line.discount else "")
    _add(element, "ThTien", str(line.net))
    _add(element, "TSuat", vat_rate)


def _totals(element: Element, draft: Draft) -> None:
    if draft.vat_rate:
        by_rate = SubElement(SubElement(element, "THTTLTSuat"), "LTSuat")
        _add(by_rate, "TSuat", draft.vat_rate)
        _add(by_rate, "ThTien", str(draft.net))
        _add(by_rate, "TThue", str(draft.total - draft.net))
        _add(element, "TgTCThue", str(draft.net))
        _add(element, "TgTThue", str(draft.total - draft.net))
    _add(element, "TgTTTBSo", str(draft.total))
    _add(element, "TgTTTBChu", in_words(draft.total))


def _add(parent: Element, name: str, text: str) -> None:
    """Empty fields are left out, long ones are cut at what the format holds."""
    if text := printable(text).replace("\t", " ").strip()[: LONGEST.get(name)]:
        SubElement(parent, name).text = text
