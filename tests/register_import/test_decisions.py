"""A decision, its day and who signed it, in one cell or in the title of the list."""

from datetime import date

import pytest

from catalogue.register_import.days import Day
from catalogue.register_import.decisions import Decision, decision_in_title, decision_of, same_number
from catalogue.register_import.faults import CellFault

TODAY = date(2026, 11, 22)
DAY = Day(date(2022, 3, 12))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("123/QĐ-UBND", "123/QĐ-UBND"),
        ("QĐ số 123/QĐ-UBND", "123/QĐ-UBND"),
        ("Quyết định số 123/QĐ-UBND", "123/QĐ-UBND"),
        ("Số: 123/QĐ-UBND", "123/QĐ-UBND"),
        ("QUYẾT ĐỊNH 123/QĐ-UBND", "123/QĐ-UBND"),
        ("123 / QĐ - UBND", "123/QĐ-UBND"),
        ("123/2022/QĐ-UBND", "123/2022/QĐ-UBND"),
        (123, "123"),
        (123.0, "123"),
        ("377 (Bộ Nông nghiệp và PTNT)", "377 (Bộ Nông nghiệp và PTNT)"),
        ("Quyết định của tỉnh", "Quyết định của tỉnh"),
    ],
)
def test_the_number_without_the_words_before_it(cell, number):
    assert decision_of(cell, today=TODAY) == Decision(number)


@pytest.mark.parametrize(
    "cell",
    [
        "123/QĐ-UBND ngày 12/3/2022",
        "QĐ số 123/QĐ-UBND ngày 12/03/2022",
        "Quyết định số 123/QĐ-UBND, ngày 12 tháng 3 năm 2022",
        "123/QĐ-UBND, 12/3/2022",
        "123/QĐ-UBND (12/3/2022)",
        "123/QĐ-UBND\nngày 12/3/2022",
    ],
)
def test_number_and_day_in_one_cell(cell):
    assert decision_of(cell, today=TODAY) == Decision("123/QĐ-UBND", DAY)


def test_the_office_that_signed_is_kept():
    found = decision_of("QĐ số 123/QĐ-UBND ngày 12/3/2022 của UBND tỉnh An Giang", today=TODAY)

    assert found == Decision("123/QĐ-UBND", DAY, "UBND tỉnh An Giang")


def test_the_year_in_the_number_itself():
    assert decision_of("123/2022/QĐ-UBND", today=TODAY).year == 2022
    assert decision_of("123/QĐ-UBND", today=TODAY).year is None


@pytest.mark.parametrize(
    "cell",
    [
        "123/QĐ-UBND ngày 31/02/2022",
        "123/QĐ-UBND ngày 12/13/2022",
        "123/QĐ-UBND ngày 12/3/2027",
        "123/QĐ-UBND ngày 1/1/1999",
    ],
)
def test_an_impossible_day_beside_the_number_is_a_fault_of_the_date(cell):
    with pytest.raises(CellFault) as fault:
        decision_of(cell, today=TODAY)

    assert (fault.value.code, fault.value.at) == ("bad_date", "date")


def test_of_several_decisions_none_is_chosen():
    written = "123/QĐ-UBND ngày 12/3/2022; 456/QĐ-UBND ngày 1/4/2023"

    assert decision_of(written, today=TODAY) == Decision(written)


@pytest.mark.parametrize(
    "title",
    [
        "(Kèm theo Quyết định số 123/QĐ-UBND ngày 12/3/2022 của UBND tỉnh An Giang)",
        "(Ban hành kèm theo Quyết định số: 123/QĐ-UBND ngày 12 tháng 3 năm 2022 của UBND tỉnh An Giang)",
    ],
)
def test_a_list_belongs_to_the_decision_of_its_title(title):
    assert decision_in_title(("DANH SÁCH", title), today=TODAY) == Decision("123/QĐ-UBND", DAY, "UBND tỉnh An Giang")


@pytest.mark.parametrize(
    "titles",
    [
        ("(Kèm theo Quyết định số       /QĐ-UBND ngày    /    /2022)",),
        ("Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023",),
        ("Kèm theo Quyết định số 1/QĐ-UBND ngày 1/1/2022", "Kèm theo Quyết định số 2/QĐ-UBND ngày 2/2/2022"),
    ],
)
def test_a_title_without_one_own_decision_tells_none(titles):
    assert decision_in_title(titles, today=TODAY) == Decision()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("86/QĐ-UBND", "QĐ 86/QĐ-UBND", True),
        ("86/QĐ-UBND", "86/qd-ubnd", True),
        ("86", "86/QĐ-UBND", True),
        ("086/QĐ-UBND", "86/QĐ-UBND", True),
        ("86/QĐ-UBND", "87/QĐ-UBND", False),
        ("86/QĐ-UBND", "86/QĐ-BNN-VPĐP", False),
        ("", "86/QĐ-UBND", False),
        ("86", "861/QĐ-UBND", False),
    ],
)
def test_two_spellings_of_one_number(one, other, same):
    assert same_number(one, other) is same
