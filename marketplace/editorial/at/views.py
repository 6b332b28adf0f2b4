"""/at/: the page behind the printed codes, in the reader's own language."""

from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .language import wished
from .places import UnknownPlace
from .places import at_place as found_place
from .sellers import UnknownSeller
from .sellers import at_seller as found_seller


def in_their_language(view):
    """The address on the code is the one without a language: whoever reads another is led to it, and nobody keeps that answer."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        if get_language() != settings.LANGUAGE_CODE:
            return view(request, *args, **kwargs)
        language = wished(request)
        if language == settings.LANGUAGE_CODE:
            answer = view(request, *args, **kwargs)
        else:
            answer = redirect(translate_url(request.get_full_path(), language))
        patch_vary_headers(answer, ("Accept-Language", "Cookie"))
        patch_cache_control(answer, private=True)
        return answer

    return answered


@require_safe
@in_their_language
def at_place(request, pk):
    try:
        return render(request, "editorial/at/place.html", {"at": found_place(pk)})
    except UnknownPlace as error:
        raise Http404 from error


@require_safe
@in_their_language
def at_seller(request, slug):
    try:
        return render(request, "editorial/at/seller.html", {"at": found_seller(slug)})
    except UnknownSeller as error:
        raise Http404 from error
