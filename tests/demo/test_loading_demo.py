"""The demo can be loaded again, keeps what people changed, and holds what the shop is shown with."""

import tomllib
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate, CertificateDecision, Paper
from catalogue.facts.models import ProductFacts, unit_price
from catalogue.listing.models import Listing, SearchWord
from catalogue.listing.rebuilding import rebuild
from catalogue.listing.searching import matching
from catalogue.review.models import ProductReview, Shelf
from catalogue.seasons.models import ProductSeason, mask_of
from marketplace.answering.models import OrderQuestion
from marketplace.demo.awards import DATA, awards
from marketplace.demo.goods import demo_goods, demo_sellers, english_titles, goods_of_award
from marketplace.demo.illustrating import drawings
from marketplace.demo.kinds import kinds
from marketplace.demo.loading import load_demo
from marketplace.demo.locating import communes_of
from marketplace.fulfilment.models import Parcel
from marketplace.ledger.models import Posting
from sellers.helping.models import Helper, HelpWish
from sellers.members.models import Member
from sellers.models import Seller, SellerChange
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.models import Submission, SubmissionFile

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")
WRITTEN = (
    Seller,
    Product,
    ProductFacts,
    StockRecord,
    get_model("catalogue", "ProductCategory"),
    get_model("catalogue", "ProductImage"),
    ProductSeason,
    Certificate,
    CertificateDecision,
    Paper,
    Listing,
    SearchWord,
    get_user_model(),
    get_model("order", "Order"),
    Parcel,
    OrderQuestion,
    Posting,
    Submission,
    SubmissionFile,
    OpeningRequest,
    Suspension,
    ProductReview,
    Shelf,
    Helper,
    HelpWish,
    Member,
    SellerChange,
)
OF_SHOPS_THAT_ARE_NOT_OPEN = 4


def _everything():
    return {model: list(model.objects.order_by("pk").values_list()) for model in WRITTEN}


def test_loading_again_changes_no_column_of_any_row(demo):
    before = _everything()

    again = load_demo(with_people=True, with_pages=False)

    assert demo.changed > 1000
    assert again.changed == 0
    assert _everything() == before


def test_updating_from_unchanged_data_writes_nothing(demo):
    again = load_demo(with_people=True, with_pages=False, update=True)

    assert {kind: counted for kind, counted in again.counts.items() if counted["created"] or counted["updated"]} == {}


def test_what_people_changed_stays(demo):
    with transaction.atomic():
        Product.objects.filter(upc="demo-keo-dua").update(title="Kẹo dừa nhà tôi")
        StockRecord.objects.filter(partner_sku="demo-keo-dua").update(num_in_stock=1, price=50000)

        load_demo(with_people=False, with_pages=False)

        assert Product.objects.get(upc="demo-keo-dua").title == "Kẹo dừa nhà tôi"
        assert StockRecord.objects.get(partner_sku="demo-keo-dua").num_in_stock == 1
        transaction.set_rollback(True)


def test_updating_brings_texts_back_but_never_stock_and_price(demo):
    with transaction.atomic():
        Product.objects.filter(upc="demo-keo-dua").update(title="Kẹo dừa nhà tôi")
        StockRecord.objects.filter(partner_sku="demo-keo-dua").update(num_in_stock=1, price=50000)

        load_demo(with_people=False, with_pages=False, update=True)

        assert Product.objects.get(upc="demo-keo-dua").title == "Kẹo dừa sầu riêng"
        assert StockRecord.objects.get(partner_sku="demo-keo-dua").num_in_stock == 1
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_without_reference_data_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("load_demo", "--without-pictures", verbosity=0)


def test_the_command_says_what_was_left_out_and_why(demo):
    out = StringIO()

    call_command("load_demo", "--without-pictures", "--without-people", "--without-pages", stdout=out)

    assert "58 not on sale: no producer is published" in out.getvalue()
    assert "Nothing changed." in out.getvalue()


def test_fish_sauce_and_palm_sugar_are_sold_in_packs(demo):
    sauce, sugar = (
        Product.objects.get(upc="demo-nuoc-mam-phu-quoc-40"),
        Product.objects.get(upc="demo-duong-thot-not-bay-nui"),
    )

    assert [child.facts.quantity_text for child in sauce.children.order_by("pk")] == [
        "chai 250 ml",
        "chai 500 ml",
        "2 chai 500 ml",
    ]
    assert [child.facts.net_quantity for child in sugar.children.order_by("pk")] == [500, 1000]
    assert (sauce.listing.set_code, sauce.listing.commune_code, sauce.listing.stars) == ("I.4a", "31078", 5)
    assert (sugar.listing.commune_name, sugar.listing.price, sugar.listing.has_packs) == (
        "Phường Tịnh Biên",
        52000,
        True,
    )
    assert sauce.listing.unit_price == unit_price(69000, 250, "ml") == 276000


def test_a_published_price_is_kept_with_its_quantity(demo):
    snakehead = Listing.objects.get(title="Khô cá lóc 7 Chóp")

    assert (snakehead.price, snakehead.unit_price) == (250000, 250000)


def test_every_listing_has_a_name_in_english_a_drawing_and_a_known_set(demo):
    drawn = {drawing.name for drawing in drawings()}

    pages = Product.objects.exclude(structure=Product.CHILD)
    assert Listing.objects.count() == pages.count() - OF_SHOPS_THAT_ARE_NOT_OPEN
    assert not Listing.objects.filter(title_en="").exists()
    assert set(Listing.objects.values_list("picture", flat=True)) <= drawn
    assert Listing.objects.values("set_code").distinct().count() >= 22


def test_fruit_and_pepper_have_their_seasons(demo):
    pepper = ProductSeason.objects.get(product__upc="demo-tieu-chin-phu-quoc")
    durian = ProductSeason.objects.get(product__title="Sầu riêng trái tươi")

    assert pepper.months == mask_of("11-2")
    assert durian.months == mask_of("4-7;10-1")


def test_what_must_stay_cold_alive_or_in_place_is_told_apart(demo):
    kept = dict(ProductFacts.objects.values_list("product__upc", "storage"))

    assert kept["demo-cha-ca-that-lat-1"] == "frozen"
    assert kept["demo-cuc-mam-xoi"] == "live"
    assert kept["demo-mot-buoi-cu-lao"] == "service"
    # A visit: its places are the stock of its times.
    assert StockRecord.objects.get(partner_sku="demo-mot-buoi-cu-lao").num_in_stock == 0
    assert StockRecord.objects.get(partner_sku="ocop-1babde5e5454").num_in_stock is None


def test_a_product_that_is_sold_out_can_be_seen(demo):
    assert list(Listing.objects.filter(is_available=False).values_list("title", flat=True)) == ["Cá linh kho mía"]


def test_sample_people_can_do_what_their_role_says(demo):
    User = get_user_model()
    officer, shopper, editor = (User.objects.by_email(f"{who}@demo.example") for who in ("canbo", "khach", "bientap"))

    assert officer.is_superuser and officer.is_staff and officer.check_password("minh-hoa-2026")
    assert not shopper.is_staff and shopper.groups.count() == 0
    assert set(editor.groups.values_list("name", flat=True)) == {"Trưởng ban biên tập"}


def test_awards_are_placed_by_data_or_by_an_old_name_with_one_answer_only(demo):
    places = communes_of(awards())
    by_name = {award.name: places.get(award.digest) for award in awards()}

    assert by_name["Khô ếch một nắng"] == "30469"
    assert by_name["Gạo ngon tiến vua Tiên Nữ"] is None
    assert len(places) == len([a for a in awards() if a.digest in places])
    assert set(places.values()) <= set(
        Seller._meta.get_field("commune").related_model.objects.values_list("pk", flat=True)
    )


def test_every_kind_of_the_awards_is_known_and_prices_do_not_change():
    assert {award.kind for award in awards()} <= set(kinds())
    assert all(kind.low <= kind.high and kind.quantity > 0 for kind in kinds().values())
    assert set(english_titles()) <= {award.name for award in awards()}


def test_an_award_becomes_the_same_goods_every_time(demo):
    from marketplace.places.models import Commune

    award = next(a for a in awards() if a.name == "Khô ếch một nắng")
    commune = Commune.objects.with_province().get(pk="30469")

    goods = goods_of_award(award, commune)

    assert goods == goods_of_award(award, commune)
    assert 170_000 <= goods.packs[0].price <= 220_000
    assert goods.packs[0].price % 1000 == 0


def test_demo_goods_belong_to_demo_sellers():
    slugs = {seller["slug"] for seller in demo_sellers()}

    assert len(demo_goods()) == 40
    assert {goods.seller_slug for goods in demo_goods()} == slugs
    with (DATA / "demo_sellers.toml").open("rb") as file:
        assert all("minh họa" in seller["name"] for seller in tomllib.load(file)["seller"])


def test_the_search_finds_the_two_things_of_the_first_order(demo):
    assert "Nước mắm Phú Quốc 40 độ đạm" in matching("nuoc mam phu quoc").values_list("title", flat=True)
    assert "Đường thốt nốt Bảy Núi" in matching("đường thốt nốt tịnh biên").values_list("title", flat=True)


def test_rebuilding_gives_the_same_listings_and_drops_words_that_nothing_has(demo):
    before = list(Listing.objects.order_by("pk").values_list())
    SearchWord.objects.create(word="khongdauco")

    counts = rebuild()

    assert list(Listing.objects.order_by("pk").values_list()) == before
    assert counts["listings"] == len(before) == counts["products"] - OF_SHOPS_THAT_ARE_NOT_OPEN
    assert not SearchWord.objects.filter(word="khongdauco").exists()


def test_rebuilding_brings_back_what_was_lost_and_drops_what_is_no_longer_on_sale(demo):
    with transaction.atomic():
        Listing.objects.filter(title="Kẹo dừa sầu riêng").delete()
        Product.objects.filter(upc="demo-ca-lia-thia").update(is_public=False)

        counts = rebuild()

        assert Listing.objects.filter(title="Kẹo dừa sầu riêng").exists()
        assert not Listing.objects.filter(title="Cá lia thia đuôi dài").exists()
        assert counts["products"] == counts["listings"] + OF_SHOPS_THAT_ARE_NOT_OPEN + 1
        transaction.set_rollback(True)
