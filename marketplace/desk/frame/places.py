"""The two desks and their sections: in Wagtail's menu, and on each page for those whose browser runs no scripts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..scoping import reach_of
from .access import MONEY, ORDERS, SEE, may

RATES = (
    "charges.view_taxrule",
    "charges.view_commissionrule",
    "charges.view_taxtreatment",
    "sales.view_discountfunding",
)


@dataclass(frozen=True)
class Place:
    """`whole_province`: not for officers of single communes."""

    name: str
    label: str | Promise
    icon: str
    permissions: tuple[str, ...]
    whole_province: bool = False

    @property
    def url(self) -> str:
        return reverse(f"desk:{self.name}")

    def is_open_to(self, user) -> bool:
        return may(user, self.permissions) and (not self.whole_province or reach_of(user).is_whole)


@dataclass(frozen=True)
class Desk:
    """One menu of its own. `order` among Wagtail's menus."""

    name: str
    label: str | Promise
    icon: str
    order: int
    places: tuple[Place, ...]

    def places_for(self, user) -> list[Place]:
        return [each for each in self.places if each.is_open_to(user)]


DESKS = (
    Desk(
        "money",
        _("Money"),
        "table",
        240,
        (
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
        ),
    ),
    Desk(
        "sellers",
        pgettext_lazy("desk", "Sellers"),
        "group",
        241,
        (
            Place("sellers", pgettext_lazy("sellers desk", "Overview"), "home", SEE),
            Place("dossiers", _("Dossiers"), "folder-open-1", SEE),
            Place("papers", pgettext_lazy("sellers desk", "Papers"), "doc-full", SEE),
            Place("listings", _("Listing review"), "glasses", SEE),
            Place("calls", _("Call list"), "mobile-alt", SEE),
            Place("register", _("OCOP register"), "success", SEE),
            Place("standards", _("What is asked for"), "cogs", ("desk.edit_requirements",), whole_province=True),
        ),
    ),
)


def place(name: str) -> Place:
    return next(each for desk in DESKS for each in desk.places if each.name == name)


def desk_of(name: str) -> Desk:
    """The desk that this section belongs to."""
    return next(desk for desk in DESKS for each in desk.places if each.name == name)
