"""Pictures of a product: added, put first, taken away. They go live at once."""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.listing import faceting
from catalogue.pictures.storing import delete_picture, store_renditions

from ..access import Acting
from ..changes import note_change
from .kept_pictures import KeptPicture
from .owning import must_be_allowed
from .shrinking import shrunk

MOST_PICTURES = 8


class TooManyPictures(ValidationError):
    """A product shows so many at most."""


class NoSuchPicture(Exception):
    """The product has no picture of this number: perhaps it was taken away on another phone."""


def store_picture(picture) -> str:
    """The name of a stored picture with its renditions. Outside any transaction: the store may be across the network.

    `picture` is a file, or a KeptPicture that was checked before. Raises ValidationError for what is no picture.
    """
    content = picture.content() if isinstance(picture, KeptPicture) else shrunk(picture)
    name = default_storage.save(f"products/{timezone.localdate():%Y/%m}/{content.name}", content)
    store_renditions(name)
    return name


def add_picture(*, acting: Acting, product, picture):
    """The ProductImage, last of the row. Raises TooManyPictures, ValidationError."""
    must_be_allowed(acting, product)
    name = store_picture(picture)
    try:
        with transaction.atomic():
            _lock(product)
            image = attach_picture(product, name)
            note_change(acting, "picture_added", _("%(title)s: a picture added") % {"title": product.title})
    except Exception:
        delete_picture(name)
        raise
    if isinstance(picture, KeptPicture):
        picture.forget()
    return image


def attach_picture(product, name: str):
    """For the open transaction of who stored the picture. Raises TooManyPictures."""
    images = product.images.all()
    if images.count() >= MOST_PICTURES:
        raise TooManyPictures(_("A product shows %(most)d pictures at most.") % {"most": MOST_PICTURES})
    last = images.order_by("-display_order").values_list("display_order", flat=True).first()
    made = get_model("catalogue", "ProductImage").objects.create(
        product=product, original=name, display_order=0 if last is None else last + 1
    )
    transaction.on_commit(faceting.forget)
    return made


def remove_picture(*, acting: Acting, product, pk: int) -> None:
    """The file follows when the change is certain, unless a copy of the product shows it too. Raises NoSuchPicture."""
    must_be_allowed(acting, product)
    with transaction.atomic():
        _lock(product)
        image = _picture(product, pk)
        image.delete()
        note_change(acting, "picture_removed", _("%(title)s: a picture taken away") % {"title": product.title})
        transaction.on_commit(faceting.forget)


def put_first(*, acting: Acting, product, pk: int) -> None:
    """This picture stands first: on the card and on the page. Raises NoSuchPicture."""
    must_be_allowed(acting, product)
    with transaction.atomic():
        _lock(product)
        first = _picture(product, pk)
        others = [image for image in product.images.order_by("display_order", "pk") if image.pk != first.pk]
        for place, image in enumerate([first, *others]):
            if image.display_order != place:
                image.display_order = place
                image.save(update_fields=["display_order"])
        note_change(acting, "picture_first", _("%(title)s: another picture first") % {"title": product.title})
        transaction.on_commit(faceting.forget)


def _lock(product) -> None:
    get_model("catalogue", "Product").objects.select_for_update(no_key=True).get(pk=product.pk)


def _picture(product, pk: int):
    image = product.images.filter(pk=pk).first()
    if image is None:
        raise NoSuchPicture(pk)
    return image
