"""Paying an order that stands: its page, its QR picture, and looking whether the money has come."""

import logging

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marketplace.fulfilment.holding import has_begun
from marketplace.fulfilment.order_links import path_of
from marketplace.payments.providers import ProviderUnavailable, Redirect, UnknownProvider
from marketplace.payments.starting import NoMoreTries, NotPayable, attempt_by, begin, open_attempt
from marketplace.payments.syncing import sync_and_apply
from marketplace.payments.vietqr import picture

from .limiting import TooOften, count_try
from .order_page import order_for
from .order_views import PrivatePage
from .pay_page import pay_page, pay_path, waits_for_payment

logger = logging.getLogger(__name__)
LOOKS, WINDOW = 60, 10 * 60


def to_payment(request, order):
    """Where a person goes whose order has just been placed, or who pressed "pay"."""
    attempt = open_attempt(order)
    if attempt is None:
        return redirect(pay_path(order) if waits_for_payment(order) else path_of(order))
    try:
        answer = begin(attempt)
    except NotPayable:
        return redirect(path_of(order))
    except (ProviderUnavailable, OperationalError):
        logger.warning("payment %s could not be begun", attempt.uuid, exc_info=True)
        messages.warning(
            request, _("The payment page does not answer just now. Your order is kept; try again, or pay another way.")
        )
        return redirect(pay_path(order))
    return redirect(answer.url if isinstance(answer, Redirect) else pay_path(order))


class OfOrder(PrivatePage):
    """A page of an order that waits for its money; whoever may see the order may pay it."""

    def dispatch(self, request, *args, **kwargs):
        asked = request.POST if request.method == "POST" else request.GET
        self.order = order_for(number=kwargs["number"], key=asked.get("k", ""), user=request.user)
        if self.order is None:
            return redirect("orders:find")
        return super().dispatch(request, *args, **kwargs)


class PayView(OfOrder):
    def get(self, request, number):
        if not waits_for_payment(self.order):
            return self._over(request)
        return render(request, "checkout/pay.html", {"page": pay_page(self.order, request)})

    def post(self, request, number):
        """`way` chooses another way of paying; without it, the one that was begun goes on."""
        if not waits_for_payment(self.order):
            return self._over(request)
        try:
            if code := request.POST.get("way", "")[:20]:
                attempt_by(self.order, code=code)
        except NoMoreTries:
            messages.warning(request, _("This order was tried several times. Order again, the goods go back on sale."))
            return redirect(path_of(self.order))
        except (NotPayable, UnknownProvider):
            return redirect(pay_path(self.order))
        except (ProviderUnavailable, OperationalError):
            messages.warning(request, _("That did not work just now. Try again in a minute."))
            return redirect(pay_path(self.order))
        return to_payment(request, self.order)

    def _over(self, request):
        if has_begun(self.order):
            messages.warning(request, _("The visit has begun, so it cannot be paid any more."))
        return redirect(path_of(self.order))


class LookView(OfOrder):
    """Has the money come? Asked by the page every few seconds, and by a button for those without scripts."""

    def get(self, request, number):
        if not waits_for_payment(self.order):
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = path_of(self.order)
            return answer
        return render(request, "checkout/pay_waiting.html", {"page": pay_page(self.order, request)})

    def post(self, request, number):
        attempt = open_attempt(self.order)
        try:
            count_try(what="look-for-payment", who=self.order.number, most=LOOKS, seconds=WINDOW)
            if attempt:
                sync_and_apply(attempt.pk)
        except (TooOften, ProviderUnavailable, OperationalError):
            messages.warning(request, _("We could not look just now. We keep looking by ourselves."))
            return redirect(pay_path(self.order))
        self.order.refresh_from_db(fields=["status"])
        if waits_for_payment(self.order):
            messages.info(request, _("Nothing has come yet. A transfer can take a few minutes; we keep looking."))
            return redirect(pay_path(self.order))
        return redirect(path_of(self.order))


class QrView(OfOrder):
    """The VietQR of an order as a picture: SVG to look at, PNG to save and choose in the bank's app."""

    def get(self, request, number, kind):
        page = pay_page(self.order) if waits_for_payment(self.order) else None
        if page is None or page.transfer is None:
            raise Http404
        if kind == "svg":
            return HttpResponse(picture.svg(page.transfer.qr_payload), content_type="image/svg+xml")
        answer = HttpResponse(picture.png(page.transfer.qr_payload), content_type="image/png")
        answer["Content-Disposition"] = f'attachment; filename="{page.transfer.content}.png"'
        return answer
