"""django-oscar as it comes, on the tables of our shop: its own apps, views, templates, middleware and settings.

Only three things are ours: the user model, which its tables point at; the names of the languages and the currency; and
the thumbnailer, which knows each address by name, so that stock Oscar need not render a picture during the run.
"""

import environ
import oscar
from oscar.defaults import *  # noqa: F403

from marketplace.settings.base import BASE_DIR, DATABASES  # noqa: F401

SECRET_KEY = "only for measuring"
ALLOWED_HOSTS = ["*"]
DEBUG = False
SITE_ID = 1
ROOT_URLCONF = "tests.load.stock"
AUTH_USER_MODEL = "accounts.User"
INSTALLED_APPS = [
    "marketplace.accounts.apps.AccountsConfig",
    "marketplace.places.apps.PlacesConfig",
    *oscar.INSTALLED_APPS,
    "tests.load.stock_apps.AccountModels",
    "tests.load.stock_apps.SecondFactorModels",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environ.Env().cache("CACHE_URL", default="locmemcache://stock")}
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
# The list and the order of Oscar's own sandbox, without its debugging tools.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "tests" / "load" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.media",
                "django.template.context_processors.static",
                "django.contrib.messages.context_processors.messages",
                "oscar.apps.search.context_processors.search_form",
                "oscar.apps.communication.notifications.context_processors.notifications",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.core.context_processors.metadata",
            ]
        },
    }
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
STATIC_URL, MEDIA_URL = "/static/", "/media/"
MEDIA_ROOT = str(BASE_DIR / "media" / "uploads")
STATIC_ROOT = str(BASE_DIR / "var" / "static")
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "vi", "Asia/Ho_Chi_Minh", True
OSCAR_DEFAULT_CURRENCY = "VND"
OSCAR_PRODUCTS_PER_PAGE = 24
OSCAR_SHOP_TAGLINE = ""
OSCAR_THUMBNAILER = "catalogue.pictures.thumbnailing.Thumbnailer"
OSCAR_HIDDEN_FEATURES = ["reviews", "wishlists"]
OSCAR_INITIAL_ORDER_STATUS = OSCAR_INITIAL_LINE_STATUS = "pending"
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
