"""The product page: what it shows, for whom, in how many queries."""

import json
import re

import pytest
from oscar.core.loading import get_model

from catalogue.certification.models import Paper
from tests.stall import certificate, commune, product, seller

pytestmark = pytest.mark.django_db


def page(client, made, **query):
    return client.get(f"/shop/{made.slug}_{made.pk}/", query)


def test_the_page_says_price_maker_and_place(client):
    made = product("Khô cá lóc", price=125_000)

    text = page(client, made).content.decode()

    assert "125.000\u00a0₫" in text
    assert "250.000\u00a0₫/kg" in text
    assert "Hộ minh họa Mỹ Đức" in text
    assert "Xã Mỹ Đức" in text


def test_stars_open_the_certificate_and_a_former_one_is_told(client):
    good, old = product("Còn hạn"), product("Hết hạn")
    paper = certificate(good, 4)
    certificate(old, 5, issued_days_ago=1500)

    assert paper.get_absolute_url() in page(client, good).content.decode()
    assert page(client, old).context["page"].stars == 0
    assert page(client, old).context["page"].former_certificate is not None


def test_a_star_that_a_seller_types_is_only_text(client):
    made = product("Mắm 5 sao OCOP", description="OCOP 5 sao")

    assert page(client, made).context["page"].stars == 0


def test_an_old_slug_leads_to_the_present_address(client):
    made = product("Khô cá lóc")

    response = client.get(f"/shop/ten-cu_{made.pk}/")

    assert response.status_code == 301
    assert response.url == f"/shop/{made.slug}_{made.pk}/"


def test_a_hidden_product_is_not_found_and_one_without_seller_is_gone(client):
    hidden = product("Ẩn", is_public=False)
    shop = seller()
    gone = product("Đóng", by=shop)
    shop.state = "suspended"
    shop.save()
    from catalogue.listing.refreshing import refresh

    refresh([gone.pk])

    assert page(client, hidden).status_code == 404
    assert page(client, gone).status_code == 410
    assert client.get("/shop/x_999999/").status_code == 404


def test_packs_are_buttons_with_their_own_price_per_litre(client):
    shop = seller()
    parent = product("Nước mắm", price=None, set_code="I.4a")
    for title, price, quantity in (("500 ml", 150_000, 500), ("250 ml", 90_000, 250)):
        made = product(title, by=shop, parent=parent, price=price, facts={"net_quantity": quantity, "unit": "ml"})
    from catalogue.listing.refreshing import refresh

    refresh([made.pk])

    packs = page(client, parent).context["page"].packs

    assert [(pack.name, pack.unit_price_text) for pack in packs] == [
        ("500 ml", "300.000\u00a0₫/lít"),
        ("250 ml", "360.000\u00a0₫/lít"),
    ]


def test_html_in_a_name_is_text(client):
    made = product("<script>alert(1)</script>Mắm", description="a </script><script>alert(2)</script>")

    text = page(client, made).content.decode()

    assert "<script>alert" not in text
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
        json.loads(block)


def test_structured_data_carries_offer_and_breadcrumbs(client):
    made = product("Mật ong", price=180_000)

    text = page(client, made).content.decode()
    blocks = [
        json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    ]

    kinds = {block["@type"]: block for block in blocks}
    assert kinds["Product"]["offers"][0]["price"] == "180000"
    assert kinds["Product"]["offers"][0]["priceCurrency"] == "VND"
    assert len(kinds["BreadcrumbList"]["itemListElement"]) == 2
    assert 'property="og:image" content="http' in text


def test_only_papers_valid_today_become_chips_and_never_more_than_three(client):
    made = product("Mật ong")
    for kind in ("self_declaration", "test_report", "vietgap", "organic"):
        Paper.objects.create(product=made, kind=kind, number=kind, state="accepted")
    Paper.objects.create(product=made, kind="haccp", number="x", state="sent")

    chips = page(client, made).context["page"].trust

    assert len(chips) == 3
    assert "HACCP" not in {chip.label for chip in chips}


def test_the_promise_names_the_ward_and_the_fee(client):
    made = product("Mật ong")
    from marketplace.fulfilment.loading import load_rates

    load_rates()
    client.cookies["ward"] = commune("30470", "Xã Vĩnh Hậu").code

    text = page(client, made).content.decode()

    assert "Xã Vĩnh Hậu" in text
    assert "20.000" in text


@pytest.mark.parametrize("others", [0, 30])
def test_twelve_queries_are_enough(client, django_assert_max_num_queries, others):
    shop = seller()
    made = product("Mật ong", by=shop)
    certificate(made)
    for n in range(others):
        product(f"Món {n}", by=shop)
    get_model("sites", "Site").objects.clear_cache() if hasattr(
        get_model("sites", "Site").objects, "clear_cache"
    ) else None

    with django_assert_max_num_queries(12):
        assert page(client, made).status_code == 200
