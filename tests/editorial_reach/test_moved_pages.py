"""The old address of a page that was renamed or moved leads on under every language, translated or not."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from marketplace.editorial import models

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def renamed(page, slug):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return renamed


@pytest.fixture
def place(tree):
    made = tree.page(models.PlacePage, "cho-cu", title="Chợ")
    made.save_revision().publish()
    return made


def test_the_old_address_of_an_untranslated_page_leads_on_under_english_too(client, place, rename):
    rename(place, "cho-moi")

    assert client.get("/dia-diem/cho-cu/").url == "/dia-diem/cho-moi/"
    answer = client.get("/en/dia-diem/cho-cu/")
    assert (answer.status_code, answer.url) == (301, "/en/dia-diem/cho-moi/")
    assert client.get(answer.url).status_code == 200


def test_a_parameter_does_not_hide_the_old_address(client, place, rename):
    rename(place, "cho-moi")

    assert client.get("/en/dia-diem/cho-cu/?utm=x").url == "/en/dia-diem/cho-moi/"


def test_a_moved_page_is_found_under_english_too(client, tree, place):
    other = tree.page(models.PlaceIndexPage, "noi-khac")
    models.PlacePage.objects.get(pk=place.pk).move(other, pos="last-child")

    assert client.get("/en/dia-diem/cho-cu/", follow=True).redirect_chain == [("/en/noi-khac/cho-cu/", 301)]


def test_the_old_source_address_leads_to_the_translation(client, tree, place, rename):
    tree.page(models.PlacePage, "market", language="en", of=place)
    rename(place, "cho-moi")

    assert client.get("/en/dia-diem/cho-cu/", follow=True).redirect_chain[-1][0] == "/en/dia-diem/market/"


def test_a_translation_has_its_own_old_addresses_first(client, tree, place, rename):
    english = tree.page(models.PlacePage, "cho-cu", language="en", of=place)
    english.save_revision().publish()
    rename(place, "cho-moi")
    rename(english, "market")

    assert client.get("/en/dia-diem/cho-cu/").url == "/en/dia-diem/market/"


def test_a_redirect_to_elsewhere_keeps_its_address_and_nothing_leads_in_a_circle(client, tree):
    Redirect.add_redirect("/xua/", "https://angiang.gov.vn/")
    Redirect.add_redirect("/vong/", "/vong/")

    assert client.get("/en/xua/").url == "https://angiang.gov.vn/"
    assert client.get("/en/vong/").status_code == 404
    assert client.get("/en/khong-co/").status_code == 404
