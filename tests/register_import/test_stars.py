"""How offices write stars, and what is none."""

from datetime import datetime

import pytest

from catalogue.register_import.faults import CellFault
from catalogue.register_import.stars import stars_of


@pytest.mark.parametrize(
    "cell",
    [
        4,
        4.0,
        "4",
        "4.0",
        "4,0",
        "04",
        " 4\u00a0",
        "4 sao",
        "4sao",
        "4 SAO",
        "4 Sao.",
        "04 sao",
        "4,0 sao",
        "4\u00a0sao",
        "4\u200b sao",
        "sao: 4 sao",
        "★★★★",
        "★ ★ ★ ★",
        "⭐⭐⭐⭐",
        "⭐️⭐️⭐️⭐️",
        "****",
        "★★★★☆",
        "4★",
        "4 ★",
        "4*",
        "★★★★ (4 sao)",
        "Bốn sao",
        "bốn sao",
        "Bốn (4) sao",
        "4 sao (bốn sao)",
        "OCOP 4 sao",
        "OCOP 4",
        "Đạt 4 sao",
        "Đạt OCOP 4 sao",
        "Hạng 4",
        "Hạng 4 sao",
        "4 sao (nâng hạng)",
        "Nâng hạng từ 3 sao lên 4 sao",
        "4 sao (nâng hạng từ 3 sao)",
        "4 sao năm 2022",
        "4 sao (tiềm năng 5 sao)",
        "4 sao, tiềm năng 5 sao",
        "4 stars",
        datetime(1900, 1, 4),
    ],
)
def test_four_stars_in_every_spelling(cell):
    assert stars_of(cell) == 4


@pytest.mark.parametrize(
    ("cell", "stars"),
    [
        ("Ba sao", 3),
        ("năm sao", 5),
        ("Năm sao", 5),
        ("⭐⭐⭐", 3),
        ("★★★★★", 5),
        ("5 sao cấp quốc gia", 5),
        ("3 SAO", 3),
    ],
)
def test_three_and_five_stars_too(cell, stars):
    assert stars_of(cell) == stars


@pytest.mark.parametrize(
    "cell", [0, 1, 2, 6, 10, -4, 3.5, "0", "2", "2 sao", "6 sao", "10 sao", "★★", "Hai sao", "3,5", "1 sao", "★★★★★★"]
)
def test_numbers_that_nobody_recognises_are_out_of_range(cell):
    with pytest.raises(CellFault) as fault:
        stars_of(cell)

    assert fault.value.code == "star_out_of_range"


@pytest.mark.parametrize("cell", [None, "", " ", "\u00a0", "-", "–", "...", "không", "Chưa có", True])
def test_an_empty_cell_misses_the_stars(cell):
    with pytest.raises(CellFault) as fault:
        stars_of(cell)

    assert fault.value.code == "missing_star"


@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        "sao",
        "3-4 sao",
        "3 - 4 sao",
        "3 hoặc 4 sao",
        "3 sao, 4 sao",
        "4/5",
        "☆☆☆☆",
        "OCOP",
        "Đạt",
        "3 và 4 sao",
        "3 sao 4 sao",
        "★★★ 4 sao",
        "nan",
    ],
)
def test_what_says_no_one_number_is_not_guessed(cell):
    with pytest.raises(CellFault) as fault:
        stars_of(cell)

    assert fault.value.code == "bad_star"


@pytest.mark.parametrize(
    "cell",
    [
        "tiềm năng 5 sao",
        "Tiềm năng 5 sao",
        "TIỀM NĂNG 5 SAO",
        "5 sao tiềm năng",
        "Đề nghị 4 sao",
        "dự kiến 4 sao",
        "Đăng ký 4 sao",
        "tiem nang 5 sao",
    ],
)
def test_a_wish_is_no_recognition(cell):
    with pytest.raises(CellFault) as fault:
        stars_of(cell)

    assert fault.value.code == "star_not_awarded"
