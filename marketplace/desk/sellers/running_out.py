"""Certificates and papers that run out within 30, 60 and 90 days, and needed ones that are over: who is to be told."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.folding import folded
from sellers.models import Seller
from sellers.papers.running_out import (
    certificates_running_out,
    product_papers_running_out,
    submissions_run_out,
    submissions_running_out,
    warning_days,
)

from ..frame.cells import Day, Link, Phone, Tag, Text
from ..frame.scoped import ScopedList
from ..listings.querysets import sellers_of

OVER = "over"


@dataclass(frozen=True)
class Ending:
    """One paper that ends, whatever kind it is."""

    what: str
    product: str
    seller: Seller
    until: date

    @property
    def days(self) -> int:
        return (self.until - timezone.localdate()).days

    @property
    def left(self):
        if self.days < 0:
            return _("over for %(days)d days") % {"days": -self.days}
        return _("ends today") if self.days == 0 else _("%(days)d days left") % {"days": self.days}


def endings(days: int) -> list[Ending]:
    """What ends within so many days, the nearest first. Seven queries."""
    certificates, papers = list(certificates_running_out(days)), list(product_papers_running_out(days))
    sold_by = sellers_of(each.product_id for each in [*certificates, *papers])
    found = [
        Ending(
            f"{_('OCOP certificate')} {each.stars} ★", each.product.title, sold_by[each.product_id], each.last_shown_on
        )
        for each in certificates
        if each.product_id in sold_by
    ]
    found += [
        Ending(each.get_kind_display(), each.product.title, sold_by[each.product_id], each.valid_until)
        for each in papers
        if each.product_id in sold_by
    ]
    found += _of(submissions_running_out(days))
    return sorted(found, key=lambda each: (each.until, each.seller.name))


def over() -> list[Ending]:
    """Needed papers that have run out and have no successor. One query."""
    return _of(submissions_run_out())


def _of(submissions) -> list[Ending]:
    rows = submissions.select_related("seller__commune__province", "seller__partner", "requirement", "product")
    return [
        Ending(each.requirement.title, each.product.title if each.product_id else "", each.seller, each.valid_until)
        for each in rows
    ]


class RunningOutList(ScopedList):
    place_name = "papers"
    find_label = _("Name of the shop or the product")
    no_rows = _("Nothing runs out.")
    columns = [
        Text("what", label=_("Paper")),
        Text("product", label=_("Product")),
        Link("seller", label=_("Seller"), accessor="seller.name", url_name="desk:dossier", id_accessor="seller.pk"),
        Tag("left", label=_("How long"), accessor="left", tone=lambda each: "bad" if each.days < 0 else "waits"),
        Day("until", label=_("Valid until"), classname="desk-nowrap"),
        Text("commune", label=_("Commune"), accessor="seller.commune.name"),
        Phone("phone", label=_("Phone"), accessor="seller.phone"),
    ]

    def is_front_page(self):
        return False

    def get_page_title(self):
        return _("Running out")

    @property
    def tabs(self):
        days = warning_days(timezone.localdate())
        return [
            (OVER, _("Over, and needed")),
            *((str(each), _("Within %(days)d days") % {"days": each}) for each in days),
        ]

    def rows(self):
        found = over() if self.show == OVER else endings(int(self.show))
        commune = self.chosen["commune"]
        return [
            each
            for each in found
            if self.reach.holds(each.seller.commune_id)
            and commune in ("", each.seller.commune_id)
            and folded(self.words) in folded(f"{each.seller.name} {each.product}")
        ]

    def selects(self):
        return [self.communes()]
