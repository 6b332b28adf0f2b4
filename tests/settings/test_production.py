"""A province's server starts with everything or not at all, and then has nothing to be warned of."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.middleware.csrf import CsrfViewMiddleware
from environ import Env

from marketplace.same_origin import SameOriginCsrfMiddleware
from marketplace.settings.required import REQUIRED, WITH_OBJECT_STORE, WITH_SMS_GATEWAY, refuse_what_is_missing
from tests.engines import ROOT

COMPLETE = {
    "SECRET_KEY": "k7HqZ2" * 10,
    "SITE_URL": "https://cho.example.vn",
    "ALLOWED_HOSTS": "cho.example.vn",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "CACHE_URL": "rediscache://host:6379/1",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "Chợ <cho@example.vn>",
    "PROVINCES": "91,92",
}
STORE = {
    "S3_PUBLIC_BUCKET": "anh", "S3_PRIVATE_BUCKET": "giay-to", "S3_ACCESS_KEY": "key", "S3_SECRET_KEY": "secret",
}  # fmt: skip
GATEWAY = {
    "NOTIFY_SMS_BACKEND": "marketplace.notify.backends.HttpSms",
    "NOTIFY_SMS_URL": "https://sms.example.vn",
    "NOTIFY_SMS_TOKEN": "token",
}
COMPLETE |= GATEWAY


class Given(Env):
    """An environment of these variables only."""

    def __init__(self, variables):
        super().__init__()
        self.ENVIRON = variables


def started(command, **environment):
    """A fresh process under production settings that sees these variables only."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    call = [sys.executable, "manage.py", *command, "--settings=marketplace.settings.production"]
    return subprocess.run(call, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False)


def test_the_complete_environment_is_accepted():
    refuse_what_is_missing(Given(COMPLETE | STORE | GATEWAY))


@pytest.mark.parametrize("empty", [None, "", "  "])
@pytest.mark.parametrize("name", [*REQUIRED, *WITH_OBJECT_STORE, *WITH_SMS_GATEWAY])
def test_a_missing_variable_is_named_with_its_meaning(name, empty):
    variables = {**COMPLETE, **STORE, **GATEWAY, name: empty}
    if empty is None:
        del variables[name]

    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_what_is_missing(Given(variables))

    lines = str(refused.value).splitlines()[1:]
    assert len(lines) == 1
    assert lines[0].startswith(f"  {name} is missing: ")


def test_cards_need_the_secret_of_the_webhook_too():
    with pytest.raises(ImproperlyConfigured, match="STRIPE_WEBHOOK_SECRETS is missing"):
        refuse_what_is_missing(Given({**COMPLETE, **STORE, "STRIPE_SECRET_KEY": "sk_live_x"}))


def test_a_test_key_of_stripe_is_refused_unless_it_is_a_trial():
    given = {**COMPLETE, **STORE, "STRIPE_SECRET_KEY": "sk_test_geheim", "STRIPE_WEBHOOK_SECRETS": "whsec_x"}

    with pytest.raises(ImproperlyConfigured, match="STRIPE_SECRET_KEY must be a live key"):
        refuse_what_is_missing(Given(given))
    refuse_what_is_missing(Given({**given, "STRIPE_TEST_KEYS": "1"}))


def test_everything_missing_is_told_at_once():
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_what_is_missing(Given({}))

    assert all(f"  {name} is missing" in str(refused.value) for name in REQUIRED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "too-short"),
        ("SITE_URL", "http://cho.example.vn"),
        ("ALLOWED_HOSTS", "cho.example.vn, *"),
        ("PROVINCES", "An Giang"),
        ("PROVINCES", "091"),
        ("DATABASE_URL", "mysql://user:geheim@host/name"),
        ("DATABASE_URL", "geheim"),
        ("CACHE_URL", "locmemcache://geheim"),
        ("CACHE_URL", "geheim"),
        ("EMAIL_URL", "geheim://host"),
        ("NOTIFY_SMS_BACKEND", "marketplace.notify.backends.ConsoleSms"),
        ("STRIPE_API_BASE", "http://geheim:4242"),
        ("COLLECTION_ACCOUNT", "bin=geheim;number=1;holder=X"),
    ],
)
def test_a_value_that_cannot_be_right_is_named_and_not_repeated(name, value):
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_what_is_missing(Given({**COMPLETE, name: value}))

    assert f"  {name} must" in str(refused.value)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "CACHE_URL", "EMAIL_URL"])
def test_a_process_without_it_does_not_start(missing):
    done = started(["check"], **{**COMPLETE, missing: ""})

    assert done.returncode != 0
    assert f"  {missing} is missing" in done.stderr


def test_the_deployment_check_finds_nothing():
    identity = {"EID_SERVER_URL": "https://dinh-danh.example.vn", "EID_CLIENT_ID": "cho"}

    done = started(["check", "--deploy", "--fail-level", "WARNING"], **COMPLETE, **STORE, **identity)

    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (2 silenced)."), (
        done.stderr[-2000:]
    )


def test_the_silenced_csrf_check_has_its_reason():
    assert issubclass(SameOriginCsrfMiddleware, CsrfViewMiddleware)


def test_what_production_switches_on():
    script = (
        "from django.conf import settings as s; print('ANSWER', s.STAFF_SECOND_FACTOR, s.DEBUG, s.SESSION_COOKIE_SECURE, "
        "s.OSCAR_BASKET_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.PROVINCES, s.DEFAULT_FROM_EMAIL, s.OSCAR_FROM_EMAIL, "
        "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.OSCAR_SHOP_NAME, s.STORAGES['private']['OPTIONS']['bucket_name'])"
    )

    done = started(["shell", "--no-imports", "-c", script], **COMPLETE, **STORE, SITE_NAME="Chợ Sen")

    assert done.stdout.strip() == (
        "ANSWER True False True True True ['91', '92'] Chợ <cho@example.vn> Chợ <cho@example.vn> host 587 True Chợ Sen giay-to"
    )
