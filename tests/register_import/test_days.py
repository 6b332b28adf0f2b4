"""Days of recognition as Excel keeps them and as people write them."""

from datetime import date, datetime, time

import pytest
from openpyxl.utils.datetime import MAC_EPOCH

from catalogue.register_import.days import Day, day_of
from catalogue.register_import.faults import CellFault

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2022, 3, 12),
        datetime(2022, 3, 12, 17, 30),
        date(2022, 3, 12),
        44632,
        44632.0,
        "44632",
        "12/03/2022",
        "12/3/2022",
        "12-03-2022",
        "12.03.2022",
        "12 / 3 / 2022",
        "12/03/22",
        "12-3-22",
        "2022-03-12",
        "2022-03-12 00:00:00",
        "2022/03/12",
        "12/03/2022 00:00",
        "ngày 12/3/2022",
        "Ngày 12 tháng 3 năm 2022",
        "12 tháng 03 năm 2022",
        "NGÀY 12 THÁNG 3 NĂM 2022",
        "12/03/2022.",
        "\u00a012/03/2022\u200b",
    ],
)
def test_one_day_in_every_spelling(cell):
    assert day_of(cell, today=TODAY) == Day(date(2022, 3, 12))


@pytest.mark.parametrize(
    "cell", [2022, 2022.0, "2022", "năm 2022", "Năm 2022", "NĂM 2022", "2022.", datetime(1905, 7, 14)]
)
def test_a_year_is_kept_as_a_year(cell):
    assert day_of(cell, today=TODAY) == Day(date(2022, 1, 1), is_year=True)


@pytest.mark.parametrize(
    "cell",
    ["12/2022", "tháng 12/2022", "Tháng 12 năm 2022", "Đợt 2 năm 2022", "Đợt 2/2022", "Quý I/2022", "Quý 4 năm 2022"],
)
def test_of_a_month_or_a_round_the_year_is_kept_and_it_is_said(cell):
    assert day_of(cell, today=TODAY) == Day(date(2022, 1, 1), is_year=True, is_month=True)


def test_days_of_an_old_mac_count_from_1904():
    assert day_of(44632 - 1462, today=TODAY, epoch=MAC_EPOCH) == Day(date(2022, 3, 12))


def test_today_counts_and_tomorrow_does_not():
    assert day_of(TODAY, today=TODAY) == Day(TODAY)
    with pytest.raises(CellFault):
        day_of(date(2026, 11, 23), today=TODAY)


@pytest.mark.parametrize("cell", [None, "", "-", "...", "không có", "chưa có"])
def test_a_day_may_be_missing(cell):
    assert day_of(cell, today=TODAY) is None


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2022",
        "30/02/2022",
        "12/13/2022",
        "00/01/2022",
        "32/01/2022",
        "13/2022",
        "00/2022",
        "2022-13-01",
        "12/3/1922",
        "12/03/0022",
        1999,
        2027,
        "năm 2027",
        "01/01/2027",
        "abc",
        "2021-2022",
        "2021 - 2022",
        "2021, 2022",
        "12/03/2022 và 15/03/2022",
        "12032022",
        "31/022022",
        12032022,
        -5,
        3.5,
        float("nan"),
        time(3, 4),
        "ngày tháng năm",
        "12/3",
        "12/03/22022",
        "#VALUE!",
    ],
)
def test_what_is_no_day_of_recognition_is_not_guessed(cell):
    with pytest.raises(CellFault) as fault:
        day_of(cell, today=TODAY)

    assert fault.value.code == "bad_date"
