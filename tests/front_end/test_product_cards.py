"""A product card places ready texts, escapes each of them, and leaves out what is not there."""

from types import SimpleNamespace

from marketplace.templatetags.product_cards import product_card, product_cards

PICTURE = SimpleNamespace(avif_srcset="/a.avif 320w", webp_srcset="", src="/a.jpg", alt="Mắm")
CARD = SimpleNamespace(
    url="/shop/mam_1/",
    title="Mắm",
    picture=PICTURE,
    price_text="125.000 ₫",
    unit_price_text="",
    place_text="Phú Quốc",
    seller_name="Nhà thùng",
    stars=0,
    stars_label="",
    season_text="",
    state_text="",
)


def changed(**values):
    return SimpleNamespace(**{**vars(CARD), **values})


def test_a_name_with_markup_is_shown_as_text():
    html = product_card(changed(title='<script>alert("x")</script>'))

    assert "<script" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in html


def test_markup_in_the_alternative_text_cannot_leave_its_attribute():
    html = product_card(changed(picture=SimpleNamespace(**{**vars(PICTURE), "alt": '" onload="x'})))

    assert 'alt="&quot; onload=&quot;x"' in html


def test_a_card_without_certificate_shows_no_star():
    assert "stars" not in product_card(CARD)


def test_a_certified_card_shows_its_stars_in_drawing_and_words():
    html = product_card(changed(stars=4, stars_label="OCOP 4 sao"))

    assert '<p class="stars"><i class="s4"></i>OCOP 4 sao</p>' in html


def test_braces_in_a_text_stay_braces():
    assert "{price}" in product_card(changed(title="{price}"))


def test_a_card_without_picture_keeps_its_square():
    html = product_card(changed(picture=SimpleNamespace(avif_srcset="", webp_srcset="", src="", alt="")))

    assert '<span class="no-picture"></span>' in html
    assert "<img" not in html


def test_only_the_first_pictures_load_at_once():
    html = product_cards([CARD, CARD, CARD], eager=1)

    assert html.count('fetchpriority="high"') == 1
    assert html.count('loading="lazy"') == 2
