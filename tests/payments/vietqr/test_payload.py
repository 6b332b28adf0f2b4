"""VietQR text: the worked examples, what is refused at the door, and that no changed character gets through (I28)."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.payments.vietqr.payload import TO_CARD, BadPayload, VietQr, checksum, parse, payload, text_of

ORDER_TO_VIETCOMBANK = (
    "00020101021238540010A00000072701240006970436011010123456780208QRIBFTTA530370454064850005802VN"
    "62170813OCOPK3M9QXDHT63044F02"
)
STATIC_TO_AGRIBANK = "00020101021138570010A00000072701270006970405011339002010012340208QRIBFTTA53037045802VN63041701"
VIRTUAL_AT_BIDV = (
    "00020101021238580010A000000727012800069704180114V3CASDHWXRT4PN0208QRIBFTTA5303704540712500005802VN"
    "62170813OCOPHWXRT4PNF63046EEE"
)
WITH_SHOP_AND_CITY = (
    "00020101021238540010A00000072701240006970436011010123456780208QRIBFTTA52045499530370454064850005802VN"
    "5913SAN OCOP TINH6011TUYEN QUANG62170813OCOPK3M9QXDHT63041B38"
)
TO_A_CARD = (
    "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN"
    "62230819thanh toan don hang63040C59"
)
EXAMPLES = [
    (ORDER_TO_VIETCOMBANK, VietQr("970436", "1012345678", 485_000, "OCOPK3M9QXDHT")),
    (STATIC_TO_AGRIBANK, VietQr("970405", "3900201001234")),
    (VIRTUAL_AT_BIDV, VietQr("970418", "V3CASDHWXRT4PN", 1_250_000, "OCOPHWXRT4PNF")),
    (
        WITH_SHOP_AND_CITY,
        VietQr(
            *("970436", "1012345678", 485_000, "OCOPK3M9QXDHT"),
            category="5499",
            merchant_name="SAN OCOP TINH",
            city="TUYEN QUANG",
        ),
    ),
    (TO_A_CARD, VietQr("970403", "9704031101234567", 180_000, "thanh toan don hang", service=TO_CARD)),
]
PRINTABLE = string.ascii_letters + string.digits + string.punctuation


def texts(alphabet: str, longest: int):
    return st.text(alphabet, max_size=longest)


codes = st.builds(
    VietQr,
    bin=st.text(string.digits, min_size=6, max_size=6),
    account=st.text(string.ascii_letters + string.digits, min_size=1, max_size=19),
    amount=st.none() | st.integers(1, 9_999_999_999_999),
    purpose=texts(PRINTABLE, 25),
    category=st.just("") | st.text(string.digits, min_size=4, max_size=4),
    merchant_name=texts(string.ascii_uppercase + string.digits, 25),
    city=texts(PRINTABLE, 15),
    postal_code=texts(PRINTABLE, 10),
    bill=texts(PRINTABLE, 25),
)


@pytest.mark.parametrize(("text", "code"), EXAMPLES)
def test_the_worked_examples_are_written_and_read_to_the_letter(text, code):
    assert text_of(code) == text
    assert parse(text) == code


def test_the_samples_of_napas_get_their_check_values():
    more = {"amount": 180_000, "bill": "NPS6869", "purpose": "thanh toan don hang"}

    assert payload("970403", "0011012345678")[-4:] == "9E6F"
    assert payload("970403", "0011012345678", **more)[-4:] == "2E2E"
    assert payload("970403", "9704031101234567", service=TO_CARD)[-4:] == "4F52"
    assert payload("970403", "9704031101234567", service=TO_CARD, **more)[-4:] == "A203"


def test_the_checksum_is_ccitt_false():
    assert checksum("123456789") == "29B1"


def test_another_amount_under_the_old_check_value_is_refused():
    with pytest.raises(BadPayload, match="check value"):
        parse(ORDER_TO_VIETCOMBANK.replace("485000", "486000"))


@given(codes)
@settings(max_examples=300, deadline=None)
def test_every_code_reads_back_to_the_same_fields(code):
    assert parse(text_of(code)) == code


@pytest.mark.parametrize("text", [text for text, _code in EXAMPLES])
def test_any_single_changed_character_is_refused(text):
    for place, right in enumerate(text):
        for wrong in map(chr, range(128)):
            if wrong != right:
                with pytest.raises(BadPayload):
                    parse(text[:place] + wrong + text[place + 1 :])


@given(codes, st.data())
@settings(max_examples=300, deadline=None)
def test_no_code_survives_one_changed_character(code, data):
    text = text_of(code)
    place = data.draw(st.integers(0, len(text) - 1))
    wrong = data.draw(st.characters().filter(lambda c: c != text[place]))

    with pytest.raises(BadPayload):
        parse(text[:place] + wrong + text[place + 1 :])


@pytest.mark.parametrize(
    "fields",
    [
        {"bin": "97043"},
        {"bin": "97043A"},
        {"bin": "٩٧٠٤٣٦"},
        {"account": ""},
        {"account": "1" * 20},
        {"account": "10 12345678"},
        {"account": "10123Đ"},
        {"account": 1012345678},
        {"account": "V3CASDHWXRT4PN", "service": TO_CARD},
        {"account": "9704", "service": TO_CARD},
        {"service": "QRPUSH"},
        {"amount": 0},
        {"amount": -1},
        {"amount": True},
        {"amount": 485_000.0},
        {"amount": "485000"},
        {"amount": 10_000_000_000_000},
        {"purpose": "x" * 26},
        {"purpose": "đơn hàng"},
        {"purpose": " OCOP"},
        {"purpose": "OCOP\n"},
        {"purpose": None},
        {"category": "54"},
        {"merchant_name": "San OCOP"},
        {"merchant_name": "S" * 26},
        {"city": "T" * 16},
        {"postal_code": "1" * 11},
        {"bill": "1" * 26},
    ],
)
def test_fields_of_a_wrong_length_or_character_become_no_code(fields):
    with pytest.raises(BadPayload):
        payload(**{"bin": "970436", "account": "1012345678", **fields})


def sealed(body: str) -> str:
    return body + "6304" + checksum(body + "6304")


RECEIVER = "38540010A00000072701240006970436011010123456780208QRIBFTTA"


def test_a_rightly_sealed_text_in_our_form_is_read():
    assert parse(sealed(f"000201010211{RECEIVER}53037045802VN")) == VietQr("970436", "1012345678")


@pytest.mark.parametrize(
    "body",
    [
        "",
        f"000202010211{RECEIVER}53037045802VN",  # another version
        f"010211000201{RECEIVER}53037045802VN",  # ids do not ascend
        f"000201010211010211{RECEIVER}53037045802VN",  # an id twice
        f"000201{RECEIVER}53037045802VN",  # no kind
        "00020101021153037045802VN",  # no receiver
        f"000201010211{RECEIVER}53038405802VN",  # dollars
        f"000201010211{RECEIVER}5802VN",  # no currency
        f"000201010211{RECEIVER}53037045802LA",  # another country
        f"000201010211{RECEIVER}530370454064850005802VN",  # static with an amount
        f"000201010212{RECEIVER}53037045802VN",  # for one payment without an amount
        f"000201010212{RECEIVER}530370454070485000" + "5802VN",  # a zero in front
        f"000201010212{RECEIVER}5303704540848500.005802VN",  # a fraction
        f"000201010211{RECEIVER}53037045500" + "5802VN",  # an empty object
        f"000201010211{RECEIVER}53037045502015802VN",  # a tip, which a transfer has not
        f"000201010211{RECEIVER}53037045802VN62040999",  # an unknown object inside
        f"000201010211{RECEIVER}53037045802VN6299",  # cut off
        f"000201010211{RECEIVER}53037045802VN6",  # left over
        f"000201010211{RECEIVER.replace('A000000727', 'A000000775')}53037045802VN",  # another network
        f"000201010211{RECEIVER.replace('QRIBFTTA', 'QRCASHXX')}53037045802VN",  # another service
        f"000201010211{RECEIVER.replace('0110', '0210')}53037045802VN",  # no account
    ],
)
def test_a_rightly_sealed_text_that_is_no_transfer_code_is_refused(body):
    with pytest.raises(BadPayload):
        parse(sealed(body))


@pytest.mark.parametrize("text", ["", "6304", "0" * 5000, None, b"0002", f" {STATIC_TO_AGRIBANK}", "é" * 20])
def test_what_is_no_code_at_all_is_refused(text):
    with pytest.raises(BadPayload):
        parse(text)
