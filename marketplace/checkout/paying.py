"""The payment choices of the checkout page, each with the reason when it cannot be used."""

from dataclasses import dataclass

from marketplace.fulfilment.parcelling import shares_of
from marketplace.fulfilment.planning import Plan, PlannedGroup, slot_of
from marketplace.payments.cod_refusals import key_of_address
from marketplace.payments.providers import ParcelAsk, Provider, Purchase, providers
from marketplace.places.addresses import Address


@dataclass(frozen=True)
class PaymentChoice:
    provider: Provider
    reason: str
    checked: bool = False

    @property
    def value(self) -> str:
        return self.provider.code

    @property
    def label(self):
        return self.provider.label

    @property
    def detail(self):
        return self.reason or self.provider.detail

    @property
    def disabled(self) -> bool:
        return bool(self.reason)


def purchase_of(plan: Plan, phone: str = "", address: Address | None = None) -> Purchase:
    """What the ways of paying look at."""
    asks = tuple(ask for planned in plan.groups if planned.chosen for ask in _asks(planned))
    place = key_of_address(address.commune.code, address.house_or_hamlet) if address else ""
    return Purchase(asks, phone, place, visit_at=_first_visit(plan))


def _first_visit(plan: Plan):
    slots = [slot_of(item.line.product) for planned in plan.groups for item in planned.items]
    return min((slot.starts_at for slot in slots if slot), default=None)


def _asks(planned: PlannedGroup):
    offer, items = planned.chosen, planned.items
    goods = _goods_per_box(planned)
    for quoted, worth in zip(offer.boxes, goods, strict=True):
        yield ParcelAsk(
            amount=worth + quoted.fee,
            temperature=planned.group.temperature,
            is_pickup=offer.is_pickup,
            cod_allowed=offer.cod_allowed,
            is_made_to_order=any(item.is_made_to_order for item in items),
            has_alcohol=any(item.is_alcohol for item in items),
            seller_name=planned.seller.name,
        )


def _goods_per_box(planned: PlannedGroup) -> list[int]:
    """As fulfilment.parcelling will share them."""
    shares = shares_of(planned)
    return [sum(shares[item.key].pop(0) for item, _quantity in quoted.box.contents) for quoted in planned.chosen.boxes]


def payment_choices(plan: Plan, *, phone: str = "", chosen: str = "", request=None) -> list[PaymentChoice]:
    """All ways that the shop has, usable or not; one is ticked: the chosen one, else the first that can be used."""
    purchase = purchase_of(plan, phone)
    answers = [(known, known.is_available(purchase, request)) for known in providers()]
    usable = [known.code for known, answer in answers if answer]
    ticked = chosen if chosen in usable else next(iter(usable), "")
    return [PaymentChoice(known, "" if answer else answer.text, known.code == ticked) for known, answer in answers]
