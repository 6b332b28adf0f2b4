"""A page that is not told in the reader's language is shown in the source language, at the address that was asked for."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import get_language

from .telling import address_in, told

MARK = "_told_elsewhere"


def route_elsewhere(home, request, path_components):
    """The route below the home page of the source language. Raises Http404 where that has nothing either."""
    homes = type(home).objects.filter(translation_key=home.translation_key).exclude(pk=home.pk)
    source = homes.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if source is None:
        raise Http404
    found = source.route(request, path_components)
    setattr(request, MARK, True)
    return found


def to_translation(page, request, serve_args, serve_kwargs):
    """Wagtail's before_serve_page: a page found in the source language though it is told in the reader's, too, elsewhere."""
    path = told(page).paths.get(get_language()) if getattr(request, MARK, False) else None
    if path is None:
        return None
    below = request.get_full_path().removeprefix(address_in(get_language(), page.url_path))
    return HttpResponseRedirect(address_in(get_language(), path) + below)
