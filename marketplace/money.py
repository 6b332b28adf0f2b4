"""Dong: whole numbers, rounding, and splitting without losing one. Pure functions."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\u00a0"
HIGHEST_PRICE = 999_999_999


class NotWholeDong(ValueError):
    """An amount that should be whole dong has a fraction."""


def format_dong(amount: int | Decimal) -> str:
    """125000 -> "125.000 ₫", with a no-break space (domain rule A-08)."""
    return f"{int(amount):,}".replace(",", ".") + f"{NO_BREAK_SPACE}₫"


def whole_dong(amount: Decimal | int) -> int:
    """The integer behind one of Oscar's decimals. Raises NotWholeDong rather than dropping a fraction."""
    if amount != int(amount):
        raise NotWholeDong(amount)
    return int(amount)


def round_half_up(amount: Decimal) -> int:
    """Rounded to the nearest dong, halves away from zero."""
    return int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))


def round_down_to_dong(amount: Decimal, currency: str | None = None) -> Decimal:
    """Oscar's hook for discounts: a discount never exceeds what was promised, in whole dong."""
    return Decimal(amount).quantize(Decimal(1), ROUND_DOWN)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total in proportion to the weights by largest remainder; ties go to the earlier place.

    The parts always add up to the total. Weights are not negative; when all are zero the first place takes everything.
    """
    if not weights:
        return []
    base = sum(weights)
    if base == 0:
        return [total] + [0] * (len(weights) - 1)
    parts = [total * weight // base for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % base), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
