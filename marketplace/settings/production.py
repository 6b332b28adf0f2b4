"""A province's server. Refuses to start when something it needs is missing, and says which."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import SITE_URL, STORAGES, env

REQUIRED = {
    "SECRET_KEY": "a long random text, 50 characters or more",
    "SITE_URL": "the address people type, for example https://cho.example.vn",
    "ALLOWED_HOSTS": "the host names, separated by commas",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "CACHE_URL": "rediscache://host:6379/1",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of messages",
    "PROVINCES": "the province codes of this shop, separated by commas, for example 91",
}
if env("S3_PUBLIC_BUCKET", default=""):
    REQUIRED |= {
        "S3_PRIVATE_BUCKET": "the bucket of papers that only staff may read",
        "S3_ACCESS_KEY": "the access key of the object store",
        "S3_SECRET_KEY": "the secret key of the object store",
    }
_missing = [f"  {name}: {meaning}" for name, meaning in REQUIRED.items() if not env(name, default="")]
if _missing:
    raise ImproperlyConfigured("The shop cannot start. Missing in the environment:\n" + "\n".join(_missing))
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must begin with https://")

SECRET_KEY = env("SECRET_KEY")
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = OSCAR_RECENTLY_VIEWED_COOKIE_SECURE = True
OSCAR_URL_SCHEMA = "https"
SILENCED_SYSTEM_CHECKS = []
