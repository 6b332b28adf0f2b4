"""What waits at the desk in the demo: a suspension, changes to listings, certificates that run out."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate, Level, State, end_of_validity
from catalogue.review.models import ProductReview
from sellers.goods.changing import change
from sellers.models import Seller
from sellers.opening.models import Suspension
from sellers.opening.suspending import suspend, take_effect_due

from .certifying import DEMO_ISSUER
from .clock import at
from .dossiers import STAFF
from .joining import acting_for, days_ago, shop, who
from .selling import counted

VALID = relativedelta(months=36)


def suspend_shop(row: dict):
    return counted([row], _suspend)


def _suspend(row: dict) -> bool:
    """Notice was given, and its days are over."""
    seller = shop(row["shop"])
    if Suspension.objects.filter(seller=seller).exists():
        return False
    with at(days_ago(row["days"])):
        kind = Suspension.Kind.NOTICE
        placed = suspend(seller=seller, by=who(STAFF), kind=kind, ground=row["ground"], reason=row["reason"])
    with at(placed.effective_at):
        take_effect_due()
    return True


def send_changes(rows: list[dict]):
    return counted(rows, _send)


def _send(row: dict) -> bool:
    product = get_model("catalogue", "Product").objects.get(upc=row["product"])
    if ProductReview.objects.filter(product=product).exists():
        return False
    with at(days_ago(row["days"])):
        change(acting=acting_for(row["shop"]), product=product, fields=row["fields"])
    return True


def end_certificates(rows: list[dict]):
    return counted(rows, _end)


def _end(row: dict) -> bool:
    """Issued so long ago that so many days are left."""
    reference = f"{row['product'][:36]}-het-han"
    if Certificate.objects.filter(reference=reference).exists():
        return False
    product = get_model("catalogue", "Product").objects.get(upc=row["product"])
    seller = _seller_of(product)
    issued_on = _issued_on(timezone.localdate() + timedelta(days=row["left"]))
    Certificate.objects.create(
        product=product,
        reference=reference,
        product_name=f"{product.title} (minh họa)",
        producer_name=seller.name,
        product_set=product.categories.first().code,
        commune=seller.commune,
        province=seller.commune.province,
        number=f"DEMO-{row['product'].removeprefix('demo-')}-hh",
        issuer=DEMO_ISSUER,
        level=Level.PROVINCE,
        stars=row["stars"],
        issued_on=issued_on,
        valid_until=end_of_validity(issued_on),
        state=State.ACTIVE,
        is_demo=True,
    )
    return True


def _issued_on(until):
    """The day from which 36 months last until about then: months have different lengths."""
    issued_on = until - VALID
    while end_of_validity(issued_on) > until:
        issued_on -= timedelta(days=1)
    return issued_on


def _seller_of(product) -> Seller:
    records = get_model("partner", "StockRecord").objects.filter(product=product)
    return Seller.objects.with_place().get(partner__in=records.values("partner"))
