"""The products of a seller: all of them, a new one, one of them."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marketplace.selling.frame import Workspace
from sellers.goods.forms import NewProductForm
from sellers.goods.making import BadProduct, make_product
from sellers.goods.owning import product_of
from sellers.goods.preview import preview_context
from sellers.helping.models import Scope

from .listing import listing_page
from .product_page import product_view
from .telling import tell


class ProductsRoom(Workspace):
    """Nothing of a stopped shop is changed here; its goods may still be looked at."""

    scope = Scope.PRODUCTS
    place = "products"

    def product(self, pk: int):
        """Raises Http404 for what is not this seller's."""
        return product_of(self.seller, pk)

    def back(self, product, text: str = "", *, kind: str = "success"):
        if text:
            tell(self.request, text, kind)
        return redirect("selling:product", self.seller.slug, product.pk)


class ProductsView(ProductsRoom):
    open_when_stopped = True

    def get(self, request):
        asked = request.GET
        page = listing_page(
            self.seller, words=asked.get("q", ""), show=asked.get("show", "all"), number=asked.get("page", "1")
        )
        return self.page("selling/products/list.html", {"page": page})


class NewProductView(ProductsRoom):
    def get(self, request):
        return self._page(NewProductForm())

    def post(self, request):
        form = NewProductForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form)
        try:
            product = make_product(acting=self.acting, **form.product_fields())
        except BadProduct as error:
            for field, message in error.errors.items():
                form.add_error(field if field in form.fields else None, message)
            return self._page(form)
        return self.back(product, _("Here it is, as a draft. Only you see it until you send it to the desk."))

    def _page(self, form):
        return self.page("selling/products/new.html", {"form": form}, status=200)


class ProductView(ProductsRoom):
    open_when_stopped = True

    def get(self, request, pk):
        product = self.product(pk)
        if hasattr(product, "experience"):
            return redirect("selling:visit", self.seller.slug, pk)
        return self.page("selling/products/product.html", {"view": product_view(product, seller=self.seller)})


class PreviewView(ProductsRoom):
    open_when_stopped = True

    def get(self, request, pk):
        product = self.product(pk)
        return self.page("selling/products/preview.html", preview_context(product, request=request))
