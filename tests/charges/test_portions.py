"""Parts of a whole add up to the whole, whatever the order they are taken in (invariant I4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.charges.portions import NotAPart, at_rate, portion


@pytest.mark.parametrize(
    ("amount", "basis_points", "share"),
    [(160_000, 50, 800), (99, 50, 0), (100, 50, 1), (150, 100, 2), (149, 100, 1), (0, 500, 0), (1, 10_000, 1)],
)
def test_a_rate_is_rounded_half_up_to_the_dong(amount, basis_points, share):
    assert at_rate(amount, basis_points) == share


def test_a_rate_of_less_than_nothing_is_refused():
    with pytest.raises(NotAPart):
        at_rate(-1, 500)


def test_one_of_two_units_carries_the_half_that_is_rounded_up():
    assert [portion(20_779, 0, 1, 2), portion(20_779, 1, 1, 2)] == [10_390, 10_389]


@pytest.mark.parametrize(("done", "k", "n"), [(0, 3, 2), (2, 1, 2), (-1, 1, 2), (0, -1, 2)])
def test_more_units_than_there_are_is_refused(done, k, n):
    with pytest.raises(NotAPart):
        portion(1000, done, k, n)


@given(total=st.integers(0, 10**12), pieces=st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_i4_portions_of_all_units_are_the_total_and_never_negative(total, pieces):
    n, done, taken = sum(pieces), 0, []
    for k in pieces:
        taken.append(portion(total, done, k, n))
        done += k

    assert sum(taken) == (total if n else 0)
    assert min(taken) >= 0


@given(total=st.integers(0, 10**9), n=st.integers(1, 200), data=st.data())
def test_i4_a_portion_is_within_a_dong_of_its_share(total, n, data):
    done = data.draw(st.integers(0, n))
    k = data.draw(st.integers(0, n - done))

    assert abs(portion(total, done, k, n) * n - total * k) <= n
