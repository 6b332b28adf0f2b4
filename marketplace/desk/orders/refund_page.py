"""A refund of one parcel is drafted: first its sum is shown, then it is written down for somebody else to approve."""

from django.db import OperationalError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.order_codes import shown
from marketplace.payments.models import Refund
from marketplace.payments.refunding.drafting import NotRefundable, draft_refund
from marketplace.payments.refunding.portions import units_left

from ..frame.actions import Action, Refused, TooLate
from ..frame.audit import history_of
from ..frame.cells import Count, Dong, Listing, Text, dong
from ..frame.screens import Button, DeskScreen, Press, Section, address_of
from .refund_form import DraftForm, can_give_fee
from .steps import Step

KNOWN = _("This refund is drafted already. To draft another one, begin again on the page of the order.")
CONTENTS = [
    Text("goods", label=_("Product"), accessor="parcel_line.line.title"),
    Count("quantity", label=_("Quantity")),
    Dong("amount", label=_("Amount")),
]


def is_paid(parcel: Parcel) -> bool:
    """Something came in that could go back."""
    payments = parcel.order.payments.all()
    return any(payment.received for payment in payments if payment.parcel_id in (None, parcel.pk))


class Draft(Action):
    """`key` of the wish is the form's own token: however often it is sent, it is one refund."""

    name, label, of, tone, is_open = "draft", _("Draft the refund"), "parcels", "primary", True
    done = _("Drafted. Now somebody who may approve refunds decides.")
    permissions = Step.permissions
    things = Parcel.objects.select_related("order", "seller")
    form_class = DraftForm
    is_new = True

    def __init__(self, user, thing=None):
        super().__init__(user, thing)
        self.label = _("Work out the sum")

    def is_offered(self):
        return is_paid(self.thing) and bool(units_left(self.thing) or can_give_fee(self.thing))

    def form_kwargs(self):
        return {"parcel": self.thing}

    def known(self, token) -> Refund | None:
        """What this form has made before."""
        return Refund.objects.filter(parcel=self.thing, key__startswith=_key(token)).first()

    def perform(self, form):
        self.is_new = self.known(form.cleaned_data["token"]) is None
        return self._draft(form)

    def work_out(self, form) -> tuple[Refund, list]:
        """The refund and its lines as they would be; nothing is kept. Raises Refused."""
        try:
            with transaction.atomic():
                refund = self._draft(form)
                lines = list(refund.lines.select_related("parcel_line__line").order_by("pk"))
                transaction.set_rollback(True)
        except OperationalError as error:
            raise Refused(_("Somebody else is working on this. Try again in a moment.")) from error
        return refund, lines

    def _draft(self, form) -> Refund:
        typed = {name: form.cleaned_data[name] for name in ("reason", "note")}
        key = _key(form.cleaned_data["token"])
        try:
            return draft_refund(parcel=self.thing, by=str(self.user), key=key, **form.chosen(), **typed)
        except NotRefundable as error:
            raise Refused(str(error), form.first_field()) from error

    def note(self, outcome, typed):
        return super().note(outcome, typed) if self.is_new else None

    def about(self, outcome):
        return self.thing.order

    def title(self, outcome):
        return f"{shown(self.thing.order.number)} · {self.thing.number}"

    def what(self, outcome, form):
        words = [self.thing.number, dong(outcome.amount), str(outcome.get_reason_display()), outcome.note]
        return " · ".join(filter(None, words))

    def figures(self, outcome, form):
        about = {"parcel": self.thing.number, "refund": str(outcome.uuid)}
        return about | {"amount": outcome.amount, "fee": outcome.fee_amount}

    def goes_to(self, outcome):
        return reverse("desk:refund", args=[outcome.pk])

    def done_words(self, outcome):
        return self.done if self.is_new else KNOWN


def _key(token) -> str:
    return f"desk-{token}"


class DraftScreen(DeskScreen):
    place_name, url_name = "orders", "parcel_refund"
    permissions = Draft.permissions
    things = Draft.things
    actions = (Draft,)
    found: list[Section] = ()

    def get_page_title(self):
        return _("Draft a refund: %(number)s") % {"number": self.thing.number}

    def links(self):
        return [(reverse("desk:order", args=[self.thing.order_id]), _("Open the order"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs | {"history": history_of(self.thing.order)})

    def sections(self):
        actions = self.offered(self.thing)
        words = _("Nothing moves before somebody approves it.") if actions else _("Nothing is left to refund.")
        return [*self.found, Section(_("What goes back"), words=words, actions=actions)]


class DraftPress(Press):
    """A choice that was not looked at is shown with its sum first; a form sent twice leads to what it has made."""

    def post(self, request, **kwargs):
        action = self._action(kwargs)
        form = action.form(request.POST)
        is_right = form.is_valid()
        token = form.cleaned_data.get("token")
        if drafted := token and action.known(token):
            messages.success(request, KNOWN)
            return redirect(action.goes_to(drafted))
        try:
            if is_right and form.is_seen():
                outcome = action.carry_out({"form": form})
                messages.success(request, action.done_words(outcome))
                return redirect(action.goes_to(outcome))
            found = [self._sum(action, form)] if is_right else []
        except TooLate as late:
            messages.warning(request, late.text)
            return redirect(self._screen(action).url())
        except Refused as refused:
            form.add_error(refused.field, str(refused.text))
            found = []
        return self._draw(action, form, found)

    def _sum(self, action, form) -> Section:
        refund, lines = action.work_out(form)
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = form.choice()
        action.label = Draft.label
        return Section(
            _("The sum"),
            words=_("Not drafted yet: look at it, then press “Draft the refund”."),
            facts=[(_("Delivery fee"), dong(refund.fee_amount)), (_("Total"), dong(refund.amount))],
            table=Listing(CONTENTS, lines),
        )

    def _draw(self, action, form, found):
        screen = self._screen(action, fresh=True)
        screen.found = found
        return screen.draw(Button(action, form, address_of(screen, action)))
