"""What you tasted here: the page behind the printed codes."""

import pytest
from django.conf import settings

from catalogue.listing.refreshing import refresh
from marketplace.editorial.models import PlaceIndexPage, PlacePage
from tests.stall import commune, product, seller

from .site import home, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def island():
    return page(PlacePage, "Đảo Phú Quốc", commune=commune("31078", "Đặc khu Phú Quốc"))


def open_code(client, place, accept="vi-VN,vi;q=0.9", **more):
    return client.get(f"/at/{place.pk}/", headers={"accept-language": accept}, **more)


def test_the_goods_of_a_place_stand_ready_for_the_basket_what_it_names_first(client, island):
    maker = seller("Nhà thùng", at=island.commune)
    product("Tiêu", by=maker)
    named = product("Khô cá", by=seller("Mỹ Đức"))
    place = page(PlacePage, "Chợ đêm", commune=island.commune, names=[named])

    text = open_code(client, place).content.decode()

    assert text.index("Khô cá") < text.index("Tiêu")
    assert f'action="/shop/basket/add/{named.pk}/"' in text
    assert "Chợ đêm" in text and "Đặc khu Phú Quốc, An Giang" in text
    assert 'href="/dia-diem/cho-dem/"' in text


def test_one_press_puts_it_into_the_basket_and_comes_back(client, island):
    sold = product("Nước mắm", by=seller("Nhà thùng", at=island.commune))

    answer = client.post(f"/shop/basket/add/{sold.pk}/", {"quantity": "1", "next": f"/at/{island.pk}/"}, follow=True)

    assert answer.redirect_chain == [(f"/at/{island.pk}/", 302)]
    assert "Nước mắm" in answer.content.decode()
    assert "Nước mắm" in client.get("/shop/basket/").content.decode()


def test_packs_are_chosen_on_the_page_of_the_product_first(client, island):
    host = seller("Nhà vườn", at=island.commune)
    pepper = product("Tiêu chín", by=host, price=None)
    product("Gói nhỏ", parent=pepper, by=host, price=50_000)
    product("Gói lớn", parent=pepper, by=host, price=90_000)
    refresh([pepper.pk])

    text = open_code(client, island).content.decode()

    assert "Tiêu chín" in text
    assert "/shop/basket/add/" not in text


@pytest.mark.parametrize(
    ("accept", "cookie", "leads_to"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.5", "", None),
        ("en-US,en;q=0.9", "", "/en/at/{pk}/"),
        ("fr-FR,fr;q=0.9", "", "/en/at/{pk}/"),
        ("en-US,en;q=0.9", "vi", None),
        ("vi", "en", "/en/at/{pk}/"),
        ("", "", None),
        ("*", "", None),
        ('";<x>,,,;q=z', "", "anything but a failure"),
    ],
)
def test_a_code_opens_in_the_language_that_was_chosen_or_that_the_telephone_asks_for(
    client, island, accept, cookie, leads_to
):
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    answer = open_code(client, island, accept)

    if leads_to is None:
        assert answer.status_code == 200
    elif leads_to.startswith("/"):
        assert (answer.status_code, answer.headers["Location"]) == (302, leads_to.format(pk=island.pk))
    else:
        assert answer.status_code in (200, 302)
    assert "private" in answer.headers["Cache-Control"]
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_english_page_is_everybodys_and_shows_the_english_place(client, island):
    page(PlacePage, "Phu Quoc island", language="en", twin=island)

    answer = client.get(f"/en/at/{island.pk}/", headers={"accept-language": "vi"})

    text = answer.content.decode()
    assert "Phu Quoc island" in text and "What you tasted here" in text
    assert "private" not in answer.get("Cache-Control", "")


def test_a_renamed_and_moved_place_is_still_found(client, island):
    other = home().add_child(instance=PlaceIndexPage(title="Nơi khác", slug="noi-khac", locale=island.locale))
    island.title, island.slug = "Đảo Ngọc", "dao-ngoc"
    island.save_revision().publish()
    PlacePage.objects.get(pk=island.pk).move(other, pos="last-child")

    text = open_code(client, island).content.decode()

    assert "Đảo Ngọc" in text
    assert 'href="/noi-khac/dao-ngoc/"' in text


def test_an_unpublished_place_is_honest_and_shows_what_is_near(client, island):
    island.latitude, island.longitude = 10.2, 103.96
    island.save()
    page(PlacePage, "Núi Sam", latitude=10.68, longitude=105.08)
    page(PlacePage, "Hà Tiên", latitude=10.38, longitude=104.48)
    product("Nước mắm", by=seller("Nhà thùng", at=island.commune))
    island.unpublish()

    answer = open_code(client, island)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Đảo Phú Quốc" in text and "Nước mắm" in text
    assert text.index("Hà Tiên") < text.index("Núi Sam")
    assert "/dia-diem/dao-phu-quoc/" not in text


def test_a_place_whose_commune_sells_nothing_says_so_and_shows_the_province(client, island):
    product("Khô cá", by=seller("Mỹ Đức"))

    answer = open_code(client, island)

    assert answer.context["at"].is_own is False
    assert [row.card.title for row in answer.context["at"].goods] == ["Khô cá"]


@pytest.mark.parametrize("path", ["/at/999999/", "/at/s/nobody/", "/en/at/999999/"])
def test_a_code_that_never_was_is_not_found(client, path, db):
    assert client.get(path, headers={"accept-language": "vi"}).status_code == 404


def test_the_goods_of_a_producer_stand_ready(client):
    maker = seller("Nhà thùng")
    product("Nước mắm", by=maker)

    text = client.get(f"/at/s/{maker.slug}/", headers={"accept-language": "vi"}).content.decode()

    assert "Nước mắm" in text and maker.get_absolute_url() in text


def test_a_stopped_producer_is_named_without_a_link_and_neighbours_are_shown(client):
    maker = seller("Nhà thùng", state="suspended")
    product("Mắm thái", by=seller("Hàng xóm"))

    answer = client.get(f"/at/s/{maker.slug}/", headers={"accept-language": "vi"})

    text = answer.content.decode()
    assert answer.context["at"].is_shown is False
    assert "Nhà thùng" in text and "Mắm thái" in text
    assert f'href="{maker.get_absolute_url()}"' not in text


def test_a_shop_that_was_never_open_is_not_found(client):
    maker = seller("Sắp mở", state="preparing")

    assert client.get(f"/at/s/{maker.slug}/", headers={"accept-language": "vi"}).status_code == 404


@pytest.mark.parametrize("number", [1, 9])
def test_the_page_of_a_code_costs_the_same_however_much_there_is(client, island, number, django_assert_max_num_queries):
    for n in range(number):
        product(f"Món {n}", by=seller(f"Nhà {n}", at=island.commune))
    open_code(client, island)

    with django_assert_max_num_queries(8):
        assert open_code(client, island).content.decode().count("/shop/basket/add/") == number
