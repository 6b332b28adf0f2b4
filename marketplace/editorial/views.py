"""The home page, found at once, and the calendar file of an event, whose dot Wagtail's own pattern does not take."""

from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.views import serve

from .languages.telling import Told
from .models import HomePage


@require_safe
def home(request):
    """The home page in the language of the address; Wagtail decides where a language has none. Its own way there would ask for
    the site, the language, the translation and the page.
    """
    homes = {home.locale.language_code: home for home in HomePage.objects.live().of_site().select_related("locale")}
    page = homes.get(get_language())
    if page is None:
        return serve(request, "")
    page.versions = Told(get_language(), {code: home.url_path for code, home in homes.items()})
    return page.serve(request)


@require_safe
def calendar(request, below: str):
    """The event at this address hands its days out; see EventPage.calendar."""
    return serve(request, f"{below}/calendar.ics")
