"""One spelling for what people type in many ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.folding import clean, folded, has_marks, lowered


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Đường thốt nốt", "duong thot not"),
        ("ĐƯỜNG THỐT NỐT", "duong thot not"),
        ("  Mắm\u00a0Châu   Đốc ", "mam chau doc"),
        ("Hòa/Hoà", "hoa hoa"),
        ("OCOP-4*sao_x", "ocop 4 sao x"),
    ],
)
def test_marks_case_and_signs_do_not_matter(typed, meant):
    assert folded(typed) == folded(unicodedata.normalize("NFD", typed)) == meant


@pytest.mark.parametrize(("old", "new"), [("Hoà", "Hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("Hoà Lộc", "Hòa Lộc")])
def test_old_and_new_places_of_the_tone_are_one(old, new):
    assert lowered(old) == lowered(new)


@pytest.mark.parametrize("word", ["quý", "quà", "toán", "hoàng", "quả"])
def test_words_with_only_one_place_for_the_tone_stay_as_they_are(word):
    assert lowered(word) == word


def test_control_and_direction_characters_are_taken_out():
    assert clean("a\x00b\u202ec\u200bd\ufeff") == "a b c d"


def test_a_word_has_marks_when_it_means_just_one_spelling():
    assert has_marks("bò")
    assert not has_marks("bo")


@given(some.text(max_size=200))
def test_folding_twice_changes_nothing_and_nothing_raises(text):
    assert folded(folded(text)) == folded(text)
    assert folded(lowered(text)) == folded(text)
