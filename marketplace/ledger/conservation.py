"""Conservation of an order's money (specification 2.5): every dong that came in is somewhere, and can be named."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from .models import AccountKind, Entry, PostingKind, Purpose

# Money came in for the order: what these credit to its two accounts. A transfer moved away again is a negative one.
PAID_IN = (PostingKind.CAPTURE, PostingKind.COD_COLLECTED, PostingKind.TRANSFER_ALLOCATED)
# Money went back to the buyer: what these debit on the same two accounts, also when his bank took it by a dispute.
PAID_BACK = (
    PostingKind.REFUND_SUCCEEDED,
    PostingKind.REFUND_RETURNED,
    PostingKind.DISPUTE_OPENED,
    PostingKind.DISPUTE_LOST,
    PostingKind.DISPUTE_WON,
)
# About what happened to a share after it was earned. Every other kind counts, so that a stray posting is found.
AFTERWARDS = (
    PostingKind.PAYOUT_EXPORTED,
    PostingKind.PAYOUT_PAID,
    PostingKind.PAYOUT_BOUNCED,
    PostingKind.SELLER_NETTED,
    PostingKind.DISPUTE_OPENED,
    PostingKind.DISPUTE_LOST,
    PostingKind.DISPUTE_WON,
    PostingKind.TAX_PAID,
)
OF_ORDER = (Purpose.BUYER_FUNDS, Purpose.REFUND_DUE)
SHARES = (
    Purpose.COMMISSION,
    Purpose.COMMISSION_VAT,
    Purpose.VAT_WITHHELD,
    Purpose.PIT_WITHHELD,
    Purpose.SHIPPING_INCOME,
)
OF_SELLER = (Purpose.SELLER_PENDING, Purpose.SELLER_AVAILABLE, Purpose.SELLER_DUE)
BORNE = (Purpose.PROMO_COST, Purpose.LOSS_OTHER)


class NotConserved(Exception):
    """An order's money does not add up, or a term of it is below zero."""


@dataclass(frozen=True)
class OrderFigures:
    """The terms of the equation, in dong. `loss_other` is what the shop gave of its own beyond promised discounts."""

    captured: int = 0
    promo_cost: int = 0
    loss_other: int = 0
    buyer_funds: int = 0
    refund_due: int = 0
    refunded: int = 0
    seller_net: int = 0
    commission: int = 0
    commission_vat: int = 0
    vat_withheld: int = 0
    pit_withheld: int = 0
    shipping_income: int = 0

    @property
    def came_in(self) -> int:
        return self.captured + self.promo_cost + self.loss_other

    @property
    def shares(self) -> int:
        return self.seller_net + sum(getattr(self, purpose) for purpose in SHARES)

    @property
    def accounted_for(self) -> int:
        return self.buyer_funds + self.refund_due + self.refunded + self.shares

    @property
    def below_zero(self) -> list[str]:
        """A seller at fault may end below zero in one order, and a loss may be taken back; nothing else may."""
        exempt = {"seller_net", "loss_other"}
        return [name for name, amount in vars(self).items() if amount < 0 and name not in exempt]


def order_figures(order) -> OrderFigures:
    return figures_of_orders([order.pk])[order.pk]


def check_order(order) -> OrderFigures:
    """The order's figures. Raises NotConserved."""
    figures = order_figures(order)
    problem = problem_of(figures)
    if problem:
        raise NotConserved(f"{order.number}: {problem}")
    return figures


def problem_of(figures: OrderFigures) -> str:
    """What is wrong with the figures, or nothing."""
    if figures.came_in != figures.accounted_for:
        return f"{figures.came_in} came in, {figures.accounted_for} are accounted for: {figures}"
    if figures.below_zero:
        return f"below zero: {', '.join(figures.below_zero)}: {figures}"
    return ""


def figures_of_orders(order_ids: Iterable[int]) -> dict[int, OrderFigures]:
    """Two queries. Funds are read by the account's order, shares by the posting's: a posting on the wrong order shows."""
    order_ids = list(order_ids)
    terms = {key: defaultdict(int) for key in order_ids}
    for key, kind, purpose, total in _sums("account__order", order_ids, OF_ORDER):
        terms[key][purpose] += total
        if kind in PAID_IN:
            terms[key]["captured"] += total
        if kind in PAID_BACK:
            terms[key]["refunded"] -= total
    for key, kind, purpose, total in _sums("posting__order", order_ids, (*OF_SELLER, *SHARES, *BORNE)):
        # Cash in the producer's own hands lies in seller_due: it came in there, and is nobody's share.
        if kind not in AFTERWARDS and (kind, purpose) != (PostingKind.COD_COLLECTED, Purpose.SELLER_DUE):
            terms[key][_term(purpose)] += total
    return {key: OrderFigures(**found) for key, found in terms.items()}


def _term(purpose: str) -> str:
    return "seller_net" if purpose in OF_SELLER else purpose


def _sums(owner: str, keys: list[int], purposes) -> list[tuple]:
    """Order, kind of posting, purpose, sum. Credits are positive, except on what the shop bears."""
    rows = (
        Entry.objects.filter(**{f"{owner}__in": keys}, account__purpose__in=purposes)
        .values_list(owner, "posting__kind", "account__purpose", "account__kind")
        .annotate(total=Sum("amount"))
    )
    return [
        (key, kind, purpose, total if account_kind == AccountKind.EXPENSE else -total)
        for key, kind, purpose, account_kind, total in rows
    ]
