"""Payout batches, and the sellers with their money, accounts and holds."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.ledger.balances import balances_of_sellers
from marketplace.payments.models import Attention
from marketplace.payouts.account_details import bank_name
from marketplace.payouts.models import PayoutHold, SellerBankAccount, TransferBatch
from marketplace.payouts.permitting import MAKE
from sellers.models import Seller

from ..frame.access import MONEY
from ..frame.cells import Count, Dong, Link, Moment, Tag, Text
from ..frame.screens import DeskList

S = TransferBatch.State


def tone_of_batch(batch: TransferBatch) -> str:
    return {S.DONE: "good", S.REJECTED: "bad"}.get(batch.state, "waits")


class BatchList(DeskList):
    place_name = "payouts"
    permissions = MONEY
    find_label = _("Number of the batch")
    tabs = (("open", _("Open")), ("done", _("Ended")), ("all", _("All")))
    no_rows = _("No batches here.")
    columns = [
        Link("number", label=_("Batch"), url_name="desk:batch"),
        Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of_batch),
        Moment("created_at", label=_("Made"), classname="desk-nowrap"),
        Text("created_by", label=_("Made by")),
        Text("approved_by", label=_("Approved by")),
        Count("count", label=_("Transfers")),
        Count("bounced", label=_("Came back")),
        Dong("total", label=_("Total")),
    ]

    def get_queryset(self):
        batches = TransferBatch.objects.for_desk()
        if self.show != "all":
            is_open = {"state__in": (S.DRAFT, S.APPROVED, S.EXPORTED)}
            batches = batches.filter(**is_open) if self.show == "open" else batches.exclude(**is_open)
        if self.words:
            batches = batches.filter(number__icontains=self.words)
        return batches.order_by("-created_at", "-pk")

    def links(self):
        may_make = self.request.user.has_perm(MAKE)
        return [
            (reverse("desk:batch_new"), _("New batch")) if may_make else None,
            (reverse("desk:payees"), _("Sellers: money, accounts, holds")),
        ]


class PayeeList(DeskList):
    """What each seller has, and why it is not paid."""

    place_name = "payouts"
    page_title = _("Sellers: money, accounts, holds")
    permissions = MONEY
    find_label = _("Seller")
    tabs = (("all", _("All")), ("held", _("Held")), ("frozen", _("Account changed")), ("no_account", _("No account")))
    no_rows = _("No sellers here.")
    columns = [
        Link("name", label=_("Seller"), url_name="desk:payee"),
        Tag("obstacle", label=_("Paid?"), tone=lambda seller: seller.tone),
        Text("account", label=_("Account"), accessor="account_text", classname="desk-nowrap"),
        Dong("pending", label=_("Not yet free"), accessor="money.seller_pending"),
        Dong("available", label=_("To be paid out"), accessor="money.seller_available"),
        Dong("due", label=_("Owes the shop"), accessor="money.seller_due"),
    ]

    def is_front_page(self):
        return False

    def get_queryset(self):
        own = SellerBankAccount.objects.current().filter(seller=OuterRef("pk"))
        held = Exists(PayoutHold.objects.standing().filter(seller=OuterRef("pk")))
        disputes = Attention.objects.filter(reason=Attention.Reason.DISPUTE, closed_at=None)
        is_disputed = Exists(disputes.filter(order__parcels__seller=OuterRef("pk")))
        sellers = Seller.objects.annotate(is_held=held, is_disputed=is_disputed)
        chosen = {
            "held": sellers.filter(held),
            "frozen": sellers.filter(Exists(own.filter(usable_from__gt=timezone.now()))),
            "no_account": sellers.filter(~Exists(own)),
        }.get(self.show, sellers)
        return (chosen.matching(self.words) if self.words else chosen).order_by("name", "pk")

    def paginate_queryset(self, queryset, page_size):
        """The page's own sellers with their purses and accounts: two queries, however many."""
        paginator, page, rows, more = super().paginate_queryset(queryset, page_size)
        rows = list(rows)
        purses = balances_of_sellers([seller.pk for seller in rows])
        accounts = {each.seller_id: each for each in SellerBankAccount.objects.current().filter(seller__in=rows)}
        for seller in rows:
            _fill(seller, purses[seller.pk], accounts.get(seller.pk))
        page.object_list = rows
        return paginator, page, rows, more


def _fill(seller, purse, account) -> None:
    seller.money, seller.account_text = purse, f"{bank_name(account.bin)} {account.masked}" if account else ""
    if account is None:
        seller.obstacle, seller.tone = _("No account"), "bad"
    elif seller.is_held:
        seller.obstacle, seller.tone = _("Held"), "bad"
    elif seller.is_disputed:
        seller.obstacle, seller.tone = _("A card dispute"), "bad"
    elif not account.is_usable_at(timezone.now()):
        seller.obstacle, seller.tone = _("Account changed"), "waits"
    else:
        seller.obstacle, seller.tone = _("yes"), "good"
