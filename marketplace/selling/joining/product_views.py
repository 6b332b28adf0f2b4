"""The first product, and its preview before anybody else sees it."""

from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from marketplace.selling.frame import Workspace
from sellers.goods.forms import FirstProductForm
from sellers.goods.making import BadProduct, make_product
from sellers.goods.owning import product_of, products_of
from sellers.helping.models import Scope

from .previewing import last_day_of, preview_link, preview_page, product_of_key
from .private import Private


class FirstProductView(Workspace):
    """Picture, name, price, size. Pressing twice leads to the preview of the one that was made."""

    scope = Scope.PRODUCTS

    def get(self, request):
        if first := products_of(self.seller).order_by("pk").first():
            return redirect("selling:join_preview", self.seller.slug, first.pk)
        return self._page(FirstProductForm())

    def post(self, request):
        form = FirstProductForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form)
        same = products_of(self.seller).filter(title=form.cleaned_data["title"]).first()
        if same is None:
            try:
                same = make_product(acting=self.acting, **form.product_fields())
            except BadProduct as error:
                for field, message in error.errors.items():
                    form.add_error(field if field in form.fields else None, message)
                return self._page(form)
        return redirect("selling:join_preview", self.seller.slug, same.pk)

    def _page(self, form):
        return self.page("selling/joining/product.html", {"form": form})


class PreviewView(Workspace):
    """What shoppers will see, with a link to show around. The shop's own people and helpers with products."""

    scope = Scope.PRODUCTS
    open_when_stopped = True

    def get(self, request, pk):
        product = product_of(self.seller, pk)
        link = preview_link(product)
        words = _("Look at what we will sell: %(link)s") % {"link": link}
        context = {
            "shown": preview_page(product, request),
            "product": product,
            "link": link,
            "sms_url": f"sms:?&body={quote(words)}",
            "words": words,
            "until": last_day_of(link.rstrip("/").rsplit("/", 1)[1]),
            "ward": None,
        }
        return self.page("selling/joining/preview.html", context)


class SharedPreviewView(Private, View):
    """The same for whoever has the link; a forged, old or withdrawn one is not found."""

    http_method_names = ["get", "head"]

    def get(self, request, key):
        product = product_of_key(key)
        shown = preview_page(product, request) if product else None
        if shown is None:
            raise Http404
        if shown.is_on_sale and not shown.is_private:
            return redirect(shown.canonical_path)
        context = {"shown": shown, "until": last_day_of(key), "ward": None}
        return render(request, "selling/joining/shared_preview.html", context)
