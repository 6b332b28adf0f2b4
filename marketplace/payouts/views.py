"""A seller's money: for the seller's people, and one statement for whoever holds the link in a message."""

import re

from django.contrib.auth.mixins import AccessMixin
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from marketplace.folding import clean
from marketplace.printing.pdf import PDF_TYPE
from sellers.access import sellers_of
from sellers.helping.models import Scope

from .links import is_key
from .models import Payout
from .movements import months_of
from .pages import StatementPage, money_page, page_of_month, page_of_payout
from .paper import statement_pdf

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class OwnMoney(AccessMixin, View):
    """The seller's people, and helpers who may see the money. Never kept by a cache, never found by a search engine."""

    http_method_names = ["get", "head"]

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        if not (request.user.is_authenticated or self.has_link(request, **kwargs)):
            return self.handle_no_permission()
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    def has_link(self, request, **kwargs) -> bool:
        return False

    def seller(self):
        """The one of `?seller=<slug>`, else the first. Raises Http404."""
        self.sellers = list(sellers_of(self.request.user, Scope.MONEY).with_place())
        slug = clean(self.request.GET.get("seller", "")[:120])
        found = next((one for one in self.sellers if slug in ("", one.slug)), None)
        if found is None:
            raise Http404
        return found


class MoneyView(OwnMoney):
    def get(self, request):
        seller = self.seller()
        return render(
            request,
            "payouts/money.html",
            {"page": money_page(seller), "seller": seller, "sellers": self.sellers},
        )


class PayoutView(OwnMoney):
    """A forged or outdated link opens nothing: it leads to signing in."""

    def has_link(self, request, pk) -> bool:
        return is_key(pk, request.GET.get("k", ""))

    def payout(self, pk: int) -> Payout:
        payouts = Payout.objects.shown_to_sellers()
        if not self.has_link(self.request, pk):
            payouts = payouts.filter(seller__in=sellers_of(self.request.user, Scope.MONEY).order_by())
        found = payouts.filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def get(self, request, pk):
        payout = self.payout(pk)
        key = request.GET.get("k", "") if self.has_link(request, pk) else ""
        context = {"page": page_of_payout(payout), "payout": payout, "key": key}
        return render(request, "payouts/statement.html", context)


class PayoutPdfView(PayoutView):
    def get(self, request, pk):
        payout = self.payout(pk)
        return pdf(page_of_payout(payout), name=f"{payout.seller.slug}-{timezone.localdate(payout.until)}")


class MonthView(OwnMoney):
    def page(self, month: str) -> StatementPage:
        """Of a month in which something happened. Raises Http404."""
        seller = self.seller()
        if not _MONTH.fullmatch(month) or month not in months_of(seller):
            raise Http404
        return page_of_month(seller, month)

    def get(self, request, month):
        return render(request, "payouts/statement.html", {"page": self.page(month), "month": month})


class MonthPdfView(MonthView):
    def get(self, request, month):
        page = self.page(month)
        return pdf(page, name=f"{page.seller.slug}-{month}")


def pdf(page: StatementPage, *, name: str) -> HttpResponse:
    response = HttpResponse(statement_pdf(page, made_at=timezone.now()), content_type=PDF_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
