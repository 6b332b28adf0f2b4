"""Finds listings by words: exact tones first, then folded, then other names for the same thing, then a typing slip.

The best MOST_CANDIDATES matches by rank score are ordered by kind of match, so a word that stands in half of a large
catalogue costs no more than in a small one.
"""

from django.core.cache import cache
from django.db.models import Case, IntegerField, Q, Value, When
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from marketplace.folding import folded, has_marks, lowered

from .models import Listing, SearchWord, Synonym

MOST_WORDS = 8
MOST_CANDIDATES = 2_000
SYNONYMS_KEY, WORDS_KEY = "listing.synonyms", "listing.words"
KEEP_SECONDS = 600


def matching(text: str, rows=None):
    """Listings in which every word of the text, or another name for it, begins a word. All of them for an empty text."""
    rows = Listing.objects.on_sale() if rows is None else rows
    if text and not slots(text):
        return rows.none()  # only signs, no word
    for typed, *others in slots(text):
        rows = rows.filter(Q(text_folded__contains=" " + typed) | _any_name(others))
    return rows


def ordered(text: str, rows):
    """The matches, best kind of match first, then by rank score."""
    if not slots(text):
        return rows.by_rank()
    best = rows.by_rank().values("pk")[:MOST_CANDIDATES]
    exact, bare = lowered(text).split()[:MOST_WORDS], folded(text).split()[:MOST_WORDS]
    kinds = [_all_words("name_folded", bare), _all_words("text_folded", bare), _all_names(text)]
    if has_marks(text):
        kinds = [_all_words("name_exact", exact), kinds[0], _all_words("text_exact", exact), *kinds[1:]]
    cases = [When(condition, then=Value(place)) for place, condition in enumerate(kinds)]
    kind = Case(*cases, default=Value(len(kinds)), output_field=IntegerField())
    return (
        Listing.objects.filter(pk__in=best).annotate(kind_of_match=kind).order_by("kind_of_match", "-rank_score", "pk")
    )


def _all_words(column: str, words) -> Q:
    """Every word stands there whole: texts are stored with a blank before and after each word."""
    wanted = Q()
    for word in words:
        wanted &= Q(**{f"{column}__contains": f" {word} "})
    return wanted


def _any_name(names) -> Q:
    wanted = Q()
    for name in names:
        wanted |= Q(text_folded__contains=f" {name} ")
    return wanted


def _all_names(text: str) -> Q:
    wanted = Q()
    for names in slots(text):
        wanted &= _any_name(names)
    return wanted


def slots(text: str) -> list[tuple[str, ...]]:
    """The folded words of the text; where words are a name with synonyms, all the names in their place."""
    words, found, at = folded(text).split()[:MOST_WORDS], [], 0
    groups = synonym_groups()
    while at < len(words):
        for length in range(min(4, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in groups:
                found.append((phrase, *(name for name in groups[phrase] if name != phrase)))
                at += length
                break
        else:
            found.append((words[at],))
            at += 1
    return found


def synonym_groups() -> dict[str, tuple[str, ...]]:
    """Folded name -> all names of its group; found as whole words only, so that "na" does not find "nam"."""
    groups = cache.get(SYNONYMS_KEY)
    if groups is None:
        groups = {}
        for names in Synonym.objects.values_list("names", flat=True):
            group = tuple(filter(None, (folded(name) for name in names.split(","))))
            for name in group:
                groups[name] = tuple(dict.fromkeys(groups.get(name, ()) + group))
        cache.set(SYNONYMS_KEY, groups, KEEP_SECONDS)
    return groups


def forget_synonyms() -> None:
    cache.delete(SYNONYMS_KEY)


def corrected(text: str) -> str:
    """The text with each unknown word replaced by the nearest known one, or "" when nothing near is known."""
    known = _known_words()
    words = [_nearest(word, known) for word in folded(text).split()[:MOST_WORDS]]
    return " ".join(words) if words and all(words) and words != folded(text).split() else ""


def _nearest(word: str, known: dict) -> str:
    if word in known or word.isdigit():
        return word
    slips = 1 if len(word) <= 5 else 2
    near = process.extract(word, known.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=5)
    return (
        min(near, key=lambda found: (found[1], found[0][:1] != word[:1], found[0]))[0] if len(word) > 2 and near else ""
    )


def _known_words() -> dict[str, None]:
    words = cache.get(WORDS_KEY)
    if words is None:
        words = dict.fromkeys(SearchWord.objects.values_list("word", flat=True))
        cache.set(WORDS_KEY, words, KEEP_SECONDS)
    return words
