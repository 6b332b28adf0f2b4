"""What a product must say before shoppers see it (rule P-02 and section 6.2): asked by kind of product, told per field."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.facts.models import ProductFacts
from catalogue.seasons.models import Harvest

from .fields import set_of

FRESH = ("I.1a", "I.1b")
HEALTH_FOOD = "III.1"
FOOD, DRINKS, MEDICINAL, VISITS = "I.", "II.", "III.", "VI."
# Decree 15/2018 and Decree 43/2017 Annex I: the phrase that food for health must carry (rule P-16).
NOT_A_MEDICINE = "Thực phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh."


class Missing(NamedTuple):
    """`field` is one of fields.LABELS, or picture, price, harvest."""

    field: str
    message: str


def missing(product) -> list[Missing]:
    """Nothing when it may go to the desk. Six queries."""
    facts = ProductFacts.objects.filter(product=product).first()
    set_code = set_of(product)
    found = [
        ("title", not product.title.strip(), _("Say what it is.")),
        ("picture", not product.images.exists(), _("A picture is missing.")),
        ("price", not _has_price(product), _("The price is missing.")),
        ("set_code", not set_code, _("Choose what kind of product it is.")),
        ("net_quantity", not (facts and facts.net_quantity), _("Say how much one pack holds.")),
        ("origin", not (facts and facts.origin_id), _("Say which commune it comes from.")),
    ]
    found += _of_kind(product, facts, set_code)
    return [Missing(field, message) for field, is_missing, message in found if is_missing]


def _of_kind(product, facts: ProductFacts | None, set_code: str) -> list[tuple]:
    """Packaged food says what is in it, how long and how it keeps; fresh produce sold loose says when it was picked."""
    if facts is None:
        return []
    if set_code in FRESH:
        return [("harvest", not _has_harvest(product), _("Say when it was picked, or when it will be."))]
    if set_code.startswith(VISITS):
        return [("description", not product.description.strip(), _("Say what visitors do and see, and how long."))]
    asked = []
    if set_code.startswith((FOOD, DRINKS, MEDICINAL)):
        asked += [
            ("ingredients", not facts.ingredients.strip(), _("Say what is in it, the most first.")),
            ("shelf_life_days", not facts.shelf_life_days, _("Say for how many days it keeps.")),
            ("how_to_keep", not facts.how_to_keep.strip(), _("Say how to keep it at home.")),
        ]
    if set_code.startswith(MEDICINAL):
        asked.append(("how_to_use", not facts.how_to_use.strip(), _("Say how it is used, and how much.")))
    if set_code == HEALTH_FOOD:
        is_missing = NOT_A_MEDICINE.rstrip(".").lower() not in facts.warnings.lower()
        asked.append(("warnings", is_missing, _("Food for health must say: “%(words)s”") % {"words": NOT_A_MEDICINE}))
    return asked


def _has_price(product) -> bool:
    records = get_model("partner", "StockRecord").objects.filter(price__gt=0)
    if product.is_parent:
        return records.filter(product__parent=product, product__is_public=True).exists()
    return records.filter(product=product).exists()


def _has_harvest(product) -> bool:
    return Harvest.objects.filter(product=product).exists()
