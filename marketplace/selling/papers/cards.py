"""The checklist as the seller reads it: what is to do, who waits for whom until when, what is done."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from sellers.papers.checklist import Item, State
from sellers.papers.models import Requirement

Way = Requirement.Way
PAGES = {Way.IDENTITY: "identity", Way.BANK_ACCOUNT: "bank_account", Way.PICKUP: "pickup"}


@dataclass(frozen=True)
class Card:
    """`url` is empty where nothing can be done now, or not by this person."""

    item: Item
    url: str
    for_owner: bool = False

    @property
    def runs_out_soon(self) -> bool:
        until = self.item.submission and self.item.submission.valid_until
        return bool(until and (until - timezone.localdate()).days <= 90)


@dataclass(frozen=True)
class Groups:
    to_do: list[Card]
    with_office: list[Card]
    done: list[Card]
    if_you_like: list[Card]

    @property
    def next_due(self) -> date | None:
        return max((card.item.waiting.due_on for card in self.with_office if card.item.waiting), default=None)


def groups(items: list[Item], acting) -> Groups:
    cards = [_card(item, acting) for item in items]
    return Groups(
        to_do=[card for card in cards if card.item.is_needed and card.item.is_open],
        with_office=[card for card in cards if card.item.state == State.SENT],
        done=[card for card in cards if card.item.state == State.ACCEPTED],
        if_you_like=[card for card in cards if not card.item.is_needed and card.item.is_open],
    )


def _card(item: Item, acting) -> Card:
    only_owner = item.requirement.way in (Way.IDENTITY, Way.BANK_ACCOUNT)
    may = acting.is_owner or not only_owner
    return Card(item, address_of(item, acting.seller) if may else "", for_owner=only_owner and not acting.is_owner)


def address_of(item: Item, seller) -> str:
    page = PAGES.get(item.requirement.way)
    if page:
        return reverse(f"selling:{page}", args=[seller.slug])
    if item.product:
        return reverse("selling:paper_of_product", args=[seller.slug, item.requirement.code, item.product.pk])
    return reverse("selling:paper", args=[seller.slug, item.requirement.code])
