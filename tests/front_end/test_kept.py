"""What is the same on every page is rendered once, per language and per argument."""

from django.utils.translation import override

from marketplace.templatetags import kept as module
from marketplace.templatetags.kept import kept


def test_the_same_part_is_rendered_once(monkeypatch):
    module.remembered.cache_clear()

    kept("components/brand.html", site_name="Chợ")
    kept("components/brand.html", site_name="Chợ")

    assert module.remembered.cache_info().misses == 1


def test_each_language_has_its_own():
    with override("vi"):
        vietnamese = kept("components/brand.html", site_name="Chợ")
    with override("en"):
        english = kept("components/brand.html", site_name="Chợ")

    assert 'href="/"' in vietnamese
    assert 'href="/en/"' in english


def test_the_basket_door_carries_a_number_only_when_there_is_something_in_it():
    empty = kept("components/doors.html", door="", basket_count=0)
    full = kept("components/doors.html", door="", basket_count=3)

    assert 'class="count"' not in empty
    assert '<span id="basket-count" class="count">3' in full


def test_an_argument_is_escaped():
    assert "<b>" not in kept("components/brand.html", site_name="<b>")
