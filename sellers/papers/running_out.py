"""Certificates and papers that run out: who is to be told, and the warnings 90, 60 and 30 days before, each once."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate, Paper
from marketplace.legal.parameters import parameter
from sellers.models import Seller, State

from .messages import tell
from .models import Submission

# The nearest first: a paper that is found late gets the one warning that fits.
STEPS = ("certificates.last_warning_days", "certificates.second_warning_days", "certificates.first_warning_days")
NAME_OF_CERTIFICATE = "Giấy chứng nhận OCOP"
Sent = Submission.State


def warning_days(day: date) -> list[int]:
    """30, 60, 90: so many days before the end a warning goes out."""
    return [parameter(code, day) for code in STEPS]


# --- What runs out within so many days, for the desk ------------------------------------------------
def certificates_running_out(days: int, day: date | None = None) -> QuerySet[Certificate]:
    """Of products here, still valid, nearest end first; not where a certificate that is valid longer follows."""
    day, last = _span(days, day)
    later = Certificate.objects.valid_on(day).filter(product=OuterRef("product"), last_shown_on__gt=last)
    ending = Certificate.objects.valid_on(day).filter(product__isnull=False, last_shown_on__lte=last)
    return ending.filter(~Exists(later)).select_related("product", "commune").order_by("last_shown_on", "pk")


def product_papers_running_out(days: int, day: date | None = None) -> QuerySet[Paper]:
    """Checked papers of products, nearest end first; not where one of the same kind is valid longer."""
    day, last = _span(days, day)
    valid = Paper.objects.valid_on(day)
    longer = valid.filter(Q(valid_until=None) | Q(valid_until__gt=last))
    longer = longer.filter(product=OuterRef("product"), kind=OuterRef("kind"))
    return valid.filter(~Exists(longer), valid_until__lte=last).select_related("product").order_by("valid_until", "pk")


def submissions_running_out(days: int, day: date | None = None) -> QuerySet[Submission]:
    """Accepted papers of sellers, nearest end first; what entered a certificate or a product's paper is counted there."""
    day, last = _span(days, day)
    ending = _without_successor().filter(certificate=None, product_paper=None)
    return ending.filter(valid_until__range=(day, last))


def submissions_run_out(day: date | None = None) -> QuerySet[Submission]:
    """Needed papers that are over and have no successor: a queue of the desk, no suspension by itself."""
    day = day or timezone.localdate()
    needed = _without_successor().filter(requirement__is_mandatory=True, requirement__is_active=True)
    return needed.filter(valid_until__lt=day).exclude(seller__state=State.CLOSED)


def _without_successor() -> QuerySet[Submission]:
    """Accepted, and no newer one of the same kind is accepted or with the desk."""
    same = Submission.objects.filter(seller=OuterRef("seller"), requirement=OuterRef("requirement"))
    newer = same.filter(sent_at__gt=OuterRef("sent_at"), state__in=(Sent.SENT, Sent.ACCEPTED))
    of_seller = Q(product=None) & ~Exists(newer.filter(product=None))
    of_product = Q(product__isnull=False) & ~Exists(newer.filter(product=OuterRef("product")))
    accepted = Submission.objects.filter(of_seller | of_product, state=Sent.ACCEPTED)
    return accepted.select_related("seller", "requirement", "product").order_by("valid_until", "pk")


def _span(days: int, day: date | None) -> tuple[date, date]:
    day = day or timezone.localdate()
    return day, day + timedelta(days=days)


# --- Warnings ---------------------------------------------------------------------------------------
def warn_due(day: date | None = None) -> int:
    """Tells sellers what runs out: each paper 90, 60 and 30 days before its end, each step once.

    An end that was moved is told anew. Counts the papers.
    """
    day = day or timezone.localdate()
    steps, count = warning_days(day), 0
    for seller, kind, pk, name, until in _ending(max(steps), day):
        step = min(days for days in steps if days >= (until - day).days)
        context = {"paper": name, "until": until, "days": (until - day).days}
        tell(seller, "paper_runs_out", context, key=f"{kind}:{pk}:{until:%Y%m%d}:{step}")
        count += 1
    return count


def _ending(days: int, day: date) -> Iterator[tuple]:
    certificates = list(certificates_running_out(days, day))
    papers = list(product_papers_running_out(days, day))
    owners = sellers_of_products({row.product_id for row in (*certificates, *papers)})
    for one in certificates:
        if one.product_id in owners:
            yield (
                owners[one.product_id],
                "certificate",
                one.pk,
                f"{NAME_OF_CERTIFICATE}: {one.product.title}",
                one.last_day,
            )
    for one in papers:
        if one.product_id in owners:
            yield (
                owners[one.product_id],
                "paper",
                one.pk,
                f"{one.get_kind_display()}: {one.product.title}",
                one.valid_until,
            )
    for one in submissions_running_out(days, day).exclude(seller__state=State.CLOSED):
        yield one.seller, "submission", one.pk, one.requirement.name, one.valid_until


def sellers_of_products(product_ids) -> dict[int, Seller]:
    """Who sells each product, by its own stock or that of its packs; closed shops are left out. Two queries."""
    rows = get_model("partner", "StockRecord").objects.filter(
        Q(product__in=product_ids) | Q(product__parent__in=product_ids)
    )
    partner_of = {
        parent if parent in product_ids else own: partner
        for own, parent, partner in rows.values_list("product_id", "product__parent_id", "partner_id")
    }
    known = Seller.objects.filter(partner__in=set(partner_of.values())).exclude(state=State.CLOSED)
    by_partner = {seller.partner_id: seller for seller in known}
    return {pk: by_partner[partner] for pk, partner in partner_of.items() if partner in by_partner}
