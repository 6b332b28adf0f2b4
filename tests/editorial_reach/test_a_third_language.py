"""Khmer is added by one line of settings: nothing breaks, and nothing pretends to be told in Khmer."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests import engines

# Its words are Vietnamese until somebody writes the Khmer catalogue: what Django falls back to.
NOTICE = '<div class="wrap told-in">'
HOST = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """What the shop of three languages answered."""
    database = tmp_path_factory.mktemp("khmer") / "shop.sqlite3"
    shutil.copyfile(engines.migrated_sqlite(), database)
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tests.editorial_reach.khmer_settings",
        "LOG_LEVEL": "CRITICAL",
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.editorial_reach.khmer"]
    done = subprocess.run(command, cwd=engines.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def links(text: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))


def test_every_page_answers_under_khmer_addresses(shop):
    statuses = {address: page["status"] for address, page in shop["pages"].items()}

    assert {address for address, status in statuses.items() if status != 200} == {"/km/khong-co/"}
    assert statuses["/km/khong-co/"] == 404
    assert shop["languages"] == "km"


def test_home_and_pages_fall_back_to_vietnamese_and_say_so(shop):
    for address in ("/km/", "/km/cam-nang/", "/km/dieu-khoan/"):
        text = shop["pages"][address]["text"]

        assert '<html lang="km"' in text
        assert text.count(NOTICE) == 1
        assert f'<link rel="canonical" href="{HOST}{address.removeprefix("/km")}">' in text
        assert links(text) == {}


def test_the_shop_itself_has_no_notice_and_offers_all_three_languages(shop):
    text = shop["pages"]["/km/shop/"]["text"]

    assert NOTICE not in text
    assert set(links(text)) == {"vi", "en", "km"}
    assert "ភាសាខ្មែរ" in shop["pages"]["/shop/"]["text"]
    assert 'href="/language/km/?next=%2Fkm%2Fshop%2F"' in shop["pages"]["/shop/"]["text"]


def test_a_product_has_its_english_name_in_english_and_its_own_in_khmer(shop):
    english, khmer = shop["pages"]["/en" + shop["product"]]["text"], shop["pages"]["/km" + shop["product"]]["text"]

    assert "<h1>Fish sauce</h1>" in english
    assert '<h1 lang="vi">Nước mắm</h1>' in khmer
    assert 'content="km_KH"' in khmer


def test_the_choice_of_khmer_is_remembered(shop):
    assert shop["chosen"] == "/km/shop/"
    assert shop["remembered"] == "/km/"


def test_machines_learn_of_khmer_only_where_it_is_told(shop):
    assert "Disallow: /km/shop/checkout/" in shop["robots"]
    assert f'hreflang="km" href="{HOST}/km/shop/' in shop["goods"]
    assert "/km/" not in shop["found"]


def test_a_khmer_translation_is_shown_and_the_rest_still_falls_back(shop):
    assert "មគ្គុទ្ទេសក៍" in shop["own"]
    assert NOTICE not in shop["own"]
    assert links(shop["own"])["km"] == HOST + shop["guide"]
    assert NOTICE in shop["left"]
    assert NOTICE not in shop["home"]
    assert f"<loc>{HOST}{shop['guide']}</loc>" in shop["found_then"]


def test_a_third_language_asks_for_no_migration(shop):
    assert shop["migrations"] == ""
