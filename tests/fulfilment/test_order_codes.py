"""Order numbers: random, and wrong when one letter is wrong."""

import pytest

from marketplace.fulfilment.order_codes import ALPHABET, check_character, is_code, new_code, shown, typed


@pytest.mark.parametrize(("body", "check"), [("K3M9QXDH", "T"), ("HWXRT4PN", "F"), ("AAAAAAAA", "N")])
def test_the_check_character_is_that_of_the_worked_examples(body, check):
    assert check_character(body) == check


def test_every_wrong_character_and_every_swap_is_noticed():
    for _round in range(20):
        code = new_code()
        assert is_code(code)
        for i, right in enumerate(code):
            assert not any(is_code(code[:i] + wrong + code[i + 1 :]) for wrong in ALPHABET if wrong != right)
        for i in range(8):
            swapped = code[:i] + code[i + 1] + code[i] + code[i + 2 :]
            assert swapped == code or not is_code(swapped)


def test_numbers_do_not_follow_each_other():
    assert len({new_code() for _round in range(500)}) == 500


def test_a_number_is_shown_in_threes_and_read_however_it_is_typed():
    assert shown("K3M9QXDHT") == "K3M-9QX-DHT"
    assert shown("100042") == "100042"
    assert typed(" k3m-9qx dht ") == "K3M9QXDHT"
