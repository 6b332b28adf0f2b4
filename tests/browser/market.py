"""The goods of the browser tests: `python -m tests.browser.market` fills the migrated database of DATABASE_URL."""

import django

FISH_SAUCE, PALM_SUGAR = "Nước mắm Phú Quốc 40 độ đạm", "Đường thốt nốt Bảy Núi"
ISLANDER, CLIMBER = "Nhà thùng minh họa Phú Quốc", "Lò đường minh họa Bảy Núi"
SETS = ("I.1a", "I.3d", "I.4b", "I.5b", "III.3", "IV.2")


def open_market() -> None:
    """Two producers with what the journeys buy, and thirty more goods, so that there are facets and a second page."""
    from marketplace.editorial.loading import load_pages
    from marketplace.fulfilment.loading import load_rates
    from marketplace.reference.site import load_country, load_site
    from tests import stall

    for load in (load_country, load_site, load_rates):
        load()
    places()
    island = stall.seller(ISLANDER, at=stall.commune("31078", "Đặc khu Phú Quốc"), phone="+84900000011")
    hill = stall.seller(CLIMBER, at=stall.commune("30544", "Xã Tri Tôn"), phone="+84900000012")
    bottle = {
        "net_quantity": 500,
        "unit": "ml",
        "gross_weight_g": 900,
        "ingredients": "Cá cơm, muối.",
        "shelf_life_days": 720,
    }
    sauce = stall.product(
        FISH_SAUCE, by=island, price=125_000, stock=500, set_code="I.4a", facts=bottle, description="Ủ mười hai tháng."
    )
    stall.certificate(sauce, 5)
    sugar = stall.product(PALM_SUGAR, by=hill, price=52_000, stock=500, set_code="I.4b", months=0b110000011111)
    stall.certificate(sugar, 4)
    for number in range(30):
        stall.product(
            f"Món mẫu {number + 1}",
            by=(island, hill)[number % 2],
            price=20_000 + 5_000 * number,
            set_code=SETS[number % 6],
        )
    load_pages()


def places() -> None:
    """Where the shopper lives: a commune, its neighbour, and the names both had before July 2025."""
    from marketplace.folding import folded
    from marketplace.places.models import FormerName
    from tests import stall

    for code, name, old in (("30469", "Xã Mỹ Đức", "Xã Khánh Hòa"), ("30463", "Xã Châu Phú", "Thị trấn Cái Dầu")):
        commune = stall.commune(code, name)
        former = {"name": old, "former_district": "Huyện Châu Phú", "former_province": "An Giang", "level": "commune"}
        words = f" {folded(old)} / huyen chau phu / tinh an giang / "
        FormerName.objects.create(commune=commune, search_text=words, **former)


if __name__ == "__main__":
    django.setup()
    open_market()
