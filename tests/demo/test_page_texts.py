"""The texts that come with the shop: whole in both languages, of a readable length, true to the rates, without big words."""

import csv
import tomllib
from datetime import time
from decimal import ROUND_CEILING, Decimal
from functools import cache
from pathlib import Path

import pytest

from catalogue.review.innocent import INNOCENT
from catalogue.review.spotting import places, tokens_of
from marketplace.editorial.landscapes import LANDSCAPES
from marketplace.folding import folded, lowered

ROOT = Path(__file__).parents[2]
DATA = ROOT / "marketplace" / "demo" / "data"
TEXTS = ROOT / "marketplace" / "editorial" / "texts"
FOLDERS = {"routes": DATA / "pages", "campaigns": DATA / "pages", "guides": TEXTS, "pages": TEXTS}
FILES = {"pages": "plain_pages"}
TELLING = ("routes", "campaigns", "guides")
LANGUAGES = ("vi", "en")
BOASTS, CLAIMS = frozenset({"superlative"}), frozenset({"health_claim", "forbidden"})


@cache
def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def entries(kind: str) -> list[dict]:
    return read(FOLDERS[kind] / f"{FILES.get(kind, kind)}.toml")[kind]


def every(*kinds):
    return [pytest.param(entry, id=entry["slug"]) for kind in kinds for entry in entries(kind)]


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def words_in(value) -> list[str]:
    """All words for readers below a value: addresses and slugs are not read."""
    if isinstance(value, str):
        return [] if value.startswith("/") else [value]
    return [text for part in (value.values() if isinstance(value, dict) else value) for text in words_in(part)]


def shape(value):
    """Keys and lengths, without the words."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return [shape(part) for part in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize("entry", every(*TELLING, "pages"))
def test_both_languages_say_the_same_things(entry):
    assert shape(entry["vi"]) == shape(entry["en"])
    assert entry["vi"]["text"].count("\n## ") == entry["en"]["text"].count("\n## ")
    assert all(text.strip() for text in words_in([entry["vi"], entry["en"]]))


@pytest.mark.parametrize("entry", every(*TELLING))
def test_titles_and_leads_fit_on_cards_and_in_search_engines(entry):
    for language in LANGUAGES:
        assert len(entry[language]["title"]) <= 60
        assert 80 <= len(entry[language]["lead"]) <= 160
        assert len(entry[language].get("good_to_know", "")) <= 600


@pytest.mark.parametrize("entry", every(*TELLING))
def test_each_page_has_a_picture_that_is_drawn(entry):
    assert entry["landscape"] in LANDSCAPES
    assert (ROOT / "media" / "illustrations" / "landscapes" / f"{entry['landscape']}.svg").is_file()


@cache
def watched(kinds: frozenset) -> list[tuple]:
    """(words, their syllables, phrases around them that mean something else)"""
    table = rows(ROOT / "catalogue" / "review" / "watched_words.csv")
    words = [row["words"] for row in table if row["kind"] in kinds]
    return [(word, tokens_of(word), [tokens_of(one) for one in INNOCENT.get(lowered(word), ())]) for word in words]


def spotted(text: str, kinds=BOASTS | CLAIMS) -> list[str]:
    tokens, found = tokens_of(text), []
    told = {token.bare for token in tokens}
    for word, needle, phrases in watched(kinds):
        if not told.issuperset(token.bare for token in needle):
            continue
        innocent = {
            first for phrase in phrases for span in places(phrase, tokens) for first in range(span[0], span[1] + 1)
        }
        found += [word for first, _last in places(needle, tokens) if first not in innocent]
    return found


@pytest.mark.parametrize("entry", every(*TELLING, "pages"))
def test_no_page_boasts_or_promises_to_heal(entry):
    told = [
        *words_in([entry["vi"], entry["en"]]),
        *words_in([stop[x] for stop in entry.get("stops", ()) for x in LANGUAGES]),
    ]

    # The regulation names what may not be claimed.
    kinds = BOASTS if "purpose" in entry else BOASTS | CLAIMS
    assert {text: found for text in told if (found := spotted(text, kinds))} == {}


def test_a_boast_would_be_seen():
    assert spotted("Nước mắm ngon nhất miền Tây") == ["nhất", "ngon nhất", "nhất miền tây"]
    assert spotted("Báo trước ít nhất 20 ngày") == []


@pytest.mark.parametrize("entry", every("routes"))
def test_stops_follow_one_another_and_are_to_be_found(entry):
    known = {place["slug"] for place in read(DATA / "pages" / "places.toml")["places"]}
    sellers = {seller["name"] for seller in read(DATA / "demo_sellers.toml")["seller"]}
    stops = entry["stops"]

    assert 4 <= len(stops) <= 8
    assert {stop["place"] for stop in stops if "place" in stop} <= known
    assert {stop["seller"] for stop in stops if "seller" in stop} <= sellers
    for stop in stops:
        assert set(stop["vi"]) == set(stop["en"]) == ({"text"} if "place" in stop else {"name", "text"})
        assert max(len(stop[language]["text"]) for language in LANGUAGES) <= 400
    for earlier, later in zip(stops, stops[1:], strict=False):
        assert _minute(earlier) + earlier["minutes"] <= _minute(later)


def _minute(stop: dict) -> int:
    at = time.fromisoformat(stop["at"])
    return stop.get("day", 1) * 24 * 60 + at.hour * 60 + at.minute


@pytest.mark.parametrize("entry", every("campaigns"))
def test_a_campaign_knows_its_days_and_its_products(entry):
    names = {row["name_vi"] for row in rows(DATA / "ocop_products.csv")}
    names |= {product["title"] for product in read(DATA / "demo_goods.toml")["goods"]}
    listed = [f" {folded(name)} " for name in names]

    assert len({"tet", "season", "begins"} & entry.keys()) == 1
    assert 8 <= len(entry["products"]) <= entry["most"]
    for phrase in entry["products"]:
        assert any(f" {folded(phrase)} " in name for name in listed), phrase


@pytest.mark.parametrize("entry", every("guides"))
def test_a_guide_is_short_and_says_what_to_do(entry):
    for language in LANGUAGES:
        words = entry[language]
        told = " ".join(words_in([words["text"], words["steps"]])).split()

        assert 200 <= len(told) <= 450
        assert 1 <= len(words["steps"]) <= 12
        assert max(len(name) for name, _value in words["facts"]) <= 120
        assert max(len(value) for _name, value in words["facts"]) <= 600


def _rate(file: str, column: str, **wanted) -> Decimal:
    (row,) = [row for row in rows(ROOT / "marketplace" / "charges" / file) if wanted.items() <= row.items()]
    return Decimal(row[column]) / 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worked_example_of_the_price_guide_reckons_with_todays_rates(language):
    (guide,) = [guide for guide in entries("guides") if guide["slug"] == "tinh-gia-ban"]
    fee, fee_vat = (
        _rate("commission_rules.csv", column, product_set="", valid_to="") for column in ("rate_bp", "vat_bp")
    )
    vat, pit = (_rate("tax_rules.csv", column, code="goods", valid_to="") for column in ("vat_bp", "pit_bp"))
    wanted = Decimal(105_000)

    price = (wanted / (1 - fee - fee * fee_vat - vat - pit) / 1000).to_integral_value(ROUND_CEILING) * 1000
    parts = [price, price * fee, price * fee * fee_vat, price * vat, price * pit]
    shown = [price, *parts[1:], price - sum(parts[1:]), price - sum(parts[1:3])]

    amounts = [value for _name, value in guide[language]["facts"] if value.endswith("₫")]
    assert amounts == [f"{int(part):,} ₫".replace(",", ".") for part in shown]


def _parameter(code: str) -> str:
    (row,) = [row for row in rows(ROOT / "marketplace" / "legal" / "parameters.csv") if row["code"] == code]
    return row["value"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answering_guide_names_the_hours_in_force(language):
    (guide,) = [guide for guide in entries("guides") if guide["slug"] == "tra-loi-don-hang"]
    told = [" ".join(fact) for fact in guide[language]["facts"]]
    minutes = ("answering.remind_after_minutes", "answering.deputy_after_minutes", "answering.desk_after_minutes")
    hours = [int(_parameter(code)) // 60 for code in minutes]
    hours += [int(_parameter("answering.silent_hours")), int(_parameter("answering.link_hours"))]

    assert hours == [2, 6, 24, 48, 96]
    for hour, fact in zip(hours, told, strict=False):
        assert f" {hour} " in f" {fact} ", fact


def test_every_purpose_of_the_law_has_its_page_in_both_languages():
    pages = entries("pages")

    assert [page["purpose"] for page in pages] == [
        "operator", "terms", "regulation", "privacy", "complaints", "returns", "delivery", "payment", "other",
    ]  # fmt: skip
    assert all(page[language]["title"] and page[language]["lead"] for page in pages for language in LANGUAGES)
    assert len({page["slug"] for page in pages}) == 9
