"""What every shop stands on, whatever it sells: places, product sets, product kinds, seasons, indications, rates."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction

from catalogue.listing.synonyms import load_synonyms
from catalogue.review.loading import load_watched_words
from marketplace.charges.loading import load_charges
from marketplace.desk.groups import load_groups
from marketplace.fulfilment.loading import load_rates
from marketplace.places.loading import load_places
from sellers.papers.loading import load_requirements

from .classification import load_categories, load_product_classes
from .indications import load_indications
from .seasons import load_seasons
from .site import load_country, load_site

KINDS: dict[str, Callable[[], Counter]] = {
    "places": load_places,
    "product sets": load_categories,
    "product classes": load_product_classes,
    "seasons": load_seasons,
    "indications and marks": load_indications,
    "delivery rates": load_rates,
    "commission and tax": load_charges,
    "requirements of sellers": load_requirements,
    "staff groups": load_groups,
    "other names": load_synonyms,
    "watched words": load_watched_words,
    "country": load_country,
    "site": load_site,
}


def load_reference(progress: Callable[[Iterable], Iterable] = iter) -> dict[str, Counter]:
    """Loads every kind; a second run changes nothing. Counts by kind. `progress` wraps the kinds (tqdm fits)."""
    counts = {}
    for kind, load in progress(list(KINDS.items())):
        with transaction.atomic():
            counts[kind] = Counter(load() or {})
    return counts
