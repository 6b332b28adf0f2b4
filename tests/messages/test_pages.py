"""No page speaks two languages: what we wrote in English is Vietnamese on a Vietnamese page, and the other way round."""

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from marketplace.management.commands.check_messages import BY_HAND, OURS, catalogue, translated

from .reading import found_in

pytestmark = pytest.mark.django_db
# The other language is offered in its own name.
NAMES_OF_LANGUAGES = {"English", "Tiếng Việt"}
SHOPPER = {"phone": "12", "name": "", "place": "xyzzyx", "house": "", "payment": "cod"}


@pytest.fixture(scope="module")
def english():
    return [entry.msgid for entry in _ours() if entry.msgid not in translated(entry)]


@pytest.fixture(scope="module")
def vietnamese():
    return [text for entry in _ours() for text in translated(entry) if text not in NAMES_OF_LANGUAGES | {entry.msgid}]


def _ours():
    return [entry for path in (OURS, BY_HAND[0]) for entry in catalogue(path) if entry.msgid not in NAMES_OF_LANGUAGES]


def _read(client, market, prefix):
    """(kind of page, html), the basket filled on the way."""
    add = market.pop("add")
    for kind, address in market.items():
        path = address.removeprefix("/en")
        yield kind, client.get(prefix + path).content.decode()
    client.post(prefix + add, {"quantity": "1"})
    for kind, address in (("basket", "/shop/basket/"), ("checkout", "/shop/checkout/")):
        yield kind, client.get(prefix + address).content.decode()
    yield "refused checkout", client.post(f"{prefix}/shop/checkout/", SHOPPER).content.decode()
    yield "refused ward", client.post(f"{prefix}/ward/", {"text": "xyzzyx"}).content.decode()
    yield "refused sign-in", client.post(f"{prefix}/account/login/", {"login": "12"}).content.decode()
    yield "refused order", client.post(f"{prefix}/shop/orders/", {"phone": "1", "number": "!"}).content.decode()


def _mixed(client, market, prefix, messages):
    return {kind: found for kind, html in _read(client, market, prefix) if (found := found_in(html, messages))}


def test_a_vietnamese_page_holds_no_english_message(client, market, english):
    assert _mixed(client, market, "", english) == {}


def test_an_english_page_holds_no_vietnamese_message(client, market, vietnamese):
    assert _mixed(client, market, "/en", vietnamese) == {}


def test_english_says_what_is_written_whatever_a_package_would_say(in_use):
    """django-oscar's English has "cart" where we write "basket"."""
    with translation.override("en"):
        reworded = {
            text: told
            for (context, text), (plural, _files) in in_use.items()
            if (told := pgettext(context, text) if context else ngettext(text, plural, 1) if plural else gettext(text))
            != text
        }

    assert reworded == {}


def test_vietnamese_is_what_the_shop_speaks_unasked(client, market):
    text = client.get(market["browse"]).content.decode()

    assert settings.LANGUAGE_CODE == "vi"
    assert "Tất cả sản phẩm" in text
    assert "Tạm hết hàng" in text
    assert "All products" in client.get("/en" + market["browse"]).content.decode()


def test_the_reading_finds_a_message_with_a_gap_and_passes_over_single_words():
    html = '<p>Only 3\n  left.</p><img alt="Add to basket"><script>Sort by</script><!-- Take out -->'

    found = found_in(
        html, ["Only %(left)s left.", "Back to the %(page)s", "Add to basket", "Sort by", "Take out", "left"]
    )

    assert found == ["Add to basket"]
    assert found_in("<p>Nothing left of it</p>", ["Nothing left of %(title)s"]) == ["Nothing left of %(title)s"]
