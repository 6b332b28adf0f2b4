"""The list of banks: BINs of the specification, names by day."""

from datetime import date

import pytest

from marketplace.payments.vietqr.banks import Bank, UnknownBank, bank, banks_on, newest_on

TODAY = date(2026, 11, 21)


def test_the_banks_of_the_specification_are_there():
    by_bin = {one.bin: one.short_name for one in banks_on(TODAY)}

    assert len(by_bin) == 41
    assert list(by_bin.values())[:4] == ["Agribank", "BIDV", "VietinBank", "Vietcombank"]
    assert (by_bin["970449"], by_bin["970446"], by_bin["971025"]) == ("LPBank", "Co-opBank", "MoMo")


def test_every_bank_has_six_digits_a_code_and_names_of_its_own():
    banks = banks_on(TODAY)

    assert all(len(one.bin) == 6 and one.bin.isdigit() and one.code and one.name for one in banks)
    assert len({one.code for one in banks}) == len({one.name for one in banks}) == len(banks)


def test_a_bank_is_found_by_its_bin():
    assert bank("970436", TODAY).name == "Ngân hàng TMCP Ngoại Thương Việt Nam"
    with pytest.raises(UnknownBank):
        bank("123456", TODAY)


def test_a_bank_is_unknown_before_our_list_begins():
    with pytest.raises(UnknownBank):
        bank("970436", date(2025, 6, 30))


def test_a_renamed_bank_has_its_new_name_from_that_day_on():
    old = Bank("970414", "OJB", "OceanBank", "Ngân hàng Đại Dương", date(2020, 1, 1))
    new = Bank("970414", "MBV", "MBV", "Ngân hàng Việt Nam Hiện Đại", date(2026, 1, 1))

    assert newest_on(date(2025, 12, 31), (new, old)) == [old]
    assert newest_on(date(2026, 1, 1), (new, old)) == [new]
