"""The doors of the bank feeds: nothing unsigned, stale, malformed or large comes in, and a replay changes nothing (I23)."""

import hashlib
import hmac
import json
import logging
import time

import pytest
from django.db import OperationalError
from django.test import Client

from marketplace.payments.models import BankReceipt
from marketplace.payments.receipts import matching
from tests.payments.bank_feed import vectors

from .banking import ACCOUNT, CASSO_SECRET, PAYOS_SECRET, SEPAY_SECRET, books, fresh, memo, total

pytestmark = pytest.mark.django_db
DOORS = ("sepay", "casso", "payos")
REFERENCE = "FT26325000777"


def message_of(feed, content="", amount=100_000, *, secret=None, sent=None, number=501, **more):
    """Body and headers as this feed sends them, for the shop's account."""
    now = int(time.time()) if sent is None else sent
    if feed == "sepay":
        told = {"content": content, "transferAmount": amount, "accountNumber": ACCOUNT, "id": number}
        return vectors.sepay(secret=secret or SEPAY_SECRET, sent=now, referenceCode=REFERENCE, **told, **more)
    if feed == "casso":
        told = {"description": content, "amount": amount, "accountNumber": ACCOUNT, "id": number, **more}
        return vectors.casso(secret=secret or CASSO_SECRET, sent=now * 1000, reference=REFERENCE, **told)
    told = {"description": content, "amount": amount, "accountNumber": ACCOUNT, "paymentLinkId": f"link{number}"}
    return vectors.payos(secret=secret or PAYOS_SECRET, **{"reference": REFERENCE} | told | more), {}


def post(feed, body, headers, client=None):
    address = f"/payments/{feed}/webhook/"
    return (client or Client()).post(address, body, content_type="application/json", headers=headers)


def warnings(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("feed", DOORS)
def test_a_signed_message_pays_the_order_and_is_answered_as_the_feeds_want(feed, order):
    answer = post(feed, *message_of(feed, memo(order), total(order)))

    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert fresh(order).status == "confirmed"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("feed", DOORS)
def test_a_replay_is_answered_well_and_changes_nothing(feed, order):
    message = message_of(feed, memo(order), total(order))

    assert [post(feed, *message).status_code for _time in range(5)] == [200] * 5

    assert BankReceipt.objects.count() == 1
    assert books() == {"bank": total(order), "buyer_funds": total(order)}


def test_three_feeds_that_tell_of_one_transfer_make_one(order):
    at = "2026-11-21 09:31:02"
    moments = {"sepay": "transactionDate", "casso": "transactionDateTime", "payos": "transactionDateTime"}
    for feed in DOORS:
        told = message_of(feed, memo(order), total(order), **{moments[feed]: at})
        assert post(feed, *told).status_code == 200

    assert BankReceipt.objects.get().tellings.count() == 3
    assert books() == {"bank": total(order), "buyer_funds": total(order)}


@pytest.mark.parametrize("feed", DOORS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda feed, body, headers: (body.replace(b"100000", b"900000"), headers),
        lambda feed, body, headers: (body[:-1], headers),
        lambda feed, body, headers: (b"", headers),
        lambda feed, body, headers: (b"[]", headers),
        lambda feed, body, headers: (b"\xff\xfe", headers),
        lambda feed, body, headers: (b"[" * 30_000, headers),
        lambda feed, body, headers: (body.replace(b'"signature"', b'"sig"'), {}),
        lambda feed, body, headers: message_of(feed, secret="somebody else's"),
    ],
    ids=["other amount", "cut off", "empty", "list", "no text", "deep", "unsigned", "wrong secret"],
)
def test_what_is_not_signed_by_the_feed_changes_nothing(feed, spoil, caplog, django_assert_num_queries):
    body, headers = spoil(feed, *message_of(feed))

    with django_assert_num_queries(0):
        answer = post(feed, body, headers)

    assert answer.status_code == 400
    assert len(warnings(caplog)) == 1
    assert not BankReceipt.objects.exists()


@pytest.mark.parametrize("feed", ["sepay", "casso"])
@pytest.mark.parametrize("off", [-400, 400])
def test_a_stale_message_changes_nothing(feed, off, caplog):
    assert post(feed, *message_of(feed, sent=int(time.time()) + off)).status_code == 400
    assert len(warnings(caplog)) == 1
    assert not BankReceipt.objects.exists()


@pytest.mark.parametrize("feed", DOORS)
def test_ten_megabytes_are_refused(feed, caplog, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = post(feed, b" " * 10_000_000, {})

    assert answer.status_code == 413
    assert len(warnings(caplog)) == 1


@pytest.mark.parametrize("feed", DOORS)
def test_a_feed_without_a_secret_has_no_door(feed, settings):
    message = message_of(feed)
    for secrets in ([], ["", " "]):
        setattr(settings, f"{feed.upper()}_SECRETS", secrets)
        assert post(feed, *message).status_code == 404
    assert not BankReceipt.objects.exists()


@pytest.mark.parametrize("feed", DOORS)
def test_two_secrets_are_accepted_while_one_is_replaced(feed, settings):
    """R22."""
    setattr(settings, f"{feed.upper()}_SECRETS", ["the new one", "the old one"])
    for number, secret in enumerate(("the new one", "the old one")):
        assert post(feed, *message_of(feed, secret=secret, number=900 + number)).status_code == 200
    assert post(feed, *message_of(feed)).status_code == 400


@pytest.mark.parametrize("feed", DOORS)
def test_trying_out_the_address_is_answered_well_and_books_nothing(feed):
    test = {
        "casso": {"number": 0},
        "payos": {"paymentLinkId": vectors.PAYOS_DATA["paymentLinkId"]},
        "sepay": {"transferType": "out"},
    }[feed]

    assert post(feed, *message_of(feed, **test)).status_code == 200
    assert not BankReceipt.objects.exists()


@pytest.mark.parametrize("feed", DOORS)
@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_only_post_opens_the_door(feed, method):
    assert getattr(Client(), method)(f"/payments/{feed}/webhook/").status_code == 405


def test_the_older_constant_keys_are_accepted():
    body, _signature = message_of("sepay", "abc", 5_000)
    old = {"id": 77, "tid": "FT77", "description": "abc", "amount": 6_000, "when": "2026-11-21 09:31:02"}
    listed = json.dumps({"error": 0, "data": [old | {"bank_sub_acc_id": ACCOUNT, "cusum_balance": 1}]}).encode()

    assert post("sepay", body, {"Authorization": f"Apikey {SEPAY_SECRET}"}).status_code == 200
    assert post("casso", listed, {"secure-token": CASSO_SECRET}).status_code == 200
    assert sorted(BankReceipt.objects.values_list("amount", flat=True)) == [5_000, 6_000]
    assert post("sepay", body, {"Authorization": "Apikey wrong"}).status_code == 400
    assert post("casso", listed, {"secure-token": "wrong"}).status_code == 400


def test_a_wrong_signature_is_not_saved_by_a_right_key_beside_it():
    body, headers = message_of("sepay", secret="wrong")

    assert post("sepay", body, {**headers, "Authorization": f"Apikey {SEPAY_SECRET}"}).status_code == 400


def test_a_busy_database_asks_for_the_message_again_and_then_takes_it(order, monkeypatch):
    message = message_of("sepay", memo(order), total(order))
    monkeypatch.setattr(matching, "judge", busy)
    first = post("sepay", *message)
    monkeypatch.undo()

    assert (first.status_code, first["Retry-After"]) == (503, "30")
    assert books() == {"bank": total(order), "unallocated": total(order)}
    assert post("sepay", *message).status_code == 200
    assert fresh(order).status == "confirmed"


def busy(*_args, **_more):
    raise OperationalError("canceling statement due to lock timeout")


def test_a_fault_while_matching_keeps_the_money_and_asks_for_nothing(order, monkeypatch, caplog):
    monkeypatch.setattr(matching, "judge", lambda *_args, **_more: 1 / 0)

    assert post("sepay", *message_of("sepay", memo(order), total(order))).status_code == 200
    assert books() == {"bank": total(order), "unallocated": total(order)}


def test_nothing_of_a_message_stands_in_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    body, headers = message_of("casso", "NGUYEN VAN MAU mua hang", counterAccountName="NGUYEN VAN MAU")
    post("casso", body, headers)
    post("casso", body + b" x", headers)
    post("casso", body, {})

    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for private in ("NGUYEN VAN MAU", CASSO_SECRET, "8888888888"):
        assert private not in logged


def test_the_signature_of_these_tests_is_the_specifications():
    digest = hmac.new(b"whsec_sepay_test", b"1795228262." + vectors.SEPAY_BODY, hashlib.sha256).hexdigest()
    assert digest == vectors.SEPAY_SIGNATURE
