"""What production cannot do without. Everything wrong is told at once, by name, and no value is repeated: some are secret."""

import re
import warnings

from django.core.exceptions import ImproperlyConfigured

REQUIRED = {
    "SECRET_KEY": "a long random text, 50 characters or more",
    "SITE_URL": "the address people type, for example https://cho.example.vn",
    "ALLOWED_HOSTS": "the host names, separated by commas",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "CACHE_URL": "rediscache://host:6379/1",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of messages",
    "PROVINCES": "the province codes of this shop, separated by commas, for example 91",
    "NOTIFY_SMS_BACKEND": "who sends SMS, for example marketplace.notify.backends.HttpSms",
}
# Needed once the first of them is chosen.
WITH_OBJECT_STORE = {
    "S3_PRIVATE_BUCKET": "the bucket of papers that only staff may read",
    "S3_ACCESS_KEY": "the access key of the object store",
    "S3_SECRET_KEY": "the secret key of the object store",
}
WITH_SMS_GATEWAY = {
    "NOTIFY_SMS_URL": "the address of the SMS gateway",
    "NOTIFY_SMS_TOKEN": "the token for the SMS gateway",
}
WITH_STRIPE = {"STRIPE_WEBHOOK_SECRETS": "the signing secret of Stripe's webhook: without it no payment is heard of"}
WITH_REDIS_TASKS = {"TASKS_REDIS_URL": "the Redis that carries tasks, for example redis://host:6379/2"}


def refuse_what_is_missing(env) -> None:
    """Raises ImproperlyConfigured with a line for each variable that is missing or cannot be right."""
    needed = dict(REQUIRED)
    if env("S3_PUBLIC_BUCKET", default=""):
        needed |= WITH_OBJECT_STORE
    if env("NOTIFY_SMS_BACKEND", default="").endswith(".HttpSms"):
        needed |= WITH_SMS_GATEWAY
    if env("STRIPE_SECRET_KEY", default=""):
        needed |= WITH_STRIPE
    if env("TASKS_ENGINE", default="") == "redis":
        needed |= WITH_REDIS_TASKS
    faults = [
        f"  {name} is missing: {meaning}" for name, meaning in needed.items() if not env(name, default="").strip()
    ]
    faults = faults or [f"  {name} {fault}" for name, fault in _wrong(env)]
    if faults:
        raise ImproperlyConfigured("The shop cannot start.\n" + "\n".join(faults))


def _wrong(env):
    if len(env("SECRET_KEY")) < 50:
        yield "SECRET_KEY", "must have 50 characters or more"
    if not env("SITE_URL").startswith("https://"):
        yield "SITE_URL", "must begin with https://"
    if "*" in env("ALLOWED_HOSTS"):
        yield "ALLOWED_HOSTS", "must name the hosts: * lets anybody choose the address in our mails"
    if not re.fullmatch(r"\s*\d\d\s*(,\s*\d\d\s*)*", env("PROVINCES")):
        yield "PROVINCES", "must be codes of two digits, for example 91,92"
    if env("NOTIFY_SMS_BACKEND").endswith(".ConsoleSms"):
        yield "NOTIFY_SMS_BACKEND", "must not be the console: sign-in codes would stand in the log"
    if not _reads(env.db, "DATABASE_URL", "ENGINE", ("postgresql", "sqlite3")):
        yield "DATABASE_URL", "must begin with postgres:// or sqlite:///"
    if not _reads(env.cache, "CACHE_URL", "BACKEND", ("RedisCache",)):
        yield "CACHE_URL", "must begin with rediscache:// or rediss://: all processes share one cache"
    is_trial = env.bool("STRIPE_TEST_KEYS", default=False)
    if env("STRIPE_SECRET_KEY", default="").startswith(("sk_test_", "rk_test_")) and not is_trial:
        yield (
            "STRIPE_SECRET_KEY",
            "must be a live key: with a test key anybody buys for nothing (STRIPE_TEST_KEYS=1 for a trial)",
        )
    if env("STRIPE_API_BASE", default=""):
        yield "STRIPE_API_BASE", "must be empty: cards of real people go to Stripe itself"
    if (account := env("COLLECTION_ACCOUNT", default="")) and not re.search(r"\bbin=\d{6}\s*;", account + ";"):
        yield "COLLECTION_ACCOUNT", "must read bin=<6 digits>;number=<account>;holder=<NAME>"
    if env("TASKS_ENGINE", default="database") not in ("database", "redis"):
        yield "TASKS_ENGINE", "must be database or redis: a request must not do the background's work"
    if not _reads(env.email, "EMAIL_URL", "EMAIL_BACKEND", ("EmailBackend",)):
        yield "EMAIL_URL", "must begin with smtp://, smtp+tls:// or smtp+ssl://"


def _reads(read, name: str, key: str, accepted: tuple[str, ...]) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):  # they repeat the value
            return read(name)[key].endswith(accepted)
    except Exception:
        return False
