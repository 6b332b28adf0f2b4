"""Goods that wait for the desk."""

from catalogue.review.models import FieldChange, ProductReview, WatchedWord
from catalogue.review.sending import send
from sellers.goods.making import make_product
from tests.goods import stand
from tests.pictures import picture_bytes

ACCEPTED, SENT_BACK = FieldChange.Decision.ACCEPTED, FieldChange.Decision.SENT_BACK
WORDS = {
    "chữa khỏi": "health_claim", "đặc trị": "health_claim", "thần dược": "health_claim", "chữa bệnh": "health_claim",
    "nhất": "superlative", "số một": "superlative", "duy nhất": "superlative", "hàng đầu": "superlative",
    "tốt nhất": "superlative", "100%": "superlative", "thuốc lá": "goods", "mật gấu": "goods", "lừa đảo": "forbidden",
}  # fmt: skip


def watched():
    WatchedWord.objects.bulk_create(
        WatchedWord(words=words, kind=kind, advice=f"Không viết {words}", legal_ref="Luật")
        for words, kind in WORDS.items()
    )


def with_picture(product):
    """A stored picture, without the work of making its sizes."""
    product.images.create(original="illustrations/sets/i-3d.png")
    return product


def complete(acting, title="Khô cá lóc", **more):
    """A draft with all that packaged food must say."""
    label = {
        "set_code": "I.3d", "ingredients": "Cá lóc, muối", "shelf_life_days": 90, "how_to_keep": "Nơi khô mát",
        "description": "Cá nhà nuôi, phơi hai nắng.", **more,
    }  # fmt: skip
    return with_picture(make_product(acting=acting, title=title, price=120_000, net_quantity=500, unit="g", **label))


def first_review(acting, **more) -> ProductReview:
    return send(product=complete(acting, **more), by=acting.person)


def change_of(acting, *, product=None, **changes) -> ProductReview:
    """A change to something on sale that waits."""
    return send(
        product=product or stand.on_sale(acting), by=acting.person, changes=changes or {"title": "Khô cá lóc đồng"}
    )


def all_of(review, decision=ACCEPTED, reason="") -> dict:
    return {change.field: (decision, reason) for change in review.changes.all()}


def picture_file(name="hinh.jpg", **options):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, picture_bytes(**options), "image/jpeg")
