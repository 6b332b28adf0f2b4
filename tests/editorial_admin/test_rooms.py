"""Menus, the first page, choosers and help: short, plain, complete."""

import pytest
from wagtail.admin.menu import admin_menu, help_menu, reports_menu

from catalogue.listing.models import Listing
from marketplace.editorial import models
from marketplace.editorial.guiding.chapters import chapters
from tests.stall import certificate, product, seller

from .conftest import campaign_form, new_campaign_address

pytestmark = pytest.mark.django_db


def names(menu, user, rf) -> list[str]:
    request = rf.get("/cms/")
    request.user = user
    return [item.name for item in sorted(menu.menu_items_for_request(request), key=lambda item: item.order)]


def test_menus_hold_what_each_role_needs(people, ask_page, rf):
    assert names(admin_menu, people["author"], rf) == ["explorer", "images", "reports", "help"]
    assert names(admin_menu, people["reviewer"], rf) == ["explorer", "images", "forms", "reports", "help"]
    assert set(names(admin_menu, people["chief"], rf)) >= {"explorer", "images", "forms", "reports", "settings", "help"}
    assert names(reports_menu, people["author"], rf)[0] == "problems"
    assert names(help_menu, people["author"], rf) == ["editorial-guide"]


def test_the_first_page_leads_to_a_new_page_of_each_kind(tree, desks):
    text = desks["author"].get("/cms/").content.decode()

    for model in ("storypage", "campaignpage", "placepage", "eventpage", "routepage", "guidepage"):
        assert f"/cms/pages/add/editorial/{model}/" in text


def test_the_first_page_offers_nothing_to_staff_who_may_not_write(tree, client, django_user_model):
    from django.contrib.auth.models import Permission

    clerk = django_user_model.objects.create_user(email="ketoan@example.vn")
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(clerk)

    assert "/cms/pages/add/" not in client.get("/cms/").content.decode()


def test_the_product_chooser_shows_price_producer_commune_stars_and_state(desks):
    maker = seller("Lò đường minh họa")
    sugar = product("Đường thốt nốt", by=maker, price=52_000, stock=0)
    certificate(sugar, 4)

    text = desks["author"].get("/cms/product-chooser/results/?q=duong+thot&multiple=1").content.decode()

    for word in ("Đường thốt nốt", "52.000", "Lò đường minh họa", "Mỹ Đức", "★★★★", "data-multiple-choice-select"):
        assert word in text
    assert "Tạm hết hàng" in text or "Sold out for now" in text


def test_the_chooser_asks_as_often_for_twenty_products_as_for_two(desks, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(2):
        product(f"Món {number}")
    desks["author"].get("/cms/product-chooser/results/")
    with CaptureQueriesContext(connection) as few:
        desks["author"].get("/cms/product-chooser/results/")
    for number in range(18):
        product(f"Thêm {number}")

    with django_assert_max_num_queries(len(few)):
        assert desks["author"].get("/cms/product-chooser/results/").content.decode().count("Thêm") >= 18


def test_several_products_come_in_the_order_in_which_they_were_ticked(desks):
    goods = [product(f"Món {number}") for number in range(3)]
    wanted = [goods[2].pk, goods[0].pk, goods[1].pk]

    answer = desks["author"].get(
        "/cms/product-chooser/chosen-multiple/", {"id": [*wanted, "x", wanted[0]], "multiple": "1"}
    )

    assert [row["id"] for row in answer.json()["result"]] == [str(pk) for pk in wanted]


def test_what_is_no_longer_sold_cannot_be_chosen(desks):
    gone = product("Đường phèn")
    Listing.objects.filter(pk=gone.pk).delete()

    assert "Đường phèn" not in desks["author"].get("/cms/product-chooser/results/").content.decode()


def test_a_campaign_keeps_its_eight_products_in_order(tree, desks):
    goods = [product(f"Món {number}") for number in range(8)]

    desks["chief"].post(new_campaign_address(tree), campaign_form(goods[::-1]))

    page = models.CampaignPage.objects.get()
    assert list(page.products.values_list("product_id", flat=True)) == [one.pk for one in goods[::-1]]


def test_the_guide_has_the_same_chapters_in_both_languages():
    vi, en = chapters("vi"), chapters("en")

    assert [chapter.name for chapter in vi] == [chapter.name for chapter in en]
    assert [[step.picture for step in chapter.steps] for chapter in vi] == [
        [s.picture for s in chapter.steps] for chapter in en
    ]
    assert chapters("km") == vi


def test_every_picture_of_the_guide_was_taken_and_is_small(desks):
    from django.contrib.staticfiles import finders

    for language in ("vi", "en"):
        for chapter in chapters(language):
            assert desks["author"].get(f"/cms/editing/guide/{chapter.name}/").status_code == 200
            for step in chapter.steps:
                if step.picture:
                    from pathlib import Path

                    found = finders.find(f"editorial/help/{step.picture}.{language}.webp")
                    assert found, f"{step.picture}.{language}"
                    assert Path(found).stat().st_size < 80_000
    assert desks["author"].get("/cms/editing/guide/khong-co/").status_code == 404


def test_every_kind_of_page_opens_in_the_editor_in_one_tab(tree, desks):
    from tests.editorial_reach.planting import OF_INDEX

    for model, index in OF_INDEX.items():
        answer = desks["author"].get(f"/cms/pages/add/editorial/{model._meta.model_name}/{tree.lists['vi'][index].pk}/")
        assert answer.status_code == 200
        shown = [tab for tab in answer.context["edit_handler"].visible_children if tab.show_panel_furniture()]
        assert len(shown) == 1, model


def test_preview_may_stand_in_a_frame_of_our_own(tree, desks, people):
    story = tree.story(landscape="pagoda", owner=people["author"])
    story.save_revision()

    answer = desks["author"].get(f"/cms/pages/{story.pk}/view_draft/")

    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert story.title in answer.content.decode()


def test_two_versions_are_compared(tree, desks, people):
    story = tree.story(landscape="pagoda", title="Cũ", owner=people["author"])
    first = story.save_revision()
    story.title = "Mới hơn"
    second = story.save_revision()

    text = desks["author"].get(f"/cms/pages/{story.pk}/revisions/compare/{first.pk}...{second.pk}/").content.decode()

    assert "addition" in text and "deletion" in text
