"""Example E of rules.md 4.2: what a household reclaims at the end of the year."""

import pytest

from marketplace.charges.year_end import year_end
from marketplace.legal.parameters import UnknownParameter


def test_example_e_above_the_threshold_income_tax_falls_on_the_part_above():
    figures = year_end(year=2026, revenue=1_300_000_000, vat_withheld=13_000_000, pit_withheld=6_500_000)

    assert (figures.vat_due, figures.vat_overpaid) == (13_000_000, 0)
    assert (figures.pit_due, figures.pit_overpaid) == (1_500_000, 5_000_000)
    assert (figures.pit_due_cut, figures.pit_overpaid_cut) == (1_050_000, 5_450_000)


def test_example_e_up_to_the_threshold_everything_comes_back():
    figures = year_end(year=2026, revenue=900_000_000, vat_withheld=9_000_000, pit_withheld=4_500_000)

    assert (figures.vat_overpaid, figures.pit_overpaid) == (9_000_000, 4_500_000)


def test_exactly_a_billion_is_still_free_and_what_is_earned_elsewhere_counts():
    assert year_end(year=2026, revenue=10**9, vat_withheld=10**7, pit_withheld=5 * 10**6).vat_due == 0
    figures = year_end(
        year=2026, revenue=900_000_000, vat_withheld=9_000_000, pit_withheld=4_500_000, elsewhere=300_000_000
    )
    assert (figures.vat_due, figures.pit_due) == (9_000_000, 750_000)


def test_above_three_billion_income_tax_goes_by_profit_and_is_not_guessed():
    figures = year_end(year=2026, revenue=3_000_000_001, vat_withheld=30_000_000, pit_withheld=15_000_000)

    assert (figures.vat_due, figures.pit_due, figures.pit_overpaid, figures.pit_overpaid_cut) == (
        30_000_000,
        None,
        None,
        None,
    )


def test_the_cut_ends_with_2027():
    figures = year_end(year=2028, revenue=1_300_000_000, vat_withheld=13_000_000, pit_withheld=6_500_000)

    assert figures.pit_due_cut == figures.pit_due == 1_500_000


def test_a_year_without_a_threshold_is_an_error():
    with pytest.raises(UnknownParameter):
        year_end(year=2025, revenue=1, vat_withheld=0, pit_withheld=0)
