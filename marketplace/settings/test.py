"""Settings of the test suite: fast password hashes, mail in memory, no page cache unless a test asks for it."""

import os

from .background import tasks_on
from .base import *
from .base import BASE_DIR

SECRET_KEY = "test"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}
MEDIA_ROOT = str(BASE_DIR / "var" / "test-media" / os.environ.get("PYTEST_XDIST_WORKER", "main"))
PRIVATE_ROOT = str(BASE_DIR / "var" / "test-private" / os.environ.get("PYTEST_XDIST_WORKER", "main"))
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
PAGE_CACHE_SECONDS = 0
TASKS_ENGINE = "immediate"
TASKS = tasks_on(TASKS_ENGINE)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
(BASE_DIR / "var" / "static").mkdir(parents=True, exist_ok=True)
