"""Codes of vouchers: eight signs that are told apart by eye and by telephone, the last one a check."""

import secrets

from marketplace.folding import folded
from marketplace.fulfilment.voucher_links import shown

__all__ = ["WrongCode", "clean_code", "new_code", "shown"]

# 23, a prime, so that the check finds every single wrong sign and every two that changed places.
# No B and 8, S and 5, Z and 2, U and V, I, L and 1, O and 0.
SIGNS = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 8


class WrongCode(ValueError):
    """No code of ours: a sign is missing or wrong."""


def new_code() -> str:
    """As it is stored, "ABCDEFGH"; whoever stores it looks whether it is taken."""
    signs = "".join(secrets.choice(SIGNS) for _place in range(LENGTH - 1))
    return signs + _check_sign(signs)


def clean_code(text: str) -> str:
    """As it is stored, of what somebody typed or said. Raises WrongCode."""
    code = "".join(sign for sign in folded(text).upper() if sign.isalnum())
    if len(code) != LENGTH or any(sign not in SIGNS for sign in code) or _check_sign(code[:-1]) != code[-1]:
        raise WrongCode(code)
    return code


def _check_sign(signs: str) -> str:
    """All signs with their place as weight, the check included, add up to nothing."""
    total = sum(place * SIGNS.index(sign) for place, sign in enumerate(signs, start=1))
    return SIGNS[-total * pow(LENGTH, -1, len(SIGNS)) % len(SIGNS)]
