"""Nothing real is shown as certified today without evidence, and what is invented says so."""

from collections import Counter
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate, Level, Paper
from catalogue.facts.models import ProductFacts
from catalogue.listing.cards import shown_stars
from catalogue.listing.models import Listing
from marketplace.demo.awards import awards
from marketplace.demo.certifying import DEMO_ISSUER, level_of
from sellers.models import Seller

from .conftest import TODAY

Product = get_model("catalogue", "Product")


def test_the_published_rows_are_250_of_four_grades():
    assert Counter(award.evidence for award in awards()) == {"A": 114, "B": 72, "C": 52, "D": 12}


def test_only_recognised_awards_with_stars_and_a_date_become_certificates(demo):
    wanted = [a for a in awards() if a.evidence in "AB" and a.stars and a.recognised_on]

    published = Certificate.objects.filter(is_demo=False)
    assert published.count() == len(wanted) == 141
    assert sorted(published.values_list("product_name", flat=True)) == sorted(award.name for award in wanted)


def test_a_proposed_or_merely_named_product_carries_no_certificate(demo):
    weak = [f"ocop-{award.digest}" for award in awards() if award.evidence in "CD"]

    assert Product.objects.filter(upc__in=weak).exists()
    assert not Certificate.objects.filter(product__upc__in=weak).exists()


def test_every_star_shown_today_has_a_paper_of_the_last_36_months_or_says_that_it_is_a_demo(demo):
    shown = [row for row in Listing.objects.all() if shown_stars(row, TODAY)]
    certificates = Certificate.objects.in_bulk([row.certificate_reference for row in shown], field_name="reference")
    evidence = {f"ocop-{award.digest}": award for award in awards()}

    assert len(shown) > 20
    for row in shown:
        certificate = certificates[row.certificate_reference]
        assert row.stars == certificate.stars
        if certificate.is_demo:
            assert certificate.product.upc.startswith("demo-")
            continue
        award = evidence[certificate.product.upc]
        assert award.evidence in {"A", "B"}
        assert award.stars == certificate.stars
        assert award.issued_on <= TODAY <= award.issued_on + relativedelta(months=36)


def test_an_award_that_ran_out_shows_no_star(demo):
    snakehead = Certificate.objects.get(product_name="Khô cá lóc 7 Chóp")

    assert (snakehead.issued_on, snakehead.valid_until) == (date(2022, 10, 10), date(2025, 10, 10))
    assert shown_stars(Listing.objects.get(product=snakehead.product), TODAY) == 0


def test_both_states_can_be_seen_among_real_products(demo):
    real = Certificate.objects.filter(is_demo=False, product__isnull=False)

    assert real.valid_on(TODAY).filter(product_name="Đường thốt nốt dạng bột Palmania", stars=5).exists()
    assert real.filter(valid_until__lt=TODAY).count() > 40


def test_of_an_award_whose_year_alone_is_known_the_earliest_day_counts(demo):
    fish = Certificate.objects.get(product_name="Cá thát lát rút xương tẩm gia vị Kỳ Như")

    assert (fish.issued_on, fish.issued_year_only, fish.valid_until) == (date(2024, 1, 1), True, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("stars", "day", "level"),
    [
        (5, date(2020, 1, 1), Level.MINISTRY),
        (4, date(2024, 6, 4), Level.PROVINCE),
        (3, date(2022, 10, 10), Level.PROVINCE),
        (3, date(2024, 12, 3), Level.LEGACY_DISTRICT),
        (3, date(2025, 7, 1), Level.PROVINCE),
    ],
)
def test_who_recognised_follows_from_the_rules_of_the_day(stars, day, level):
    assert level_of(stars, day) == level


def test_a_row_without_a_producer_is_in_the_register_and_not_on_sale(demo):
    nobody = [award for award in awards() if not award.producer]
    mango = Certificate.objects.get(product_name="Xoài cát hồng")

    assert len(nobody) == 58
    assert not Product.objects.filter(upc__in=[f"ocop-{award.digest}" for award in nobody]).exists()
    assert (mango.product, mango.producer_name, mango.commune_id) == (None, "", "31459")
    assert not Seller.objects.filter(name="").exists()


def test_demo_certificates_and_papers_say_what_they_are_and_belong_to_demo_goods(demo):
    certificates = Certificate.objects.filter(is_demo=True)

    assert certificates.count() > 20
    for certificate in certificates:
        assert certificate.issuer == DEMO_ISSUER
        assert certificate.number.startswith("DEMO-")
        assert certificate.product_name.endswith("(minh họa)")
        assert "minh họa" in certificate.producer_name
        assert certificate.product.upc.startswith("demo-")
    assert not Paper.objects.exclude(product__upc__startswith="demo-").exists()
    assert not Paper.objects.filter(is_demo=False).exists()


def test_demo_certificates_show_every_state(demo):
    assert set(Certificate.objects.filter(is_demo=True).values_list("state", flat=True)) == {
        "active",
        "extended",
        "suspended_display",
        "superseded",
        "revoked",
    }


def test_of_a_real_producer_only_the_published_name_and_commune_are_shown(demo):
    producers = {award.producer for award in awards()}
    real = Seller.objects.exclude(name__contains="minh họa")

    assert real.count() > 60
    for seller in real:
        assert seller.name in producers
        assert (seller.phone, seller.email, seller.business_place, seller.person, seller.about) == ("", "", "", "", "")


def test_phones_of_demo_sellers_are_of_a_range_that_nobody_has(demo):
    phones = Seller.objects.exclude(phone="").values_list("phone", flat=True)

    assert len(phones) == 18
    assert all(phone.startswith("+849000000") for phone in phones)


def test_every_product_says_that_its_values_are_a_demo(demo):
    assert not ProductFacts.objects.filter(is_demo=False).exists()
    assert not Seller.objects.filter(is_demo=False).exists()
    for product in Product.objects.exclude(structure=Product.CHILD):
        assert "minh họa" in product.description
        assert "demo" in product.facts.summary_en


def test_no_text_makes_a_claim_about_health_or_being_best(demo):
    forbidden = (
        "chữa",
        "đặc trị",
        "tốt nhất",
        "ngon nhất",
        "số một",
        "bổ dưỡng",
        "tăng cường",
        "giảm cân",
        "100% tự nhiên",
    )
    for product in Product.objects.exclude(structure=Product.CHILD).select_related("facts"):
        said = f"{product.description} {product.facts.how_to_use}".lower()
        assert not [word for word in forbidden if word in said], product.title


def test_spirits_are_marked_and_hidden_unless_the_province_allows_them(demo, settings):
    spirits = Listing.objects.filter(set_code__in=["II.1a", "II.1b"])

    assert spirits.count() > 5
    assert not spirits.filter(is_alcohol=False).exists()
    settings.ALCOHOL_ENABLED = False
    assert not Listing.objects.on_sale().filter(set_code__startswith="II.1").exists()


def test_honey_and_fish_carry_their_warnings(demo):
    honey = Listing.objects.filter(picture="illustrations/products/honey.png")
    fish = Listing.objects.filter(set_code="I.4a", picture="illustrations/products/phu-quoc-fish-sauce.png")

    assert honey.count() >= 4 and fish.count() >= 8
    assert all("dưới 1 tuổi" in row.product.facts.warnings for row in honey)
    assert all("Có cá" in row.product.facts.warnings for row in fish)
