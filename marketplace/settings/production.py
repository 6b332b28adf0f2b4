"""A province's server. Refuses to start when something it needs is missing or cannot be right, and says what."""

from .environment import env
from .required import refuse_what_is_missing

refuse_what_is_missing(env)  # before anything reads a value

from .base import *
from .base import STORAGES

SECRET_KEY = env("SECRET_KEY")
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The header above says that a proxy stands in front; without this all its visitors would share one rate limit.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = OSCAR_RECENTLY_VIEWED_COOKIE_SECURE = True
OSCAR_URL_SCHEMA = "https"
# W003 looks for Django's own CSRF middleware by name and does not see that ours is a subclass of it.
# W019 wants pages never framed; Wagtail's editor frames its previews, from the same origin only.
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W019"]
