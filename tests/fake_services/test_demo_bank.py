"""The bank for trying out: its form, and the notice it sends as SePay does."""

import hashlib
import hmac
import json
import time

import pytest

from marketplace.fake_services.demo_bank import read_amount
from marketplace.fake_services.server import FakeStripe
from marketplace.fake_services.signing import sepay_headers
from tests.fake_services.asking import browse

SECRET = "whsec_sepay_pretended"


def test_the_signature_is_the_one_of_the_worked_example():
    body = (
        b'{"id":92704,"gateway":"Vietcombank","transactionDate":"2026-11-21 09:31:02","accountNumber":"1012345678",'
        b'"code":null,"content":"MBVCB.7123456789.OCOPK3M9QXDHT.CT tu 0123456789","transferType":"in",'
        b'"transferAmount":485000,"accumulated":19077000,"subAccount":null,"referenceCode":"FT26325000001",'
        b'"description":""}'
    )

    assert sepay_headers(body, "whsec_sepay_test", 1795228262) == {
        "X-SePay-Timestamp": "1795228262",
        "X-SePay-Signature": "sha256=fda9d08900c494df50b6c7e431dc5f9a71e42513fce61193d2264c6b12d46020",
    }


def test_the_form_is_filled_from_the_address(fake):
    status, _location, page = browse(f"{fake.url}/bank/?content=OCOPK3M9QXDHT&amount=485000")

    assert status == 200
    assert "Ngân hàng thử, không phải ngân hàng thật" in page
    assert 'name="content" value="OCOPK3M9QXDHT"' in page
    assert 'name="amount" value="485000"' in page


def test_a_transfer_is_told_to_the_shop_signed(fake, shop):
    status, _location, page = browse(f"{fake.url}/bank/", {"content": "OCOPK3M9QXDHT", "amount": "485.000"})

    posted = shop.posted[0]
    notice = json.loads(posted.body)
    signed = posted.headers["X-SePay-Timestamp"].encode() + b"." + posted.body
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert (status, "Đã chuyển và đã báo cho cửa hàng." in page) == (200, True)
    assert posted.path == "/sepay"
    assert posted.headers["X-SePay-Signature"] == f"sha256={expected}"
    assert abs(int(posted.headers["X-SePay-Timestamp"]) - time.time()) < 30
    assert (notice["transferType"], notice["transferAmount"], notice["accountNumber"]) == ("in", 485_000, "1012345678")
    assert notice["content"] == f"MBVCB.{notice['id']}.OCOPK3M9QXDHT.CT tu 0000000000 KHACH HANG THU"
    assert set(notice) == {
        *("id", "gateway", "transactionDate", "accountNumber", "code", "content", "transferType"),
        *("transferAmount", "accumulated", "subAccount", "referenceCode", "description"),
    }


def test_each_transfer_has_a_greater_number_and_can_be_told_again(fake, shop):
    first, second = (fake.bank.transfer("OCOP1", 1_000) for _time in range(2))

    page = browse(f"{fake.url}/bank/", {"again": str(first.id)})[2]

    assert second.id == first.id + 1
    assert f"Giao dịch {first.id}" in page
    assert shop.posted[2].body == shop.posted[0].body


@pytest.mark.parametrize("typed", ["", "0", "-5", "12,5x", "một trăm", "999999999999"])
def test_an_amount_that_is_none_is_asked_for_again(fake, shop, typed):
    status, _location, page = browse(f"{fake.url}/bank/", {"content": "<OCOP>", "amount": typed})

    assert (status, shop.posted) == (200, [])
    assert "Số tiền phải là số đồng" in page
    assert 'value="&lt;OCOP&gt;"' in page


@pytest.mark.parametrize("typed", ["485000", "485.000", "485,000", "485 000 ₫", "485.000đ"])
def test_an_amount_is_read_as_people_write_it(typed):
    assert read_amount(typed) == 485_000


def test_a_shop_that_refuses_is_told_on_the_page(fake, shop):
    shop.answers = [401]

    page = browse(f"{fake.url}/bank/", {"content": "OCOP1", "amount": "1000"})[2]

    assert "Đã chuyển, chưa báo được. Cửa hàng trả lời 401." in page


def test_a_shop_that_is_away_is_told_on_the_page():
    with FakeStripe(feed_url="http://127.0.0.1:9/") as fake:
        page = browse(f"{fake.url}/bank/", {"content": "OCOP1", "amount": "1000"})[2]

    assert "Cửa hàng không trả lời." in page
