"""Which listings a block asks for, and all blocks' listings in one query."""

import re

from django.db.models import CharField, Value

from catalogue.listing.models import Listing
from catalogue.seasons.models import ALL_YEAR
from marketplace.row_numbers import RowConverter

NOT_SHOWN = ("name_exact", "name_folded", "text_exact", "text_folded")
_NUMBER = re.compile(RowConverter.regex)
_WRAPPING = {"type", "value", "id"}


def items(raw_list) -> list:
    """The values of a list block as it is stored: wrapped with an id, or bare as a loader writes them."""
    return [item["value"] if _is_wrapped(item) else item for item in raw_list or []]


def _is_wrapped(item) -> bool:
    return isinstance(item, dict) and "value" in item and item.keys() <= _WRAPPING


def numbers(raw_list) -> list[int]:
    """The numbers of the rows in a list block, in its order; what is no number of a row is left out."""
    return [int(item) for item in items(raw_list) if _NUMBER.fullmatch(str(item))]


def in_season(value: dict, day):
    """What has a season and is in it: goods of the whole year are no news."""
    return Listing.objects.on_sale().in_season(day.month).exclude(months=ALL_YEAR).by_rank()[: value["count"]]


def newly_certified(value: dict, day):
    """Certificates valid today, the latest award first."""
    certified = Listing.objects.on_sale().with_stars((3, 4, 5), day)
    return certified.order_by("-stars_from", "-rank_score", "product")[: value["count"]]


def chosen(value: dict, day):
    return Listing.objects.on_sale().filter(pk__in=numbers(value["products"]))


def by_rule(value: dict, day):
    rows = Listing.objects.on_sale()
    if value["set_code"]:
        rows = rows.filter(set_code=value["set_code"])
    if value["commune"]:
        rows = rows.filter(commune_code=value["commune"])
    if value["seller"]:
        rows = rows.filter(partner__seller=value["seller"])
    if value["stars"]:
        rows = rows.with_stars([stars for stars in (3, 4, 5) if stars >= int(value["stars"])], day)
    if value["in_season"]:
        rows = rows.in_season(day.month)
    return rows.by_rank()[: value["count"]]


def shelf(value: dict, day):
    return chosen(value, day) if items(value["products"]) else by_rule(value, day)


ASKS = {"season": in_season, "certified": newly_certified, "shelf": shelf, "products": shelf}
ORDERS = {
    "certified": lambda row: (-row.stars_from.toordinal(), -row.rank_score, row.pk),
}


def by_rank(row):
    return (-row.rank_score, row.pk)


def filled(raw_blocks, day) -> dict[str, list[Listing]]:
    """Block id -> its listings in order; no row for what is gone. One query however many blocks and products there are."""
    wanted = {block["id"]: ASKS[block["type"]](block["value"], day) for block in raw_blocks if block["type"] in ASKS}
    found: dict[str, list[Listing]] = {block_id: [] for block_id in wanted}
    # Inside a union neither engine takes an order and a limit, inside "pk in (...)" both do.
    parts = [
        Listing.objects.filter(pk__in=rows.values("pk"))
        .order_by()
        .defer(*NOT_SHOWN)
        .annotate(block=Value(block_id, CharField()))
        for block_id, rows in wanted.items()
    ]
    for row in parts[0].union(*parts[1:], all=True) if parts else ():
        found[row.block].append(row)
    for block in raw_blocks:
        if block["id"] in found:
            found[block["id"]].sort(key=_order_of(block))
    return found


def _order_of(block):
    products = items(block["value"].get("products"))
    if products:
        places = {pk: place for place, pk in enumerate(numbers(products))}
        return lambda row: places[row.pk]
    return ORDERS.get(block["type"], by_rank)
