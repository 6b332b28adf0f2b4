"""The one approval that opens a shop, or the reason why not yet."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.review.models import Shelf
from sellers.models import Seller, State
from sellers.papers.applying import goods_of
from sellers.papers.checklist import why_not_ready
from sellers.papers.impartial import require_impartial

from .asking import NotReady
from .models import OpeningRequest
from .telling import tell_of_opened, tell_of_sent_back

OPEN_SELLERS = "opening.open_sellers"
ACCEPTED_SHELVES = (Shelf.State.ON_SALE, Shelf.State.PAUSED)


class AlreadyDecided(Exception):
    """Somebody else was quicker, or the seller took the request back."""


class NoReason(ValueError):
    """Sent back without a word."""


def open_shop(*, request: OpeningRequest, by) -> OpeningRequest:
    """Opens the shop: what was accepted is on sale from now.

    Raises PermissionDenied, papers.impartial.Partial, AlreadyDecided, NotReady. Locks seller, then request.
    """
    _require(by)
    with transaction.atomic():
        waiting = _lock(request, by)
        seller = waiting.seller
        if missing := why_not_open(seller):
            raise NotReady(missing)
        _close(waiting, OpeningRequest.Outcome.OPENED, by)
        seller.state, seller.opened_at = State.OPEN, seller.opened_at or waiting.decided_at
        seller.save()
        tell_of_opened(waiting)
    return waiting


def send_back(*, request: OpeningRequest, by, reason: str) -> OpeningRequest:
    """The seller reads exactly `reason`. Raises PermissionDenied, Partial, AlreadyDecided, NoReason."""
    _require(by)
    words = (reason or "").strip()
    if not words:
        raise NoReason(_("Say what the seller shall do: the reason is the message."))
    with transaction.atomic():
        waiting = _lock(request, by)
        waiting.reason = words
        _close(waiting, OpeningRequest.Outcome.SENT_BACK, by)
        tell_of_sent_back(waiting)
    return waiting


def why_not_open(seller) -> list[str]:
    """What keeps this shop from opening, a line each: papers, identity, and a listing that was accepted."""
    lines = why_not_ready(seller)
    return lines if has_accepted_listing(seller) else [*lines, _("Products: none has been accepted yet.")]


def has_accepted_listing(seller) -> bool:
    """A product the desk accepted; one without a place on the shelf was entered by the shop itself and counts when public."""
    keys = [one.product.pk for one in goods_of([seller])[seller.pk]]
    products = get_model("catalogue", "Product").objects.filter(pk__in=keys, is_public=True)
    shelves = dict(products.values_list("pk", "shelf__state"))
    return any(state is None or state in ACCEPTED_SHELVES for state in shelves.values())


def _require(by) -> None:
    if not by.has_perm(OPEN_SELLERS):
        raise PermissionDenied(OPEN_SELLERS)


def _lock(request: OpeningRequest, by) -> OpeningRequest:
    seller = Seller.objects.select_for_update().get(pk=request.seller_id)
    require_impartial(by, seller)
    waiting = OpeningRequest.objects.select_for_update().get(pk=request.pk)
    if waiting.outcome != OpeningRequest.Outcome.WAITING or seller.state != State.PREPARING:
        raise AlreadyDecided(waiting.get_outcome_display())
    waiting.seller = seller
    return waiting


def _close(request: OpeningRequest, outcome: str, by) -> None:
    request.outcome, request.decided_at, request.decided_by = outcome, timezone.now(), by
    request.save()
