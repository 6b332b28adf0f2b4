"""The content of a transfer: one code in, the same code out of whatever a bank makes of it (I29)."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.fulfilment.order_codes import ALPHABET, check_character, is_code
from marketplace.payments.vietqr.transfer_content import BadPrefix, NotACode, codes_in, content

codes = st.text(ALPHABET, min_size=8, max_size=8).map(lambda body: body + check_character(body))


def test_the_content_is_the_prefix_and_the_code():
    assert content("K3M9QXDHT") == "OCOPK3M9QXDHT"
    assert content("HWXRT4PNF", prefix="SAN") == "SANHWXRT4PNF"


@pytest.mark.parametrize("text", ["K3M9QXDHC", "100042", "", "k3m9qxdht"])
def test_what_is_no_code_becomes_no_content(text):
    with pytest.raises(NotACode):
        content(text)


@pytest.mark.parametrize("prefix", ["", "ocop", "CHỢ", "A" * 17, "OC OP"])
def test_a_prefix_that_banks_would_change_is_refused(prefix):
    with pytest.raises(BadPrefix):
        content("K3M9QXDHT", prefix=prefix)


def test_the_setting_names_the_prefix(settings):
    settings.TRANSFER_PREFIX = "CHOQUE"

    assert content("K3M9QXDHT") == "CHOQUEK3M9QXDHT"
    assert codes_in("CHOQUEK3M9QXDHT OCOPHWXRT4PNF") == ["K3M9QXDHT"]


@pytest.mark.parametrize(
    "memo",
    [
        "OCOPK3M9QXDHT",
        "MBVCB.7123456789.OCOPK3M9QXDHT.CT tu 0123456789 NGUYEN VAN A toi 1012345678 SAN OCOP tai VCB",
        "chuyen tien ocop-k3m9qxdht",
        "OCOP K3M9 QXDHT",
        "OCOPOCOPK3M9QXDHT",
        "Thanh toán đơn hàng ÓCÓP K3M-9QX-DHT",
        "OCOPK3M9QXDHTOCOPK3M9QXDHT",
        "O C O P\nK 3 M 9 Q X D H T",
        unicodedata.normalize("NFD", "Chuyển tiền Ộcộp.k3m9qxđht đơn hàng"),
        "OCOPK3M9QXDHC nham, dung la OCOPK3M9QXDHT",
    ],
)
def test_the_code_is_found_in_what_banks_and_people_make_of_it(memo):
    assert codes_in(memo) == ["K3M9QXDHT"]


def test_two_orders_in_one_transfer_give_two_codes():
    assert codes_in("tra OCOPK3M9QXDHT va OCOPHWXRT4PNF") == ["K3M9QXDHT", "HWXRT4PNF"]


@pytest.mark.parametrize(
    "memo", ["", "OCOP", "K3M9QXDHT", "OCOPK3M9QXDH", "OCOPK3M9QXDHC", "OCOP 100042", "SAN K3M9QXDHT", "OCOPＫ3M9QXDHT"]
)
def test_no_code_is_made_up(memo):
    assert codes_in(memo) == []


def test_any_single_wrong_character_is_refused():
    for place in range(9):
        for wrong in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
            memo = "OCOP" + "K3M9QXDHT"[:place] + wrong + "K3M9QXDHT"[place + 1 :]
            assert codes_in(memo) == (["K3M9QXDHT"] if wrong == "K3M9QXDHT"[place] else [])


@given(codes, st.integers(0, 8), st.sampled_from(ALPHABET))
@settings(max_examples=500, deadline=None)
def test_no_code_survives_one_wrong_character(code, place, wrong):
    changed = code[:place] + wrong + code[place + 1 :]

    assert codes_in(f"OCOP{changed}") == ([code] if wrong == code[place] else [])


@given(codes, st.integers(0, 8), st.integers(0, 8))
@settings(max_examples=500, deadline=None)
def test_no_code_survives_two_characters_changing_places(code, one, other):
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]

    assert codes_in("OCOP" + "".join(swapped)) == ([code] if code[one] == code[other] else [])


@given(codes, st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_a_code_is_found_whatever_stands_around_it(code, before, after):
    found = codes_in(f"{before}OCOP{code}{after}")

    assert code in found
    assert all(is_code(one) for one in found)


@pytest.mark.parametrize("memo", ["OCOP" * 2_500, "A" * 10_000, "o\u0301\u0323" * 3_333, "OCOPK3M9QXDH" * 833])
def test_ten_thousand_characters_are_read_in_no_time(memo):
    started = time.process_time()

    codes_in(memo)
    codes_in(memo, prefix="A")

    assert time.process_time() - started < 1
