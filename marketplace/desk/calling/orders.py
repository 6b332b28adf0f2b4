"""The order answered for the seller on the telephone: yes, less, or not now. The officer's name stands with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.answering.answering import Answered, answer_less, answer_no, answer_yes
from marketplace.answering.models import OrderQuestion
from marketplace.answering.waiting import unanswered
from marketplace.fulfilment.order_codes import shown
from marketplace.payments.lessening import NotLessenable

from ..frame.actions import TooLate
from ..frame.cells import day, moment
from ..frame.fields import LineField
from ..frame.scoped import ScopedAction
from ..frame.screens import Section
from .noting import CALL

DESK = OrderQuestion.Via.DESK


class LessForm(forms.Form):
    """How many of each can be sent."""

    note_to_buyer = LineField(label=_("A word to the buyer"), required=False, max_length=200)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            label = _("%(title)s: ordered %(count)d, can be sent") % {"title": line.line.title, "count": line.quantity}
            self.fields[f"units-{line.pk}"] = forms.IntegerField(
                label=label, min_value=0, max_value=line.quantity, initial=line.quantity
            )
        self.order_fields([*(f"units-{line.pk}" for line in lines), "note_to_buyer"])

    def clean(self):
        typed = super().clean()
        if self.errors:
            return typed
        missing = {line.pk: line.quantity - typed[f"units-{line.pk}"] for line in self.lines}
        return {"missing": missing, "note_to_buyer": typed["note_to_buyer"]}


class NoForm(forms.Form):
    note_to_buyer = LineField(label=_("A word to the buyer"), required=False, max_length=200)


class Answering(ScopedAction):
    """Money may go back by a provider, so no transaction may be open."""

    of = "orders"
    things = unanswered()
    commune_path = "parcel__seller__commune"
    permissions = CALL
    decides = False
    calls_provider = True
    refusals = {Answered: TooLate().text, NotLessenable: None}

    @classmethod
    def found(cls, user):
        """Also one that was answered a moment ago: then it is too late, not unknown."""
        from ..scoping import reach_of

        every = OrderQuestion.objects.select_related(
            "parcel__order", "parcel__seller__commune__province", "parcel__seller__partner"
        )
        return reach_of(user).within(every, cls.commune_path)

    @property
    def seller(self):
        return self.thing.parcel.seller

    def home(self):
        return self.seller

    def is_offered(self):
        return unanswered().filter(pk=self.thing.pk).exists()

    def who(self) -> dict:
        return {"question": self.thing, "by": str(self.user)[:120], "person": self.user, "via": DESK}

    def what(self, outcome, **typed):
        return shown(self.thing.parcel.order.number)


class Yes(Answering):
    name, label, done, tone = "yes", _("Yes, all of it"), _("Answered: yes."), "primary"

    def perform(self):
        return answer_yes(**self.who())


class Less(Answering):
    name, label, done = "less", _("Less"), _("Answered: less. The buyer is told.")
    form_class = LessForm

    def form_kwargs(self):
        return {"lines": list(self.thing.parcel.lines.select_related("line").order_by("pk"))}

    def perform(self, missing, note_to_buyer):
        return answer_less(**self.who(), missing=missing, note_to_buyer=note_to_buyer)


class No(Answering):
    name, label, done, tone = "no", _("Not now"), _("Answered: not now. The buyer is told."), "danger"
    form_class = NoForm

    def perform(self, note_to_buyer):
        return answer_no(**self.who(), note_to_buyer=note_to_buyer)


ANSWERS = (Yes, Less, No)


def orders_waiting(seller, offered) -> list[Section]:
    """One section per order, with what was ordered and the three answers."""
    rows = list(unanswered().filter(parcel__seller=seller).prefetch_related("parcel__lines__line")[:20])
    for row in rows:
        row.parcel.seller = seller
    return [
        Section(
            _("Order %(number)s") % {"number": shown(row.parcel.order.number)},
            facts=[
                (_("Asked"), moment(row.asked_at)),
                (_("Ships on"), day(row.parcel.ship_on)),
                *((line.line.title, f"× {line.quantity}") for line in row.parcel.lines.all()),
            ],
            words=_("Read it out on the telephone and press what the seller says."),
            actions=offered(row, ANSWERS),
        )
        for row in rows
    ]
