"""The language of a page is in its address; the language of a person is remembered and meets them on the home page."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

ADMIN_PREFIXES = ("/cms/", "/admin/")


class LanguageMiddleware(LocaleMiddleware):
    """Django's, with two rules more: the browser's wish never overrides the address, and "/" leads to the remembered language."""

    def process_request(self, request):
        """Sets the language of the request, or leads from the home page to the remembered one."""
        remembered = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.path.startswith(ADMIN_PREFIXES):
            language = remembered if remembered in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
            elsewhere = remembered in dict(settings.LANGUAGES) and remembered != settings.LANGUAGE_CODE
            if request.path == "/" and elsewhere:
                return HttpResponseRedirect(f"/{remembered}/")
        translation.activate(language)
        request.LANGUAGE_CODE = language
        return None

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def choose_language(request, code: str):
    """GET /language/<code>/?next=: remembers the choice and goes to the same page in that language."""
    from django.urls import translate_url
    from django.utils.http import url_has_allowed_host_and_scheme

    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    if code not in dict(settings.LANGUAGES):
        return HttpResponseRedirect(target)
    response = HttpResponseRedirect(translate_url(target, code))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response
