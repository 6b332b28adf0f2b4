"""Our shop under load: what every deployment shares, without debug pages; the page cache as PAGE_CACHE_SECONDS says."""

from marketplace.settings.base import *  # noqa: F403

SECRET_KEY = "only for measuring"
ALLOWED_HOSTS = ["*"]
