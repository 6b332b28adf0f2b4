"""A seller shuts the shop for a while and opens it again. Only from open to paused and back: the desk's words stand above.

The day of opening again stands in the note of the change, which is never altered: the newest note of a pause counts.
"""

import logging
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .access import Acting, OutsideScope
from .changes import note_change
from .helping.models import Scope
from .models import Seller, SellerChange, State

PAUSE = "pause_shop"
logger = logging.getLogger(__name__)


class CannotPause(Exception):
    """The shop is not open, so there is nothing to pause; or the day is not after today."""


class CannotOpen(Exception):
    """The shop is not paused by its seller: preparing, suspended and closed shops are opened by the desk."""


def pause_shop(*, acting: Acting, until: date | None = None) -> None:
    """Nothing can be ordered from now on; orders that came before are finished. `until`: the day it opens by itself."""
    _must_be_allowed(acting)
    if until is not None and until <= timezone.localdate():
        raise CannotPause
    words = _("Paused the shop until %(day)s") % {"day": f"{until:%d/%m/%Y}"} if until else _("Paused the shop")
    action = f"{PAUSE} {until:%Y-%m-%d}" if until else PAUSE
    with transaction.atomic():
        _move(acting.seller, State.OPEN, State.PAUSED, CannotPause)
        note_change(acting, action, words)


def open_again(*, acting: Acting) -> None:
    _must_be_allowed(acting)
    with transaction.atomic():
        _move(acting.seller, State.PAUSED, State.OPEN, CannotOpen)
        note_change(acting, "open_shop", _("Opened the shop again"))


def paused_until(seller: Seller) -> date | None:
    """The day a paused shop opens by itself; None when nobody said. One query."""
    if seller.state != State.PAUSED:
        return None
    return _day_in(seller.changes.filter(action__startswith=PAUSE).values_list("action", flat=True).first())


def open_due(day: date | None = None) -> int:
    """Opens the shops whose pause is over. May run twice. Returns how many."""
    today, opened = day or timezone.localdate(), 0
    for seller in Seller.objects.filter(state=State.PAUSED):
        until = paused_until(seller)
        if until and until <= today:
            opened += _open_by_clock(seller)
    return opened


def _open_by_clock(seller: Seller) -> bool:
    """False when the shop was moved between looking and locking; the others open all the same."""
    try:
        with transaction.atomic():
            _move(seller, State.PAUSED, State.OPEN, CannotOpen)
            words = _("The shop opened again, as you said")
            SellerChange.objects.create(seller=seller, action="open_shop", words=words)
    except CannotOpen:
        logger.warning("Shop %s is no longer paused and was left as it is", seller.pk)
        return False
    return True


def _must_be_allowed(acting: Acting) -> None:
    if not acting.may(Scope.SHOP):
        raise OutsideScope


def _day_in(action: str | None) -> date | None:
    _pause, _space, day = (action or "").partition(" ")
    return date.fromisoformat(day) if day else None


def _move(seller: Seller, before: str, after: str, refusal: type[Exception]) -> None:
    """Under a lock: between looking and pressing the desk may have stopped the shop."""
    locked = Seller.objects.select_for_update(of=("self",)).with_place().get(pk=seller.pk)
    if locked.state != before:
        raise refusal
    locked.state = after
    locked.save(update_fields=["state", "search_text"])
    seller.state = after
