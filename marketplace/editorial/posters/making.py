"""What the poster of a place says."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.printing.tasted import TastedPoster, Wording

from ..models import PlacePage

SECOND = "en"


def poster_of(page: PlacePage) -> TastedPoster:
    """The code names the page by the number of its Vietnamese version, where there is one: it leads on to the others."""
    versions = {v.locale.language_code: v for v in page.get_translations(inclusive=True).select_related("locale")}
    first = versions.get(settings.LANGUAGE_CODE, page)
    second = versions.get(SECOND, first)
    with translation.override(settings.LANGUAGE_CODE):
        link = settings.SITE_URL + reverse("editorial:at_place", args=[first.pk])
    return TastedPoster(
        first=wording(settings.LANGUAGE_CODE, first.title),
        second=wording(SECOND, second.title),
        where=first.commune.label if first.commune else first.former_place,
        link=link,
        shown_link=link.split("://", 1)[-1],
        operator=settings.OPERATOR.get("name") or settings.SITE_NAME,
    )


def wording(language: str, title: str) -> Wording:
    with translation.override(language):
        return Wording(
            question=_("What did you taste here?"),
            title=title,
            call=_("Point your camera here, see it and order it"),
        )
