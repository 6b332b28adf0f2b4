"""What the basket page shows: goods by producer, what delivery would cost, what was set aside, what is kept for later."""

from dataclasses import dataclass, field

from catalogue.pictures.renditions import picture
from marketplace.fulfilment.destination import remembered_commune
from marketplace.fulfilment.keeping import saved_basket
from marketplace.fulfilment.models import Temperature
from marketplace.fulfilment.planning import Plan, plan
from marketplace.fulfilment.settling import settle, title_of
from marketplace.fulfilment.wording import fee_in_words, when
from marketplace.money import format_dong


@dataclass(frozen=True)
class LineView:
    id: int
    title: str
    url: str
    picture: object
    quantity: object
    most: int | None = None
    unit_price_text: str = ""
    total_text: str = ""
    before_text: str = ""
    error: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GroupView:
    seller: object
    temperature_label: str
    lines: list[LineView]
    goods_text: str
    delivery_text: str
    is_stuck: bool
    is_visit: bool = False


@dataclass(frozen=True)
class BasketPage:
    groups: list[GroupView]
    set_aside: list[LineView]
    kept: list[LineView]
    ward: object
    told: str
    goods_text: str
    discounts: list[dict]
    fee_text: str
    total_text: str
    basket_count: int
    needs_place: bool = True

    @property
    def has_visits(self) -> bool:
        """Visits are paid in advance, and with them the whole order."""
        return any(group.is_visit for group in self.groups)

    @property
    def is_empty(self) -> bool:
        return not self.groups


def basket_page(request, *, refused=None, told: str = "") -> BasketPage:
    """`refused`: (line id, what was typed, why) of a quantity that could not be taken."""
    basket = request.basket
    ward = remembered_commune(request)
    settled = settle(basket, user=request.user, request=request)
    planned = plan(settled.lines, commune=ward)
    return BasketPage(
        groups=[_group(group, planned, settled, refused) for group in planned.groups],
        set_aside=[_line(line, notes=[note.text for note in settled.notes_of(line)]) for line in settled.set_aside],
        kept=_kept(request),
        ward=ward,
        told=told,
        goods_text=format_dong(planned.goods_total),
        discounts=[
            {"name": given["name"], "amount_text": format_dong(given["discount"])}
            for given in basket.offer_applications
            if given["discount"]
        ],
        fee_text=format_dong(planned.fee_total) if planned.is_complete and planned.needs_place else "",
        total_text=format_dong(planned.total),
        basket_count=sum(line.quantity for line in settled.lines),
        needs_place=planned.needs_place,
    )


def _group(group, planned: Plan, settled, refused) -> GroupView:
    chosen = group.chosen
    return GroupView(
        seller=group.seller,
        temperature_label=""
        if group.group.temperature == Temperature.AMBIENT
        else Temperature(group.group.temperature).label,
        lines=[
            _line(item.line, refused=refused, notes=[note.text for note in settled.notes_of(item.line)])
            for item in group.items
        ],
        goods_text=format_dong(group.goods_total),
        delivery_text=f"{when(chosen)} {fee_in_words(chosen)}." if chosen else "",
        is_stuck=group in planned.stuck,
        is_visit=group.group.is_visit,
    )


def _line(line, *, refused=None, notes=()) -> LineView:
    listing = getattr(line.product.parent if line.product.is_child else line.product, "listing", None)
    title, price = title_of(line), line.purchase_info.price
    typed, error = (refused[1], refused[2]) if refused and refused[0] == line.pk else (line.quantity, "")
    full, discounted = line.line_price_incl_tax, line.line_price_incl_tax_incl_discounts
    return LineView(
        id=line.pk,
        title=title,
        url=line.product.get_absolute_url() if listing else "",
        picture=picture(listing.picture, "") if listing and listing.picture else None,
        quantity=typed,
        most=getattr(line.purchase_info.availability, "num_available", None),
        unit_price_text=format_dong(price.incl_tax) if price.exists else "",
        total_text=format_dong(discounted) if price.exists else "",
        before_text=format_dong(full) if price.exists and full != discounted else "",
        error=error,
        notes=list(notes),
    )


def _kept(request) -> list[LineView]:
    saved = saved_basket(request)
    if saved is None:
        return []
    saved.strategy = request.basket.strategy
    return [_line(line) for line in saved.all_lines()]
