"""What every deployment shares. Everything a province chooses comes from the environment (see .env.example)."""

import os

from django.utils.translation import gettext_lazy as _
from oscar.defaults import *

from .background import *
from .background import TASKS_APPS
from .environment import BASE_DIR, env, listed
from .identity import *
from .object_store import object_store
from .payments import *
from .shop import *
from .shop import OSCAR_APPS

# --- The deployment -------------------------------------------------------------------------
SITE_NAME = OSCAR_SHOP_NAME = env("SITE_NAME", default="Chợ OCOP")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
PROVINCES = listed("PROVINCES", default="91,92,82")
ALCOHOL_ENABLED = env.bool("ALCOHOL_ENABLED", default=False)
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
# Who runs the shop (Decree 248/2026 Art 4): name, address, registration, phone, email, representative as "key=value;..."
OPERATOR = env.dict("OPERATOR", default={})
SITE_ID = 1
DEBUG = False
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", default="127.0.0.1,localhost")

# --- Applications ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "marketplace.apps.MarketplaceConfig",
    "marketplace.accounts.apps.AccountsConfig",
    "marketplace.places.apps.PlacesConfig",
    "marketplace.jobs.apps.JobsConfig",
    "marketplace.notify.apps.NotifyConfig",
    "catalogue.pictures.apps.PicturesConfig",
    "catalogue.seasons.apps.SeasonsConfig",
    "catalogue.facts.apps.FactsConfig",
    "catalogue.certification.apps.CertificationConfig",
    "catalogue.review.apps.ReviewConfig",
    "catalogue.experiences.apps.ExperiencesConfig",
    "catalogue.listing.apps.ListingConfig",
    "sellers.apps.SellersConfig",
    "sellers.helping.apps.HelpingConfig",
    "sellers.members.apps.MembersConfig",
    "sellers.papers.apps.PapersConfig",
    "sellers.identity.apps.IdentityConfig",
    "sellers.opening.apps.OpeningConfig",
    "marketplace.charges.apps.ChargesConfig",
    "marketplace.ledger.apps.LedgerConfig",
    "marketplace.fulfilment.apps.FulfilmentConfig",
    "marketplace.sales.apps.SalesConfig",
    "marketplace.sales.tax_months.apps.TaxMonthsConfig",
    "marketplace.payments.apps.PaymentsConfig",
    "marketplace.payouts.apps.PayoutsConfig",
    "marketplace.answering.apps.AnsweringConfig",
    "marketplace.visits.apps.VisitsConfig",
    "marketplace.selling.apps.SellingConfig",
    "marketplace.editorial.apps.EditorialConfig",
    "marketplace.desk.apps.DeskConfig",
    *OSCAR_APPS,
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    *TASKS_APPS,
    "django_htmx",
    "storages",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORMS_URLFIELD_ASSUME_HTTPS = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "marketplace.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "marketplace.admin_policy.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "marketplace.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "marketplace.same_origin.SameOriginCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "marketplace.accounts.patience.PatienceMiddleware",
    "marketplace.accounts.second_factor.StaffSecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
    "marketplace.editorial.languages.moved.MovedMiddleware",
]
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.apps.communication.notifications.context_processors.notifications",
                "oscar.core.context_processors.metadata",
                "marketplace.page_frame.page_frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    # Without these, parallel writers meet "database is locked": IMMEDIATE takes the write lock at BEGIN and waits.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'shop.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://shop")}
if "locmem" in CACHES["default"]["BACKEND"]:
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 5_000}

HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}

# --- Storage --------------------------------------------------------------------------------
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "media" / "uploads"))
MEDIA_URL = "/media/"
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=not env("S3_PUBLIC_BUCKET", default=""))
PRIVATE_ROOT = env("PRIVATE_ROOT", default=str(BASE_DIR / "var" / "private"))
STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "marketplace" / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    **object_store(os.environ),
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
PICTURE_MAX_BYTES = 12 * 1024 * 1024
PICTURE_MAX_PIXELS = 40_000_000

# --- People ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", **options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"OPTIONS": {"user_attributes": ["full_name", "phone", "email"]}},
        "MinimumLengthValidator": {"OPTIONS": {"min_length": 10}},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
# The version of the terms that people agree to at sign-up, and where they are read.
TERMS_VERSION = env("TERMS_VERSION", default="2026-11-21")
TERMS_URL = env("TERMS_URL", default="/dieu-khoan/")
ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
# allauth wants "email*" beside mandatory verification; our sign-up form asks for one of the two (accounts.forms).
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone"]
ACCOUNT_FORMS = {
    "signup": "marketplace.accounts.forms.SignupForm",
    "login": "marketplace.accounts.forms.LoginForm",
    "request_login_code": "marketplace.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "marketplace.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "marketplace.accounts.forms.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "marketplace.accounts.forms.ConfirmPasswordResetCodeForm",
    "verify_phone": "marketplace.accounts.forms.VerifyPhoneForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    # Many phones share one address of their mobile network, and every SMS costs money: loose per address, tight per phone.
    "request_login_code": "30/m/ip,3/m/key,10/h/key",
    "verify_phone": "30/m/ip,3/m/key,10/h/key",
    "confirm_email": "3/m/key,10/h/key",
    "change_phone": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "marketplace.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_FORMS = {
    "authenticate": "marketplace.accounts.forms.SecondStepForm",
    "reauthenticate": "marketplace.accounts.forms.SecondStepAgainForm",
    "activate_totp": "marketplace.accounts.forms.ActivateAppForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:overview"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False

# --- Messages -------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Chợ OCOP <khong-tra-loi@example.vn>")
SERVER_EMAIL = OSCAR_FROM_EMAIL = DEFAULT_FROM_EMAIL
NOTIFY_SMS_BACKEND = env("NOTIFY_SMS_BACKEND", default="marketplace.notify.backends.ConsoleSms")
NOTIFY_DELIVER_INLINE = env.bool("NOTIFY_DELIVER_INLINE", default=True)
# For marketplace.notify.backends.HttpSms: where to post, the bearer token, the registered sender name,
# and what the gateway calls the three fields of its JSON.
NOTIFY_SMS_URL = env("NOTIFY_SMS_URL", default="")
NOTIFY_SMS_TOKEN = env("NOTIFY_SMS_TOKEN", default="")
NOTIFY_SMS_SENDER = env("NOTIFY_SMS_SENDER", default="")
NOTIFY_SMS_FIELDS = env.dict("NOTIFY_SMS_FIELDS", default={"to": "to", "text": "text", "sender": "sender"})
EMAIL_TIMEOUT = 10

# --- Languages, time, numbers ---------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "marketplace" / "locale", BASE_DIR / "marketplace" / "oscar_overrides" / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = False
PHONENUMBER_DEFAULT_REGION = "VN"
PHONENUMBER_DEFAULT_FORMAT = "E164"
PHONENUMBER_DB_FORMAT = "E164"

# --- Wagtail --------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = PICTURE_MAX_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = PICTURE_MAX_PIXELS
# Addresses without tone marks: marketplace.editorial makes them from the title with marketplace.folding.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "marketplace.editorial.approving.publish_approved"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Safety ---------------------------------------------------------------------------------
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "marketplace.errors.csrf_failure"
from .security import CONTENT_SECURITY_POLICY  # noqa: F401

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
