"""Draft e-invoices (I33): totals agree with the lines and with the words, the XML is well formed, a signature holds."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from signxml import DigestAlgorithm, SignatureMethod, XMLSigner, XMLVerifier
from signxml.exceptions import InvalidInput, InvalidSignature

from marketplace.sales.tax_months.in_words import in_words
from marketplace.sales.tax_months.invoice_drafts import (
    Draft,
    DraftLine,
    NothingToInvoice,
    NoVatRate,
    draft_of,
    draft_xml,
)
from marketplace.sales.tax_months.invoicing import InvoiceBuyer
from sellers.models import Seller
from tests import stall

from . import trade

OLD_CANON = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def read(content: bytes):
    return etree.fromstring(content, STRICT)


def texts(content: bytes, name: str) -> list[str]:
    return [element.text for element in read(content).iter(name)]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (105, "Một trăm lẻ năm đồng"),
        (1_000, "Một nghìn đồng"),
        (125_000, "Một trăm hai mươi lăm nghìn đồng"),
        (1_005_000, "Một triệu không trăm lẻ năm nghìn đồng"),
        (2_000_001, "Hai triệu không trăm lẻ một đồng"),
        (1_234_567_890, "Một tỷ hai trăm ba mươi bốn triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi đồng"),
    ],
)
def test_an_amount_is_said_in_words(amount, words):
    assert in_words(amount) == words


@pytest.mark.django_db
def test_a_households_draft_is_a_sales_invoice_of_what_it_kept_sold(household):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-11-20")

    content = draft_xml(draft_of(parcel=sale))

    assert texts(content, "KHMSHDon") == ["2"]
    assert texts(content, "SLuong") == ["4"]
    assert texts(content, "ThTien") == texts(content, "TgTTTBSo") == ["400000"]
    assert texts(content, "TgTTTBChu") == ["Bốn trăm nghìn đồng"]
    assert texts(content, "Ten") == ["Hộ minh họa Mật Ong", "Bán cho người tiêu dùng"]
    assert texts(content, "TSuat") == texts(content, "SHDon") == texts(content, "KHHDon") == []
    assert "Nguyễn Văn Mẫu" not in content.decode()


@pytest.mark.django_db
def test_a_companys_draft_takes_the_vat_out_of_the_price(rules):
    company = stall.seller("Công ty minh họa", kind="company", tax_code="0312345678")
    sale = trade.sold(company, "2026-11-05", price=100_000, quantity=3)
    buyer = InvoiceBuyer("Công ty mẫu & bạn", "0109998887", "Số 1 <ấp Mẫu>")

    content = draft_xml(draft_of(parcel=sale, buyer=buyer, vat_rate="8%"))

    assert texts(content, "KHMSHDon") == ["1"]
    assert texts(content, "TSuat") == ["8%", "8%"]
    assert (texts(content, "TgTCThue"), texts(content, "TgTThue")) == (["277778"], ["22222"])
    assert texts(content, "TgTTTBSo") == ["300000"]
    assert texts(content, "Ten")[1] == "Công ty mẫu & bạn"
    assert texts(content, "DChi")[1] == "Số 1 <ấp Mẫu>"


@pytest.mark.django_db
@pytest.mark.parametrize("rate", ["", "9%"])
def test_a_companys_draft_needs_a_vat_rate_from_the_company(rules, rate):
    sale = trade.sold(stall.seller("Công ty minh họa", kind="company"), "2026-11-05")

    with pytest.raises(NoVatRate):
        draft_of(parcel=sale, vat_rate=rate)


@pytest.mark.django_db
def test_a_parcel_that_came_back_whole_has_no_draft(household):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-11-20", units=5)

    with pytest.raises(NothingToInvoice):
        draft_of(parcel=sale)


LINES = st.builds(
    lambda title, quantity, price, tax_percent: DraftLine(
        title, "gói", quantity, Decimal(price), 0, quantity * price * (100 - tax_percent) // 100, quantity * price
    ),
    st.text(max_size=600),
    st.integers(1, 999),
    st.integers(1, 9_999_999),
    st.integers(0, 10),
)


def draft(lines: list[DraftLine], vat_rate: str = "8%") -> Draft:
    seller = Seller(name="Công ty minh họa", kind="company", business_place="Số 1", phone="", email="")
    seller.commune = stall.Commune(name="Xã Mẫu", province=stall.Province(short_name="An Giang"))
    return Draft(seller, InvoiceBuyer("Bên mua"), "70001-1", trade.DAY, "CK", vat_rate, lines)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LINES, min_size=1, max_size=8))
def test_i33_totals_are_those_of_the_lines_whatever_is_sold(lines):
    content = draft_xml(draft(lines))

    total = int(texts(content, "TgTTTBSo")[0])
    net, tax = int(texts(content, "TgTCThue")[0]), int(texts(content, "TgTThue")[0])
    of_lines = [int(text) for text in read(content).xpath("//HHDVu/ThTien/text()")]
    assert net + tax == total == sum(line.total for line in lines)
    assert sum(of_lines) == net == int(read(content).xpath("//LTSuat/ThTien/text()")[0])
    assert texts(content, "TgTTTBChu") == [in_words(total)]


def test_i33_a_signature_fails_after_any_byte_of_the_draft_changed():
    content = draft_xml(draft([DraftLine("Mật ong", "chai", 2, Decimal(92593), 0, 185_185, 200_000)]))
    key, certificate = throw_away_key()
    signed = sign(content, key, certificate)
    start, end = signed.index(b"<DLHDon"), signed.index(b"</DLHDon>")

    verify(signed, certificate)

    survived = []
    for place in range(start, end):
        changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        try:
            verify(changed, certificate)
            survived.append(place)
        except (InvalidSignature, InvalidInput, etree.XMLSyntaxError):
            continue
    assert survived == []


def throw_away_key():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Chữ ký thử")])
    begins, ends = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(begins).not_valid_after(ends)
    return key, builder.sign(key, hashes.SHA256())


def sign(content: bytes, key, certificate) -> bytes:
    """As 8.3 says: enveloped, in DSCKS/NBan, about the draft's Id alone, RSA and SHA-256, c14n of 2001."""
    root = read(content)
    place = etree.SubElement(root.find("DSCKS/NBan"), "{http://www.w3.org/2000/09/xmldsig#}Signature")
    place.set("Id", "placeholder")
    signer = XMLSigner(
        c14n_algorithm=OLD_CANON,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
    )
    reference = f"#{root.find('DLHDon').get('Id')}"
    return etree.tostring(signer.sign(root, key=key, cert=[certificate], reference_uri=reference))


def verify(signed: bytes, certificate) -> None:
    signed_part = XMLVerifier().verify(read(signed), x509_cert=certificate).signed_xml
    assert signed_part.tag == "DLHDon"
