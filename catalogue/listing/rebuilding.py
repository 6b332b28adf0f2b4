"""Builds the read model anew from its sources: after bulk writes by hand, or a change of how rows are computed."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.core.cache import cache
from django.db import transaction
from oscar.core.loading import get_model

from . import faceting, searching
from .models import Listing, SearchWord
from .refreshing import BATCH, refresh


def rebuild(progress: Callable[[Iterable], Iterable] = iter) -> Counter:
    """Refreshes every product, drops rows that nothing stands behind, and settles the words of the search.

    Counts "products" looked at, "listings", "dropped" rows and "words". `progress` wraps the batches (tqdm fits).
    """
    Product = get_model("catalogue", "Product")
    products = list(Product.objects.exclude(structure=Product.CHILD).order_by("pk").values_list("pk", flat=True))
    before = Listing.objects.count()
    stale, _models = Listing.objects.filter(product__structure=Product.CHILD).delete()
    for start in progress(range(0, len(products), BATCH)):
        refresh(products[start : start + BATCH])
    listings = Listing.objects.count()
    words = _settle_words()
    faceting.forget()
    cache.delete(searching.WORDS_KEY)
    return Counter(products=len(products), listings=listings, dropped=max(stale, before - listings), words=words)


def _settle_words() -> int:
    """Words that no listing has any more go: a typing slip must not lead to nothing."""
    words = set()
    for text in Listing.objects.values_list("text_folded", flat=True).iterator(chunk_size=2000):
        words.update(word for word in text.split() if 2 < len(word) <= 40 and not word.isdigit())
    with transaction.atomic():
        stale = [word for word in SearchWord.objects.values_list("word", flat=True) if word not in words]
        for start in range(0, len(stale), BATCH):
            SearchWord.objects.filter(pk__in=stale[start : start + BATCH]).delete()
        SearchWord.objects.bulk_create(
            [SearchWord(word=word) for word in sorted(words)], ignore_conflicts=True, batch_size=BATCH
        )
    return len(words)
