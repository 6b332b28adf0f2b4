"""The fields of a product that the desk looks at before shoppers read them: what they are, read, checked and written."""

from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.facts.models import OriginKind, ProductFacts, Storage, Unit
from catalogue.product_sets import UnknownProductSet, product_set, set_name
from marketplace.folding import clean
from marketplace.places.models import Commune

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINE, LONGEST_PACK = 120, 4_000, 200, 60
LONGEST_SHELF_LIFE = 3_650
LARGEST_QUANTITY = 1_000_000
VISITS = "VI"
CLASSES = {True: ("experience", "Trải nghiệm và dịch vụ"), False: ("goods", "Hàng hóa")}

LABELS = {
    "title": gettext_lazy("Name"),
    "description": gettext_lazy("What is special about it"),
    "set_code": gettext_lazy("Kind of product"),
    "ingredients": gettext_lazy("Ingredients"),
    "how_to_use": gettext_lazy("How to use"),
    "how_to_keep": gettext_lazy("How to keep"),
    "warnings": gettext_lazy("Take care"),
    "shelf_life_days": gettext_lazy("Shelf life in days"),
    "storage": gettext_lazy("Keep it"),
    "origin_kind": gettext_lazy("Where it comes from"),
    "origin": gettext_lazy("Commune of origin"),
    "is_alcohol": gettext_lazy("Alcoholic drink"),
    "net_quantity": gettext_lazy("How much one holds"),
    "unit": gettext_lazy("Counted in"),
    "pack_text": gettext_lazy("Pack in words"),
    "other_names": gettext_lazy("Other names"),
    "title_en": gettext_lazy("Name in English"),
    "summary_en": gettext_lazy("In English"),
}
REVIEWED = tuple(LABELS)
TEXTS = ("title", "description", "ingredients", "how_to_use", "how_to_keep", "warnings", "pack_text", "other_names",
         "title_en", "summary_en")  # fmt: skip
LONGEST = {"title": LONGEST_TITLE, "pack_text": LONGEST_PACK, "other_names": LONGEST_LINE, "title_en": LONGEST_LINE}
MANY_LINES = {"description", "ingredients", "how_to_use", "how_to_keep", "warnings", "summary_en"}
CHOICES = {"storage": Storage, "origin_kind": OriginKind, "unit": Unit}
# What a pack has of its own; everything else is the same for all packs of a product.
OF_ONE_PACK = ("net_quantity", "unit", "pack_text")
OF_FACTS = tuple(name for name in REVIEWED if name not in ("title", "description", "set_code"))


class BadField(ValueError):
    """`errors`: field -> what is wrong."""

    def __init__(self, errors: dict[str, str]):
        self.errors = errors
        super().__init__(errors)


def current(product) -> dict:
    """What stands now, as values that JSON holds. Of a product with packs the shared label; packs have their sizes."""
    facts = ProductFacts.objects.filter(product=product).first()
    values = {"title": product.title, "description": product.description, "set_code": set_of(product)}
    names = [name for name in OF_FACTS if not (product.is_parent and name in OF_ONE_PACK)]
    stored = {name: getattr(facts, "origin_id" if name == "origin" else name) for name in names} if facts else {}
    return values | stored


def set_of(product) -> str:
    """The product set of a product, "" while nobody said it."""
    found = get_model("catalogue", "ProductCategory").objects.filter(product=product).order_by("pk")
    return found.values_list("category__code", flat=True).first() or ""


def is_other_than_visit(product, code: str) -> bool:
    """Whether this set would make goods of a product that is sold by its times: it stays a visit, and a service for taxes."""
    return bool(code) and not code.startswith(f"{VISITS}.") and getattr(product, "experience", None) is not None


def tidy(values: dict) -> dict:
    """Checked and in one spelling. Raises BadField for what no product can have, and for a field that is not reviewed."""
    errors, tidied = {}, {}
    for name, value in values.items():
        try:
            tidied[name] = _tidy_one(name, value)
        except ValueError as error:
            errors[name] = str(error)
    if errors:
        raise BadField(errors)
    return tidied


def _tidy_one(name: str, value):
    if name not in LABELS:
        raise ValueError(_("This is not a field of a product."))
    if name in TEXTS:
        return _tidy_text(name, value)
    if name in CHOICES:
        if value not in CHOICES[name].values:
            raise ValueError(_("Choose one of the answers."))
        return str(value)
    if name == "is_alcohol":
        return bool(value)
    if name == "set_code":
        return _tidy_set(value)
    if name == "origin":
        return _tidy_origin(value)
    return _tidy_number(name, value)


def _tidy_text(name: str, value) -> str:
    lines = [clean(line) for line in str(value or "").splitlines()] if name in MANY_LINES else [clean(str(value or ""))]
    text = "\n".join(lines).strip()
    longest = LONGEST.get(name, LONGEST_TEXT)
    if len(text) > longest:
        raise ValueError(_("This is too long: at most %(most)d letters.") % {"most": longest})
    if "<" in text or ">" in text:
        raise ValueError(_("Write it without < and >."))
    return text


def _tidy_set(value) -> str:
    try:
        return product_set(value).code if value else ""
    except UnknownProductSet:
        raise ValueError(_("Choose one of the answers.")) from None


def _tidy_origin(value) -> str | None:
    code = getattr(value, "pk", value) or None
    if code is not None and not Commune.objects.filter(pk=code).exists():
        raise ValueError(_("Choose the commune from the list."))
    return code


def _tidy_number(name: str, value) -> int | None:
    if value in (None, "") and name == "shelf_life_days":
        return None
    most = LONGEST_SHELF_LIFE if name == "shelf_life_days" else LARGEST_QUANTITY
    if not isinstance(value, int) or not 1 <= value <= most:
        raise ValueError(_("Type a whole number from 1 to %(most)d.") % {"most": most})
    return value


def apply(product, values: dict) -> None:
    """Write tidied values, for all packs alike. Call in a transaction; the listing hears of it by itself.

    A visit stays one: a set outside VI that was asked for before it became one is left out.
    """
    if is_other_than_visit(product, values.get("set_code") or ""):
        values = {name: value for name, value in values.items() if name != "set_code"}
    if "title" in values or "description" in values:
        _apply_to_page(product, values)
    if values.get("set_code"):
        _apply_set(product, values["set_code"])
        values = values | ({"is_alcohol": True} if product_set(values["set_code"]).is_alcohol else {})
    of_facts = {name: value for name, value in values.items() if name in OF_FACTS}
    if of_facts:
        _apply_to_facts(product, of_facts)


def _apply_to_page(product, values: dict) -> None:
    before = product.title
    for name in ("title", "description"):
        setattr(product, name, values.get(name, getattr(product, name)))
    if not product.is_public and product.title != before:
        product.slug = ""  # nobody knows the address yet: it follows the name
    product.save()
    if product.title == before:
        return
    for pack in product.children.all():
        if pack.title.startswith(before):
            pack.title = (product.title + pack.title.removeprefix(before))[:255]
            pack.save()


def _apply_set(product, code: str) -> None:
    """The product set, and with it whether it is goods or a visit."""
    Category = get_model("catalogue", "Category")
    category = Category.objects.filter(code=code).first()
    if category is None:  # a shop without its reference data yet
        category = Category.add_root(name=product_set(code).name_vi, code=code)
    get_model("catalogue", "ProductCategory").objects.filter(product=product).delete()
    get_model("catalogue", "ProductCategory").objects.create(product=product, category=category)
    if getattr(product, "experience", None) is None:  # the places of a visit stay counted
        product.product_class = class_of(code)
    product.save()


def class_of(set_code: str):
    """Goods are counted and sent; visits are neither."""
    is_visit = set_code.startswith(VISITS)
    slug, name = CLASSES[is_visit]
    classes = get_model("catalogue", "ProductClass").objects
    known = classes.filter(Q(slug=slug) | Q(name=name)).order_by("pk").first()
    options = {"track_stock": not is_visit, "requires_shipping": not is_visit}
    return known or classes.get_or_create(slug=slug, defaults={"name": name, **options})[0]  # another may be first


def _apply_to_facts(product, values: dict) -> None:
    known = list(ProductFacts.objects.filter(product=product))
    if product.is_parent:
        known += ProductFacts.objects.filter(product__parent=product)
        values = {name: value for name, value in values.items() if name not in OF_ONE_PACK}
    for facts in known:
        for name, value in values.items():
            setattr(facts, "origin_id" if name == "origin" else name, value)
        facts.save()


def shown(name: str, value) -> str:
    """A value in words, for the pages of the seller and of the desk."""
    if value in (None, ""):
        return "—"
    if name in CHOICES:
        return str(CHOICES[name](value).label) if value in CHOICES[name].values else str(value)
    if name == "is_alcohol":
        return _("yes") if value else _("no")
    if name == "set_code":
        return set_name(value, get_language() or "vi")
    if name == "origin":
        commune = Commune.objects.select_related("province").filter(pk=value).first()
        return f"{commune.name}, {commune.province.short_name}" if commune else str(value)
    return str(value)
