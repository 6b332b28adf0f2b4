"""Prices as people in a market write them: "125.000", "125k", "125 nghìn", "1,2 triệu". Never guessed: what can be read in two ways is asked again."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.folding import clean, folded
from marketplace.money import format_dong

LOWEST, HIGHEST = 1_000, 500_000_000
LONGEST_PRICE = 40
THOUSAND, MILLION = 1_000, 1_000_000

_SIGNS = re.compile(r"(₫|\b(?:dong|vnd|d)\b|(?<=[0-9])\s*d\b)")
_PLAIN = re.compile(r"[0-9]{1,12}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,\s])[0-9]{3})(?:\1[0-9]{3})*")
# 12 | 12,5 | 1.25 before a word; three digits after the mark could be thousands, so they are asked again.
_AMOUNT = r"([0-9]{1,6}(?:[.,][0-9]{1,2})?)"
_THOUSANDS = re.compile(rf"{_AMOUNT}\s*(?:k|nghin|ngan|ng)")
_MILLIONS = re.compile(rf"{_AMOUNT}\s*(?:trieu|tr|cu)(\s*ruoi)?")
_MILLIONS_AND = re.compile(r"([0-9]{1,3})\s*(?:trieu|tr|cu)\s*([0-9]{1,3})(?:\s*(k|nghin|ngan|ng))?")


class BadPrice(ValueError):
    """The message says what to type instead."""


def read_price(typed: str) -> int:
    """Whole dong. Raises BadPrice for what is no price, below LOWEST, above HIGHEST, or can be read in two ways."""
    text = clean(typed)
    if not text:
        raise BadPrice(_("Type the price, for example 125.000."))
    amount = _amount(_bare(text)) if len(text) <= LONGEST_PRICE else None
    if amount is None:
        raise BadPrice(_("We cannot read “%(typed)s” as a price. Type it like 125.000 or 125k.") % {"typed": text[:20]})
    if amount < LOWEST:
        raise BadPrice(_too_low(amount))
    if amount > HIGHEST:
        raise BadPrice(_("The price can be at most %(limit)s.") % {"limit": format_dong(HIGHEST)})
    return amount


def _bare(text: str) -> str:
    """Lower case without tone marks, with its digits, points and commas; the word for dong gone."""
    words = "".join(folded(part) if part.isalpha() else part for part in re.split(r"([^\W\d]+)", text))
    return _SIGNS.sub("", words).strip()


def _amount(text: str) -> int | None:
    if _PLAIN.fullmatch(text):
        return int(text)
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    if match := _THOUSANDS.fullmatch(text):
        return _whole(_number(match[1]) * THOUSAND)
    if match := _MILLIONS.fullmatch(text):
        return _whole(_number(match[1]) * MILLION + (MILLION // 2 if match[2] else 0))
    if match := _MILLIONS_AND.fullmatch(text):
        return _millions_and(*match.groups())
    return None


def _millions_and(millions: str, rest: str, word: str | None) -> int | None:
    """ "1tr2" is 1.2 million and "1tr250" is 1,250,000; "1tr25" is said for 1,250,000 and for 1,025,000, so it is asked again."""
    if word or len(rest) == 3:
        return int(millions) * MILLION + int(rest) * THOUSAND
    if len(rest) == 1:
        return int(millions) * MILLION + int(rest) * MILLION // 10
    return None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _whole(amount: Decimal) -> int | None:
    return int(amount) if amount == int(amount) else None


def _too_low(amount: int) -> str:
    if 0 < amount * THOUSAND <= HIGHEST and amount:
        likely = {"limit": format_dong(LOWEST), "likely": format_dong(amount * THOUSAND)}
        return _("The price is at least %(limit)s. Do you mean %(likely)s? Then type all the zeros.") % likely
    return _("The price is at least %(limit)s.") % {"limit": format_dong(LOWEST)}


class PriceField(forms.CharField):
    """Cleans to whole dong."""

    def __init__(self, **kwargs):
        box = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "placeholder": "125.000"})
        options = {"label": gettext_lazy("Price"), "widget": box, "max_length": LONGEST_PRICE}
        options["error_messages"] = {"required": gettext_lazy("Type the price, for example 125.000.")}
        super().__init__(**(options | kwargs))

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return read_price(typed)
        except BadPrice as error:
            raise forms.ValidationError(str(error), code="bad_price") from error

    def prepare_value(self, value):
        """125000 -> "125.000", as it is typed."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value
