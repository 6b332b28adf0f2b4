"""Pages that a command published are known to the graph although no worker runs."""

import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update

from marketplace.editorial.mentions import about_product, stories_about
from marketplace.editorial.mentions.indexing import index_pages
from marketplace.editorial.models import StoryPage
from tests.stall import product

from .site import page, titles

pytestmark = pytest.mark.django_db


def test_pages_loaded_without_a_worker_are_found_once_they_are_indexed():
    sold = product("Nước mắm")
    with disable_reference_index_auto_update():
        told = page(StoryPage, "Ủ cá", names=[sold])
    assert stories_about(sold) == []
    assert not about_product(sold)

    assert index_pages([told]) == 1

    assert titles(about_product(sold).stories) == ["Ủ cá"]


def test_without_a_list_all_pages_are_indexed_and_a_second_run_changes_nothing():
    sold = product("Nước mắm")
    with disable_reference_index_auto_update():
        page(StoryPage, "Ủ cá", names=[sold])

    first = index_pages()

    assert first == index_pages() >= 3
    assert titles(stories_about(sold)) == ["Ủ cá"]
