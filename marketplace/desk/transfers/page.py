"""One transfer: what the bank told, which orders may be meant, who decided what."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.order_codes import shown
from marketplace.payments.models import BankReceipt

from ..frame.access import MONEY, account_shown
from ..frame.cells import Dong, Link, Listing, Moment, Text, dong, moment
from ..frame.screens import DeskScreen, Section
from .deciding import DECISIONS, TransferAction
from .lists import tone_of_transfer

S = BankReceipt.State


class TransferScreen(DeskScreen):
    place_name, url_name = "transfers", "transfer"
    permissions = MONEY
    things = TransferAction.things
    actions = DECISIONS

    def get_page_title(self):
        return f"{dong(self.thing.amount)} · {moment(self.thing.at)}"

    def sections(self):
        receipt = self.thing
        account = account_shown(receipt.counter_account, self.request.user)
        facts = [
            (_("Amount"), dong(receipt.amount)),
            (_("Arrived"), moment(receipt.at)),
            (_("Content"), receipt.content),
            (_("From"), " ".join(filter(None, [receipt.counter_name, account]))),
            (_("Bank reference"), receipt.reference),
            (_("Told by"), receipt.source),
            (_("Entered by"), receipt.entered_by),
            (_("To be sent back by"), receipt.returned_by),
            (_("Confirmed by"), receipt.approved_by),
            (_("Note"), receipt.note),
        ]
        columns = [
            Link("order", label=_("Order"), accessor=lambda a: shown(a.payment.order.number),
                 get_url=lambda a: reverse("desk:order", args=[a.payment.order_id])),
            Dong("amount", label=_("Amount")),
            Moment("at", label=_("When"), classname="desk-nowrap"),
            Text("by", label=_("Done by")),
        ]  # fmt: skip
        rows = list(receipt.allocations.select_related("payment__order").order_by("pk"))
        head = Section(
            _("Transfer"),
            facts=facts,
            words=_waits_for_another(receipt, self.request.user),
            actions=self.offered(receipt),
            tag=receipt.get_state_display(),
            tone=tone_of_transfer(receipt),
        )
        return [head, *([Section(_("Given to"), table=Listing(columns, rows))] if rows else [])]


def _waits_for_another(receipt, user):
    if user.pk in {receipt.entered_by_id if receipt.state == S.PROPOSED else None,
                   receipt.returned_by_id if receipt.state == S.RETURNING else None}:  # fmt: skip
        return _("You did the first step: another person must confirm it.")
    return ""
