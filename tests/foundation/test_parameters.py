"""Legal figures come from dated rows."""

from datetime import date

import pytest

from marketplace.legal.parameters import UnknownParameter, parameter


def test_a_certificate_lives_36_months_under_the_old_and_the_new_decision():
    assert parameter("ocop.certificate_months", date(2020, 1, 1)) == 36
    assert parameter("ocop.certificate_months", date(2026, 11, 21)) == 36


def test_a_figure_does_not_hold_before_its_day():
    with pytest.raises(UnknownParameter):
        parameter("ocop.transition_extension_days", date(2026, 5, 21))
    assert parameter("ocop.transition_extension_days", date(2026, 5, 22)) == 180


def test_an_unknown_figure_is_an_error():
    with pytest.raises(UnknownParameter):
        parameter("no.such", date(2026, 1, 1))
