"""The language of a page is in its address; the language of a person is remembered and meets them on the home page.

The source language (settings.LANGUAGE_CODE) has no prefix, every other one has its code. Another language is added in
settings.LANGUAGES alone.
"""

from urllib.parse import urlencode

from babel.core import get_global
from django.conf import settings
from django.http import HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

ADMIN_PREFIXES = ("/cms/", "/admin/")
# What Django knows only by its English name.
OWN_NAMES = {"km": "ភាសាខ្មែរ"}


class LanguageMiddleware(LocaleMiddleware):
    """Django's, with two rules more: the browser's wish never overrides the address, and "/" leads to the remembered language."""

    def process_request(self, request):
        """Sets the language of the request, or leads from the home page to the remembered one."""
        remembered = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.path.startswith(ADMIN_PREFIXES):
            language = remembered if remembered in codes() else settings.LANGUAGE_CODE
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
            elsewhere = remembered in codes() and remembered != settings.LANGUAGE_CODE
            if request.path == "/" and elsewhere:
                return HttpResponseRedirect(f"/{remembered}/")
        translation.activate(language)
        request.LANGUAGE_CODE = language
        return None

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def own_name(code: str) -> str:
    """What its speakers call a language: those who look for it read no other."""
    return OWN_NAMES.get(code) or translation.get_language_info(code)["name_local"]


def prefix_of(code: str) -> str:
    """What the addresses of a language begin with: "" for the source language, "/en" for English."""
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"


def without_prefix(path: str) -> str:
    """/en/shop/ and /shop/ -> /shop/"""
    head, slash, rest = path[1:].partition("/")
    return f"/{rest}" if slash and head != settings.LANGUAGE_CODE and head in codes() else path


def path_in(code: str, path: str) -> str:
    """The same address in another language: they differ by the prefix alone. The admin's have no language."""
    return path if path.startswith(ADMIN_PREFIXES) else prefix_of(code) + without_prefix(path)


def with_region(code: str) -> str:
    """vi -> vi_VN, en -> en_US, as Open Graph wants it."""
    language, *_script, region = get_global("likely_subtags").get(code, code).split("_")
    return f"{language}_{region}"


def language_link(code: str, url: str) -> dict:
    """What the header shows of a language: its own name, and the address that also remembers the choice."""
    return {
        "code": code,
        "name": own_name(code),
        "url": url,
        "choose_url": f"/language/{code}/?{urlencode({'next': url})}",
        "is_current": code == translation.get_language(),
    }


def choose_language(request, code: str):
    """GET /language/<code>/?next=: remembers the choice and goes to the same page in that language."""
    from django.utils.http import url_has_allowed_host_and_scheme

    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    if code not in codes():
        return HttpResponseRedirect(target)
    response = HttpResponseRedirect(path_in(code, target) if target.startswith("/") else target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response
