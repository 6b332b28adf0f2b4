"""One seller's money: what is free, what is held and why, the bank account, the payouts so far."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.payments.refunding.accounts import BadAccount
from marketplace.payouts.account_details import bank_name
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.earning import earnings
from marketplace.payouts.holding import NoReason, hold, lift
from marketplace.payouts.models import PayoutHold
from marketplace.payouts.permitting import CHANGE_ACCOUNT, HOLD
from sellers.models import Seller

from ..frame.access import MONEY, account_shown
from ..frame.actions import Action, Refused
from ..frame.cells import Dong, Link, Listing, Moment, Tag, Text, day, dong
from ..frame.fields import ACCOUNT_FAULTS, AccountForm, LineField
from ..frame.screens import DeskScreen, Section

MOST_SHOWN = 24


class ReasonForm(forms.Form):
    reason = LineField(label=_("Why"), max_length=300, help_text=_("The seller reads it on the money page."))


class PayeeAction(Action):
    things = Seller.objects.with_place()


class Hold(PayeeAction):
    name, label, tone, done = "hold", _("Hold back payouts"), "danger", _("Held: nothing is paid until it is lifted.")
    permissions = (HOLD,)
    form_class = ReasonForm
    refusals = {NoReason: _("Say why.")}

    def perform(self, reason):
        return hold(seller=self.thing, reason=reason, by=self.user)

    def what(self, outcome, reason):
        return reason


class Lift(Action):
    name, label, of, done = "lift", _("Lift the hold"), "holds", _("Lifted.")
    permissions = ("payouts.change_payouthold",)
    things = PayoutHold.objects.select_related("seller")

    def __init__(self, user, thing=None):
        super().__init__(user, thing)
        self.label = _("Lift: %(reason)s") % {"reason": thing.reason[:60]}

    def may(self):
        return super().may() and self.user.has_perm(HOLD)

    def is_offered(self):
        return self.thing.lifted_at is None

    def perform(self):
        return lift(hold=self.thing, by=self.user)

    def home(self):
        return self.thing.seller

    def what(self, outcome):
        return self.thing.reason


class ChangeForm(AccountForm):
    reason = LineField(label=_("Why, and who asked"), max_length=300)


class ChangeAccount(PayeeAction):
    name, label, done = (
        "account",
        _("Change the bank account"),
        _("Noted. Payouts wait when it replaces another account."),
    )
    permissions = (CHANGE_ACCOUNT,)
    form_class = ChangeForm
    help_text = _("Call the seller back on the number we know. The old contact is told, and payouts wait three days.")

    def perform(self, **account):
        try:
            return change_account(seller=self.thing, by=self.user, **account)
        except BadAccount as error:
            raise Refused(ACCOUNT_FAULTS[error.field], error.field) from error

    def what(self, outcome, bin, number, reason, **typed):
        return f"{bank_name(bin)} •••{number[-4:]} · {reason}"


class PayeeScreen(DeskScreen):
    place_name, url_name = "payouts", "payee"
    permissions = MONEY
    things = PayeeAction.things
    actions = (Hold, ChangeAccount)
    row_actions = (Lift,)

    def get_page_title(self):
        return self.thing.name

    def links(self):
        return [(reverse("desk:payees"), _("All sellers"))]

    def sections(self):
        seller = self.thing
        money = earnings(seller)
        facts = [
            (_("Not yet free"), dong(money.held_total)),
            (_("To be paid out"), dong(money.available)),
            (_("Owes the shop"), dong(money.owed)),
            (_("Planned in a batch"), dong(money.planned)),
            (_("With the bank"), dong(money.on_its_way)),
            (_("Comes next"), f"{dong(money.next_amount)} · {day(money.next_on)}" if money.next_on else "–"),
        ]
        head = Section(_("Money"), facts=facts, words=" ".join(money.notes), actions=self.offered(seller))
        return [head, self._holds(seller), self._accounts(seller), self._payouts(seller)]

    def _holds(self, seller):
        rows = list(PayoutHold.objects.for_desk().filter(seller=seller)[:MOST_SHOWN])
        columns = [
            Text("reason", label=_("Reason")),
            Tag("state", label=_("Status"), accessor=lambda h: _("Lifted") if h.lifted_at else _("Held"), tone=lambda h: "good" if h.lifted_at else "bad"),
            Moment("placed_at", label=_("Since"), classname="desk-nowrap"),
            Text("placed_by", label=_("Done by")),
            Moment("lifted_at", label=_("Lifted"), classname="desk-nowrap"),
            Text("lifted_by", label=_("Lifted by")),
        ]  # fmt: skip
        lifts = [action for row in rows for action in self.offered(row, [Lift])]
        return Section(_("Holds"), table=Listing(columns, rows), empty=_("None."), actions=lifts)

    def _accounts(self, seller):
        user = self.request.user
        columns = [
            Text("bank", label=_("Bank"), accessor=lambda account: bank_name(account.bin)),
            Text("number", label=_("Account"), accessor=lambda account: account_shown(account.number, user)),
            Text("holder", label=_("Account holder")),
            Moment("valid_from", label=_("Entered"), classname="desk-nowrap"),
            Moment("usable_from", label=_("Payouts from"), classname="desk-nowrap"),
            Moment("ended_at", label=_("Replaced"), classname="desk-nowrap"),
            Text("entered_by", label=_("Entered by")),
            Text("reason", label=_("Reason")),
        ]
        rows = list(seller.bank_accounts.for_desk()[:MOST_SHOWN])
        return Section(_("Bank accounts"), table=Listing(columns, rows), empty=_("No bank account is known."))

    def _payouts(self, seller):
        columns = [
            Link("batch", label=_("Batch"), accessor=lambda p: p.lines.all()[0].batch.number if p.lines.all() else "–",
                 get_url=lambda p: reverse("desk:batch", args=[p.lines.all()[0].batch_id]) if p.lines.all() else None),
            Tag("state", label=_("Status"), accessor="get_state_display", tone=lambda p: {"paid": "good", "bounced": "bad", "rejected": ""}.get(p.state, "waits")),
            Moment("until", label=_("Until"), classname="desk-nowrap"),
            Dong("amount", label=_("Amount")),
        ]  # fmt: skip
        rows = list(seller.payouts.for_desk().prefetch_related("lines__batch")[:MOST_SHOWN])
        return Section(_("Payouts"), table=Listing(columns, rows), empty=_("None."))
