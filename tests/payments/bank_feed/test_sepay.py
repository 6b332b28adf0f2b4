"""SePay's messages: the published vector, and everything else is refused (I23, I30)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from marketplace.payments.bank_feed import sepay
from marketplace.payments.bank_feed.signed_message import BadSignature, Stale
from marketplace.payments.bank_feed.transfers import IncomingTransfer, Malformed
from tests.payments.bank_feed import vectors
from tests.payments.bank_feed.vectors import SEPAY_BODY, SEPAY_HEADERS, SEPAY_NOW, SEPAY_SECRET

EXPECTED = IncomingTransfer(
    provider="sepay",
    provider_id="92704",
    account_no="1012345678",
    amount=485_000,
    content="MBVCB.7123456789.OCOPK3M9QXDHT.CT tu 0123456789",
    reference="FT26325000001",
    at=datetime(2026, 11, 21, 9, 31, 2, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    is_incoming=True,
    balance_after=19_077_000,
)


def read(body=SEPAY_BODY, headers=SEPAY_HEADERS, *, secrets=(SEPAY_SECRET,), now=SEPAY_NOW):
    return sepay.read(body, headers, secrets=secrets, now=now)


def test_the_published_message_becomes_one_transfer():
    assert read() == [EXPECTED]


def test_names_of_headers_may_come_in_any_case():
    assert read(headers={name.lower(): value for name, value in SEPAY_HEADERS.items()}) == [EXPECTED]


def test_changing_any_byte_of_the_body_refuses_it():
    for place in range(len(SEPAY_BODY)):
        for flip in (1, 32, 128):
            changed = SEPAY_BODY[:place] + bytes([SEPAY_BODY[place] ^ flip]) + SEPAY_BODY[place + 1 :]
            with pytest.raises(BadSignature):
                read(changed)


@pytest.mark.parametrize("name", list(SEPAY_HEADERS))
def test_changing_any_character_of_the_headers_refuses_it(name):
    right = SEPAY_HEADERS[name]
    for place in range(len(right)):
        wrong = right[:place] + ("1" if right[place] != "1" else "2") + right[place + 1 :]
        with pytest.raises(BadSignature):
            read(headers={**SEPAY_HEADERS, name: wrong})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-SePay-Signature": SEPAY_HEADERS["X-SePay-Signature"]},
        {**SEPAY_HEADERS, "X-SePay-Signature": vectors.SEPAY_SIGNATURE},
        {**SEPAY_HEADERS, "X-SePay-Signature": "sha256="},
        {**SEPAY_HEADERS, "X-SePay-Signature": "sha256=é"},
        {**SEPAY_HEADERS, "X-SePay-Signature": SEPAY_HEADERS["X-SePay-Signature"].upper()},
        {**SEPAY_HEADERS, "X-SePay-Timestamp": f" {vectors.SEPAY_SENT}"},
        {**SEPAY_HEADERS, "X-SePay-Timestamp": "١٧٩٥٢٢٨٢٦٢"},
    ],
)
def test_an_unsigned_message_is_refused(headers):
    with pytest.raises(BadSignature):
        read(headers=headers)


def test_during_a_rotation_the_old_and_the_new_secret_count():
    assert read(secrets=["whsec_new", SEPAY_SECRET]) == [EXPECTED]
    assert read(secrets=[SEPAY_SECRET, "whsec_new"]) == [EXPECTED]
    with pytest.raises(BadSignature):
        read(secrets=["whsec_new"])


@pytest.mark.parametrize("secrets", [[], [""], ["  "]])
def test_a_shop_without_a_secret_believes_nothing(secrets):
    body, headers = vectors.sepay(secret="".join(secrets))

    with pytest.raises(BadSignature):
        read(body, headers, secrets=secrets)


def test_one_secret_given_as_a_text_is_a_mistake_of_ours():
    with pytest.raises(TypeError):
        read(secrets=SEPAY_SECRET)


@pytest.mark.parametrize("seconds", [-300, -1, 300])
def test_five_minutes_of_drift_are_accepted(seconds):
    assert read(now=SEPAY_NOW + timedelta(seconds=seconds)) == [EXPECTED]


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_an_older_or_early_message_is_stale(seconds):
    with pytest.raises(Stale):
        read(now=SEPAY_NOW + timedelta(seconds=seconds))


def test_money_that_left_is_told_as_such():
    transfer = read(*vectors.sepay(transferType="out"))[0]

    assert (transfer.is_incoming, transfer.amount) == (False, 485_000)


def test_a_point_and_zero_is_still_a_whole_amount():
    body = SEPAY_BODY.replace(b"485000,", b"485000.0,")

    transfer = read(*vectors.sepay(body))[0]

    assert transfer == EXPECTED
    assert type(transfer.amount) is int


@pytest.mark.parametrize(
    "number",
    [
        *(b"0", b"-485000", b"485000.5", b'"485000"', b"true", b"null", b"[485000]", b"NaN", b"Infinity", b"1e999"),
        *(b"1e999999999", b"1e99999999999999999999", b"1e-999999999", b"10000000000000", b"9" * 5_000),
        b"0." + b"3" * 5_000,
    ],
)
def test_an_amount_that_is_no_whole_positive_dong_is_refused(number):
    body = SEPAY_BODY.replace(b"485000,", number + b",")

    with pytest.raises(Malformed):
        read(*vectors.sepay(body))


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": True},
        {"id": "92704"},
        {"id": -1},
        {"id": 92704.0},
        {"accountNumber": None},
        {"accountNumber": 1012345678},
        {"accountNumber": " "},
        {"accountNumber": "1" * 33},
        {"content": ["OCOPK3M9QXDHT"]},
        {"content": "x" * 10_001},
        {"referenceCode": "x" * 121},
        {"transferType": "IN"},
        {"transferType": None},
        {"transactionDate": "21/11/2026 09:31"},
        {"transactionDate": "2026-02-30 09:31:02"},
        {"transactionDate": "2026-11-21"},
        {"transactionDate": 1795228262},
        {"accumulated": "many"},
        {"accumulated": 0.5},
    ],
)
def test_a_rightly_signed_message_of_another_form_is_malformed(changes):
    with pytest.raises(Malformed):
        read(*vectors.sepay(**changes))


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b'"in"', b"{", b"\xff", b"\xef\xbb\xbf{}", "{}".encode("utf-16")),
        SEPAY_BODY.replace(b'"id":92704', b'"id":92704,"id":92704'),
        SEPAY_BODY.replace(b"OCOPK3M9QXDHT", b"\\ud800"),
        b"[" * 100_000,
        b'{"a":' * 40_000,
    ],
)
def test_a_rightly_signed_text_that_is_no_message_is_malformed(body):
    with pytest.raises(Malformed):
        read(*vectors.sepay(body))


def test_a_message_of_ten_megabytes_is_refused_before_it_is_read():
    with pytest.raises(Malformed, match="too large"):
        read(b" " * 10_000_000)


def test_control_characters_do_not_reach_us():
    transfer = read(*vectors.sepay(content="OCOP\x00K3M9\u202eQXDHT\n", referenceCode=None, accumulated=None))[0]

    assert transfer.content == "OCOP K3M9 QXDHT"
    assert (transfer.reference, transfer.balance_after) == ("", None)


def test_the_older_kind_carries_a_constant_key():
    headers = {"Authorization": "Apikey whsec_sepay_test"}

    assert sepay.read_with_api_key(SEPAY_BODY, headers, secrets=[SEPAY_SECRET]) == [EXPECTED]


@pytest.mark.parametrize("value", ["", "Apikey", "Apikey ", "Apikey whsec_other", "Bearer whsec_sepay_test"])
@pytest.mark.parametrize("secrets", [[SEPAY_SECRET], []])
def test_another_key_is_refused(value, secrets):
    with pytest.raises(BadSignature):
        sepay.read_with_api_key(SEPAY_BODY, {"Authorization": value}, secrets=secrets)
