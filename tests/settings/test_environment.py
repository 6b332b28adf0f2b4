"""What a deployment may set by environment, and what comes of it."""

import re

import pytest
from environ import Env

from marketplace.settings import base
from marketplace.settings.environment import listed
from tests.engines import ROOT

SETTINGS = ROOT / "marketplace" / "settings"
READ = re.compile(
    r"""(?:env(?:\.\w+)?\(|listed\(|environment\[|environment\.get\(|environ\.get\(|environ\[)"([A-Z][A-Z0-9_]+)\""""
)
OF_TESTS = {"PYTEST_XDIST_WORKER"}


def variables_read() -> set[str]:
    return {name for path in SETTINGS.glob("*.py") for name in READ.findall(path.read_text())} - OF_TESTS


def variables_explained() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    found = (re.match(r"(?:# )?([A-Z][A-Z0-9_]+)=(.*)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def test_every_variable_that_the_settings_read_is_explained():
    assert variables_read() - variables_explained().keys() == set()
    assert len(variables_read()) > 35


def test_no_variable_is_explained_that_nobody_reads():
    assert variables_explained().keys() - variables_read() == {"DJANGO_SETTINGS_MODULE"}


def test_every_explanation_says_something():
    for name, text in variables_explained().items():
        assert len(re.split(r"  +|# ", text)[-1].split()) >= 3, name


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgres://an:m%40t@db.vn:5433/cho",
            {
                "ENGINE": "django.db.backends.postgresql",
                "USER": "an",
                "PASSWORD": "m@t",
                "HOST": "db.vn",
                "PORT": 5433,
                "NAME": "cho",
            },
        ),
        (
            "postgres://postgres@//tmp/pg/cho",
            {"ENGINE": "django.db.backends.postgresql", "HOST": "/tmp/pg", "NAME": "cho"},
        ),
        ("sqlite:////srv/cho/shop.sqlite3", {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/cho/shop.sqlite3"}),
    ],
)
def test_a_database_is_named_by_one_address(url, expected):
    parsed = Env.db_url_config(url)

    assert {key: parsed[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("rediscache://host:6379/1", {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://host:6379/1"}),
        (
            "rediss://:mat@host:6379/0",
            {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "rediss://:mat@host:6379/0"},
        ),
        (
            "rediscache:///run/redis.sock",
            {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "unix:///run/redis.sock"},
        ),
        ("locmemcache://shop", {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shop"}),
    ],
)
def test_a_cache_is_named_by_one_address(url, expected):
    assert Env.cache_url_config(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp+tls://an%40cho.vn:m@mail.vn:587",
            {
                "EMAIL_HOST": "mail.vn",
                "EMAIL_PORT": 587,
                "EMAIL_HOST_USER": "an@cho.vn",
                "EMAIL_HOST_PASSWORD": "m",
                "EMAIL_USE_TLS": True,
            },
        ),
        ("smtp+ssl://mail.vn:465", {"EMAIL_HOST": "mail.vn", "EMAIL_PORT": 465, "EMAIL_USE_SSL": True}),
        ("consolemail://", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ],
)
def test_a_mail_server_is_named_by_one_address(url, expected):
    parsed = Env.email_url_config(url)

    assert {key: parsed[key] for key in expected} == expected


def test_provinces_are_a_list_with_or_without_blanks(monkeypatch):
    monkeypatch.setenv("PROVINCES", "91, 92,82")

    assert listed("PROVINCES", default="91") == ["91", "92", "82"]


def test_the_demo_is_three_provinces_on_sqlite_without_waiting_in_vain():
    assert base.PROVINCES == ["91", "92", "82"]
    assert base.SQLITE_OPTIONS["transaction_mode"] == "IMMEDIATE"
    assert base.SQLITE_OPTIONS["timeout"] == 20
    assert "journal_mode=WAL" in base.SQLITE_OPTIONS["init_command"]


def test_vietnamese_comes_first_and_english_second():
    assert [code for code, _name in base.LANGUAGES] == ["vi", "en"]
    assert base.LANGUAGE_CODE == "vi"
