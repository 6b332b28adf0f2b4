"""Which orders of a seller: by where they stand, by number or by the name of who gets them."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.folding import folded
from marketplace.fulfilment.missing_parts import ENDING
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.order_codes import LENGTH, typed
from marketplace.fulfilment.querysets import CLOSED
from marketplace.legal.parameters import parameter

S = Parcel.State
# Not certain yet, or never was: nothing of the producer's.
NOT_ORDERED = (S.AWAITING_PAYMENT, S.EXPIRED)
MOST_NAMES = 3_000


@dataclass(frozen=True)
class Shelf:
    """Where orders lie for the producer. `counted`: the states in which somebody has something to do or to wait for."""

    name: str
    label: str | Promise
    states: tuple[str, ...]
    order: tuple[str, ...]
    empty: str | Promise
    counted: tuple[str, ...] = ()


SHELVES = (
    Shelf("answer", _("To answer"), (S.NEW,), ("created_at", "pk"), _("No order waits for your answer."), (S.NEW,)),
    Shelf(
        "pack",
        _("To pack"),
        (S.ACCEPTED, S.PACKED),
        ("ship_on", "pk"),
        _("Nothing is to be packed."),
        (S.ACCEPTED, S.PACKED),
    ),
    Shelf(
        "way",
        _("On the way"),
        (S.HANDED_OVER, S.IN_TRANSIT, S.OUT_FOR_DELIVERY),
        ("-ship_on", "-pk"),
        _("Nothing is on its way."),
        (S.HANDED_OVER, S.IN_TRANSIT, S.OUT_FOR_DELIVERY),
    ),
    Shelf("done", _("Done"), (S.DELIVERED, S.COMPLETED), ("-delivered_at", "-pk"), _("Nothing has arrived yet.")),
    Shelf(
        "trouble",
        _("Trouble"),
        (S.DELIVERY_FAILED, S.RETURNING, S.RETURNED, S.LOST, S.DAMAGED, S.CANCELLED),
        ("-created_at", "-pk"),
        _("No trouble with any order."),
        (S.DELIVERY_FAILED, S.RETURNING),
    ),
)
BY_NAME = {shelf.name: shelf for shelf in SHELVES}


def parcels_of(seller) -> QuerySet[Parcel]:
    """Everything that was certainly ordered; what a parcel lacks belongs to that parcel."""
    return Parcel.objects.filter(seller=seller).exclude(state__in=NOT_ORDERED).exclude(number__endswith=ENDING)


def goods_of(seller) -> QuerySet[Parcel]:
    """What is packed and sent: visits have a room of their own."""
    return parcels_of(seller).filter(visit=None)


def for_rows(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    return parcels.select_related("order__bill", "to_commune__province").prefetch_related("lines__line", "events")


def on_shelf(seller, shelf: Shelf) -> QuerySet[Parcel]:
    return goods_of(seller).filter(state__in=shelf.states).order_by(*shelf.order)


def counts_of(seller) -> dict[str, int]:
    """Shelf -> how many of it are not over. One query."""
    states = dict(goods_of(seller).order_by().values_list("state").annotate(n=Count("pk")))
    return {shelf.name: sum(states.get(state, 0) for state in shelf.counted) for shelf in SHELVES}


def matching(seller, text: str) -> QuerySet[Parcel]:
    """By the beginning of its number, or by words of the name of whoever's name the producer may still see."""
    code = typed(text)
    wanted = Q(pk__in=_of_name(seller, text))
    if len(code) >= 3:
        wanted |= Q(order__number__startswith=code[:LENGTH]) | Q(number__startswith=text.strip().upper())
    return parcels_of(seller).filter(wanted).order_by("-created_at", "-pk")


def _of_name(seller, text: str) -> list[int]:
    words = folded(text).split()
    if not words:
        return []
    named = _with_names(seller).order_by("-pk").values_list("pk", "recipient_name")[:MOST_NAMES]
    return [pk for pk, name in named if all(f" {word}" in f" {folded(name)}" for word in words)]


def _with_names(seller) -> QuerySet[Parcel]:
    today = timezone.localdate()
    since = timezone.now() - timedelta(days=parameter("fulfilment.recipient_days", today))
    return parcels_of(seller).filter(~Q(state__in=CLOSED) | Q(delivered_at__gt=since))
