"""The steps of a parcel as buttons: only those that the way allows from where it is."""

from django import forms
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from marketplace.answering.answering import Answered, Via, answer_no, answer_yes
from marketplace.folding import clean
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.moving import WrongState, next_of
from marketplace.fulfilment.order_codes import shown
from marketplace.payments.cancelling import CANCELLABLE_BY_SELLER, cannot_deliver
from marketplace.payments.cod_refusals import PERMISSION as LIFT
from marketplace.payments.cod_refusals import is_paused, lift_pause
from marketplace.payments.models import Refund
from marketplace.payments.parcel_life import arriving, coming_back, handing_over, losing, stepping
from marketplace.visits.checking_in import has_begun

from ..frame.actions import Action
from ..frame.cells import dong

S = Parcel.State


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What happened"), max_length=255, required=False)

    def clean_note(self):
        return clean(self.cleaned_data["note"])


class NeededNoteForm(NoteForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True


class HandOverForm(forms.Form):
    carrier = forms.CharField(
        label=_("Carrier"), max_length=40, help_text=_("For example GHN, Viettel Post; “seller” when they bring it.")
    )
    tracking_no = forms.CharField(label=_("Tracking number"), max_length=60, required=False)


class Step(Action):
    """`leads_to` is the state after it; `take` the function of the parcel's life."""

    of = "parcels"
    permissions = ("desk.move_parcels",)
    things = Parcel.objects.select_related("order", "seller")
    refusals = dict.fromkeys((WrongState, Answered), _("The parcel has moved on meanwhile. Look again."))
    leads_to = ""
    take = None

    def is_offered(self):
        return self.leads_to in next_of(self.thing)

    def perform(self, **typed):
        return type(self).take(parcel=self.thing, by=str(self.user)[:120], **typed)

    def answered(self, answer, **more):
        """The producer was asked whether it can be sent; the desk answers for them."""
        return answer(parcel=self.thing, by=str(self.user)[:120], person=self.user, via=Via.DESK, **more)

    def home(self):
        return self.thing.order

    def title(self, outcome):
        return f"{shown(self.thing.order.number)} · {self.thing.number}"

    def what(self, outcome, **typed):
        return " · ".join(filter(None, [self.thing.number, *typed.values()]))

    def figures(self, outcome, **typed):
        return {"parcel": self.thing.number, "before": self.thing.state, "amount": self.thing.buyer_pays}


class Accept(Step):
    name, label, leads_to, tone = "accept", _("Accept"), S.ACCEPTED, "primary"

    def perform(self):
        return self.answered(answer_yes)


class Pack(Step):
    name, label, leads_to, tone = "pack", _("Packed"), S.PACKED, "primary"
    take = staticmethod(stepping.pack)


class HandOver(Step):
    name, label, leads_to, tone = "hand-over", _("Hand over to the carrier"), S.HANDED_OVER, "primary"
    take = staticmethod(handing_over.hand_over)
    form_class = HandOverForm
    refusals = {**Step.refusals, handing_over.UnknownCarrier: _("Name the carrier in 2 to 20 letters.")}


class InTransit(Step):
    name, label, leads_to = "in-transit", _("On its way"), S.IN_TRANSIT
    take = staticmethod(stepping.in_transit)


class OutForDelivery(Step):
    name, label, leads_to = "out-for-delivery", _("Coming today"), S.OUT_FOR_DELIVERY
    take = staticmethod(stepping.out_for_delivery)


class Deliver(Step):
    name, label, leads_to, tone = "deliver", _("Delivered"), S.DELIVERED, "primary"
    take = staticmethod(arriving.deliver)

    def __init__(self, user, thing=None):
        super().__init__(user, thing)
        if thing is not None and thing.temperature == Temperature.SERVICE:
            self.label = _("The guest came")

    def is_offered(self):
        """Of a visit once it has begun: before, nobody can have come."""
        if self.thing.temperature == Temperature.SERVICE and not has_begun(self.thing, timezone.now()):
            return False
        is_at_the_producer = self.thing.state == S.PACKED and not self.thing.is_pickup
        return super().is_offered() and not is_at_the_producer


class FailDelivery(Step):
    name, label, leads_to = "fail", _("Delivery failed"), S.DELIVERY_FAILED
    take, form_class = staticmethod(stepping.fail_delivery), NoteForm


class BringBack(Step):
    name, label, leads_to = "bring-back", _("Going back"), S.RETURNING
    take, form_class = staticmethod(coming_back.bring_back), NoteForm


class ComeBack(Step):
    name, label, leads_to = "come-back", _("Returned to the producer"), S.RETURNED
    take = staticmethod(coming_back.come_back)


class WholeBack(Step):
    """The parcel ends and all its money goes back: a refund that nobody has decided on becomes part of it."""

    words: str | Promise = ""

    @cached_property
    def help_text(self):
        drafts = Refund.objects.filter(parcel=self.thing, state=Refund.State.DRAFT)
        if not drafts.exists():
            return self.words
        told = _("A refund of %(amount)s waits for a decision: it is rejected, the whole parcel is refunded instead.")
        return f"{self.words} {told % {'amount': dong(drafts.total())}}"


class Lose(WholeBack):
    name, label, leads_to, tone = "lose", _("Lost"), S.LOST, "danger"
    take, form_class = staticmethod(losing.lose), NeededNoteForm
    words = _("The buyer gets everything back. This cannot be undone.")


class Damage(WholeBack):
    name, label, leads_to, tone = "damage", _("Damaged"), S.DAMAGED, "danger"
    take, form_class = staticmethod(losing.damage), NeededNoteForm
    words = Lose.words


class CannotDeliver(WholeBack):
    """Refunds by the provider: no transaction may be open."""

    name, label, leads_to, tone = "cannot-deliver", _("Cannot deliver"), S.CANCELLED, "danger"
    take, form_class = staticmethod(cannot_deliver), NeededNoteForm
    calls_provider = True
    words = _("The buyer is told and gets this parcel's money back; other parcels stay.")

    def is_offered(self):
        return self.thing.state in CANCELLABLE_BY_SELLER

    def perform(self, note):
        if self.thing.state == S.NEW:
            return self.answered(answer_no, note_to_buyer=note)
        return super().perform(note=note)


class LiftPause(Step):
    name, label, done = "lift-pause", _("Allow cash again"), _("This phone may pay in cash again.")
    permissions = (LIFT,)
    form_class = NeededNoteForm
    refusals = {}

    def is_offered(self):
        return bool(self.thing.recipient_phone) and is_paused(phone=self.thing.recipient_phone)

    def perform(self, note):
        return lift_pause(parcel=self.thing, by=self.user, note=note)


STEPS = (
    Accept, Pack, HandOver, InTransit, OutForDelivery, Deliver, FailDelivery, BringBack, ComeBack, Lose, Damage,
    CannotDeliver, LiftPause,
)  # fmt: skip
