"""Casso's messages, new and old: the published vector, and what is refused (I23, I30)."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from marketplace.payments.bank_feed import casso
from marketplace.payments.bank_feed.signed_message import BadSignature, Stale
from marketplace.payments.bank_feed.transfers import IncomingTransfer, Malformed
from tests.payments.bank_feed import vectors
from tests.payments.bank_feed.vectors import CASSO_HEADERS, CASSO_KEY, CASSO_MESSAGE, CASSO_NOW, as_body

EXPECTED = IncomingTransfer(
    provider="casso",
    provider_id="0",
    account_no="88888888",
    amount=599_000,
    content="giao dich thu nghiem",
    reference="MA_GIAO_DICH_THU_NGHIEM",
    at=datetime(2024, 10, 3, 15, 6, 37, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    is_incoming=True,
    counter_name="NGUYEN VAN A",
    counter_account="8888888888",
    balance_after=25_000_000,
    is_test=True,
)
BODY = json.dumps(CASSO_MESSAGE, sort_keys=True, separators=(",", ":")).encode()
TOKEN = "constant"
OLD_ENTRY = {
    "id": 5211,
    "tid": "FT26325000001",
    "description": "OCOPK3M9QXDHT chuyen tien",
    "amount": 485000,
    "cusum_balance": 19077000,
    "when": "2026-11-21 09:31:02",
    "bank_sub_acc_id": "1012345678",
}


def read(body=BODY, headers=CASSO_HEADERS, *, secrets=(CASSO_KEY,), now=CASSO_NOW):
    return casso.read(body, headers, secrets=secrets, now=now)


def read_old(*entries, given=TOKEN, secrets=(TOKEN,), error=0):
    body = as_body({"error": error, "data": list(entries)})
    return casso.read_with_token(body, {"Secure-Token": given}, secrets=secrets)


def test_the_published_message_becomes_one_transfer():
    assert read() == [EXPECTED]


def test_the_order_of_the_fields_does_not_count():
    assert read(as_body(CASSO_MESSAGE)) == [EXPECTED]


def test_changing_any_byte_of_the_signed_text_refuses_it():
    for place in range(len(BODY)):
        for flip in (1, 32, 128):
            changed = BODY[:place] + bytes([BODY[place] ^ flip]) + BODY[place + 1 :]
            with pytest.raises((BadSignature, Malformed)):
                read(changed)


def test_changing_any_character_of_the_header_refuses_it():
    right = CASSO_HEADERS["X-Casso-Signature"]
    for place in range(len(right)):
        wrong = right[:place] + ("1" if right[place] != "1" else "2") + right[place + 1 :]
        with pytest.raises(BadSignature):
            read(headers={"X-Casso-Signature": wrong})


@pytest.mark.parametrize("value", ["", f"v1={vectors.CASSO_SIGNATURE}", f"t={vectors.CASSO_SENT}", "t=1,v1=é"])
def test_an_unsigned_message_is_refused(value):
    with pytest.raises(BadSignature):
        read(headers={"X-Casso-Signature": value})


MARKED = {"description": "Chuyển tiền 1/2", "reference": "FT1", "id": 7}


@pytest.mark.parametrize("is_ascii", [True, False])
@pytest.mark.parametrize("is_slash_escaped", [True, False])
def test_letters_and_slashes_may_be_signed_escaped_or_not(is_ascii, is_slash_escaped):
    message = {**CASSO_MESSAGE, "data": {**CASSO_MESSAGE["data"], **MARKED}}
    text = json.dumps(message, sort_keys=True, separators=(",", ":"), ensure_ascii=is_ascii)
    text = text.replace("/", "\\/") if is_slash_escaped else text

    transfer = read(*vectors.casso(text, **MARKED))[0]

    assert (transfer.content, transfer.is_test) == ("Chuyển tiền 1/2", False)


def test_the_raw_body_may_be_what_was_signed():
    body = json.dumps({**CASSO_MESSAGE, "data": {**CASSO_MESSAGE["data"], "id": 8}}, indent=1).encode()

    assert read(*vectors.casso(body.decode(), body=body))[0].provider_id == "8"


def test_a_fraction_in_the_signed_text_is_written_as_javascript_does():
    body, headers = vectors.casso(id=9)

    assert read(body.replace(b"599000", b"599000.0"), headers)[0].amount == 599_000


def test_during_a_rotation_the_old_and_the_new_key_count():
    assert read(secrets=["new", CASSO_KEY]) == [EXPECTED]
    for secrets in (["new"], [], [""]):
        with pytest.raises(BadSignature):
            read(secrets=secrets)


def test_five_minutes_of_drift_are_accepted_and_no_more():
    assert read(now=CASSO_NOW + timedelta(seconds=300)) == [EXPECTED]
    for seconds in (-301, 301):
        with pytest.raises(Stale):
            read(now=CASSO_NOW + timedelta(seconds=seconds))


def test_a_negative_amount_is_money_that_left():
    transfer = read(*vectors.casso(amount=-599000))[0]

    assert (transfer.is_incoming, transfer.amount) == (False, 599_000)


@pytest.mark.parametrize("amount", [0, True, None, "599000", 599000.5, 10**13, -(10**13), 10**400, [599000]])
def test_an_amount_that_is_no_whole_dong_is_refused(amount):
    with pytest.raises(Malformed):
        read(*vectors.casso(amount=amount))


@pytest.mark.parametrize("number", [b"1e999999999", b"-1e999999999", b"1e-999999999", b"NaN", b"9" * 5_000])
def test_numbers_made_to_exhaust_us_are_refused_at_once(number):
    with pytest.raises((BadSignature, Malformed)):
        read(BODY.replace(b"599000", number))


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"a":' * 40_000, b" " * 10_000_000])
def test_what_is_no_message_is_malformed(body):
    with pytest.raises(Malformed):
        read(body)


def test_a_name_that_comes_twice_is_malformed():
    with pytest.raises(Malformed):
        read(BODY.replace(b'"amount":599000', b'"amount":1,"amount":599000'))


@pytest.mark.parametrize(
    "changes",
    [{"id": None}, {"accountNumber": ""}, {"transactionDateTime": "2024-10-03"}, {"description": 5}, {"reference": {}}],
)
def test_a_rightly_signed_message_of_another_form_is_malformed(changes):
    with pytest.raises(Malformed):
        read(*vectors.casso(**changes))


def test_a_long_name_is_shortened_and_costs_nobody_his_money():
    assert read(*vectors.casso(counterAccountName="N" * 500))[0].counter_name == "N" * 120


def test_the_old_kind_tells_several_transfers_under_a_constant_token():
    first, second = read_old(OLD_ENTRY, {**OLD_ENTRY, "id": 5212, "amount": -20000})

    assert first == IncomingTransfer(
        provider="casso",
        provider_id="5211",
        account_no="1012345678",
        amount=485_000,
        content="OCOPK3M9QXDHT chuyen tien",
        reference="FT26325000001",
        at=datetime(2026, 11, 21, 9, 31, 2, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        is_incoming=True,
        balance_after=19_077_000,
    )
    assert (second.provider_id, second.amount, second.is_incoming) == ("5212", 20_000, False)


@pytest.mark.parametrize("token", ["", "Constant", "constant ", "constan", "é"])
def test_another_token_is_refused(token):
    with pytest.raises(BadSignature):
        read_old(OLD_ENTRY, given=token)


@pytest.mark.parametrize("secrets", [[], [""]])
def test_no_token_of_ours_opens_to_nobody(secrets):
    with pytest.raises(BadSignature):
        read_old(OLD_ENTRY, given="", secrets=secrets)


def test_an_error_or_a_bad_entry_refuses_the_whole_list():
    for entries, error in (
        ([OLD_ENTRY], 1),
        ([OLD_ENTRY], None),
        ([OLD_ENTRY, {}], 0),
        ([5], 0),
        ([OLD_ENTRY] * 501, 0),
    ):
        with pytest.raises(Malformed):
            read_old(*entries, error=error)
