"""The buyer comes back from the provider's page: we ask the provider, and lead on to the order (payments.md I24)."""

import logging

from django.contrib import messages
from django.db import OperationalError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.fulfilment.order_links import path_of

from .billing import bill_of
from .models import Attention, Payment
from .providers import ProviderUnavailable, UnknownProvider
from .stripe_gateway.sessions import language_of
from .syncing import sync_and_apply

logger = logging.getLogger(__name__)
ASK_AGAIN_SECONDS, MOST_QUESTIONS = 5, 12


@never_cache
@require_safe
def returned(request, uuid):
    """The address proves nothing: what its parameters say is never read. `asked` only counts our own questions."""
    payment = get_object_or_404(Payment.objects.select_related("order"), uuid=uuid, parcel=None)
    with translation.override(language_of(payment.order)):
        try:
            payment = _asked(payment)
        except (ProviderUnavailable, OperationalError, UnknownProvider) as error:
            logger.warning("payment %s: %s", payment.uuid, type(error).__name__)
            return _private(_ask_again(request, payment))
        _tell(request, payment)
        return _private(redirect(path_of(payment.order)))


@never_cache
@require_safe
def cancelled(request, uuid):
    """The buyer turned back. Nothing is closed: they may pay until time runs out."""
    return returned(request, uuid)


def _asked(payment: Payment) -> Payment:
    return payment if payment.state == Payment.State.CAPTURED else sync_and_apply(payment.pk)


def _tell(request, payment: Payment) -> None:
    payment.order.refresh_from_db(fields=["status"])
    if Attention.objects.filter(reason=Attention.Reason.AMOUNT_MISMATCH, about=str(payment.uuid)).exists():
        messages.warning(request, _("Something about this payment does not fit. We look at it and write to you."))
    elif payment.order.status in ("confirmed", "completed"):
        messages.success(request, _("Thank you. Your payment has arrived, and the producers know."))
    elif payment.order.status == "pending_payment" and payment.is_open:
        messages.info(request, _still_open(payment))
    elif payment.state == Payment.State.CAPTURED:
        messages.warning(
            request, _("Your money has come, but not for this order any more. You hear from us how it goes back.")
        )
    else:
        messages.warning(request, _("This payment did not go through. Nothing was taken from your card."))


def _still_open(payment: Payment) -> str:
    pay_by = bill_of(payment.order).pay_by
    if pay_by is None or pay_by < timezone.now():
        return _("No money has come yet. As soon as it comes, this page says so.")
    return _("No money has come yet. The goods are kept for you until %(until)s.") % {
        "until": f"{timezone.localtime(pay_by):%H:%M %d/%m}"
    }


def _ask_again(request, payment: Payment):
    """The provider does not answer: a page that asks by itself every few seconds, for a minute."""
    asked = request.GET.get("asked", "")
    number = int(asked) + 1 if asked.isdecimal() and len(asked) < 4 else 1
    page = render(
        request, "payments/asking.html", {"order_url": path_of(payment.order), "gave_up": number >= MOST_QUESTIONS}
    )
    if number < MOST_QUESTIONS:
        page["Refresh"] = f"{ASK_AGAIN_SECONDS}; url={request.path}?asked={number}"
    return page


def _private(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
