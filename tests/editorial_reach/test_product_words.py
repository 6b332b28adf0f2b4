"""On an English product page each text of the seller's names its language where it is not English."""

import re

import pytest

from tests.stall import product

pytestmark = pytest.mark.django_db
LABEL = {"ingredients": "Cá cơm, muối", "how_to_use": "Chấm", "how_to_keep": "Nơi mát", "warnings": "Mặn"}


def page(client, made, prefix="/en") -> str:
    text = client.get(f"{prefix}/shop/{made.slug}_{made.pk}/").content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_what_is_told_in_english_needs_no_mark(client):
    made = product("Nước mắm", description="Ủ cả năm.", facts={"title_en": "Fish sauce", "summary_en": "Aged a year."})

    text = page(client, made)

    assert "<h1>Fish sauce</h1>" in text
    assert '<section class="section reading"><p>Aged a year.</p></section>' in text


def test_what_is_told_in_vietnamese_only_says_so(client):
    made = product("Nước mắm", description="Ủ cả năm.", facts=LABEL)

    text = page(client, made)

    assert '<h1 lang="vi">Nước mắm</h1>' in text
    assert '<section class="section reading" lang="vi"><p>Ủ cả năm.</p></section>' in text
    for words in LABEL.values():
        assert re.search(rf'<(dd|span) lang="vi">{words}', text), words


def test_an_english_name_with_a_vietnamese_summary_marks_the_summary_alone(client):
    made = product("Nước mắm", description="Ủ cả năm.", facts={"title_en": "Fish sauce"})

    text = page(client, made)

    assert "<h1>Fish sauce</h1>" in text
    assert 'reading" lang="vi"><p>Ủ cả năm.' in text


def test_vietnamese_readers_see_no_mark_at_all(client):
    made = product("Nước mắm", description="Ủ cả năm.", facts={**LABEL, "title_en": "Fish sauce"})

    assert 'lang="vi"' not in page(client, made, prefix="")
