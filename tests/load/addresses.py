"""The addresses that are asked for: what shoppers open, often the same ones, and some that nobody has opened before."""

import random
from itertools import combinations, product
from urllib.parse import urlencode

from tests.load import vocabulary

PAGES = range(1, 13)
SETS = [code for code in vocabulary.GOODS if not code.startswith("II.1")]
PRICES = ("0-50", "50-100", "100-200", "200-500", "500-")


def shelves(prefix: str) -> list[str]:
    """The first pages of the whole catalogue."""
    return [f"{prefix}?page={page}" if page > 1 else prefix for page in PAGES]


def browsing() -> list[str]:
    """What shoppers do on /shop/: leaf, choose a set, a price, stars, the season, another order."""
    choices = (
        [{"set": code} for code in SETS[:12]]
        + [{"price": price} for price in PRICES]
        + [{"stars": stars} for stars in "345"]
    )
    choices += [
        {"season": "now"},
        {"sort": "price"},
        {"sort": "newest"},
        {"sort": "unit_price"},
        {"group": "I"},
        {"set": "I.3d", "stars": "4"},
    ]
    return shelves("/shop/") + [f"/shop/?{urlencode(choice)}" for choice in choices]


def unseen_browsing() -> list[str]:
    """Combinations of filters, each once: nothing about them has been counted before."""
    pairs = [*((code,) for code in SETS), *combinations(SETS, 2)]
    found = [f"/shop/?{urlencode({'set': sets, 'price': price}, doseq=True)}" for sets, price in product(pairs, PRICES)]
    random.Random(1).shuffle(found)
    return found


def searching() -> list[str]:
    return [f"/shop/search/?{urlencode({'q': text})}" for text in vocabulary.SEARCHES]


def unseen_searching() -> list[str]:
    """The words of each good with each kind, each once."""
    names = [name for code in SETS for name in vocabulary.GOODS[code][5].split("|")]
    found = [f"/shop/search/?{urlencode({'q': f'{name} {kind}'})}" for name, kind in product(names, vocabulary.KINDS)]
    random.Random(1).shuffle(found)
    return found


def guides(connection) -> list[str]:
    """The editors' pages that any shop begins with, in Vietnamese."""
    rows = connection.execute(
        "SELECT page.url_path FROM wagtailcore_page page JOIN editorial_guidepage guide ON guide.page_ptr_id = page.id"
        " JOIN wagtailcore_locale locale ON locale.id = page.locale_id WHERE page.live AND locale.language_code = 'vi'"
    ).fetchall()
    return sorted("/" + url_path.split("/", 2)[2] for (url_path,) in rows)


def products(connection, pattern: str, number: int = 24) -> list[str]:
    """Addresses of products spread over the catalogue; `pattern` holds {slug} and {pk}."""
    rows = connection.execute(
        "SELECT slug, product_id FROM listing_listing WHERE NOT is_alcohol ORDER BY product_id"
    ).fetchall()
    step = max(1, len(rows) // number)
    return [pattern.format(slug=slug, pk=pk) for slug, pk in rows[::step][:number]]
