"""Price and stock of each pack, + and −, and the packs themselves."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sellers.goods.changing import change
from sellers.goods.making import BadProduct
from sellers.goods.owning import pack_of
from sellers.goods.packs import add_pack, packs_of
from sellers.goods.removing import LastPack, remove
from sellers.goods.stocking import NotCounted, NothingLeft, TooMany, left_of, move_stock, set_stock

from .offers import OfferForm, PackForm
from .product_page import product_view
from .telling import tell
from .views import ProductsRoom


class OffersRoom(ProductsRoom):
    """Not of a visit: its prices and places stand at its times."""

    def product(self, pk: int):
        product = super().product(pk)
        if hasattr(product, "experience"):
            raise Http404
        return product

    def pack(self, pk: int):
        pack = pack_of(self.seller, pk)
        if hasattr(pack, "slot"):
            raise Http404
        return pack


class PriceView(OffersRoom):
    """Price and stock of each pack, one small form each."""

    def get(self, request, pk):
        product = self.product(pk)
        return self._page(product, self._forms(product))

    def post(self, request, pk):
        product = self.product(pk)
        forms = self._forms(product, request.POST)
        form = next((one for one in forms if one.is_bound), None)
        if form is None:
            raise Http404
        if not form.is_valid():
            return self._page(product, forms)
        try:
            changed = self._save(form)
        except TooMany:
            form.add_error("stock", _("This is more than we can count."))
            return self._page(product, forms)
        return self.back(product, _("Saved. It counts at once.") if changed else _("Nothing was different."))

    def _forms(self, product, data=None) -> list[OfferForm]:
        counted = product.product_class.track_stock if product.product_class else True
        wanted = data.get("pack", "") if data else ""
        forms = []
        for pack in packs_of(product):
            record = pack.stockrecords.order_by("pk").first()
            forms.append(
                OfferForm(data if str(pack.pk) == wanted else None, pack=pack, record=record, is_counted=counted)
            )
        return forms

    def _save(self, form: OfferForm) -> bool:
        typed, pack = form.cleaned_data, form.pack
        changed = not change(acting=self.acting, product=pack, fields={"price": typed["price"]}).is_nothing
        if "stock" not in typed or typed["stock"] == typed["seen"]:
            return changed
        set_stock(acting=self.acting, product=pack, number=typed["stock"], seen=typed["seen"])
        return True

    def _page(self, product, forms):
        return self.page("selling/products/price.html", {"product": product, "forms": forms})


class StockView(OffersRoom):
    """+ and −: with scripts the number alone comes back, without them the page that was open."""

    http_method_names = ["post"]

    def post(self, request, pk):
        pack = self.pack(pk)
        by = {"1": 1, "-1": -1}.get(request.POST.get("by", ""))
        if by is None:
            raise Http404
        try:
            left = move_stock(acting=self.acting, product=pack, by=by)
        except NothingLeft as error:
            left = error.left
        except (NotCounted, TooMany):
            left = left_of(pack.stockrecords.order_by("pk").first())
        if request.htmx:
            return render(request, "selling/products/left.html", {"left": left})
        return redirect(self._way_back(request, pack, left))

    def _way_back(self, request, pack, left: int) -> str:
        words = {"title": pack.get_title(), "left": left}
        tell(request, ngettext("%(title)s: %(left)d left.", "%(title)s: %(left)d left.", left) % words)
        return way_back(request, self.seller, pack.parent_id or pack.pk)


def way_back(request, seller, pk: int) -> str:
    """The list at the place where it was, or the product."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, request.get_host(), require_https=request.is_secure())
    return wanted if is_ours else reverse("selling:product", args=[seller.slug, pk])


class PacksView(OffersRoom):
    def get(self, request, pk):
        product = self.product(pk)
        return self._page(product, PackForm(product=product))

    def post(self, request, pk):
        product = self.product(pk)
        form = PackForm(request.POST, product=product)
        if not form.is_valid():
            return self._page(product, form)
        try:
            add_pack(acting=self.acting, product=product, **form.pack_values())
        except BadProduct as error:
            for field, message in error.errors.items():
                form.add_error(field if field in form.fields else "size", message)
            return self._page(product, form)
        tell(request, _("The pack is there, at its own price."))
        return redirect("selling:product_packs", self.seller.slug, pk)

    def _page(self, product, form):
        view = product_view(product, seller=self.seller)
        return self.page("selling/products/packs.html", {"view": view, "form": form})


class PackRemoveView(OffersRoom):
    http_method_names = ["post"]

    def post(self, request, pk, pack):
        product, pack = self.product(pk), self.pack(pack)
        if pack.parent_id != product.pk:
            raise Http404
        try:
            remove(acting=self.acting, product=pack)
            tell(request, _("This pack is taken off. Orders that have it stay as they are."))
        except LastPack:
            tell(request, _("One pack must stay. To stop selling it, take the product off."), "warning")
        return redirect("selling:product_packs", self.seller.slug, pk)
