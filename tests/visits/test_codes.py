"""Codes that are read out over the telephone: told apart, checked, cleaned."""

import pytest

from marketplace.visits.codes import LENGTH, SIGNS, WrongCode, clean_code, new_code, shown


def test_a_code_has_eight_signs_of_which_none_look_alike():
    codes = [new_code() for _time in range(300)]

    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) <= set(SIGNS)
    assert not set(SIGNS) & set("01258BILOSUVZ")
    assert len(set(codes)) == 300


def test_a_code_is_shown_in_two_halves_and_understood_as_people_type_it():
    code = new_code()

    assert shown(code) == f"{code[:4]}-{code[4:]}"
    for typed in (code, shown(code), shown(code).lower(), f"  {code[:4]} {code[4:]}.", " ".join(code)):
        assert clean_code(typed) == code


def test_every_single_wrong_sign_is_found():
    code = "3469ACD"
    whole = next(code + sign for sign in SIGNS if _is_right(code + sign))

    for place in range(LENGTH):
        for sign in SIGNS:
            if sign != whole[place]:
                assert not _is_right(whole[:place] + sign + whole[place + 1 :])


def test_every_two_signs_that_changed_places_are_found():
    code = next(code for code in (new_code() for _time in range(10_000)) if len(set(code)) == LENGTH)

    for one in range(LENGTH):
        for other in range(one + 1, LENGTH):
            signs = list(code)
            signs[one], signs[other] = signs[other], signs[one]
            assert not _is_right("".join(signs))


def test_just_one_check_sign_fits():
    assert [sign for sign in SIGNS if _is_right("WXYTRQP" + sign)] == ["Q"]


@pytest.mark.parametrize("typed", ["", "ABC", "ABCD-EFGH-J", "0000-0000", "😀😀😀😀😀😀😀😀", "----", "33333333333"])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(WrongCode):
        clean_code(typed)


def _is_right(text: str) -> bool:
    try:
        return clean_code(text) == text
    except WrongCode:
        return False
