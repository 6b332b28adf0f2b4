"""The rooms of the workspace, as the bar at the bottom of the phone shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from sellers.access import Acting
from sellers.helping.models import Scope
from sellers.models import Kind


@dataclass(frozen=True)
class Place:
    """`in_bar`: one of the five under the thumb; the others stand on the Today page and under "More"."""

    name: str
    label: str | Promise
    icon: str
    scope: str | None
    in_bar: bool = True
    kinds: tuple[str, ...] = ()  # of sellers; empty for all


PLACES = (
    Place("today", pgettext_lazy("workspace", "Today"), "home", Scope.ORDERS),
    Place("products", pgettext_lazy("workspace", "Products"), "basket", Scope.PRODUCTS),
    Place("orders", pgettext_lazy("workspace", "Orders"), "truck", Scope.ORDERS),
    Place("money", pgettext_lazy("workspace", "Money"), "money", Scope.MONEY),
    Place("papers", pgettext_lazy("workspace", "Papers"), "paper", Scope.PAPERS),
    Place("visits", pgettext_lazy("workspace", "Visits"), "leaf", Scope.PRODUCTS, in_bar=False),
    Place("visitors", pgettext_lazy("workspace", "Who comes"), "person", Scope.ORDERS, in_bar=False),
    Place("shop_page", pgettext_lazy("workspace", "Shop page"), "person", Scope.SHOP, in_bar=False),
    Place(
        "members",
        pgettext_lazy("workspace", "Member households"),
        "leaf",
        Scope.PRODUCTS,
        in_bar=False,
        kinds=(Kind.COOPERATIVE, Kind.COOPERATIVE_GROUP),
    ),
    Place("people", pgettext_lazy("workspace", "Helpers"), "person", None, in_bar=False),
)


@dataclass(frozen=True)
class Door:
    name: str
    label: str | Promise
    icon: str
    url: str
    in_bar: bool


def places_for(acting: Acting) -> list[Door]:
    """What this person may open for this seller."""
    return [
        Door(
            place.name,
            place.label,
            place.icon,
            reverse(f"selling:{place.name}", args=[acting.seller.slug]),
            place.in_bar,
        )
        for place in PLACES
        if _is_open(place, acting)
    ]


def _is_open(place: Place, acting: Acting) -> bool:
    if place.kinds and acting.seller.kind not in place.kinds:
        return False
    return acting.is_owner or (place.scope is not None and acting.may(place.scope))
