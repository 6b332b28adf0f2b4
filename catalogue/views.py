"""Browse, one product set, and one product. Each reads one queryset of the listings and answers."""

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import View
from oscar.core.loading import get_model

from catalogue import age
from catalogue.listing.browse_page import all_sets, browse_page, seasonal_cards
from catalogue.listing.browsing import Wish, read_wish
from catalogue.product_sets import UnknownProductSet, product_set, product_sets
from catalogue.showing import shown_product
from marketplace.places.models import Commune

LONGEST_ID = 18


class CatalogueView(View):
    """/shop/: everything on sale, narrowed by the address bar."""

    template_name = "catalogue/browse.html"

    def get(self, request):
        wish = read_wish(request.GET, known_sets={s.code for s in product_sets()})
        if wish.wants_alcohol and settings.ALCOHOL_ENABLED and age.is_refused(request):
            return age.ask(request)
        ward = get_object_or_404(Commune.objects.select_related("province"), pk=wish.ward) if wish.ward else None
        page = browse_page(wish, ward=ward)
        if page.paging.number != wish.page:
            return redirect(request.path + wish.query(page=page.paging.number))
        context = {"page": page, "all_sets": all_sets(translation.get_language(), settings.ALCOHOL_ENABLED)}
        context["ward_url"] = wish.query(ward="" if wish.ward else request.COOKIES.get("ward", ""))
        if not page.cards:
            context["seasonal_cards"] = seasonal_cards()
            context["empty_actions"] = ways_on(wish)
        is_fragment = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
        template = "catalogue/browse_results.html" if is_fragment else self.template_name
        response = render(request, template, context)
        response.headers["Vary"] = "HX-Request"
        return response


class SearchView(CatalogueView):
    """/shop/search/?q=: the same page with words."""

    template_name = "catalogue/search.html"


class ProductCategoryView(View):
    """Oscar's address of a category leads to the browse page of its product set."""

    def get(self, request, category_slug, pk):
        if len(pk) > LONGEST_ID:
            raise Http404
        category = get_object_or_404(get_model("catalogue", "Category"), pk=pk, is_public=True)
        try:
            product_set(category.code)
        except UnknownProductSet:
            return redirect("catalogue:index")
        return redirect(f"{reverse('catalogue:index')}?set={category.code}", permanent=True)


class ProductDetailView(View):
    """One product. An old slug leads to the present address; a withdrawn product answers 410 with what is like it."""

    def get(self, request, product_slug, pk):
        if len(pk) > LONGEST_ID:
            raise Http404
        found = shown_product(pk, request=request)
        if found is None:
            raise Http404
        shown, page = found
        if shown.is_alcohol and age.is_refused(request):
            return age.ask(request)
        if shown.canonical_path != request.path:
            return HttpResponsePermanentRedirect(shown.canonical_path)
        status = 200 if shown.is_on_sale else 410
        return render(request, "catalogue/product.html", {"shown": shown, "page": page}, status=status)


def ways_on(wish) -> list[dict]:
    """Where to go from an empty result: the same words without the choices, then everything, then the producers."""
    ways = [{"label": _("The same without choices"), "url": Wish(text=wish.text).query()}] if wish.is_filtered else []
    ways.append({"label": _("All products"), "url": reverse("catalogue:index")})
    return [*ways, {"label": _("All producers"), "url": reverse("sellers:list")}]
