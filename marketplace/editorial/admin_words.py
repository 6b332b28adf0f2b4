"""The words of the editors' admin that its scripts show: Wagtail's own, with the Vietnamese that it lacks."""

from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

_words = JavaScriptCatalog.as_view(packages=["wagtail.admin", "marketplace.editorial"])


def javascript_words(request):
    """In the language that the person at work has chosen, as Wagtail's own view does."""
    return get_localized_response(_words, request)
