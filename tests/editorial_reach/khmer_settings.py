"""The shop with a third language: this is all that has to be said."""

from marketplace.settings.test import *  # noqa: F403
from marketplace.settings.test import LANGUAGES

LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*LANGUAGES, ("km", "Khmer")]
PAGE_CACHE_SECONDS = 60
