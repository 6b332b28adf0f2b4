"""The OCOP classification as Oscar categories (six groups, 26 product sets), and Oscar's kinds of product."""

from collections import Counter

from oscar.core.loading import get_model
from oscar.core.utils import slugify

from catalogue.product_sets import groups, product_sets

GOODS, EXPERIENCE = "goods", "experience"
CLASSES = {
    GOODS: {"name": "Hàng hóa", "requires_shipping": True, "track_stock": True},
    EXPERIENCE: {"name": "Trải nghiệm và dịch vụ", "requires_shipping": False, "track_stock": False},
}


def load_categories() -> Counter:
    """Known by their code; the names of the decision win over edits, descriptions and pictures stay."""
    Category = get_model("catalogue", "Category")
    known = {category.code: category for category in Category.objects.exclude(code=None)}
    counts = Counter(created=0, updated=0, unchanged=0)
    for group in groups():
        root = known.get(group.code)
        counts[_settle(root, group)] += 1
        root = root or Category.add_root(name=group.name_vi, code=group.code, slug=slugify(group.name_vi))
        for product_set in (s for s in product_sets() if s.group == group.code):
            counts[_settle(known.get(product_set.code), product_set)] += 1
            if product_set.code not in known:
                # Each child needs the parent as it is now: treebeard counts children on the instance.
                root = Category.objects.get(pk=root.pk)
                root.add_child(name=product_set.name_vi, code=product_set.code, slug=slugify(product_set.name_vi)[:250])
    return counts


def _settle(category, source) -> str:
    if category is None:
        return "created"
    if category.name == source.name_vi:
        return "unchanged"
    category.name = source.name_vi
    category.save(update_fields=["name"])
    return "updated"


def load_product_classes() -> Counter:
    ProductClass = get_model("catalogue", "ProductClass")
    counts = Counter(created=0, updated=0, unchanged=0)
    for slug, wanted in CLASSES.items():
        stored = ProductClass.objects.filter(slug=slug).first()
        if stored is None:
            ProductClass.objects.create(slug=slug, **wanted)
            counts["created"] += 1
        else:
            counts["unchanged"] += 1
    return counts
