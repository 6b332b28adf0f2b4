"""The home page, found at once: Wagtail's own way asks for the site, the language, the translation and the page."""

from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.views import serve

from .models import HomePage


@require_safe
def home(request):
    """The home page in the language of the address; Wagtail decides where a language has none."""
    page = HomePage.objects.live().of_site().filter(locale__language_code=get_language()).first()
    return page.serve(request) if page else serve(request, "")
