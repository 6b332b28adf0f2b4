"""Without a province in the row, no commune of the shop's own provinces is given to a namesake far away.

Two of the shop's own provinces may share a name: then the word before it, or the marks, tell which is meant.
"""

from datetime import date

import pytest

from catalogue.register_import.faults import CellFault
from catalogue.register_import.locating import Locator
from marketplace.folding import folded
from marketplace.places.models import Commune

HOME = ("91", "92", "82")
BEFORE, AFTER = date(2024, 5, 1), date(2026, 5, 1)

SPELLINGS = {
    "as it stands": lambda commune: commune.name,
    "without marks": lambda commune: folded(commune.name),
    "as a xã": lambda commune: f"xã {commune.short_name.lower()}",
}


def told(locator, text, on):
    """The province and the commune; nothing where the row is a fault."""
    try:
        place = locator.place_of(locator.said_in(commune=text), on=on)
    except CellFault:
        return None, None
    return place.province, place.commune


@pytest.mark.parametrize("on", [BEFORE, AFTER])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_commune_of_home_goes_far_away(country, gazetteer, spelling, on):
    locator, away = Locator(gazetteer, HOME), []
    communes = Commune.objects.filter(province__in=HOME)

    for commune in communes:
        text = SPELLINGS[spelling](commune)
        province, _code = told(locator, text, on)
        if province not in HOME:
            away.append((text, province))

    assert communes.count() > 300
    assert [(text, province) for text, province in away if province] == []
    assert len(away) < 50  # faults: two of the shop's own provinces have such a commune


@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_a_commune_written_as_it_is_called_goes_to_its_own_province_or_is_a_fault(country, gazetteer, on):
    locator = Locator(gazetteer, HOME)

    for commune in Commune.objects.filter(province__in=HOME):
        assert told(locator, commune.name, on)[0] in (commune.province_id, None), commune.name


@pytest.mark.parametrize(
    ("text", "short_name"),
    [("Xã An Biên", "An Biên"), ("xã hà tiên", "Hà Tiên"), ("xã kiên hải", "Kiên Hải")],
)
def test_a_commune_unique_at_home_is_told_in_an_older_decision(country, gazetteer, text, short_name):
    commune = Commune.objects.get(province="91", short_name=short_name)

    assert told(Locator(gazetteer, HOME), text, BEFORE) == ("91", commune.code)


def test_a_namesake_far_away_is_still_told_where_its_province_is_named(country, gazetteer):
    locator = Locator(gazetteer, HOME)
    said = locator.said_in(commune="xã hà tiên", province="Thanh Hóa")

    assert locator.place_of(said, on=BEFORE).province == "38"
