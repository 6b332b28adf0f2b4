"""Numbers as the authorities write them. Pure functions."""

import re

from django.utils.translation import gettext as _

from marketplace.folding import clean

LONGEST = 80
# Business code or household code: 10 digits; of a branch with 3 more; personal number of the identity card: 12 (rule A-10).
_TAX_CODE = re.compile(r"\d{10}(-\d{3})?|\d{12}")
_REGISTRATION = re.compile(r"(?=(?:.*\d){5})[0-9A-Z][0-9A-Z./ -]{4,38}[0-9A-Z]")


class BadNumber(ValueError):
    """The number cannot be right; the message says how it looks."""


def tax_code(text: str) -> str:
    """0123456789, 0123456789-001 or 012345678901, blanks and dots forgiven. Raises BadNumber."""
    digits = re.sub(r"[\s.]", "", clean(text)).replace("–", "-")
    if re.fullmatch(r"\d{13}", digits):
        digits = f"{digits[:10]}-{digits[10:]}"
    if not _TAX_CODE.fullmatch(digits):
        raise BadNumber(_("A tax code has 10 digits, 10 and 3 more for a branch, or the 12 of your personal number."))
    return digits


def registration_no(text: str) -> str:
    """As printed: digits and letters, at least five digits, 6 to 40 signs. Raises BadNumber."""
    written = clean(text).upper()
    if not _REGISTRATION.fullmatch(written):
        raise BadNumber(
            _("Type the number as it stands on the paper: digits, perhaps letters, for example 49A8001234.")
        )
    return written


def any_number(text: str) -> str:
    """A number of a paper that nobody has standardised. Raises BadNumber."""
    written = clean(text)
    if not any(letter.isdigit() for letter in written) or len(written) > LONGEST:
        raise BadNumber(_("Type the number as it stands on the paper."))
    return written
