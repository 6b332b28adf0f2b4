"""The browse page: filters, counts, orders, the address bar, and the number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.listing.browse_page import browse_page
from catalogue.listing.browsing import Wish
from tests.stall import certificate, commune, product, seller

pytestmark = pytest.mark.django_db


def shown(**wish):
    return {card.title for card in browse_page(Wish(**wish)).cards}


def facet(code, **wish):
    return {
        option.label: option.count for f in browse_page(Wish(**wish)).facets if f.code == code for option in f.options
    }


def test_filters_narrow_and_combine():
    phu_quoc = seller("Nhà thùng", at=commune("31078", "Đặc khu Phú Quốc"))
    product("Nước mắm", by=phu_quoc, set_code="I.4a", price=150_000)
    product("Khô cá", price=90_000)

    assert shown(sets=("I.4a",)) == {"Nước mắm"}
    assert shown(communes=("31078",)) == {"Nước mắm"}
    assert shown(sellers=(phu_quoc.slug,)) == {"Nước mắm"}
    assert shown(prices=("50-100",)) == {"Khô cá"}
    assert shown(prices=("50-100", "100-200")) == {"Nước mắm", "Khô cá"}
    assert shown(sets=("I.4a",), prices=("50-100",)) == set()


def test_each_facet_leaves_out_its_own_choice_and_keeps_the_others():
    product("Nước mắm", set_code="I.4a", price=150_000)
    product("Khô cá", set_code="I.3d", price=90_000)

    assert sorted(facet("set", sets=("I.4a",)).values()) == [1, 1]
    assert facet("price", sets=("I.4a",)) == {"100.000–200.000 ₫": 1}


def test_stars_are_shown_and_filtered_only_while_the_certificate_is_valid():
    fresh, old = product("Có sao"), product("Hết hạn")
    certificate(fresh, 4, issued_days_ago=10)
    certificate(old, 5, issued_days_ago=1200)

    cards = {card.title: card.stars for card in browse_page(Wish()).cards}

    assert cards == {"Có sao": 4, "Hết hạn": 0}
    assert shown(stars=("4",)) == {"Có sao"}
    assert shown(stars=("5",)) == set()


def test_a_star_vanishes_by_itself_on_the_day_after_the_last(monkeypatch):
    made = certificate(product("Mật ong"), 3, issued_days_ago=10)
    day = made.valid_until

    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: day)
    assert browse_page(Wish()).cards[0].stars == 3

    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: day + timedelta(days=1))
    assert browse_page(Wish(sort="price")).cards[0].stars == 0
    assert shown(stars=("3",)) == set()


def test_in_season_now_shows_only_what_is_ripe_this_month():
    month = timezone.localdate().month
    product("Đang mùa", months=1 << (month - 1))
    product("Trái mùa", months=1 << (month % 12))
    product("Không mùa")

    assert shown(in_season=True) == {"Đang mùa"}


def test_ships_to_my_ward_leaves_out_what_cannot_travel_there():
    ward = commune("26734", "Phường Bến Nghé", "79")
    product("Khô", facts={"storage": "ambient"})
    product("Chả cá đông lạnh", facts={"storage": "frozen"})
    product("Chỉ trong tỉnh", by=seller(reach=2))

    assert {card.title for card in browse_page(Wish(ward=ward.code), ward=ward).cards} == {"Khô"}


def test_orders_by_price_per_unit_compare_like_with_like():
    product("Túi lớn", price=100_000, facts={"net_quantity": 1000, "unit": "g"})
    product("Túi nhỏ", price=80_000, facts={"net_quantity": 250, "unit": "g"})

    assert [c.title for c in browse_page(Wish(sort="unit_price")).cards] == ["Túi lớn", "Túi nhỏ"]
    assert [c.unit_price_text for c in browse_page(Wish(sort="unit_price")).cards] == [
        "100.000\u00a0₫/kg",
        "320.000\u00a0₫/kg",
    ]


def test_the_address_bar_holds_the_whole_state(client):
    product("Mắm", set_code="I.4a")

    response = client.get("/shop/?set=I.4a&price=100-200&sort=price")

    assert response.context["page"].wish == Wish(sets=("I.4a",), prices=("100-200",), sort="price")
    assert response.context["page"].wish.query() == "?set=I.4a&price=100-200&sort=price"


@pytest.mark.parametrize(
    "query",
    [
        "set=XX",
        "stars=9",
        "stars=abc",
        "price=1-2",
        "sort=cheap",
        "season=always",
        "commune=abc",
        "seller=<script>",
        "ward=1",
        "set=I.4a&set=%00",
    ],
)
def test_an_unknown_choice_is_left_out_and_told(client, query):
    product("Mắm")

    response = client.get(f"/shop/?{query}")

    assert response.status_code == 200
    assert response.context["page"].wish.notices


def test_a_page_far_too_high_leads_to_the_last(client):
    product("Mắm")

    response = client.get("/shop/?page=999999")

    assert response.status_code == 302
    assert response.url == "/shop/?"


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1e9", "99999999999999999999", "²"])
def test_a_page_that_is_no_number_is_the_first(client, page):
    assert client.get("/shop/", {"page": page}).status_code == 200


def test_paging_works_and_loses_nothing(client):
    shop = seller()
    for n in range(30):
        product(f"Món {n}", by=shop)

    first, second = client.get("/shop/").context["page"], client.get("/shop/?page=2").context["page"]

    assert (first.total, len(first.cards), len(second.cards)) == (30, 24, 6)
    assert not {c.url for c in first.cards} & {c.url for c in second.cards}
    assert first.paging.next_url == "?page=2"
    assert second.paging.next_url == ""


def test_an_unknown_ward_is_not_found(client):
    assert client.get("/shop/?ward=99999").status_code == 404


@pytest.mark.parametrize(
    "address", ["/shop/", "/shop/?set=I.3d&in_season=1", "/shop/search/?q=mon", "/en/shop/", "/shop/search/?q=khongco"]
)
@pytest.mark.parametrize("number", [3, 40])
def test_browse_and_search_stay_within_eight_queries_whatever_the_size(
    client, django_assert_max_num_queries, address, number
):
    shop = seller()
    for n in range(number):
        product(f"Món {n}", by=shop)

    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200
