"""From the first page to the private preview: five screens, nine fields, on two phones if need be, with scripts off."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from oscar.core.loading import get_model

from sellers.models import Seller, SellerChange
from tests import stall

from .walking import ask_for_code, asked_on, first_product, photo, say_who, type_code

pytestmark = pytest.mark.django_db
MOST_FIELDS, MOST_SCREENS = 9, 5


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def walk(client) -> tuple[list[str], list[list[str]], object]:
    """The screens that were seen, what each asked, and the preview."""
    pages = [client.get(reverse("selling:join"))]
    pages.append(client.get(reverse("selling:join_phone")))
    pages.append(client.get(ask_for_code(client).url))
    pages.append(type_code(client))
    made = say_who(client)
    pages.append(client.get(made.url))
    preview = client.post(made.url, first_product(), follow=True)
    return [page.request["PATH_INFO"] for page in pages], [asked_on(page) for page in pages], preview


def test_five_screens_and_nine_fields_lead_to_the_private_preview(client):
    screens, asked, preview = walk(client)

    assert len(set(screens)) == len(screens) <= MOST_SCREENS
    assert [len(questions) for questions in asked] == [0, 1, 1, 3, 4]
    assert sum(len(questions) for questions in asked) <= MOST_FIELDS
    seller = Seller.objects.get()
    product = get_model("catalogue", "Product").objects.get()
    assert preview.request["PATH_INFO"] == reverse("selling:join_preview", args=[seller.slug, product.pk])
    assert "Khô cá lóc" in preview.content.decode() and "120.000" in preview.content.decode()


def test_nothing_of_it_is_public_at_the_end(client):
    walk(client)

    product = get_model("catalogue", "Product").objects.get()
    stranger = Client()
    assert not product.is_public and not hasattr(product, "listing")
    assert stranger.get(product.get_absolute_url()).status_code == 404
    assert stranger.get(Seller.objects.get().get_absolute_url()).status_code == 404
    assert "Khô cá lóc" not in stranger.get("/shop/").content.decode()


def test_the_other_phone_goes_on_where_the_first_one_stopped(client):
    ask_for_code(client)
    type_code(client)
    say_who(client)
    cache.clear()  # a minute later

    other = Client()
    ask_for_code(other)
    landed = type_code(other)

    seller = Seller.objects.get()
    assert landed.request["PATH_INFO"] == reverse("selling:join_product", args=[seller.slug])
    preview = other.post(landed.request["PATH_INFO"], first_product(), follow=True)
    assert preview.status_code == 200
    again = client.get(reverse("selling:join_product", args=[seller.slug]))
    assert again.url == reverse(
        "selling:join_preview", args=[seller.slug, get_model("catalogue", "Product").objects.get().pk]
    )


def test_pressing_twice_makes_one_product(client):
    ask_for_code(client)
    type_code(client)
    address = say_who(client).url

    first, second = client.post(address, first_product()), client.post(address, first_product(picture=photo()))

    assert first.url == second.url
    assert get_model("catalogue", "Product").objects.count() == 1
    assert SellerChange.objects.filter(action="product_made").count() == 1


@pytest.mark.parametrize("wrong", [{"title": ""}, {"price": "viel"}, {"pack": ""}])
def test_a_wrong_answer_loses_neither_the_picture_nor_the_rest(client, wrong):
    ask_for_code(client)
    type_code(client)
    address = say_who(client).url

    refused = client.post(address, first_product(**wrong))

    from .walking import Questions

    html = refused.content.decode()
    hidden = Questions(html).hidden
    assert hidden["picture_kept"]
    if "title" not in wrong:
        assert 'value="Khô cá lóc"' in html
    answers = first_product(picture_kept=hidden["picture_kept"])
    del answers["picture"]
    assert "/preview/" in client.post(address, answers).url


def test_a_press_is_small_enough_for_a_slow_line(client):
    """Pages of the journey without pictures, fonts and styles, which are kept: a few kilobytes each."""
    pages = [reverse("selling:join_phone"), reverse("selling:help")]

    assert all(len(client.get(address).content) < 12_000 for address in pages)


def test_an_english_reader_walks_the_same_way(client):
    stall.commune()

    page = client.get("/en/selling/join/phone/")

    assert "What is your phone number?" in page.content.decode()
