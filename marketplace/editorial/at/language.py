"""The language for somebody who comes from a printed code: chosen before, else what the telephone asks for."""

from django.conf import settings
from django.utils import translation


def wished(request) -> str:
    """A code knows no language, so here, and only here, the browser's wish counts; what the reader chose goes before it."""
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    return _asked_for(request.META.get("HTTP_ACCEPT_LANGUAGE", ""), known) or settings.LANGUAGE_CODE


def _asked_for(header: str, known) -> str:
    """The first that we speak; who asks for none of ours gets English, as guests from afar do: "" only without any wish."""
    asked = [language for language, _weight in translation.trans_real.parse_accept_lang_header(header[:200].lower())]
    for language in asked:
        if language.split("-")[0] in known:
            return language.split("-")[0]
    return "en" if "en" in known and any(language != "*" for language in asked) else ""
