"""Several sizes of one product. The first product turns into a page with packs: its address, papers, pictures and baskets stay.

Turning: the product keeps its row and becomes the page; what was sold so far becomes its first pack, which takes over the
very stock record (open orders give back and hand over their stock through it) and the lines of baskets. Order lines are
history and keep pointing at the page.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import translation
from django.utils.translation import gettext as _
from oscar.core.loading import get_model
from oscar.core.utils import slugify

from catalogue.facts.models import ProductFacts, Unit
from catalogue.listing import faceting
from catalogue.listing.refreshing import refresh_soon
from catalogue.review import fields as reviewed
from catalogue.review import wording
from catalogue.review.models import FieldChange, ProductReview, Shelf
from catalogue.review.sending import WordsStop, withdraw
from catalogue.review.standing import lock
from marketplace.money import format_dong

from ..access import Acting
from ..changes import note_change
from .making import LARGEST_QUANTITY, LARGEST_STOCK, BadProduct, likely_gross_weight, offer
from .owning import must_be_allowed
from .prices import HIGHEST, LOWEST

MOST_PACKS = 8


def packs_of(product) -> list:
    """What can be put in a basket: the packs that are not taken off, the smallest first; the product itself without packs."""
    if not product.is_parent:
        return [product]
    packs = product.children.exclude(shelf__state=Shelf.State.REMOVED).select_related("facts", "parent__product_class")
    return list(packs.prefetch_related("stockrecords").order_by("facts__unit", "facts__net_quantity", "pk"))


def add_pack(
    *, acting: Acting, product, net_quantity: int, unit, price: int, stock: int = 0, pack_text: str = "",
    gross_weight_g: int | None = None,
):  # fmt: skip
    """The new pack, live at once where the product is. Raises BadProduct, WordsStop."""
    must_be_allowed(acting, product)
    if getattr(product, "experience", None) is not None:
        raise BadProduct({"pack": _("A visit is sold by its days and times, not in packs.")})
    pack_text = _checked(product, net_quantity, unit, price, stock, pack_text)
    with transaction.atomic():
        _hold_baskets(product)
        product = lock(product)
        if product.is_standalone:
            _turn_into_page(product)
        _check_new(product, net_quantity, unit, pack_text)
        facts = _label_of(product)
        facts.net_quantity, facts.unit, facts.pack_text = net_quantity, unit, pack_text
        facts.gross_weight_g = gross_weight_g or likely_gross_weight(net_quantity, unit)
        facts.length_cm = facts.width_cm = facts.height_cm = 0
        pack = _create_pack(product, facts)
        offer(pack, acting.seller, price, stock)
        refresh_soon(product.pk)
        transaction.on_commit(faceting.forget)
        words = {"title": pack.title, "price": format_dong(price)}
        note_change(acting, "pack_added", _("%(title)s: a new pack for %(price)s") % words)
        return pack


def _checked(product, net_quantity, unit, price, stock, pack_text) -> str:
    errors = {}
    if unit not in Unit.values:
        errors["unit"] = _("Choose how it is sold.")
    if not (isinstance(net_quantity, int) and 1 <= net_quantity <= LARGEST_QUANTITY):
        errors["net_quantity"] = _("Say how much one pack holds.")
    if not (isinstance(price, int) and LOWEST <= price <= HIGHEST):
        errors["price"] = _("The price is out of bounds.")
    if not (isinstance(stock, int) and 0 <= stock <= LARGEST_STOCK):
        errors["stock"] = _("Say how many you have, at most %(most)d.") % {"most": LARGEST_STOCK}
    try:
        pack_text = reviewed.tidy({"pack_text": pack_text})["pack_text"]
    except reviewed.BadField as error:
        errors |= error.errors
    if errors:
        raise BadProduct(errors)
    # Nobody looks at the words of a pack before they are shown, so praise stops here as well.
    findings = wording.check({"pack_text": pack_text}, product=product)
    if findings:
        raise WordsStop(findings)
    return pack_text


def _hold_baskets(product) -> None:
    """Before the product and the stock: placing an order holds its basket first, then takes the stock."""
    Basket = get_model("basket", "Basket")
    open_ones = Basket.objects.filter(lines__product=product).exclude(status=Basket.SUBMITTED)
    ids = sorted(set(open_ones.values_list("pk", flat=True)))
    list(Basket.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def _turn_into_page(product) -> None:
    Product = get_model("catalogue", "Product")
    product.structure = Product.PARENT
    Product.objects.filter(pk=product.pk).update(structure=Product.PARENT)
    first = _create_pack(product, _label_of(product))
    records = get_model("partner", "StockRecord").objects.filter(product=product)
    list(records.select_for_update().order_by("pk").values_list("pk"))
    records.update(product=first)
    _move_basket_lines(product, first)
    # A size that waits at the desk is one of the first pack now; sizes of packs are not changed but added.
    sizes = FieldChange.objects.filter(review__product=product, review__state=ProductReview.State.WAITING)
    deleted, _rows = sizes.filter(field__in=reviewed.OF_ONE_PACK).delete()
    if deleted and not sizes.exists():
        withdraw(product=product)  # nothing is left to decide on


def _move_basket_lines(product, first) -> None:
    """With Oscar's reference, so that adding the same pack again finds the line. Submitted baskets are history."""
    Basket = get_model("basket", "Basket")
    lines = get_model("basket", "Line").objects.filter(product=product).exclude(basket__status=Basket.SUBMITTED)
    lines.update(product=first, line_reference=Concat(Value(f"{first.pk}_"), F("stockrecord_id")))


def _label_of(product) -> ProductFacts:
    """A new row with the label that is the same for all packs."""
    facts = ProductFacts.objects.get(product=product)
    facts.pk = None
    facts._state.adding = True
    return facts


def _create_pack(product, facts: ProductFacts):
    with translation.override(settings.LANGUAGE_CODE):  # names are stored in the language of the shop
        title = f"{product.title}, {facts.quantity_text}"[:255]
    pack = get_model("catalogue", "Product").objects.create(
        structure="child", parent=product, title=title, slug=slugify(title)[:255], is_public=True
    )
    facts.product = pack
    facts.save(force_insert=True)
    return pack


def _check_new(product, net_quantity, unit, pack_text) -> None:
    packs = packs_of(product)
    if len(packs) >= MOST_PACKS:
        raise BadProduct({"pack": _("A product has %(most)d packs at most.") % {"most": MOST_PACKS}})
    known = {(pack.facts.net_quantity, pack.facts.unit, pack.facts.pack_text) for pack in packs}
    if (net_quantity, unit, pack_text) in known:
        raise BadProduct({"pack": _("This pack is there already. Change its price or stock instead.")})
