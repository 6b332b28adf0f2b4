"""Where somebody goes on who signs in: at the step that is open, or at the list of those they act for."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.folding import folded
from marketplace.fulfilment.models import Parcel
from sellers.access import Acting, acting_for
from sellers.goods.owning import products_of
from sellers.helping.models import Scope
from sellers.members.own_page import households_of, waiting_for
from sellers.models import State
from sellers.papers.checklist import checklists

from ..places import places_for

MOST_SHOWN = 50


@dataclass(frozen=True)
class Shop:
    """One line of the list: whose shop, and what waits there for whoever looks."""

    acting: Acting
    waits: list[str]

    @property
    def url(self) -> str:
        return address_of(self.acting)


def where_next(user) -> str | None:
    """The address of the open step; None when there are several shops to choose from."""
    shops = acting_for(user)
    if len(shops) == 1:
        return address_of(shops[0])
    if shops:
        return None
    is_member = households_of(user).exists() or waiting_for(user).exists()
    return reverse("selling:member" if is_member else "selling:join_who")


def address_of(acting: Acting) -> str:
    """The first product while there is none; else the day's work, or the first room that this helper may enter."""
    unfinished = acting.seller.state == State.PREPARING and acting.may(Scope.PRODUCTS)
    if unfinished and not products_of(acting.seller).exists():
        return reverse("selling:join_product", args=[acting.seller.slug])
    return places_for(acting)[0].url


def shops_of(user, text: str = "") -> tuple[list[Shop], int]:
    """Those that fit the text, at most MOST_SHOWN, with what waits; and how many there are. A fixed number of queries."""
    everybody = acting_for(user)
    wanted = folded(text).split()
    fitting = [acting for acting in everybody if all(f" {word}" in acting.seller.search_text for word in wanted)][
        :MOST_SHOWN
    ]
    orders, papers = _orders(fitting), _papers(fitting)
    return [Shop(acting, _waits(acting, orders, papers)) for acting in fitting], len(everybody)


def _orders(shops: list[Acting]) -> dict[int, dict[str, int]]:
    waiting = Parcel.objects.filter(seller__in=[acting.seller.pk for acting in shops], state__in=("new", "accepted"))
    rows = waiting.order_by().values("seller").annotate(
        to_answer=Count("pk", filter=Q(state="new")), to_pack=Count("pk", filter=Q(state="accepted"))
    )  # fmt: skip
    return {row["seller"]: row for row in rows}


def _papers(shops: list[Acting]) -> dict[int, int]:
    lists = checklists([acting.seller for acting in shops])
    return {seller: sum(item.is_open and item.is_needed for item in items) for seller, items in lists.items()}


def _waits(acting: Acting, orders, papers) -> list[str]:
    row, said = orders.get(acting.seller.pk, {}), []
    if acting.may(Scope.ORDERS) and (number := row.get("to_answer", 0)):
        said.append(ngettext("%(n)s order to answer", "%(n)s orders to answer", number) % {"n": number})
    if acting.may(Scope.ORDERS) and (number := row.get("to_pack", 0)):
        said.append(ngettext("%(n)s parcel to pack", "%(n)s parcels to pack", number) % {"n": number})
    if acting.may(Scope.PAPERS) and (number := papers.get(acting.seller.pk, 0)):
        said.append(ngettext("%(n)s paper to send", "%(n)s papers to send", number) % {"n": number})
    return said or [_("Nothing waits")]
