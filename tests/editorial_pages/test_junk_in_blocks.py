"""What no form of ours lets in, and a file or an older form may have left behind: it is skipped, and the page stands."""

import re

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from marketplace.editorial.blocks.telling import ActionBlock
from tests.stall import product

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    return re.findall(r'<li class="card">.*?<a href="[^"]+">([^<]+)</a>', text, re.DOTALL)


@pytest.mark.parametrize("url", ["http://[bad", "https://[::1", "http://]x/"])
def test_a_video_or_a_button_with_a_broken_address_is_left_out(tell, url):
    text = tell(
        ("video", {"url": url, "title": "Hỏng"}), ("action", {"label": "Gãy", "url": url}), ("text", "<p>Còn</p>")
    )

    assert "Còn" in text
    assert "Hỏng" not in text and "Gãy" not in text


def test_products_that_are_stored_as_text_are_shown_in_their_order(tell):
    first, last = product("Đầu"), product("Cuối")

    text = tell(("products", {"title": "Hàng", "products": [str(last.pk), str(first.pk)]}))

    assert titles(text) == ["Cuối", "Đầu"]


@pytest.mark.parametrize("junk", ["", "tiêu", "-1", "²", 10**19, "9" * 5000, None, {"pk": 1}, 1.5])
def test_what_is_no_product_among_chosen_ones_is_skipped(tell, junk):
    left = product("Mắm")

    text = tell(
        ("products", {"title": "Hàng", "products": [junk, left.pk]}), ("products", {"title": "Rác", "products": [junk]})
    )

    assert titles(text) == ["Mắm"]
    assert "Rác" not in text


ELSEWHERE = [
    r"/\evil.example", r"\/evil.example", "/\t/evil.example", "/a\nb", "//evil.example", "///evil.example", "/a\x7f",
    r"https://angiang.gov.vn\@evil.example/", "https://", "https://[bad", "javascript:alert(1)", "http://x.example/",
]  # fmt: skip


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_button_that_would_lead_elsewhere_is_neither_saved_nor_shown(tell, url):
    block = ActionBlock()

    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"text": "", "label": "Đi", "page": None, "url": url}))
    assert "Xấu" not in tell(("action", {"label": "Xấu", "page": None, "url": url}))


@pytest.mark.parametrize("url", ["/shop/?group=VI", "/", "https://angiang.gov.vn/a?b=c#d"])
def test_a_button_to_an_address_of_ours_or_of_others_is_saved(url):
    block = ActionBlock()

    assert block.clean(block.to_python({"text": "", "label": "Đi", "page": None, "url": url}))["url"] == url
