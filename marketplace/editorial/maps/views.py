"""The map of producers and places."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from .browsing import asked, map_page


@require_safe
def show_map(request):
    return render(request, "editorial/maps/page.html", {"page": map_page(asked(request.GET))})
