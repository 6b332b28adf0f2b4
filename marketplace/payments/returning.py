"""A buyer sends goods back: asked for, agreed, on its way, received, settled by a refund, or rejected with an answer."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.legal.parameters import parameter

from .attending import call_for_attention, close_by_shop
from .locking import locked_parcel
from .models import Attention, Refund, ReturnLine, ReturnRequest
from .parcel_life.shelving import put_back
from .refunding.deciding import approve
from .refunding.drafting import draft_refund
from .refunding.portions import units_left
from .telling import tell_of_return, tell_of_return_answer

S = ReturnRequest.State
PERMISSION = "payments.answer_return"
LONGEST_ANSWER = 500
logger = logging.getLogger(__name__)
NEXT = {
    S.REQUESTED: {S.APPROVED, S.REJECTED},
    S.APPROVED: {S.IN_TRANSIT, S.RECEIVED, S.REJECTED},
    S.IN_TRANSIT: {S.RECEIVED, S.REJECTED},
    S.RECEIVED: {S.SETTLED, S.REJECTED},
}


class NotReturnable(Exception):
    """The text says to the buyer why these goods cannot be sent back now."""


class WrongStep(Exception):
    """A return in this state cannot go into that one."""


class AnswerMissing(ValueError):
    """Who rejects says why."""


def returnable_lines(parcel: Parcel) -> list[tuple]:
    """(parcel line, how many) that the buyer may still ask to send back; none outside the time for it."""
    if not _is_in_time(parcel) or has_open_return(parcel):
        return []
    left = units_left(parcel)
    lines = parcel.lines.select_related("line").order_by("pk")
    return [(line, left[line.pk]) for line in lines if left.get(line.pk)]


def has_open_return(parcel: Parcel) -> bool:
    return parcel.returns.filter(state__in=ReturnRequest.OPEN).exists()


def ask_for_return(*, parcel: Parcel, units: dict[int, int], reason: str, text: str = "") -> ReturnRequest:
    """The buyer's wish for chosen units, within the parcel's time. Raises NotReturnable."""
    units = {pk: k for pk, k in units.items() if k}
    with locked_parcel(parcel) as held:
        _check(held.parcel, units)
        try:
            with transaction.atomic():
                request = ReturnRequest.objects.create(parcel=held.parcel, reason=reason, text=clean(text)[:1000])
        except IntegrityError as error:
            raise NotReturnable(_("A return of this parcel is open already.")) from error
        ReturnLine.objects.bulk_create(
            ReturnLine(request=request, parcel_line_id=pk, quantity=k) for pk, k in units.items()
        )
        call_for_attention(
            reason=Attention.Reason.RETURN_ASKED, about=_about(request), order=held.order, text=request.text
        )
        tell_of_return(request)
        return request


def _check(parcel: Parcel, units: dict[int, int]) -> None:
    if not _is_in_time(parcel):
        raise NotReturnable(_("The time to send this parcel back is over, or it has not arrived yet."))
    if has_open_return(parcel):
        raise NotReturnable(_("A return of this parcel is open already."))
    left = units_left(parcel)
    if not units or any(k < 0 or k > left.get(pk, 0) for pk, k in units.items()):
        raise NotReturnable(_("Choose how many of which goods you want to send back."))


def _is_in_time(parcel: Parcel) -> bool:
    is_open = parcel.state == Parcel.State.DELIVERED and parcel.temperature != Temperature.SERVICE
    return is_open and parcel.return_until is not None and timezone.now() < parcel.return_until


def approve_return(*, request: ReturnRequest, by, answer: str = "") -> ReturnRequest:
    """The goods may come back; the answer says until when. Raises PermissionDenied and WrongStep, as all answers do."""
    with _language_of(request.parcel.order):
        until = gettext("Send the goods by %(day)s.") % {"day": f"{_last_day(timezone.now()):%d/%m/%Y}"}
    words = clean(answer)[: LONGEST_ANSWER - len(until) - 1]
    return _answer(request, S.APPROVED, by, f"{words} {until}".strip())


def reject_return(*, request: ReturnRequest, by, answer: str) -> ReturnRequest:
    """Also after the goods were looked at. The buyer reads the answer. Raises AnswerMissing."""
    if not clean(answer):
        raise AnswerMissing(_("Say to the buyer why."))
    return _answer(request, S.REJECTED, by, answer)


def note_sent_back(*, request: ReturnRequest) -> ReturnRequest:
    """The buyer has given the goods to a carrier."""
    return _bring(request, S.IN_TRANSIT)


def note_received(*, request: ReturnRequest) -> ReturnRequest:
    """The goods are with the producer."""
    return _bring(request, S.RECEIVED)


def send_by(request: ReturnRequest) -> date | None:
    """The last day to give agreed goods to a carrier; None before they are agreed."""
    if request.state != S.APPROVED or request.answered_at is None:
        return None
    return _last_day(request.answered_at)


def _last_day(agreed_at: datetime) -> date:
    day = timezone.localdate(agreed_at)
    return day + timedelta(days=parameter("returns.days_to_send", day))


def end_stale_returns(*, now: datetime | None = None) -> int:
    """Reject agreed returns whose goods nobody sent in time, and tell their buyers; how many. One failing stops no other.

    Goods that are on their way so long call for a person: to reject those would keep both goods and money. A job.
    """
    today, ended = timezone.localdate(now or timezone.now()), 0
    agreed = ReturnRequest.objects.filter(state__in=(S.APPROVED, S.IN_TRANSIT), answered_at__isnull=False)
    for request in list(agreed.select_related("parcel").order_by("pk")):
        try:
            ended += _last_day(request.answered_at) < today and _end_stale(request, today)
        except OperationalError:
            logger.warning("return %s could not be ended yet", request.pk, exc_info=True)
        except Exception:
            logger.exception("return %s", request.pk)
    return ended


def _end_stale(request: ReturnRequest, today: date) -> bool:
    with locked_parcel(request.parcel) as held:
        current = _locked(request, held.parcel)
        if current.state == S.IN_TRANSIT:
            call_for_attention(reason=Attention.Reason.RETURN_ASKED, about=_about_late(current), order=held.order)
            return False
        last = send_by(current)
        if last is None or last >= today:
            return False
        with _language_of(held.order):
            days = (last - timezone.localdate(current.answered_at)).days
            answer = gettext("The goods were not sent back within %(days)d days, so this return has ended.")
            answer = answer % {"days": days}
        current.answered_at, current.answered_by = timezone.now(), None
        tell_of_return_answer(_moved(current, S.REJECTED, answer=answer))
        return True


def _language_of(order):
    checkout = getattr(order, "checkout", None)
    return translation.override(checkout.language if checkout else settings.LANGUAGE_CODE)


def settle_return(
    *, request: ReturnRequest, by, with_fee: bool = False, to_shelf: bool = False, without_goods: bool = False
) -> ReturnRequest:
    """Refund the units that came back; `to_shelf` sells them again, unless they spoil. Settling twice is once.

    `without_goods`: what is spoiled need not come back. Raises PermissionDenied (also without the right to approve
    refunds), WrongStep, NotRefundable.
    """
    _require(by)
    with locked_parcel(request.parcel) as held:
        current = _locked(request, held.parcel)
        if current.state == S.SETTLED:
            return current
        if current.state != S.RECEIVED and not (without_goods and current.state in (S.REQUESTED, S.APPROVED)):
            raise WrongStep(f"{current.state} -> {S.SETTLED}")
        units = {line.parcel_line_id: line.quantity for line in current.lines.all()}
        current.refund = approve(refund=_draft(current, units, with_fee, by), by=by)
        if to_shelf and not without_goods:
            put_back(held.parcel, units)
        return _moved(current, S.SETTLED, by=by)


def _draft(request: ReturnRequest, units: dict[int, int], with_fee: bool, by) -> Refund:
    is_whim = request.reason == ReturnRequest.Reason.CHANGED_MIND
    reason = Refund.Reason.RETURNED if is_whim else Refund.Reason.COMPLAINT
    return draft_refund(
        parcel=request.parcel, units=units, with_fee=with_fee, reason=reason, by=str(by), key=f"return:{request.pk}"
    )


def _answer(request: ReturnRequest, to: str, by, answer: str) -> ReturnRequest:
    _require(by)
    return _bring(request, to, by=by, answer=clean(answer)[:LONGEST_ANSWER])


def _bring(request: ReturnRequest, to: str, **answer) -> ReturnRequest:
    with locked_parcel(request.parcel) as held:
        current = _locked(request, held.parcel)
        if current.state == to:
            return current
        if to not in NEXT.get(current.state, ()):
            raise WrongStep(f"{current.state} -> {to}")
        _moved(current, to, **answer)
        if answer:
            tell_of_return_answer(current)
        return current


def _moved(request: ReturnRequest, to: str, *, by=None, answer: str = "") -> ReturnRequest:
    request.state = to
    request.answer = answer or request.answer
    if by is not None:
        request.answered_at, request.answered_by = timezone.now(), by
    request.save()
    if to in (S.SETTLED, S.REJECTED):
        for about in (_about(request), _about_late(request)):
            close_by_shop(reason=Attention.Reason.RETURN_ASKED, about=about, note=to)
    return request


def _locked(request: ReturnRequest, parcel: Parcel) -> ReturnRequest:
    current = ReturnRequest.objects.select_for_update().get(pk=request.pk)
    current.parcel = parcel
    return current


def _require(by) -> None:
    if not (by and by.has_perm(PERMISSION)):
        raise PermissionDenied(PERMISSION)


def _about(request: ReturnRequest) -> str:
    return f"return:{request.pk}"


def _about_late(request: ReturnRequest) -> str:
    return f"return:{request.pk}:late"
