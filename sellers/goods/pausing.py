"""A pause for the season: off the shelf, back by itself on its day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.review.models import Shelf
from catalogue.review.standing import lock, move_to, state_of
from sellers.models import Seller, SellerChange

from ..access import Acting
from ..changes import note_change
from .owning import must_be_allowed

LONGEST = timedelta(days=400)
State = Shelf.State


class CannotPause(Exception):
    """Only what is on sale is paused, and only what is paused comes back."""


class BadDay(ValueError):
    """The message says which days are possible."""


def pause(*, acting: Acting, product, until: date | None = None) -> Shelf:
    """Off the shelf until the morning of `until`; without a day until somebody brings it back. Raises CannotPause, BadDay.

    Orders that were taken stay as they are; in a basket it is set aside.
    """
    must_be_allowed(acting, product)
    today = timezone.localdate()
    if until and not today < until <= today + LONGEST:
        raise BadDay(_("Choose a day from tomorrow on, within a year."))
    with transaction.atomic():
        product = lock(product)
        if state_of(product) not in (State.ON_SALE, State.PAUSED) or product.is_child:
            raise CannotPause
        shelf = move_to(product, State.PAUSED, paused_until=until)
        note_change(acting, "paused", _words(product, until))
        return shelf


def _words(product, until: date | None) -> str:
    if until is None:
        return _("%(title)s: paused") % {"title": product.title}
    return _("%(title)s: paused until %(day)s") % {"title": product.title, "day": date_format(until, "d/m/Y")}


def resume(*, acting: Acting, product) -> Shelf:
    """On sale again at once. Raises CannotPause."""
    must_be_allowed(acting, product)
    with transaction.atomic():
        product = lock(product)
        if state_of(product) != State.PAUSED:
            raise CannotPause
        shelf = move_to(product, State.ON_SALE)
        note_change(acting, "resumed", _("%(title)s: on sale again") % {"title": product.title})
        return shelf


def resume_due() -> int:
    """The sweep: what was paused until today or before is on sale again. Returns how many."""
    due = Shelf.objects.filter(state=State.PAUSED, paused_until__lte=timezone.localdate()).select_related("product")
    return sum(_resume(shelf.product) for shelf in due.order_by("pk"))


def _resume(product) -> bool:
    with transaction.atomic():
        product = lock(product)
        shelf = Shelf.objects.get(product=product)
        is_due = shelf.state == State.PAUSED and shelf.paused_until and shelf.paused_until <= timezone.localdate()
        if not is_due:
            return False  # somebody was faster
        move_to(product, State.ON_SALE)
        seller = Seller.objects.filter(partner__stockrecords__product__in=[product, *product.children.all()]).first()
        if seller:
            words = _("%(title)s: the season begins, on sale again") % {"title": product.title}
            SellerChange.objects.create(seller=seller, action="resumed", words=words[:300])
        return True
