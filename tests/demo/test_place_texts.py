"""The texts of places, stories and events: the same in both languages, in one language at a time, of a readable length."""

import re

import pytest

from tests.demo.test_page_texts import DATA, LANDSCAPES, LANGUAGES, read, shape, spotted, words_in

KINDS = ("places", "stories", "events")
ENGLISH = re.compile(r"\b(the|and|with|from|of|is|are|you|your|this)\b", re.IGNORECASE)
VIETNAMESE = re.compile(r"\b(và|của|những|không|được|là|với|người|một|trong|bạn)\b", re.IGNORECASE)


def every(*kinds):
    found = [(kind, entry) for kind in kinds for entry in read(DATA / "pages" / f"{kind}.toml")[kind]]
    return [pytest.param(entry, id=f"{kind}-{entry['slug']}") for kind, entry in found]


def told(entry: dict, language: str) -> list[str]:
    return words_in([entry[language], *(item[language] for item in entry.get("programme", ()))])


@pytest.mark.parametrize("entry", every(*KINDS))
def test_both_languages_say_the_same_things(entry):
    assert shape(entry["vi"]) == shape(entry["en"])
    assert entry["vi"]["text"].count("\n## ") == entry["en"]["text"].count("\n## ")
    assert all(text.strip() for text in words_in([entry["vi"], entry["en"]]))


@pytest.mark.parametrize("entry", every(*KINDS, *("routes", "campaigns")))
def test_no_language_is_left_in_the_other(entry):
    assert [text for text in told(entry, "vi") if ENGLISH.search(text)] == []
    assert [text for text in told(entry, "en") if VIETNAMESE.search(text)] == []


def test_a_forgotten_word_would_be_seen():
    assert ENGLISH.search("Chợ and bến")
    assert VIETNAMESE.search("The market của Cái Bè")


@pytest.mark.parametrize("entry", every(*KINDS))
def test_titles_and_leads_fit_on_cards_and_in_search_engines(entry):
    for language in LANGUAGES:
        assert len(entry[language]["title"]) <= 60
        assert 80 <= len(entry[language]["lead"]) <= 160


@pytest.mark.parametrize("entry", every("places"))
def test_a_place_is_told_in_a_few_minutes(entry):
    for language in LANGUAGES:
        words = entry[language]
        assert 115 <= len(words["text"].split()) <= 260
        assert len(words["getting_there"]) <= 600 and len(words["taste"]) <= 400
        assert len(words["best_time"]) <= 120 and len(words["former_place"]) <= 120


@pytest.mark.parametrize("entry", every(*KINDS))
def test_no_page_boasts_or_promises_to_heal(entry):
    texts = [*told(entry, "vi"), *told(entry, "en")]

    assert {text: found for text in texts if (found := spotted(text))} == {}


@pytest.mark.parametrize("entry", every("places"))
def test_no_place_names_a_price_a_telephone_or_a_timetable(entry):
    for text in [*told(entry, "vi"), *told(entry, "en")]:
        assert not re.search(r"₫|\bVND\b|\d\.000\b|\b0\d{8,9}\b|\b\d{1,2}[:h]\d{2}\b", text), text


def test_every_picture_is_drawn_and_every_link_between_pages_leads_somewhere():
    entries = {kind: read(DATA / "pages" / f"{kind}.toml")[kind] for kind in (*KINDS, "routes", "campaigns")}
    slugs = {kind: {entry["slug"] for entry in found} for kind, found in entries.items()}

    for entry in (entry for found in entries.values() for entry in found):
        assert entry["landscape"] in LANDSCAPES
        assert set(entry.get("places", ())) | ({entry["place"]} if "place" in entry else set()) <= slugs["places"]
        assert set(entry.get("stories", ())) <= slugs["stories"]
    assert all(len(found) == len(entries[kind]) for kind, found in slugs.items())


@pytest.mark.parametrize("entry", every("places"))
def test_facts_of_a_place_name_where_they_were_read(entry):
    assert entry["source_url"].startswith(("http://", "https://"))
