"""The first page: how much waits where, since when, and what is due next."""

from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from marketplace.payments.models import Attention, BankReceipt, CarrierStatement, Refund, ReturnRequest
from marketplace.payments.remitting.ageing import overdue_payments
from marketplace.payouts.models import TransferBatch

from .frame.access import MONEY, ORDERS
from .frame.cells import age
from .frame.places import place
from .frame.screens import DeskScreen, Section
from .tax.lists import due_words, what_is_due


@dataclass(frozen=True)
class Card:
    """`url` leads to just these rows."""

    label: object
    count: int
    oldest: object
    url: str

    @property
    def since(self) -> str:
        return age(self.oldest) if self.oldest else ""


def _card(name: str, label, rows, since: str, show: str = "") -> Card:
    """One query."""
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(since))
    return Card(label, found["count"], found["oldest"], place(name).url + (f"?show={show}" if show else ""))


def cards(user) -> list[Card]:
    """What the person may see; one query each."""
    found = [
        _card("attention", _("Need attention"), Attention.objects.filter(closed_at=None), "opened_at", "open"),
        _card(
            "refunds", _("Refunds to approve"), Refund.objects.filter(state=Refund.State.DRAFT), "created_at", "draft"
        ),
        _card(
            "refunds", _("Refunds without an account"), Refund.objects.waiting_for_account(), "created_at", "account"
        ),
        _card(
            "returns", _("Open returns"), ReturnRequest.objects.filter(state__in=ReturnRequest.OPEN), "asked_at", "open"
        ),
    ]
    return found + (_money_cards() if user.has_perm(*MONEY) else [])


def _money_cards() -> list[Card]:
    R, B = BankReceipt.State, TransferBatch.State
    receipts, batches = BankReceipt.objects, TransferBatch.objects
    drafts = CarrierStatement.objects.filter(state=CarrierStatement.State.DRAFT)
    overdue = overdue_payments().select_related(None)
    return [
        _card("transfers", _("Transfers that fit no order"), receipts.filter(state=R.UNMATCHED), "at", "unmatched"),
        _card("transfers", _("Transfers to be confirmed"), receipts.filter(state=R.PROPOSED), "stored_at", "proposed"),
        _card("transfers", _("Transfers to be sent back"), receipts.filter(state=R.RETURNING), "at", "returning"),
        _card("carriers", _("Statements to be checked"), drafts, "imported_at", "draft"),
        _card("carriers", _("Parcels whose cash is overdue"), overdue, "parcel__delivered_at"),
        _card("payouts", _("Batches to approve"), batches.filter(state=B.DRAFT), "created_at", "open"),
        _card(
            "payouts", _("Batches the bank has not answered"), batches.filter(state=B.EXPORTED), "exported_at", "open"
        ),
    ]


class Overview(DeskScreen):
    place_name, url_name, page_title = "overview", "overview", _("Money")
    permissions = ORDERS
    template_name = "desk/overview.html"

    def is_front_page(self):
        return True

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cards": cards(self.request.user)}

    def sections(self):
        if not self.request.user.has_perm(*MONEY):
            return []
        due = what_is_due()
        facts = [(_("Tax"), due_words(each)) for each in due]
        late = _("A tax month is overdue.") if any(each.is_late for each in due) else ""
        return [Section(_("What is due next"), facts=facts, alarm=late)]
