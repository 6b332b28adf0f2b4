"""The shop as a province serves it (no debug pages, compressed and hashed files, page cache on), but over plain HTTP."""

import os

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.base import STORAGES

SECRET_KEY = "only for measuring"
ALLOWED_HOSTS = ["127.0.0.1"]
STATIC_ROOT = os.environ["STATIC_ROOT"]
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
NOTIFY_DELIVER_INLINE = False
