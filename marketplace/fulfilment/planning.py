"""From basket lines to the parcels that would leave: groups, the ways to send each, the chosen way, the sums."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from catalogue.facts.models import Storage, is_alcohol
from marketplace.money import whole_dong

from .quoting import Offer, offers_for
from .rates import Rates, current_rates
from .splitting import Group, Item, grouped

DEFAULT_WEIGHT_G = 500


@dataclass
class PlannedGroup:
    group: Group
    offers: list[Offer] = field(default_factory=list)
    chosen: Offer | None = None

    @property
    def key(self) -> str:
        return self.group.key

    @property
    def field_name(self) -> str:
        """The name of its radio buttons."""
        return f"way-{self.key}"

    @property
    def seller(self):
        return self.group.seller

    @property
    def items(self):
        return self.group.items

    @property
    def goods_total(self) -> int:
        return self.group.goods_total

    @property
    def fee(self) -> int:
        return self.chosen.fee if self.chosen else 0

    @property
    def total(self) -> int:
        return self.goods_total + self.fee


@dataclass
class Plan:
    """`commune` is None until the shopper said where to: then there are no offers and no fees."""

    commune: object | None
    groups: list[PlannedGroup]

    @property
    def goods_total(self) -> int:
        return sum(group.goods_total for group in self.groups)

    @property
    def fee_total(self) -> int:
        return sum(group.fee for group in self.groups)

    @property
    def total(self) -> int:
        return self.goods_total + self.fee_total

    @property
    def stuck(self) -> list[PlannedGroup]:
        """Groups that nothing can bring to this commune."""
        return [group for group in self.groups if self.commune and not group.offers]

    @property
    def is_complete(self) -> bool:
        return bool(self.groups) and all(group.chosen for group in self.groups)

    @property
    def has_alcohol(self) -> bool:
        return any(item.is_alcohol for group in self.groups for item in group.items)


def plan(lines, *, commune=None, choices=None, today: date | None = None, rates: Rates | None = None) -> Plan:
    """Plan the parcels of basket lines. `choices`: group key -> way; an impossible or missing choice becomes the first offer."""
    groups = [PlannedGroup(group) for group in grouped(item_of(line) for line in lines)]
    if commune is not None and groups:
        rates, today = rates or current_rates(), today or timezone.localdate()
        for planned in groups:
            planned.offers = offers_for(planned.group, commune, rates, today)
            planned.chosen = _chosen(planned.offers, (choices or {}).get(planned.key))
    return Plan(commune, groups)


def _chosen(offers: list[Offer], way: str | None) -> Offer | None:
    return next((offer for offer in offers if offer.way == way), offers[0] if offers else None)


def item_of(line) -> Item:
    """A basket line as parcels see it; reads product, facts, stock record and seller, all loaded with the lines."""
    facts = facts_of(line.product)
    return Item(
        line=line,
        seller=line.stockrecord.partner.seller,
        storage=facts.storage if facts else Storage.AMBIENT,
        quantity=line.quantity,
        goods_total=whole_dong(line.line_price_incl_tax_incl_discounts),
        weight_g=facts.gross_weight_g if facts else DEFAULT_WEIGHT_G,
        volume_cm3=facts.volume_cm3 if facts else 0,
        max_transit_days=facts.max_transit_days if facts else None,
        is_alcohol=is_alcohol(line.product),
        is_made_to_order=bool(facts and facts.is_made_to_order),
    )


def facts_of(product):
    """The product's own facts, or those of the product that it is a pack of."""
    own = getattr(product, "facts", None)
    return own or (getattr(product.parent, "facts", None) if product.is_child else None)
