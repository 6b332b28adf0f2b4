"""Which stories tell of a product, a producer or a commune, for the pages of those."""

from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from wagtail.models import Page, ReferenceIndex

from .models import StoryPage
from .story_cards import StoryCard, story_cards

MOST = 3


def stories_about(product) -> list[StoryCard]:
    """Published stories in the language in use that show this product: one query when there is none, else two."""
    return _telling_of(product)


def stories_of_seller(seller) -> list[StoryCard]:
    """The same for a producer."""
    return _telling_of(seller)


def stories_of_commune(code: str) -> list[StoryCard]:
    """Published stories in the language in use that play in this commune. One query."""
    return story_cards(StoryPage.objects.in_language(translation.get_language()).filter(commune=code).newest()[:MOST])


def _telling_of(thing) -> list[StoryCard]:
    # Wagtail keeps this index true after every publication; its pages are known by the base content type.
    mentions = ReferenceIndex.get_references_to(thing).filter(base_content_type=ContentType.objects.get_for_model(Page))
    pages = [int(pk) for pk in mentions.values_list("object_id", flat=True).distinct()]
    if not pages:
        return []
    return story_cards(StoryPage.objects.in_language(translation.get_language()).filter(pk__in=pages).newest()[:MOST])
