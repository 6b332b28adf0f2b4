"""Where the form of an ask page is sent: an address of its own, as the page itself is cached and carries no token."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from marketplace.same_origin import same_origin

from ..languages.telling import address_for_reader
from ..models import AskPage


@same_origin
@never_cache
def ask(request, pk: int):
    """Takes what was sent, in the language of the page; who comes with a link is led to the page."""
    page = get_object_or_404(AskPage.objects.live().select_related("locale"), pk=pk)
    return page.serve(request) if request.method == "POST" else redirect(address_for_reader(page))
