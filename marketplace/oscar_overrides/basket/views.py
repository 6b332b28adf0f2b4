"""The basket: put in, change, take out, keep for later. With scripts without reload, without them by plain forms."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from oscar.core.loading import get_class, get_model

from marketplace.fulfilment.keeping import bring_back, forget, keep_for_later
from marketplace.fulfilment.settling import title_of
from marketplace.same_origin import same_origin

from .forms import AddForm, QuantityForm
from .page import basket_page


def _number(text: str) -> int:
    """An id from a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@method_decorator(never_cache, name="dispatch")
@method_decorator(same_origin, name="dispatch")
class BasketView(View):
    def get(self, request):
        return self._page(request)

    def post(self, request):
        act = {"take": self._take_out, "later": self._later, "back": self._back, "forget": self._forget}
        return act.get(request.POST.get("action"), self._set)(request, _number(request.POST.get("line", "")))

    def _set(self, request, line_id):
        line = next((line for line in request.basket.all_lines() if line.pk == line_id), None)
        if line is None:
            return self._done(request, _("This is not in your basket any more."))
        left = getattr(line.purchase_info.availability, "num_available", None)
        form = QuantityForm(request.POST, left=left, others=request.basket.num_items - line.quantity)
        if not form.is_valid():
            return self._page(
                request, refused=(line_id, request.POST.get("quantity", "")[:20], form.errors["quantity"][0])
            )
        # The price that the shopper has now seen is the one to compare with next time.
        changes = {"quantity": form.cleaned_data["quantity"], "price_incl_tax": line.purchase_info.price.incl_tax}
        request.basket.lines.filter(pk=line_id).update(**changes)
        return self._done(request)

    def _take_out(self, request, line_id):
        line = next((line for line in request.basket.all_lines() if line.pk == line_id), None)
        if line is None:
            return self._done(request)
        request.basket.lines.filter(pk=line_id).delete()
        return self._done(request, _("%(title)s is out of the basket.") % {"title": title_of(line)})

    def _later(self, request, line_id):
        keep_for_later(request, [line_id])
        return self._done(request)

    def _back(self, request, line_id):
        bring_back(request, line_id)
        return self._done(request)

    def _forget(self, request, line_id):
        forget(request, line_id)
        return self._done(request)

    def _done(self, request, text: str = ""):
        if not request.htmx:
            if text:
                messages.info(request, text)
            return redirect("basket:summary")
        request.basket.reset_offer_applications()
        if not request.basket.is_empty:
            get_class("offer.applicator", "Applicator")().apply(request.basket, request.user, request)
        return self._page(request, told=text)

    def _page(self, request, *, refused=None, told=""):
        page = basket_page(request, refused=refused, told=told)
        template = "oscar/basket/content.html" if request.htmx else "oscar/basket/basket.html"
        return render(request, template, {"page": page, "is_htmx": bool(request.htmx)})


@method_decorator(same_origin, name="dispatch")
class BasketAddView(View):
    """POST only; `pk` is the product or, where it has packs, the product with `child_id` in the form."""

    http_method_names = ["post"]

    def post(self, request, pk):
        products = get_model("catalogue", "Product").objects.select_related(
            "product_class", "parent__product_class", "facts"
        )
        product = get_object_or_404(products, pk=pk)
        if not (product.is_public and (not product.is_child or product.parent.is_public)):
            messages.warning(request, _("This product is not sold any more."))
            return redirect("basket:summary")
        form = AddForm(request.POST, product=product, basket=request.basket)
        if not form.is_valid():
            return self._refused(request, product, form)
        with transaction.atomic():
            self._lock(request.basket)
            line, _created = request.basket.add_product(form.product, form.cleaned_data["quantity"])
        messages.success(request, _("%(title)s is in your basket.") % {"title": title_of(line)})
        return redirect(self._way_back(request))

    def _lock(self, basket):
        """Two adds at once both count."""
        if basket.pk:
            get_model("basket", "Basket").objects.select_for_update().get(pk=basket.pk)

    def _way_back(self, request) -> str:
        wanted = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, request.get_host(), require_https=request.is_secure())
        return wanted if is_ours else "basket:summary"

    def _refused(self, request, product, form):
        context = {
            "product": product,
            "form": form,
            "chosen": request.POST.get("child_id", "")[:20],
            "typed": request.POST.get("quantity", "")[:20],
            "packs": self._packs(product),
        }
        return render(request, "oscar/basket/add.html", context)

    def _packs(self, product):
        return product.get_public_children().select_related("facts") if product.is_parent else []
