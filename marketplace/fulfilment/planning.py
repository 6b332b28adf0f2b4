"""From basket lines to the parcels that would leave: groups, the ways to send each, the chosen way, the sums. Visits are
never sent, so they ask for no place.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from catalogue.facts.models import Storage, is_alcohol
from marketplace.money import whole_dong

from .quoting import Offer, offers_for, visit_offer
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
    """`commune` is None until the shopper said where to: then there are no offers and no fees but those of visits."""

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
    def needs_place(self) -> bool:
        """Whether anything is to be sent, or picked up, somewhere."""
        return any(not planned.group.is_visit for planned in self.groups)

    @property
    def has_visits(self) -> bool:
        return any(planned.group.is_visit for planned in self.groups)

    @property
    def has_fees(self) -> bool:
        """Whether what delivery costs is known."""
        return bool(self.groups) and (self.commune is not None or not self.needs_place)

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
    today = today or timezone.localdate()
    goods = [planned for planned in groups if not planned.group.is_visit]
    if commune is not None and goods:
        rates = rates or current_rates()
        for planned in goods:
            planned.offers = offers_for(planned.group, commune, rates, today)
            planned.chosen = _chosen(planned.offers, (choices or {}).get(planned.key))
    for planned in groups:
        if planned.group.is_visit:
            planned.chosen = visit_offer(planned.group, today)
            planned.offers = [planned.chosen]
    return Plan(commune, groups)


def needs_place(lines) -> bool:
    """Whether basket lines ask where to; a basket without lines does. No queries for lines that are loaded."""
    storages = [facts.storage if (facts := facts_of(line.product)) else Storage.AMBIENT for line in lines]
    return not storages or any(storage != Storage.SERVICE for storage in storages)


def _chosen(offers: list[Offer], way: str | None) -> Offer | None:
    return next((offer for offer in offers if offer.way == way), offers[0] if offers else None)


def item_of(line) -> Item:
    """A basket line as parcels see it; reads product, facts, stock record and seller, all loaded with the lines."""
    facts, slot = facts_of(line.product), slot_of(line.product)
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
        product_id=line.product_id,
        visit_on=timezone.localdate(slot.starts_at) if slot else None,
    )


def facts_of(product):
    """The product's own facts, or those of the product that it is a pack of."""
    own = getattr(product, "facts", None)
    return own or (getattr(product.parent, "facts", None) if product.is_child else None)


def slot_of(product):
    """The slot that a product is, or None. Asked of visits only: other products have none to look for."""
    facts = getattr(product, "facts", None)
    if not product.is_child or facts is None or facts.storage != Storage.SERVICE:
        return None
    return getattr(product, "slot", None)
