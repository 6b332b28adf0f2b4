"""/healthz: whether this process can reach its database and its cache."""

from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(request):
    """200 with {"database": true, "cache": true}; 503 when one does not answer."""
    state = {"database": _answers(_ask_database), "cache": _answers(_ask_cache)}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _answers(ask) -> bool:
    try:
        return bool(ask())
    except Exception:
        return False


def _ask_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _ask_cache() -> bool:
    cache.set("healthz", 1, 5)
    return cache.get("healthz") == 1
