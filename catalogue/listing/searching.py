"""Finds listings by words: exact tones first, then folded, then other names for the same thing, then a typing slip.

The best MOST_CANDIDATES matches by rank score are ordered by kind of match, so a word that stands in half of a large
catalogue costs no more than in a small one.
"""

from collections import defaultdict
from typing import NamedTuple

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


class Slot(NamedTuple):
    """One word of the search, or several that are a name with other names."""

    typed: str  # folded
    others: tuple[str, ...]  # other names for it, with their tone marks


def matching(text: str, rows=None):
    """Listings in which every word of the text, or another name for it, begins a word. All of them for an empty text."""
    rows = Listing.objects.on_sale() if rows is None else rows
    if text and not slots(text):
        return rows.none()  # only signs, no word
    for slot in slots(text):
        rows = rows.filter(Q(text_folded__contains=" " + slot.typed) | _any_name(slot.others))
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
    """One of the names stands there whole and with its tones: lợn is not lon. The folded half lets the index serve."""
    wanted = Q()
    for name in names:
        wanted |= Q(text_folded__contains=f" {folded(name)} ", text_exact__contains=f" {name} ")
    return wanted


def _all_names(text: str) -> Q:
    wanted = Q()
    for slot in slots(text):
        wanted &= Q(text_folded__contains=f" {slot.typed} ") | _any_name(slot.others)
    return wanted


def slots(text: str) -> list[Slot]:
    """The words of the text in order; the longest names with other names (up to four words) taken together."""
    exact, bare = lowered(text).split()[:MOST_WORDS], folded(text).split()[:MOST_WORDS]
    groups, found, at = synonym_groups(), [], 0
    while at < len(bare):
        longest = next((n for n in range(min(4, len(bare) - at), 1, -1) if " ".join(bare[at : at + n]) in groups), 1)
        typed = " ".join(bare[at : at + longest])
        found.append(Slot(typed, _others(" ".join(exact[at : at + longest]), groups.get(typed, ()))))
        at += longest
    return found


def _others(typed: str, groups) -> tuple[str, ...]:
    """Typed with tone marks a name means itself alone; without them it may mean any name that folds to it."""
    meant = [group for group in groups if typed in group] if has_marks(typed) else groups
    return tuple(dict.fromkeys(name for group in meant for name in group if name != typed))


def synonym_groups() -> dict[str, list[tuple[str, ...]]]:
    """Folded name -> the groups in which it stands, each as its names in lower case with tone marks."""
    groups = cache.get(SYNONYMS_KEY)
    if groups is None:
        groups = defaultdict(list)
        for names in Synonym.objects.values_list("names", flat=True):
            group = tuple(filter(None, (lowered(name) for name in names.split(","))))
            for name in {folded(name) for name in group}:
                groups[name].append(group)
        groups = dict(groups)
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
