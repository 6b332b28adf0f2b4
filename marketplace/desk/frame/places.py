"""The sections of the money desk: in Wagtail's menu, and on each page for those whose browser runs no scripts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .access import MONEY, ORDERS, may

RATES = (
    "charges.view_taxrule",
    "charges.view_commissionrule",
    "charges.view_taxtreatment",
    "sales.view_discountfunding",
)


@dataclass(frozen=True)
class Place:
    name: str
    label: str | Promise
    icon: str
    permissions: tuple[str, ...]

    @property
    def url(self) -> str:
        return reverse(f"desk:{self.name}")


PLACES = (
    Place("overview", pgettext_lazy("money desk", "Overview"), "home", ORDERS),
    Place("attention", _("Needs attention"), "warning", ORDERS),
    Place("orders", _("Orders"), "list-ul", ORDERS),
    Place("transfers", _("Transfers"), "download", MONEY),
    Place("refunds", _("Refunds"), "undo", ORDERS),
    Place("returns", _("Returns"), "repeat", ORDERS),
    Place("carriers", _("Carrier statements"), "clipboard-list", MONEY),
    Place("payouts", _("Payouts"), "upload", MONEY),
    Place("tax", _("Tax months"), "calendar-alt", MONEY),
    Place("rates", _("Rates"), "cogs", RATES),
    Place("daily", _("Daily report"), "table", MONEY),
)


def place(name: str) -> Place:
    return next(each for each in PLACES if each.name == name)


def places_for(user) -> list[Place]:
    return [each for each in PLACES if may(user, each.permissions)]
