"""What a shopper asked for, as the address bar holds it: read from the query string, checked, and written back."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from catalogue.product_sets import product_set
from marketplace.folding import clean

from .querysets import PRICE_STEPS

SORTS = {
    "relevance": _("Most fitting"),
    "unit_price": _("Price per kg or litre"),
    "price": _("Price"),
    "newest": _("Newest"),
}
STARS = ("5", "4", "3")
GROUPS = ("I", "II", "III", "IV", "V", "VI")
PRICES = tuple(key for key, _low, _high in PRICE_STEPS)
MANY = {
    "group": "groups",
    "set": "sets",
    "commune": "communes",
    "seller": "sellers",
    "stars": "stars",
    "price": "prices",
}
LONGEST_QUERY = 100
MOST_VALUES = 20


@dataclass(frozen=True)
class Wish:
    """One state of the browse or search page. Equal wishes show equal pages."""

    text: str = ""
    groups: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    sellers: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    in_season: bool = False
    ward: str = ""
    sort: str = "relevance"
    page: int = 1
    notices: tuple = field(default=(), compare=False)

    def query(self, **changes) -> str:
        """The query string of this wish with some parts changed; going back to page 1 unless a page is given."""
        wish = replace(self, **{"page": 1, **changes})
        pairs = [("q", wish.text)] if wish.text else []
        for name, attribute in MANY.items():
            pairs += [(name, value) for value in getattr(wish, attribute)]
        pairs += [("season", "now")] if wish.in_season else []
        pairs += [("ward", wish.ward)] if wish.ward else []
        pairs += [("sort", wish.sort)] if wish.sort != "relevance" else []
        pairs += [("page", wish.page)] if wish.page > 1 else []
        return "?" + urlencode(pairs) if pairs else "?"

    def toggled(self, attribute: str, value: str) -> str:
        values = getattr(self, attribute)
        changed = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.query(**{attribute: changed})

    @property
    def wants_alcohol(self) -> bool:
        """Only somebody who asks for an alcoholic set by name is shown one; searching never does."""
        return any(product_set(code).is_alcohol for code in self.sets)

    @property
    def is_filtered(self) -> bool:
        return bool(self.in_season or self.ward or any(getattr(self, attribute) for attribute in MANY.values()))

    @property
    def facet_key(self) -> str:
        """Equal for wishes with equal facet counts: neither the order nor the page matters."""
        return repr(replace(self, sort="relevance", page=1, notices=()))


def read_wish(parameters, *, known_sets) -> Wish:
    """From a QueryDict. What is unknown or malformed is left out and told in `notices`; nothing raises."""
    notices = []
    text = clean(parameters.get("q", "")[:2000])
    if len(text) > LONGEST_QUERY:
        text = text[:LONGEST_QUERY].rsplit(" ", 1)[0]
        notices.append(_("Your search was very long. We searched for its beginning."))
    checks = {
        "group": GROUPS.__contains__,
        "set": known_sets.__contains__,
        "commune": lambda value: value.isascii() and value.isdigit() and len(value) == 5,
        "seller": lambda value: len(value) <= 120 and value.replace("-", "").isalnum() and value.isascii(),
        "stars": STARS.__contains__,
        "price": PRICES.__contains__,
    }
    chosen, dropped = {}, False
    for name, is_known in checks.items():
        sent = list(dict.fromkeys(value for value in parameters.getlist(name) if value))
        chosen[MANY[name]] = tuple(value for value in sent if is_known(value))[:MOST_VALUES]
        dropped |= len(chosen[MANY[name]]) != len(sent)
    sort, season, ward = parameters.get("sort", ""), parameters.get("season", ""), parameters.get("ward", "")
    dropped |= (sort not in SORTS and sort != "") or season not in ("", "now")
    has_ward = ward.isascii() and ward.isdigit() and len(ward) == 5
    if dropped or (ward and not has_ward):
        notices.append(_("A choice in the address was not known to us and was left out."))
    return Wish(
        text=text,
        **chosen,
        in_season=season == "now",
        ward=ward if has_ward else "",
        sort=sort if sort in SORTS else "relevance",
        page=_page(parameters.get("page", "")),
        notices=tuple(notices),
    )


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= 7 and int(text) > 0 else 1
