"""The orders of a seller: the list, one order, and what can be printed of them."""

from functools import wraps

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.folding import clean
from marketplace.fulfilment.models import Parcel
from marketplace.printing.pdf import PDF_TYPE
from sellers.helping.models import Scope

from ..frame import Workspace
from .finding import BY_NAME, SHELVES, counts_of, for_rows, goods_of, matching, on_shelf, parcels_of
from .labels import labels_pdf
from .parcel_page import loaded, parcel_page
from .rows import rows_of
from .slips import slips_pdf
from .steps import MAY_GIVE_UP

A_PAGE = 20
MOST_PRINTED = 60


class OrdersRoom(Workspace):
    """A stopped shop finishes what was ordered."""

    scope = Scope.ORDERS
    open_when_stopped = True
    place = "orders"

    def parcel_or_404(self, number: str) -> Parcel:
        """Another seller's parcel is as unknown as none."""
        return get_object_or_404(loaded(parcels_of(self.seller)), number=number)


class OrdersView(OrdersRoom):
    def get(self, request):
        text = clean(request.GET.get("q", ""))[:80]
        shelf = BY_NAME.get(request.GET.get("shelf", ""), SHELVES[0])
        parcels = matching(self.seller, text) if text else on_shelf(self.seller, shelf)
        page = Paginator(for_rows(parcels), A_PAGE).get_page(request.GET.get("page"))
        counts = counts_of(self.seller)
        context = {
            "rows": rows_of(page),
            "page": page,
            "text": text,
            "shelf": shelf,
            "shelves": [{"shelf": one, "count": counts[one.name]} for one in SHELVES],
            "extra": "" if text else f"&shelf={shelf.name}",
        }
        return self.page("selling/orders/orders.html", context)


def of_goods(method):
    """For methods that take a parcel: a visit leads to the guests of its time, as nothing of it is packed or sent."""

    @wraps(method)
    def answer(self, request, number, **more):
        parcel = self.parcel_or_404(number)
        if hasattr(parcel, "visit"):
            return redirect("selling:visit_visitors", self.seller.slug, parcel.visit.slot_id)
        return method(self, request, parcel, **more)

    return answer


class OrderView(OrdersRoom):
    @of_goods
    def get(self, request, parcel):
        return self.page("selling/orders/order.html", {"page": parcel_page(parcel)})


class PrintView(OrdersRoom):
    """Slips or labels of the chosen parcels, or of all that are to be packed; one file."""

    kind = "slips"
    http_method_names = ["get", "head"]

    def get(self, request):
        chosen = request.GET.getlist("parcel")[:MOST_PRINTED]
        parcels = loaded(goods_of(self.seller).filter(state__in=MAY_GIVE_UP).order_by("ship_on", "pk"))
        if chosen:
            parcels = parcels.filter(number__in=chosen)
        else:
            parcels = parcels.exclude(state=Parcel.State.NEW)
        parcels = list(parcels[:MOST_PRINTED])
        if not parcels:
            raise Http404(_("Nothing is to be printed."))
        return self.printed(parcels)

    def printed(self, parcels):
        made_at = timezone.now()
        if self.kind == "slips":
            content = slips_pdf(parcels, made_at=made_at)
        else:
            content = labels_pdf(parcels, made_at=made_at, four_up=self.kind == "labels-a4")
        response = HttpResponse(content, content_type=PDF_TYPE)
        response["Content-Disposition"] = f'inline; filename="{self.kind}-{made_at:%Y%m%d}.pdf"'
        return response
