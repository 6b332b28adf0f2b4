"""Prices as people write them; what can be read in two ways is asked again."""

import pytest

from sellers.goods.prices import HIGHEST, BadPrice, PriceField, read_price


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("125000", 125_000), ("125.000", 125_000), ("125,000", 125_000), ("125 000", 125_000), ("125.000 đ", 125_000),
        ("125.000đ", 125_000), ("125.000 ₫", 125_000), ("125.000\u00a0₫", 125_000), ("125000 VND", 125_000),
        ("125k", 125_000), ("125 K", 125_000), ("125 nghìn", 125_000), ("125 ngàn", 125_000), ("125 nghin", 125_000),
        ("125 nghìn đồng", 125_000), ("12,5k", 12_500), ("1,2 triệu", 1_200_000), ("1.2 triệu", 1_200_000),
        ("1tr2", 1_200_000), ("1tr250", 1_250_000), ("1 triệu 250 nghìn", 1_250_000), ("2 triệu", 2_000_000),
        ("1 triệu rưỡi", 1_500_000), ("1.250.000", 1_250_000), ("1000", 1_000),
    ],
)  # fmt: skip
def test_a_price_is_read_as_it_is_written(typed, dong):
    assert read_price(typed) == dong


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "12,5", "-1", "-125.000", "1e9", "125.00", "1.25.000", "125.000,00", "một trăm", "1tr25", "1,250k", "1.250 nghìn",
     "1,255 triệu", "12,5555k", "0", "500", "999999999999", "9" * 60, "125.000 hay 130.000", "<b>125</b>", "१२५०००", "125.000.00"],
)  # fmt: skip
def test_what_is_no_price_or_could_be_two_is_asked_again(typed):
    with pytest.raises(BadPrice):
        read_price(typed)


def test_who_leaves_the_zeros_out_is_asked_whether_thousands_are_meant():
    with pytest.raises(BadPrice) as told:
        read_price("125")

    assert "125.000" in str(told.value)


def test_the_highest_price_is_allowed_and_one_dong_more_is_not():
    assert read_price(str(HIGHEST)) == HIGHEST

    with pytest.raises(BadPrice):
        read_price(str(HIGHEST + 1))


def test_a_stored_price_stands_in_the_box_as_it_is_typed():
    assert PriceField().prepare_value(1_250_000) == "1.250.000"
    assert PriceField().prepare_value("125k") == "125k"
