"""Taking a product, or one pack, off for good. Its rows stay: orders, papers and the register speak of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.listing import faceting
from catalogue.review import sending
from catalogue.review.models import Shelf
from catalogue.review.standing import lock, move_to

from ..access import Acting
from ..changes import note_change
from .owning import must_be_allowed


class LastPack(Exception):
    """A product keeps at least one pack; to end it, the product itself is taken off."""


def remove(*, acting: Acting, product) -> Shelf:
    """Never deletes. What waits at the desk is taken back; in baskets it is set aside. `product` may be a pack: LastPack."""
    must_be_allowed(acting, product)
    with transaction.atomic():
        if product.is_child:
            return _remove_pack(acting, product)
        product = lock(product)
        sending.withdraw(product=product)
        shelf = move_to(product, Shelf.State.REMOVED)
        note_change(acting, "removed", _("%(title)s: taken off for good") % {"title": product.title})
        transaction.on_commit(faceting.forget)
        return shelf


def _remove_pack(acting: Acting, pack) -> Shelf:
    lock(pack.parent)  # two packs taken off at once would both think that the other stays
    pack = lock(pack)
    if not pack.parent.children.filter(is_public=True).exclude(pk=pack.pk).exists():
        raise LastPack
    shelf = move_to(pack, Shelf.State.REMOVED)
    note_change(acting, "pack_removed", _("%(title)s: this pack taken off") % {"title": pack.get_title()})
    transaction.on_commit(faceting.forget)
    return shelf
