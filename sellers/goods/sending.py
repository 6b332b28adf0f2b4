"""A seller sends a product to the desk, or takes it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.review import sending
from catalogue.review.models import ProductReview

from ..access import Acting
from ..changes import note_change
from .owning import must_be_allowed


class NothingWaits(Exception):
    """It may just have been decided."""


def send_whole(*, acting: Acting, product) -> ProductReview:
    """Raises what catalogue.review.sending.send raises."""
    must_be_allowed(acting, product)
    with transaction.atomic():
        review = sending.send(product=product, by=acting.person)
        note_change(acting, "sent", _("%(title)s: sent to the desk") % {"title": product.title})
        return review


def take_back(*, acting: Acting, product) -> ProductReview:
    """Raises NothingWaits."""
    must_be_allowed(acting, product)
    with transaction.atomic():
        review = sending.withdraw(product=product)
        if review is None:
            raise NothingWaits
        note_change(acting, "taken_back", _("%(title)s: taken back from the desk") % {"title": product.title})
        return review
