"""Whole dong, shown as people write it, split without losing one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.money import NotWholeDong, format_dong, round_down_to_dong, round_half_up, split, whole_dong


@pytest.mark.parametrize(("amount", "text"), [(0, "0"), (999, "999"), (125000, "125.000"), (1250000, "1.250.000")])
def test_dong_are_shown_with_dots_and_the_sign_behind(amount, text):
    assert format_dong(amount) == f"{text}\u00a0₫"


def test_a_fraction_of_a_dong_is_an_error_and_never_dropped():
    assert whole_dong(Decimal("5000.00")) == 5000
    with pytest.raises(NotWholeDong):
        whole_dong(Decimal("5255.50"))


@pytest.mark.parametrize(("amount", "rounded"), [("0.5", 1), ("1.5", 2), ("2.4999", 2), ("-0.5", -1)])
def test_halves_are_rounded_away_from_zero(amount, rounded):
    assert round_half_up(Decimal(amount)) == rounded


def test_a_discount_is_rounded_down_to_whole_dong():
    assert round_down_to_dong(Decimal("5255.50")) == 5255


def test_the_worked_example_of_a_voucher_over_three_lines():
    assert split(50_000, [160_000, 160_000, 450_000]) == [10_390, 10_389, 29_221]


@given(some.integers(0, 10**9), some.lists(some.integers(0, 10**7), min_size=1, max_size=40))
def test_no_dong_is_lost_and_no_part_is_off_by_more_than_one(total, weights):
    parts = split(total, weights)

    assert sum(parts) == total
    if sum(weights):
        assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))
