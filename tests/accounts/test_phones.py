"""Phone numbers in the many ways people write them."""

import pytest
from django.utils import translation

from marketplace.accounts.phones import (
    BadPhone,
    PhoneField,
    display_phone,
    looks_like_phone,
    mask_phone,
    normalise_phone,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("0912-345-678", "+84912345678"),
        ("(0912) 345 678", "+84912345678"),
        ("\u00a00912\u00a0345\u00a0678\u00a0", "+84912345678"),
        ("\u200b0912345678", "+84912345678"),
        ("０９１２３４５６７８", "+84912345678"),
        ("+84912345678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("+84 (0)912 345 678", "+84912345678"),
        ("+840912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0312345678", "+84312345678"),
        ("0512345678", "+84512345678"),
        ("0712345678", "+84712345678"),
        ("0812345678", "+84812345678"),
        ("02963812345", "+842963812345"),
        ("024 3825 1234", "+842438251234"),
        ("842963812345", "+842963812345"),
        ("+1 415 555 2671", "+14155552671"),
        ("0014155552671", "+14155552671"),
        ("+61 412 345 678", "+61412345678"),
    ],
)
def test_a_phone_is_kept_in_one_spelling(typed, kept):
    assert normalise_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type your phone number."),
        ("   ", "Type your phone number."),
        ("0912345", "This phone number has 7 digits; it must have 10, for example 0912 345 678."),
        ("09123456789", "This phone number has 11 digits; it must have 10, for example 0912 345 678."),
        ("+8491234567", "This phone number has 9 digits; it must have 10, for example 0912 345 678."),
        ("0296381234", "This phone number has 10 digits; it must have 11, for example 0912 345 678."),
        ("0112345678", "No phone number begins like this. Mobile numbers begin with 03, 05, 07, 08 or 09."),
        (
            "9123456",
            "A Vietnamese phone number begins with 0, for example 0912 345 678. Abroad, begin with + and the country.",
        ),
        ("0912a45678", "A phone number has digits only, for example 0912 345 678."),
        ("٠٩١٢٣٤٥٦٧٨", "A phone number has digits only, for example 0912 345 678."),
        (
            "+1 415",
            "This phone number is not complete. Begin with + and the country, for example +1 415 555 0132.",
        ),
        (
            "+999 123 456 789",
            "This phone number is not complete. Begin with + and the country, for example +1 415 555 0132.",
        ),
    ],
)
def test_what_is_no_phone_is_refused_with_a_reason(typed, said):
    with translation.override("en"):
        with pytest.raises(BadPhone) as refused:
            normalise_phone(typed)

        assert str(refused.value) == said


def test_a_phone_is_shown_as_people_read_it():
    assert display_phone("+84912345678") == "0912 345 678"
    assert display_phone("+842963812345") == "0296 381 2345"
    assert display_phone("+14155552671") == "+1 415-555-2671"
    assert display_phone(None) == ""


def test_a_masked_phone_shows_too_little_to_call():
    assert mask_phone("+84912345678") == "0912 ••• 678"
    assert mask_phone(None) == ""


def test_a_phone_is_told_from_an_email_address():
    assert looks_like_phone("0912 345 678")
    assert looks_like_phone("12")
    assert not looks_like_phone("0912@example.vn")
    assert not looks_like_phone("anna")


def test_the_phone_field_opens_the_number_pad_and_cleans():
    field = PhoneField()

    assert field.clean("0912 345 678") == "+84912345678"
    assert field.widget.attrs["inputmode"] == "tel"
    assert field.widget.attrs["autocomplete"] == "tel"
    assert PhoneField(required=False).clean("") == ""
