"""Working days of Vietnam: weekends, holidays, days in place of others, and the twentieth of the next month."""

from datetime import date

import pytest

from marketplace.legal.working_days import add_working_days, is_calendar_known, is_working_day, working_day_from
from marketplace.sales.tax_months.months import due_on, following


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 11, 23), True),  # Monday
        (date(2026, 11, 24), False),  # Vietnam Culture Day, new in 2026
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 2, 18), False),  # Lunar New Year
        (date(2026, 4, 27), False),  # Monday in place of Sunday the 26th
        (date(2026, 8, 22), True),  # a Saturday that was worked
        (date(2026, 8, 31), False),  # the Monday it was worked for
    ],
)
def test_a_working_day_is_told_from_a_free_one(day, is_working):
    assert is_working_day(day) is is_working


def test_a_term_of_fifteen_working_days_counts_from_the_day_after_and_leaves_out_the_holiday():
    assert add_working_days(date(2026, 11, 23), 15) == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("2026-10", date(2026, 11, 20)),
        ("2026-11", date(2026, 12, 21)),  # the 20th is a Sunday
        ("2026-12", date(2027, 1, 20)),
        ("2027-01", date(2027, 2, 22)),  # the 20th is a Saturday
    ],
)
def test_tax_is_due_on_the_twentieth_of_the_next_month_or_the_next_working_day(month, due):
    assert due_on(month) == due


def test_a_deadline_within_lunar_new_year_goes_behind_it():
    assert working_day_from(date(2026, 2, 14)) == date(2026, 2, 23)


def test_a_year_without_holidays_counts_its_weekends_and_says_so():
    assert working_day_from(date(2031, 1, 4)) == date(2031, 1, 6)
    assert [is_calendar_known(year) for year in (2026, 2027, 2031)] == [True, True, False]


def test_december_is_followed_by_january():
    assert following("2026-12") == "2027-01"
