"""payOS's messages: the official vector, and what is refused (I23, I30)."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from marketplace.payments.bank_feed import payos
from marketplace.payments.bank_feed.signed_message import BadSignature
from marketplace.payments.bank_feed.transfers import IncomingTransfer, Malformed
from tests.payments.bank_feed import vectors
from tests.payments.bank_feed.vectors import PAYOS_DATA, PAYOS_KEY, PAYOS_NOW, PAYOS_SIGNATURE, as_body

MESSAGE = {"code": "00", "desc": "success", "success": True, "data": PAYOS_DATA, "signature": PAYOS_SIGNATURE}
BODY = as_body(MESSAGE)
EXPECTED = IncomingTransfer(
    provider="payos",
    provider_id="124c33293c43417ab7879e14c8d9eb18:TF230204212323",
    account_no="12345678",
    amount=3_000,
    content="VQRIO123",
    reference="TF230204212323",
    at=datetime(2023, 2, 4, 18, 25, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    is_incoming=True,
    is_test=True,
)


def read(body=BODY, *, secrets=(PAYOS_KEY,)):
    return payos.read(body, {}, secrets=secrets, now=PAYOS_NOW)


def test_the_official_message_becomes_one_transfer():
    assert read() == [EXPECTED]


def test_no_changed_byte_changes_what_is_read():
    """What is outside `data` is not signed, and not believed either."""
    signed = range(BODY.index(b'"data": {') + 9, BODY.index(b', "signature"'))
    for place in range(len(BODY)):
        for flip in (1, 32, 128):
            changed = BODY[:place] + bytes([BODY[place] ^ flip]) + BODY[place + 1 :]
            try:
                found = read(changed)
            except (BadSignature, Malformed):
                continue
            assert found == [EXPECTED]
            assert place not in signed or BODY[place : place + 1].isspace()


@pytest.mark.parametrize("name", list(PAYOS_DATA))
def test_every_field_of_data_is_signed(name):
    value = PAYOS_DATA[name]
    for wrong in (f"{value}x", None if value != "" else "x"):
        with pytest.raises(BadSignature):
            read(as_body({**MESSAGE, "data": {**PAYOS_DATA, name: wrong}}))


def test_a_field_taken_away_or_added_is_noticed():
    without = {name: value for name, value in PAYOS_DATA.items() if name != "counterAccountName"}
    for data in (without, {**PAYOS_DATA, "extra": ""}):
        with pytest.raises(BadSignature):
            read(as_body({**MESSAGE, "data": data}))


@pytest.mark.parametrize("signature", [None, "", 5, "é", PAYOS_SIGNATURE.upper(), PAYOS_SIGNATURE[:-1]])
def test_an_unsigned_message_is_refused(signature):
    with pytest.raises(BadSignature):
        read(as_body({**MESSAGE, "signature": signature}))


def test_during_a_rotation_the_old_and_the_new_key_count():
    assert read(secrets=["new", PAYOS_KEY]) == [EXPECTED]
    for secrets in (["new"], [], [""]):
        with pytest.raises(BadSignature):
            read(secrets=secrets)


def test_nothing_and_the_word_null_are_signed_as_empty():
    empty = PAYOS_DATA | {"counterAccountName": None, "virtualAccountName": "null", "virtualAccountNumber": "undefined"}

    assert read(as_body({**MESSAGE, "data": empty}))[0].counter_name == ""


def test_a_message_of_a_real_transfer_is_no_test():
    changes = {"paymentLinkId": "f3", "description": "OCOPK3M9QXDHT", "counterAccountName": "NGUYỄN VĂN A"}

    transfer = read(vectors.payos(**changes))[0]

    assert (transfer.is_test, transfer.provider_id) == (False, "f3:TF230204212323")
    assert (transfer.content, transfer.counter_name) == ("OCOPK3M9QXDHT", "NGUYỄN VĂN A")


def test_a_payment_that_failed_brings_no_money():
    assert read(vectors.payos(code="01")) == []


def test_success_outside_the_signed_part_is_not_believed():
    failed = json.loads(vectors.payos(code="01"))

    assert read(as_body({**failed, "code": "00", "success": True})) == []
    assert read(as_body({**MESSAGE, "code": "99", "success": False})) == [EXPECTED]


def test_a_memo_cannot_pretend_to_be_further_fields():
    """Both messages have the same signed text; the second would book the payer's own amount."""
    memo = "OCOPK3M9QXDHT&amount=9000000&code=00&currency=VND&description=OCOPK3M9QXDHT"
    honest = json.loads(vectors.payos(description=memo))
    text = "&".join(f"{key}={honest['data'][key]}" for key in sorted(honest["data"]))
    before, _, after = text.partition("&amount=9000000")
    forged = {"accountNumber": before.removeprefix("accountNumber="), "amount": 9000000}
    forged |= dict(pair.split("=", 1) for pair in after[1:].split("&"))
    assert "&".join(f"{key}={forged[key]}" for key in sorted(forged)) == text

    for message in (honest, {**honest, "data": forged}):
        with pytest.raises(Malformed):
            read(as_body(message))


def test_an_and_sign_in_a_memo_is_no_harm():
    assert read(vectors.payos(description="A & B = OCOPK3M9QXDHT"))[0].content == "A & B = OCOPK3M9QXDHT"


@pytest.mark.parametrize(
    "changes",
    [
        *({"amount": wrong} for wrong in (0, -3000, "3000", 3000.5, 10**13, None)),
        {"currency": "USD"},
        {"currency": None},
        {"reference": ""},
        {"paymentLinkId": ""},
        {"paymentLinkId": "1" * 41},
        {"accountNumber": ""},
        {"transactionDateTime": "2023-02-04"},
        {"description": 5},
        {"desc": ["x"]},
        {"desc": {"x": 1}},
    ],
)
def test_a_rightly_signed_message_of_another_form_is_malformed(changes):
    with pytest.raises(Malformed):
        read(vectors.payos(**changes))


@pytest.mark.parametrize("amount", [b"true", b"1e999999999", b"1e-999999999", b"NaN", b"9" * 5_000])
def test_numbers_that_are_none_are_refused_at_once(amount):
    with pytest.raises((BadSignature, Malformed)):
        read(BODY.replace(b"3000", amount))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'{"data":[]}', b"[" * 100_000, b" " * 10_000_000, b'{"data":{}}']
)
def test_what_is_no_message_is_refused(body):
    with pytest.raises((BadSignature, Malformed)):
        read(body)
