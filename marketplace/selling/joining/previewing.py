"""A product before anybody sees it: the shop's own page of it, and a signed link that runs out."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.product_page import ProductPage, product_page
from catalogue.review.models import Shelf
from marketplace.legal.parameters import parameter
from sellers.models import Seller, State

SIGNER = TimestampSigner(sep=".", salt="selling.preview")
STOPPED = (State.SUSPENDED, State.CLOSED)
GONE = (Shelf.State.REMOVED, Shelf.State.BLOCKED)


def preview_link(product) -> str:
    """For the preview of this product and nothing else, as long as joining.preview_days says."""
    return settings.SITE_URL + reverse("selling:preview", args=[SIGNER.sign(str(product.pk))])


def days_open() -> timedelta:
    return timedelta(days=parameter("joining.preview_days", timezone.localdate()))


def last_day_of(key: str) -> date:
    """Until when a good key opens."""
    made_at = datetime.fromtimestamp(b62_decode(key.split(".")[1]), timezone.get_current_timezone())
    return made_at.date() + days_open()


def product_of_key(key: str):
    """The product of a key that is ours and young enough, unless it or its shop was stopped; else None."""
    try:
        pk = SIGNER.unsign(key, max_age=days_open())
    except BadSignature:
        return None
    product = get_model("catalogue", "Product").objects.filter(pk=pk).exclude(shelf__state__in=GONE).first()
    return product if product and not _is_stopped(product) else None


def preview_page(product, request) -> ProductPage | None:
    """The page as shoppers will see it; None for goods that may not be sold here."""
    return product_page(product.pk, request=request, is_private=True)


def _is_stopped(product) -> bool:
    sold_as = Q(partner__stockrecords__product=product) | Q(partner__stockrecords__product__parent=product)
    return Seller.objects.filter(sold_as, state__in=STOPPED).exists()
