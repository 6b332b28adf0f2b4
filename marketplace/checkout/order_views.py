"""The page of an order, finding it by phone and number, and changing one's mind."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from marketplace.folding import clean
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.fulfilment.order_links import path_of
from marketplace.payments.cancelling import PaidMeanwhile, cancel_by_buyer
from marketplace.payments.providers import ProviderUnavailable
from marketplace.printing.pdf import PDF_TYPE
from marketplace.visits.cancelling import TooLate, cancel_visit
from marketplace.visits.voucher import voucher_file, voucher_of

from .limiting import TooOften, count_try
from .order_forms import FindOrderForm
from .order_page import order_by_phone, order_for, order_page

TRIES, WINDOW = 10, 15 * 60


class PrivatePage(View):
    """Never kept by a cache, never found by a search engine."""

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response


class FindOrderView(PrivatePage):
    template_name = "checkout/find_order.html"

    def get(self, request):
        return render(request, self.template_name, {"form": FindOrderForm()})

    def post(self, request):
        form = FindOrderForm(request.POST)
        if not form.is_valid():
            return render(request, self.template_name, {"form": form})
        try:
            count_try(what="find-order", who=get_adapter().get_client_ip(request), most=TRIES, seconds=WINDOW)
        except TooOften:
            form.add_error(
                None,
                _("That was tried too often from here. Wait a quarter of an hour, or open the link in our message."),
            )
            return render(request, self.template_name, {"form": form}, status=429)
        order = order_by_phone(**form.cleaned_data)
        if order is not None:
            return redirect(path_of(order))
        form.add_error(
            None,
            _(
                "We know no order with this number and this phone. Look at both once more; they stand in our message to you."
            ),
        )
        return render(request, self.template_name, {"form": form})


class OrderView(PrivatePage):
    def get(self, request, number):
        order = order_for(number=number, key=request.GET.get("k", ""), user=request.user)
        if order is None:
            context = {"form": FindOrderForm(), "is_unknown": True}
            return render(request, FindOrderView.template_name, context, status=404)
        return render(request, "checkout/order.html", {"page": order_page(order), "key": request.GET.get("k", "")})


class VoucherView(PrivatePage):
    """The voucher on paper. Unknown, cancelled or used: 404, for there is nothing to show at the door."""

    def get(self, request, number, parcel):
        order = order_for(number=number, key=request.GET.get("k", ""), user=request.user)
        parcels = Parcel.objects.select_related("seller", "to_commune__province").filter(order=order, number=parcel)
        found = parcels.first() if order else None
        voucher = voucher_of(found) if found else None
        if voucher is None or not voucher.counts:
            raise Http404
        answer = HttpResponse(voucher_file(voucher, made_at=timezone.now()), content_type=PDF_TYPE)
        answer["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
        return answer


class CancelView(PrivatePage):
    http_method_names = ["post"]

    def post(self, request, number):
        order = order_for(number=number, key=request.POST.get("k", ""), user=request.user)
        if order is None:
            return redirect("orders:find")
        parcel = (
            Parcel.objects.select_related("seller", "visit")
            .filter(order=order, number=clean(request.POST.get("parcel", ""))[:24])
            .first()
        )
        if parcel is not None:
            self._cancel(request, parcel)
        return redirect(path_of(order))

    def _cancel(self, request, parcel):
        try:
            _cancelled(parcel)
        except TooLate:
            messages.warning(
                request,
                _("The time to cancel this visit is over. If you cannot come, call %(seller)s.")
                % {"seller": parcel.seller.name},
            )
            return
        except WrongState:
            messages.warning(
                request,
                _("%(seller)s has begun already, so it cannot be cancelled here. Call them.")
                % {"seller": parcel.seller.name},
            )
            return
        except PaidMeanwhile:
            messages.warning(
                request,
                _(
                    "Your payment is being worked on at this very moment, so nothing was cancelled. Look again in a minute."
                ),
            )
            return
        except (ProviderUnavailable, OperationalError):
            messages.warning(request, _("That did not work just now. Try again in a minute."))
            return
        if parcel.state == Parcel.State.AWAITING_PAYMENT:
            messages.success(request, _("Cancelled. Nothing is to pay."))
            return
        messages.success(request, _("Cancelled. %(seller)s has been told.") % {"seller": parcel.seller.name})


def _cancelled(parcel: Parcel) -> Parcel:
    """Goods until the producer begins, a visit until the time that was promised."""
    visit = getattr(parcel, "visit", None)
    return cancel_visit(visit=visit, by="buyer") if visit else cancel_by_buyer(parcel=parcel, by="buyer")
