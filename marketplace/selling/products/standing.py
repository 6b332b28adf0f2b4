"""Where a product stands, in words of a market: for whom it waits, and until when."""

from typing import NamedTuple

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.facts.models import is_alcohol
from catalogue.review.models import Shelf
from catalogue.review.standing import state_of

State = Shelf.State
GOOD, WARN, QUIET = "season", "warn", ""


class Standing(NamedTuple):
    """`tone` is the kind of a chip; `detail` says what happens next."""

    label: str
    tone: str
    detail: str = ""


def standing_of(product, *, seller, left: int | None, review=None) -> Standing:
    """`left`: how many can be sold, None where nobody counts; `review`: the one that waits, or None. No queries."""
    state = state_of(product)
    if state == State.ON_SALE:
        return _on_sale(product, seller, left)
    return {
        State.DRAFT: Standing(_("Draft"), QUIET, _("Only you see it.")),
        State.WAITING: Standing(_("With the desk"), QUIET, _waits(review)),
        State.SENT_BACK: Standing(_("Sent back"), WARN, _("Mend what the desk writes, then send it again.")),
        State.PAUSED: Standing(_("Paused"), QUIET, _paused(product)),
        State.BLOCKED: Standing(_("Blocked"), WARN, _("The desk took it off the shelf and says why.")),
        State.REMOVED: Standing(_("Taken off"), QUIET),
    }[state]


def _on_sale(product, seller, left: int | None) -> Standing:
    if is_alcohol(product) and not settings.ALCOHOL_ENABLED:
        return Standing(_("Not shown"), WARN, _("The province has not opened the sale of alcohol here."))
    if not seller.is_open:
        return Standing(_("Ready"), GOOD, _("On sale as soon as your shop is open."))
    if left == 0:
        return Standing(_("Sold out"), WARN, _("Press + when you have more."))
    return Standing(_("On sale"), GOOD)


def _waits(review) -> str:
    if review is None:
        return _("You hear from them soon.")
    return _("They answer by %(day)s.") % {"day": date_format(review.due_on, "d/m/Y")}


def _paused(product) -> str:
    until = product.shelf.paused_until
    if until is None:
        return _("Until you bring it back.")
    return _("Back by itself on %(day)s.") % {"day": date_format(until, "d/m/Y")}
