"""Where a product stands on the shelf, and what that means for it."""

from django.utils import timezone

from catalogue.listing.refreshing import refresh_soon

from .models import Shelf

State = Shelf.State
# Not yet looked at as a whole: every change counts at once in the draft, and the whole goes to the desk.
WHOLE = (State.DRAFT, State.WAITING, State.SENT_BACK, State.BLOCKED)
# Looked at: the old version stays on sale, or comes back with the season, while a change waits.
LOOKED_AT = (State.ON_SALE, State.PAUSED)


def state_of(product) -> str:
    """Of a product or a pack. One that the shop entered has no row: it is on sale when it is public."""
    shelf = getattr(product, "shelf", None)
    if shelf is not None:
        return shelf.state
    return State.ON_SALE if product.is_public else State.DRAFT


def waits_whole(product) -> bool:
    return state_of(product) in WHOLE


def move_to(product, state: str, *, reason: str = "", paused_until=None) -> Shelf:
    """Stored with what follows from it: only what is on sale is public. Call in a transaction that holds the product."""
    values = {"state": state, "reason": reason, "paused_until": paused_until, "changed_at": timezone.now()}
    shelf, _made = Shelf.objects.update_or_create(product=product, defaults=values)
    product.shelf = shelf
    is_public = state == State.ON_SALE
    if product.is_public != is_public:
        product.is_public = is_public
        type(product).objects.filter(pk=product.pk).update(is_public=is_public)
    refresh_soon(product.pk, product.parent_id)
    return shelf


def lock(product):
    """The product as it is now, held until the transaction ends; its shelf is read anew."""
    return type(product).objects.select_for_update(no_key=True).get(pk=product.pk)
