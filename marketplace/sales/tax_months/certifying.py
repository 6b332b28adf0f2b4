"""The yearly certificate of what was withheld from a seller (T-10), and the figures to claim some of it back (T-11)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Sum

from marketplace.charges.year_end import YearEnd, year_end
from marketplace.sales.querysets import signed
from sellers.models import Seller

from .keeping import keep, store
from .models import FileKind, TaxPeriod, WithholdingCertificate
from .months import months_of_year
from .papers import certificate_pdf
from .reckoning import withheld_entries


class NothingWithheld(LookupError):
    """This seller made no sale in the year that tax is withheld from."""


class MonthsOpen(ValueError):
    """Months of the year with sales are not closed yet; they are named."""


@dataclass(frozen=True)
class YearOfSeller:
    """Dong, returns taken off. `months`: month -> (base, VAT, income tax), only those with a sale or a return."""

    seller: Seller
    year: int
    months: dict[str, tuple[int, int, int]]

    @property
    def base(self) -> int:
        return sum(base for base, _vat, _pit in self.months.values())

    @property
    def vat(self) -> int:
        return sum(vat for _base, vat, _pit in self.months.values())

    @property
    def pit(self) -> int:
        return sum(pit for _base, _vat, pit in self.months.values())


def year_of_seller(seller: Seller, year: int) -> YearOfSeller:
    """A running statement as long as the year lasts. One query."""
    entries = withheld_entries().filter(seller=seller, period__in=months_of_year(year))
    sums = entries.values("period").annotate(
        base=Sum(signed("goods")), vat=Sum(signed("vat_withheld")), pit=Sum(signed("pit_withheld"))
    )
    rows = sums.order_by("period").values_list("period", "base", "vat", "pit")
    return YearOfSeller(seller, year, {period: tuple(figures) for period, *figures in rows})


def reclaim_figures(*, seller: Seller, year: int, elsewhere: int = 0) -> YearEnd:
    """What the seller owed and can claim back; `elsewhere` is what was earned outside the shop, in dong.

    Raises NothingWithheld, and UnknownParameter for a year without a threshold.
    """
    figures = _with_sales(year_of_seller(seller, year))
    return year_end(
        year=year, revenue=figures.base, vat_withheld=figures.vat, pit_withheld=figures.pit, elsewhere=elsewhere
    )


def certificate(*, seller: Seller, year: int, by) -> WithholdingCertificate:
    """Issued once: the second call gives the same. `by` is a user or None.

    The number is taken first and the file made after, so that no number is lost when the storage fails: the next call
    finishes it. Raises NothingWithheld; MonthsOpen while the year lasts or one of its months is not closed.
    """
    found = WithholdingCertificate.objects.filter(seller=seller, year=year).select_related("file").first()
    if found is None:
        found = _numbered(seller, year, by)
    return found if found.file else _with_file(found, by)


def _with_sales(figures: YearOfSeller) -> YearOfSeller:
    if not figures.months:
        raise NothingWithheld(f"{figures.seller} {figures.year}")
    return figures


@transaction.atomic
def _numbered(seller: Seller, year: int, by) -> WithholdingCertificate:
    Seller.objects.select_for_update().get(pk=seller.pk)
    closed = TaxPeriod.objects.select_for_update().exclude(state=TaxPeriod.State.OPEN)
    closed = set(closed.filter(month__in=months_of_year(year)).values_list("month", flat=True))
    figures = _with_sales(year_of_seller(seller, year))
    if left := [month for month in _to_be_closed(figures) if month not in closed]:
        raise MonthsOpen(", ".join(left))
    found, _is_new = WithholdingCertificate.objects.get_or_create(
        seller=seller,
        year=year,
        defaults={
            "number": _next_number(year),
            "base": figures.base,
            "vat": figures.vat,
            "pit": figures.pit,
            "issued_by": by,
        },
    )
    return found


def _to_be_closed(figures: YearOfSeller) -> list[str]:
    """The months with sales and the last one: a return may come until the year is over."""
    return sorted({*figures.months, months_of_year(figures.year)[-1]})


def _next_number(year: int) -> int:
    """The locked months make others wait for this number."""
    highest = WithholdingCertificate.objects.filter(year=year).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _with_file(found: WithholdingCertificate, by) -> WithholdingCertificate:
    months = year_of_seller(found.seller, found.year).months
    content = certificate_pdf(found, [(month, *figures) for month, figures in months.items()])
    stored = store(folder=str(found.year), kind=FileKind.CERTIFICATE.value, format="pdf", content=content)
    with transaction.atomic():
        found = WithholdingCertificate.objects.select_for_update().get(pk=found.pk)
        if found.file_id is None:
            found.file = keep(stored, by=by)
            found.save(update_fields=["file"])
    return found
