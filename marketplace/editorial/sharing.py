"""What messengers and networks show of a link: title, sentence, picture, languages."""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.pictures.renditions import SHARE_SIZE, share_url
from marketplace.languages import codes, with_region

from .landscapes import LANDSCAPES

# Of pages without a picture of their own.
SHOP_FRONT = "home-hero"
LONGEST_SENTENCE = 200


class SharePicture(NamedTuple):
    src: str
    alt: str
    width: int
    height: int


class Sharing(NamedTuple):
    """`locale` and `other_locales` as Open Graph writes them: vi_VN."""

    kind: str
    title: str
    description: str
    url: str
    picture: SharePicture
    locale: str
    other_locales: list[str]


def sharing_of(page, context) -> Sharing:
    """`context` holds what the page tells of its languages and address."""
    own = context["told_in"] or context["reader_language"]
    return Sharing(
        kind=page.shared_as,
        title=page.seo_title or page.title,
        description=(page.search_description or getattr(page, "lead", ""))[:LONGEST_SENTENCE],
        url=context["canonical_url"],
        picture=share_picture(page),
        locale=with_region(own),
        other_locales=[with_region(code) for code in context["languages_told"] if code != own],
    )


def share_picture(page) -> SharePicture:
    """The page's photograph, else its landscape, else the shop's own; always in the size of a share card."""
    image, slug = getattr(page, "image", None), getattr(page, "landscape", "")
    if image is not None:
        return SharePicture(_whole(image.file.name), image.description, *SHARE_SIZE)
    slug = slug if slug in LANDSCAPES else SHOP_FRONT
    alt = _("%(title)s (illustration)") % {"title": LANDSCAPES[slug]}
    return SharePicture(_whole(f"illustrations/landscapes/{slug}.png"), alt, *SHARE_SIZE)


def _whole(original: str) -> str:
    url = share_url(original)
    return settings.SITE_URL + url if url.startswith("/") else url


def sharing_of_shop(title: str, description: str, path: str) -> Sharing:
    """The card of a page that no editor wrote, under the picture of the shop's front. `path` without a host or a query."""
    own = get_language()
    return Sharing(
        kind="website",
        title=title,
        description=description[:LONGEST_SENTENCE],
        url=settings.SITE_URL + path,
        picture=share_picture(None),
        locale=with_region(own),
        other_locales=[with_region(code) for code in codes() if code != own],
    )
