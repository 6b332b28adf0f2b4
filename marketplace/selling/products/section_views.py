"""The pages of one matter of a product: its texts and days, its pictures."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from catalogue.review.sending import Incomplete, WordsStop
from sellers.goods.changing import Changed, change
from sellers.goods.forms import AddPictureForm
from sellers.goods.making import BadProduct
from sellers.goods.pictures import NoSuchPicture, add_picture, put_first, remove_picture

from .product_page import known_of, product_view
from .section_forms import SECTIONS
from .telling import tell
from .views import ProductsRoom


class SectionView(ProductsRoom):
    """Texts and days. What the desk must see is sent to it; everything else counts at once."""

    def get(self, request, pk, section):
        product = self.product(pk)
        return self._page(product, section, self._form(product, section))

    def post(self, request, pk, section):
        product = self.product(pk)
        form = self._form(product, section, request.POST)
        if not form.is_valid():
            return self._page(product, section, form)
        try:
            done = change(acting=self.acting, product=product, fields=form.values())
        except BadProduct as error:
            return self._refused(product, section, form, error.errors)
        except WordsStop as error:
            return self._refused(product, section, form, {f.field: f"“{f.words}”: {f.advice}" for f in error.findings})
        except Incomplete as error:  # of what waits at the desk as a whole
            return self._refused(product, section, form, {one.field: one.message for one in error.missing})
        return self.back(product, words_of(done))

    def _form(self, product, section: str, data=None):
        if section not in SECTIONS:
            raise Http404
        return SECTIONS[section](data, product=product, known=known_of(product))

    def _refused(self, product, section, form, errors: dict):
        for field, message in errors.items():
            form.add_error(field if field in form.fields else None, message)
        return self._page(product, section, form)

    def _page(self, product, section, form):
        return self.page("selling/products/section.html", {"product": product, "section": section, "form": form})


def words_of(done: Changed) -> str:
    if done.is_nothing:
        return _("Nothing was different.")
    if not done.waits:
        return _("Saved.")
    return _("Sent to the desk. Until they answer, shoppers see what stood there before.")


class PicturesView(ProductsRoom):
    def get(self, request, pk):
        return self._page(self.product(pk), AddPictureForm())

    def post(self, request, pk):
        product = self.product(pk)
        form = AddPictureForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(product, form)
        try:
            add_picture(acting=self.acting, product=product, picture=form.cleaned_data["picture"])
        except ValidationError as error:
            form.add_error("picture", error)
            return self._page(product, form)
        tell(request, _("The picture is there."))
        return redirect("selling:product_pictures", self.seller.slug, pk)

    def _page(self, product, form):
        view = product_view(product, seller=self.seller)
        return self.page("selling/products/pictures.html", {"view": view, "form": form})


class PictureActView(ProductsRoom):
    """Puts a picture first, or takes it away; one that is gone already is no mistake."""

    http_method_names = ["post"]
    acts = {"first": put_first, "remove": remove_picture}

    def post(self, request, pk, picture, act):
        product = self.product(pk)
        try:
            self.acts[act](acting=self.acting, product=product, pk=picture)
        except NoSuchPicture as error:
            raise Http404 from error
        return redirect("selling:product_pictures", self.seller.slug, pk)
