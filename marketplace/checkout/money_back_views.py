"""What a buyer tells us so that money can go back: a bank account, and the wish to send goods back."""

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.order_links import path_of
from marketplace.money import format_dong
from marketplace.payments.models import Refund
from marketplace.payments.refunding.account_telling import shop_phone
from marketplace.payments.refunding.accounts import AlreadyGiven, NotChangeable, give_account_once
from marketplace.payments.returning import NotReturnable, ask_for_return, returnable_lines
from marketplace.payments.vietqr.banks import UnknownBank, bank

from .money_back_forms import AccountForm, ReturnForm
from .pay_views import OfOrder


class RefundAccountView(OfOrder):
    """Where a refund is to be sent: named once. The key to an order is known to its sellers too, so a change is for staff."""

    template_name = "checkout/refund_account.html"

    def get(self, request, number, uuid):
        return self._page(request, self._refund(uuid), AccountForm())

    def post(self, request, number, uuid):
        refund = self._refund(uuid)
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self._page(request, refund, form)
        try:
            give_account_once(refund=refund, **form.cleaned_data)
        except AlreadyGiven:
            messages.warning(request, _("An account was named before. Only we can change it: call us."))
        except NotChangeable:
            messages.warning(request, _("This refund has left already. Call us if the account was wrong."))
        except OperationalError:
            form.add_error(None, _("That did not work just now. Try again in a minute."))
            return self._page(request, refund, form)
        else:
            messages.success(request, _("Thank you. We send the money there, and a message that says so to you."))
        return redirect(path_of(self.order))

    def _refund(self, uuid) -> Refund:
        refund = self.order.refunds.shown_to_buyers().filter(uuid=uuid, channel=Refund.Channel.TRANSFER).first()
        if refund is None:
            raise Http404
        return refund

    def _page(self, request, refund, form):
        context = {"form": form, "refund": refund, "amount": format_dong(refund.amount), "order": self.order}
        context |= {"given": _given(refund), "call": shop_phone(), "call_to": settings.OPERATOR.get("phone", "")}
        return render(request, self.template_name, context | {"key": _key(request)})


class ReturnView(OfOrder):
    """Which goods, why, in the buyer's words."""

    template_name = "checkout/return.html"

    def get(self, request, number, parcel):
        found = self._parcel(parcel)
        return self._page(request, found, ReturnForm(lines=returnable_lines(found)))

    def post(self, request, number, parcel):
        found = self._parcel(parcel)
        form = ReturnForm(request.POST, lines=returnable_lines(found))
        if not form.is_valid():
            return self._page(request, found, form)
        try:
            ask_for_return(
                parcel=found, units=form.units, reason=form.cleaned_data["reason"], text=form.cleaned_data["text"]
            )
        except NotReturnable as error:
            form.add_error(None, str(error))
            return self._page(request, found, form)
        messages.success(request, _("We have your wish and answer within two working days."))
        return redirect(path_of(self.order))

    def _parcel(self, number) -> Parcel:
        parcel = Parcel.objects.select_related("seller").filter(order=self.order, number=number[:24]).first()
        if parcel is None or not returnable_lines(parcel):
            raise Http404
        return parcel

    def _page(self, request, parcel, form):
        context = {"form": form, "parcel": parcel, "order": self.order, "key": _key(request)}
        return render(request, self.template_name, context)


def _given(refund: Refund) -> dict | None:
    """Enough to recognise one's own account, and no more."""
    if not refund.account_no:
        return None
    try:
        name = bank(refund.account_bin).short_name
    except UnknownBank:
        name = refund.account_bin
    return {"bank": name, "end": refund.account_no[-4:], "at": refund.account_given_at}


def _key(request) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("k", "")
