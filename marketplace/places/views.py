"""The address that a typeahead asks for communes."""

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .suggesting import suggest


@require_safe
@cache_control(public=True, max_age=300)
def suggest_view(request):
    found = suggest(request.GET.get("q", ""), provinces=settings.PROVINCES)
    results = [{"code": s.commune.code, "label": s.label, "former": s.former} for s in found]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})
