"""A new product: a draft with its facts, price and stock. Nothing of it is public."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.facts.models import ProductFacts, Unit
from catalogue.pictures.storing import delete_picture
from catalogue.review.fields import BadField, apply, class_of, tidy
from catalogue.review.models import Shelf
from marketplace.folding import clean

from ..access import Acting
from ..changes import note_change
from .kept_pictures import KeptPicture
from .owning import must_be_allowed
from .pictures import attach_picture, store_picture
from .prices import HIGHEST, LOWEST

SHORTEST_TITLE, LONGEST_TITLE = 3, 120
LARGEST_QUANTITY = 1_000_000
LARGEST_STOCK = 100_000


class BadProduct(Exception):
    """`errors`: field -> what is wrong and what to do. Nothing was saved."""

    def __init__(self, errors: dict[str, str]):
        self.errors = errors
        super().__init__(errors)


def make_product(
    *, acting: Acting, title: str, price: int, net_quantity: int, unit, pack_text="", picture=None, stock=0, **label
):
    """A draft of the seller's. `price` in whole dong; `picture` a file or a KeptPicture; `label`: catalogue.review.fields.

    The product set is `set_code` in the label, and may follow later. Raises BadProduct.
    """
    must_be_allowed(acting)
    title = check_title(title)
    errors = _errors(price, net_quantity, unit, stock)
    try:
        values = tidy({"pack_text": pack_text, **label})
    except BadField as error:
        errors |= error.errors
    if errors:
        raise BadProduct(errors)
    name = _stored(picture)
    try:
        with transaction.atomic():
            size = {"net_quantity": net_quantity, "unit": unit}
            product = _create(acting.seller, title, price, stock, size, values)
            if name:
                attach_picture(product, name)
            note_change(acting, "product_made", _("%(title)s: made as a draft") % {"title": title})
    except Exception:
        if name:
            delete_picture(name)
        raise
    if isinstance(picture, KeptPicture):
        picture.forget()
    return product


def check_title(title: str) -> str:
    """As it is kept. Raises BadProduct."""
    title = clean(title)
    if len(title) < SHORTEST_TITLE:
        raise BadProduct({"title": _("Say what it is, for example: dried snakehead fish.")})
    if len(title) > LONGEST_TITLE:
        raise BadProduct({"title": _("The name is too long: at most %(most)d letters.") % {"most": LONGEST_TITLE}})
    if "<" in title or ">" in title:
        raise BadProduct({"title": _("A name has no < or > in it.")})
    return title


def _errors(price, net_quantity, unit, stock) -> dict[str, str]:
    errors = {}
    if not (isinstance(price, int) and LOWEST <= price <= HIGHEST):
        errors["price"] = _("The price is out of bounds.")
    if unit not in Unit.values:
        errors["unit"] = _("Choose how it is sold.")
    if not (isinstance(net_quantity, int) and 1 <= net_quantity <= LARGEST_QUANTITY):
        errors["net_quantity"] = _("Say how much one pack holds.")
    if not (isinstance(stock, int) and 0 <= stock <= LARGEST_STOCK):
        errors["stock"] = _("Say how many you have, at most %(most)d.") % {"most": LARGEST_STOCK}
    return errors


def _stored(picture) -> str:
    if picture is None:
        return ""
    try:
        return store_picture(picture)
    except ValidationError as error:
        raise BadProduct({"picture": " ".join(error.messages)}) from error


def _create(seller, title, price, stock, size, values):
    """Called with checked values, in a transaction."""
    Product = get_model("catalogue", "Product")
    product = Product.objects.create(
        structure=Product.STANDALONE, title=title, product_class=class_of(values.get("set_code", "")), is_public=False
    )
    values = {"origin": seller.commune_id} | values
    ProductFacts.objects.create(product=product, gross_weight_g=likely_gross_weight(**size), **size)
    Shelf.objects.create(product=product)
    offer(product, seller, price, stock)
    apply(product, values)
    return Product.objects.get(pk=product.pk)  # with the facts as they are stored


def offer(product, seller, price: int, stock: int):
    """The price and stock of what can be put in a basket."""
    return get_model("partner", "StockRecord").objects.create(
        product=product,
        partner_id=seller.partner_id,
        partner_sku=f"{product.pk}-{get_random_string(6).lower()}",
        price_currency="VND",
        price=price,
        num_in_stock=stock,
    )


def likely_gross_weight(net_quantity: int, unit: str) -> int:
    """Grams with packing, until the seller says better: delivery is dearer for heavy goods, so it is never nothing."""
    if unit == Unit.PIECE:
        return 500
    return round(net_quantity * 1.15) + 50
