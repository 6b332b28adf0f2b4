"""Transfers that came in: those that fit no order first."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.payments.models import BankReceipt
from marketplace.payments.receipts.permitting import ENTER, IMPORT

from ..frame.access import MONEY
from ..frame.cells import Age, Dong, Link, Tag, Text, moment
from ..frame.screens import DeskList

S = BankReceipt.State
WAITING = (S.UNMATCHED, S.PROPOSED, S.RETURNING)


def tone_of_transfer(receipt: BankReceipt) -> str:
    return {S.MATCHED: "good", S.REFUSED: "bad"}.get(receipt.state, "waits" if receipt.state in WAITING else "")


class TransferList(DeskList):
    place_name = "transfers"
    permissions = MONEY
    find_label = _("Content, reference or amount")
    tabs = (
        ("unmatched", _("Fit no order")),
        ("proposed", _("To be confirmed")),
        ("returning", _("To be sent back")),
        ("all", _("All")),
    )
    no_rows = _("No transfers here.")
    columns = [
        Link("at", label=_("Arrived"), accessor=lambda receipt: moment(receipt.at), url_name="desk:transfer"),
        Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of_transfer),
        Age("age", label=_("Ago"), accessor="at", classname="desk-nowrap"),
        Text("content", label=_("Content"), accessor=lambda receipt: receipt.content[:120]),
        Text("from", label=_("From"), accessor="counter_name"),
        Dong("amount", label=_("Amount")),
    ]

    def get_queryset(self):
        receipts = BankReceipt.objects.all()
        if self.show != "all":
            receipts = receipts.filter(state=self.show)
        if self.words:
            digits = "".join(c for c in self.words if c.isdigit())
            found = receipts.filter(content__icontains=self.words) | receipts.filter(reference__icontains=self.words)
            receipts = found | receipts.filter(amount=int(digits[:15])) if digits else found
        return receipts.order_by("-at", "-pk")

    def links(self):
        user = self.request.user
        return [
            (reverse("desk:transfer_import"), _("Import the bank's statement")) if user.has_perm(IMPORT) else None,
            (reverse("desk:transfer_enter"), _("Enter by hand")) if user.has_perm(ENTER) else None,
        ]
