"""Rates and parts of whole dong. Pure functions; the only two places that round (payments.md 2.5)."""


class NotAPart(ValueError):
    """More units than there are, or fewer than none."""


def at_rate(amount: int, basis_points: int) -> int:
    """The share of an amount, halves up: 160,000 at 50 is 800. Neither may be below zero."""
    if amount < 0 or basis_points < 0:
        raise NotAPart(f"{amount} at {basis_points}")
    return (2 * amount * basis_points + 10_000) // 20_000


def portion(total: int, done: int, k: int, n: int) -> int:
    """What k of n units carry of a total, after `done` units before them. All portions together are the total.

    round(total · (done + k) / n) − round(total · done / n), halves up. Raises NotAPart.
    """
    if total < 0 or done < 0 or k < 0 or done + k > n:
        raise NotAPart(f"{k} after {done} of {n}, {total} dong")
    return _up_to(total, done + k, n) - _up_to(total, done, n)


def _up_to(total: int, units: int, n: int) -> int:
    return (2 * total * units + n) // (2 * n) if n else 0
