"""What holds for every page: languages, headers, the page cache, forms from other sites, health."""

import pytest
from django.core.cache import cache

from marketplace.page_cache import PageCacheMiddleware
from tests.stall import product

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_cache(settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 60
    made = PageCacheMiddleware.__init__

    def patched(self, get_response):
        made(self, get_response)
        self.seconds = 60

    monkeypatch.setattr(PageCacheMiddleware, "__init__", patched)


def test_vietnamese_has_no_prefix_and_english_has(client):
    assert client.get("/shop/").headers["Content-Language"] == "vi"
    assert client.get("/en/shop/").headers["Content-Language"] == "en"
    assert client.get("/shop/", HTTP_ACCEPT_LANGUAGE="en").headers["Content-Language"] == "vi"


def test_every_page_names_its_other_language(client):
    text = client.get("/shop/?set=I.4a").content.decode()

    assert 'hreflang="en" href="http://127.0.0.1:8000/en/shop/' in text
    assert 'hreflang="vi"' in text


def test_the_chosen_language_is_remembered_and_leads_home(client):
    response = client.get("/language/en/?next=/shop/")

    assert response.url == "/en/shop/"
    assert client.cookies["django_language"].value == "en"
    assert client.get("/").url == "/en/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_choosing_a_language_or_a_ward_leads_to_no_other_site(client, target):
    assert client.get("/language/en/", {"next": target}).url.startswith("/")
    assert client.post("/ward/", {"next": target, "forget": "1"}, HTTP_SEC_FETCH_SITE="same-origin").url == "/shop/"


def test_the_policy_allows_no_inline_script_and_no_other_host(client):
    policy = client.get("/shop/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy


def test_no_page_of_the_shop_carries_inline_script_or_style(client):
    product("Mắm")
    for address in ("/shop/", "/sellers/", "/ocop/", "/ranking/", "/ward/", "/shop/basket/"):
        text = client.get(address).content.decode()
        assert "<script>" not in text
        assert ' style="' not in text
        assert " onclick=" not in text


def test_a_cached_page_costs_no_query_and_a_new_price_is_seen_at_once(page_cache, client, django_assert_num_queries):
    made = product("Mắm", price=100_000)
    assert client.get("/shop/").status_code == 200

    with django_assert_num_queries(0):
        assert "100.000" in client.get("/shop/").content.decode()

    made.stockrecords.update(price=120_000)
    from catalogue.listing.refreshing import refresh

    refresh([made.pk])
    assert "120.000" in client.get("/shop/").content.decode()


def test_a_cached_page_keeps_its_safety_headers(page_cache, client):
    first, second = client.get("/ranking/"), client.get("/ranking/")

    for name in ("Content-Security-Policy", "Content-Language", "X-Frame-Options"):
        assert second.headers[name] == first.headers[name]


def test_a_shopper_with_a_basket_never_gets_or_leaves_a_cached_page(page_cache, client):
    product("Mắm")
    client.cookies["oscar_open_basket"] = "1:x"
    client.get("/shop/")

    assert not [key for key in cache._cache if "page." in key]


def test_the_two_languages_are_cached_apart(page_cache, client):
    assert 'lang="vi"' in client.get("/ranking/").content.decode()
    assert 'lang="en"' in client.get("/en/ranking/").content.decode()


def test_a_form_from_another_site_is_refused(client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/ward/", {"forget": "1"}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert strict.post("/ward/", {"forget": "1"}, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert strict.post("/ward/", {"forget": "1"}).status_code == 403
    assert strict.post("/ward/", {"forget": "1"}, HTTP_SEC_FETCH_SITE="same-origin").status_code == 302


def test_health_tells_of_database_and_cache(client):
    assert client.get("/healthz").json() == {"database": True, "cache": True}


def test_machines_find_robots_sitemap_and_feed(client):
    product("Mật ong rừng")

    assert "Disallow: /shop/checkout/" in client.get("/robots.txt").content.decode()
    assert "sitemap-products" in client.get("/sitemap.xml").content.decode()
    assert "/en/shop/mat-ong-rung_" in client.get("/sitemap-products.xml").content.decode()
    assert "Mật ong rừng" in client.get("/shop/new.rss").content.decode()


def test_an_unknown_address_gets_the_designed_page(client):
    response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert "site-header" in response.content.decode()


@pytest.mark.parametrize("address", ["/_util/login/", "/en/_util/login/"])
def test_wagtails_own_sign_in_page_is_no_side_door(client, django_user_model, address):
    django_user_model.objects.create_user(email="a@demo.example", full_name="A", password="minh-hoa-2026")

    response = client.post(address, {"username": "a@demo.example", "password": "minh-hoa-2026"})

    assert response.status_code == 302
    assert "/account/login/" in response.url
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("query", ["utm=1", "q=mam", "x=" + "y" * 100])
def test_free_text_in_the_address_fills_no_cache(page_cache, client, query):
    client.get(f"/shop/?{query}")

    assert not [key for key in cache._cache if "page." in key]


def test_a_visitor_who_holds_a_form_token_leaves_no_cached_page(page_cache, client):
    client.cookies["csrftoken"] = "x" * 32
    client.get("/ranking/")

    assert not [key for key in cache._cache if "page." in key]


@pytest.mark.parametrize("address", ["/shop/offers/", "/shop/offers/tet/", "/shop/ranges/a/", "/shop/wishlists/abc/"])
def test_pages_of_oscar_that_this_shop_does_not_have_lead_to_the_shop(client, address):
    assert client.get(address).url == "/shop/"


@pytest.mark.parametrize("address", ["/shop/x_{}/", "/shop/category/x_{}/"])
def test_a_number_that_no_row_has_is_not_found(client, address):
    assert client.get(address.format("9" * 4400)).status_code == 404
