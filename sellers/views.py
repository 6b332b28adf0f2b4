"""The producers, and one producer's shop page."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from catalogue.listing.cards import cards
from catalogue.listing.models import Listing
from catalogue.pictures.renditions import WIDTHS, picture
from marketplace.folding import clean

from .models import Seller
from .shelves import seller_cards

PAGE_SIZE = 24
MOST_GOODS = 200


@require_safe
def seller_list(request):
    """Open producers with search; tone marks do not matter."""
    text = clean(request.GET.get("q", "")[:200])
    sellers = Seller.objects.open().with_place().with_listing_counts()
    if text:
        sellers = sellers.matching(text)
    page = Paginator(sellers, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "sellers/list.html", {"text": text, "page": page, "cards": seller_cards(page.object_list)})


@require_safe
def seller(request, slug):
    """A producer who is not open shows no goods; one who never was, or was suspended, is not found."""
    found = Seller.objects.with_place().filter(slug=slug, state__in=("open", "paused")).first()
    if found is None:
        raise Http404
    goods = cards(Listing.objects.on_sale().filter(seller_slug=slug).by_rank()[:MOST_GOODS])
    about = (translation.get_language() == "en" and found.about_en) or found.about
    context = {
        "seller": found,
        "about": about,
        "picture": picture(found.picture.name, found.name, widths=WIDTHS),
        "cards": goods,
        "certified": sum(card.stars > 0 for card in goods),
    }
    return render(request, "sellers/seller.html", context)
