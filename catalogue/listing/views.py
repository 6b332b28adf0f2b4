"""Suggestions while typing, and the public page about ranking."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import ranking as formula
from .suggesting import suggest


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request):
    found = suggest(request.GET.get("q", ""), language=translation.get_language())
    return JsonResponse({"results": [suggestion._asdict() for suggestion in found]})


@require_safe
def ranking(request):
    context = {"criteria": formula.CRITERIA, "matches": formula.MATCHES, "days_new": formula.DAYS_NEW}
    return render(request, "listing/ranking.html", context)
