"""Scores with points and commas, and the band of stars they lie in."""

from datetime import datetime
from decimal import Decimal

import pytest

from catalogue.register_import.faults import CellFault
from catalogue.register_import.scores import fits, score_of


@pytest.mark.parametrize(
    "cell",
    [
        75.5,
        "75,5",
        "75.5",
        "75,50",
        "75,5 điểm",
        "75.5 điểm",
        "75,5đ",
        "75,5/100",
        "75,5 / 100 điểm",
        " 75,5\u00a0",
        "Điểm: 75,5",
        "75,5 diem",
    ],
)
def test_a_score_in_every_spelling(cell):
    assert score_of(cell) == Decimal("75.50")


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        (0, "0"),
        (100, "100"),
        ("100", "100"),
        (70, "70"),
        (75.666, "75.66"),
        ("69,999", "69.99"),
        (69.99999999999999, "70"),
        (datetime(1900, 3, 15, 12), "75.5"),
    ],
)
def test_two_decimals_are_kept_and_nothing_is_rounded_over_a_band(cell, score):
    assert score_of(cell) == Decimal(score)


@pytest.mark.parametrize("cell", [None, "", "-", "–", " ", "không có"])
def test_a_score_may_be_missing(cell):
    assert score_of(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        -1,
        101,
        100.5,
        "101",
        "-5",
        "abc",
        "70-80",
        "75,5,5",
        "7 5",
        "75%",
        "1.075,5",
        float("nan"),
        float("inf"),
        1e300,
        datetime(2026, 5, 7),
        "#N/A",
        "75,5 sao",
    ],
)
def test_what_is_no_score_is_refused(cell):
    with pytest.raises(CellFault) as fault:
        score_of(cell)

    assert fault.value.code == "bad_score"


@pytest.mark.parametrize(
    ("score", "stars", "fitting"),
    [
        ("50", 3, True),
        ("69.99", 3, True),
        ("70", 3, False),
        ("49.99", 3, False),
        ("70", 4, True),
        ("91.2", 4, True),
        ("69", 4, False),
        ("90", 5, True),
        ("89.99", 5, False),
    ],
)
def test_the_bands_of_the_law(score, stars, fitting):
    assert fits(Decimal(score), stars) is fitting
