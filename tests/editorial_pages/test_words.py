"""Days, months, hours and distances in words. No database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from marketplace.editorial.days import days_in_words, last_moment
from marketplace.editorial.distances import Distance, crow_flies, km_text, total
from marketplace.editorial.itineraries import stay_text
from marketplace.editorial.opening_hours import opening_rows
from marketplace.editorial.season_bars import months_in_words, season_bar, spans
from marketplace.editorial.shelves import items


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 5), None, "Saturday 5 December 2026"),
        (date(2026, 12, 5), date(2026, 12, 5), "Saturday 5 December 2026"),
        (date(2026, 12, 5), date(2026, 12, 7), "Saturday 5 to Monday 7 December 2026"),
        (date(2026, 11, 30), date(2026, 12, 1), "Monday 30 November to Tuesday 1 December 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "Thursday 31 December 2026 to Friday 1 January 2027"),
    ],
)
def test_days_are_said_once_where_they_agree(first, last, words):
    assert days_in_words(first, last) == words


@pytest.mark.parametrize(
    ("utc", "words"),
    [
        (datetime(2026, 12, 13, 17, 0, tzinfo=UTC), "Sunday 13 December 2026"),
        (datetime(2026, 12, 13, 16, 59, tzinfo=UTC), "Sunday 13 December 2026"),
        (datetime(2026, 12, 13, 11, 0, tzinfo=UTC), "18:00, Sunday 13 December 2026"),
    ],
)
def test_what_ends_at_midnight_has_its_last_day_before(utc, words):
    assert last_moment(utc) == words


def test_months_in_a_row_become_a_span_also_over_the_new_year():
    assert spans([1, 2, 8, 12]) == [(8, 8), (12, 2)]
    assert months_in_words(0b000010000000) == "August"
    assert months_in_words(0b110000000011) == "November to February"
    assert months_in_words(0b000011000011) == "January to February, July to August"
    assert months_in_words(0b111111111111) == "all year round"


def test_a_season_bar_fills_ripe_months_and_frames_this_one():
    bar = season_bar(0b000000000110, date(2026, 3, 1), name="Mango")

    assert [month.number for month in bar.months if month.is_ripe] == [2, 3]
    assert [month.number for month in bar.months if month.is_now] == [3]
    assert season_bar(0, date(2026, 3, 1)) is None


def test_days_with_equal_hours_stand_in_one_row_and_the_others_are_told_closed():
    rows = opening_rows(
        [
            {"days": ["0", "1", "2", "3", "4"], "opens": "13:00:00", "closes": "17:00:00"},
            {"days": ["0", "1", "2", "3", "4"], "opens": "07:00", "closes": "11:00"},
            {"days": ["5"], "opens": "07:00", "closes": "11:00"},
        ]
    )

    assert [tuple(row) for row in rows] == [
        ("Monday to Friday", "07:00–11:00, 13:00–17:00"),
        ("Saturday", "07:00–11:00"),
        ("Sunday", ""),
    ]


def test_hours_of_the_whole_week_are_one_row_and_unreadable_ones_are_none():
    every = [{"days": list("0123456"), "opens": "07:00", "closes": "17:00"}]

    assert [tuple(row) for row in opening_rows(every)] == [("Every day", "07:00–17:00")]
    assert opening_rows([{"days": ["0"], "opens": None, "closes": "17:00"}]) == []


def test_a_degree_is_as_long_as_the_textbook_says():
    # One degree of a great circle: 6371.0088 km × π / 180 = 111.195 km. One degree of longitude at 10° north:
    # 2 × 6371.0088 × asin(cos 10° × sin 0.5°) = 109.506 km.
    assert crow_flies((10.0, 105.0), (11.0, 105.0)) == Decimal("111.2")
    assert crow_flies((10.0, 105.0), (10.0, 106.0)) == Decimal("109.5")
    assert crow_flies((10.0, 105.0), (10.0, 105.0)) == Decimal("0.0")


def test_kilometres_have_the_decimal_mark_of_the_language():
    assert (km_text(Decimal("12.0")), km_text(Decimal("12.5"))) == ("12", "12.5")
    with translation.override("vi"):
        assert km_text(Decimal("12.5")) == "12,5"


def test_a_total_keeps_road_and_crow_apart_and_tells_what_is_not_measured():
    road, air, none = Distance(Decimal("35.0"), is_road=True), Distance(Decimal("6.2")), Distance(None)

    assert total([road, road]) == "70 km on the road"
    assert total([road, air]) == "35 km on the road and 6.2 km as the crow flies"
    assert total([air, none, none]) == "6.2 km as the crow flies, 2 stretches not measured"
    assert total([none]) == ""


def test_a_stay_is_told_in_hours_and_minutes():
    assert stay_text(90) == "about 1 hour 30 minutes"
    assert stay_text(120) == "about 2 hours"
    assert stay_text(None) == ""


def test_a_fact_with_a_value_is_no_wrapping():
    wrapped = {"type": "item", "id": "a", "value": {"name": "Vé", "value": "100"}}

    assert items([wrapped, {"name": "Vé", "value": "200"}, 7]) == [
        {"name": "Vé", "value": "100"},
        {"name": "Vé", "value": "200"},
        7,
    ]
