"""What the checkout page shows: goods by producer with the day and the fee, ways to pay, what happens next."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.fulfilment.models import Temperature
from marketplace.fulfilment.planning import Plan, PlannedGroup, slot_of
from marketplace.fulfilment.quoting import Offer
from marketplace.fulfilment.settling import Settled, title_of
from marketplace.fulfilment.wording import fee_in_words, when
from marketplace.money import format_dong
from marketplace.visits.booking import cancel_until, promise_of

from .paying import PaymentChoice, payment_choices


@dataclass(frozen=True)
class GroupView:
    """One producer's part of the page, ready to place."""

    planned: PlannedGroup
    lines: list[dict]
    sentence: str
    fee_sentence: str
    ways: list[dict]
    is_stuck: bool
    cancel_sentence: str = ""

    @property
    def is_visit(self) -> bool:
        return self.planned.group.is_visit

    @property
    def seller(self):
        return self.planned.seller

    @property
    def temperature_label(self) -> str:
        """Empty for dry goods, which need no word."""
        temperature = self.planned.group.temperature
        return "" if temperature == Temperature.AMBIENT else Temperature(temperature).label

    @property
    def field_name(self):
        return self.planned.field_name

    @property
    def total_text(self) -> str:
        return format_dong(self.planned.total)


@dataclass(frozen=True)
class CheckoutPage:
    groups: list[GroupView]
    notes: list[str]
    payments: list[PaymentChoice]
    problem: str
    token: UUID
    total: int
    goods_text: str
    fee_text: str
    total_text: str
    has_place: bool
    has_alcohol: bool
    can_order: bool
    needs_place: bool = True
    has_visits: bool = False
    shown_promise: str = ""

    @property
    def payment_label(self) -> str:
        return next((choice.label for choice in self.payments if choice.checked), "")

    @property
    def next_steps(self) -> list[str]:
        """Said before the button is pressed."""
        if not self.needs_place:
            return _steps_of_visits()
        return self._steps_of_goods() + (
            [_("The voucher of your visit comes when the order is paid.")] if self.has_visits else []
        )

    def _steps_of_goods(self) -> list[str]:
        if self.is_prepaid:
            first = _("You pay right after this, and the goods are kept for you meanwhile.")
            steps = [first, _("When the money is there, the producers get your order and pack it.")]
        else:
            steps = [_("The producers get your order at once and pack it. They call you if something is unclear.")]
        if len(self.groups) > 1:
            steps.append(_("Each parcel comes by itself, on its own day."))
        if self.is_prepaid:
            steps.append(
                _("Until a producer has accepted it, you can cancel on the order page and get the money back.")
            )
            return steps
        steps.append(
            _(
                "You pay in cash when a parcel arrives. Until a producer has accepted it, you can cancel on the order page."
            )
        )
        return steps

    @property
    def is_prepaid(self) -> bool:
        return any(choice.checked and choice.provider.pay_within for choice in self.payments)


def checkout_page(*, form, plan: Plan, settled: Settled, token, problem: str = "", request=None) -> CheckoutPage:
    source = form.data if form.is_bound else form.initial
    # A phone is judged only when the order is placed, where tries are counted: else anybody could ask about anybody's.
    payments = payment_choices(plan, chosen=source.get("payment", ""), request=request)
    return CheckoutPage(
        groups=[group_view(planned, plan) for planned in plan.groups],
        notes=[note.text for note in settled.notes],
        payments=payments,
        problem=problem,
        token=token,
        total=plan.total,
        goods_text=format_dong(plan.goods_total),
        fee_text=format_dong(plan.fee_total) if plan.has_fees else "",
        total_text=format_dong(plan.total),
        has_place=plan.commune is not None or not plan.needs_place,
        has_alcohol=plan.has_alcohol,
        needs_place=plan.needs_place or not plan.groups,
        has_visits=plan.has_visits,
        shown_promise=_promise(plan),
        can_order=not plan.stuck and bool(plan.groups) and any(not choice.disabled for choice in payments),
    )


def group_view(planned: PlannedGroup, plan: Plan) -> GroupView:
    lines = [
        {
            "title": title_of(item.line),
            "quantity": item.quantity,
            "price_text": format_dong(item.goods_total),
            "id": item.key,
        }
        for item in planned.items
    ]
    chosen = planned.chosen
    ways = [_way(offer, offer is chosen) for offer in planned.offers]
    return GroupView(
        planned=planned,
        lines=lines,
        sentence=when(chosen) if chosen else "",
        fee_sentence=fee_in_words(chosen) if chosen else "",
        ways=ways if len(ways) > 1 else [],
        is_stuck=planned in plan.stuck,
        cancel_sentence=_cancel_sentence(planned),
    )


def _steps_of_visits() -> list[str]:
    return [
        _("You pay right after this, and the places are kept for you meanwhile."),
        _("When the money is there, your voucher with its code is on the order page and in a message."),
        _("Show the code when you arrive. Nothing is sent."),
    ]


def _slot(planned: PlannedGroup):
    return slot_of(planned.items[0].line.product) if planned.group.is_visit else None


def _promise(plan: Plan) -> str:
    """What the sentences below say, for the button: who presses it gets what was read."""
    slots = [slot for planned in plan.groups if (slot := _slot(planned))]
    return promise_of((slot.pk, cancel_until(slot)) for slot in slots)


def _cancel_sentence(planned: PlannedGroup) -> str:
    """Until when a visit can be given up; said before it is paid."""
    slot = _slot(planned)
    if slot is None:
        return ""
    until = cancel_until(slot)
    if until <= timezone.now():
        return _("It begins so soon that it cannot be cancelled any more.")
    return _("You can cancel free of charge until %(until)s, and not after that.") % {
        "until": f"{timezone.localtime(until):%H:%M %d/%m/%Y}"
    }


def _way(offer: Offer, checked: bool) -> dict:
    label = _("Pick it up at the producer's") if offer.is_pickup else _("Send it to me")
    return {"value": offer.way, "label": label, "detail": f"{fee_in_words(offer)}. {when(offer)}", "checked": checked}
