""" "Every Saturday and Sunday at 8:00": what was typed becomes moments, never guessed."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from marketplace.selling.visits.repeating import MOST_MOMENTS, BadTimes, moments, read_times

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAY, SUNDAY = 32, 64


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("8:00", [time(8)]),
        ("8h", [time(8)]),
        ("8h30", [time(8, 30)]),
        ("8 giờ 30", [time(8, 30)]),
        ("14.30", [time(14, 30)]),
        ("6", [time(6)]),
        ("14:00, 8:00", [time(8), time(14)]),
        ("8h và 14h", [time(8), time(14)]),
        ("8:00; 8h00", [time(8)]),
        ("23:59", [time(23, 59)]),
    ],
)
def test_times_are_read_as_people_write_them(typed, hours):
    assert read_times(typed) == hours


@pytest.mark.parametrize("typed", ["sáng", "25:00", "8:60", "8:0", "", ",", "8-14", "-8", "1,2,3,4,5,6,7"])
def test_what_is_no_time_is_asked_again(typed):
    with pytest.raises(BadTimes):
        read_times(typed)


def test_every_saturday_and_sunday_until_the_last_day_with_both_ends():
    found = moments(weekdays=SATURDAY | SUNDAY, times=[time(8)], first=date(2026, 12, 5), last=date(2026, 12, 13))

    assert found == [datetime(2026, 12, day, 8, tzinfo=VIETNAM) for day in (5, 6, 12, 13)]


def test_several_times_a_day_stand_in_order():
    found = moments(weekdays=SATURDAY, times=[time(8), time(14)], first=date(2026, 12, 5), last=date(2026, 12, 5))

    assert [at.hour for at in found] == [8, 14]


def test_so_many_at_once_and_no_more():
    found = moments(weekdays=127, times=[time(8), time(14)], first=date(2026, 12, 1), last=date(2027, 11, 30))

    assert len(found) == MOST_MOMENTS == 120
