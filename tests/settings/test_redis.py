"""The shop on a real Redis: what several processes share about pages and counts."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from django.core.cache import cache
from environ import Env

from catalogue.listing import faceting
from tests import stall


@pytest.fixture(scope="module")
def redis_url():
    """A private Redis on a socket, or a loud skip; under CI its absence is a failure."""
    program = shutil.which("redis-server")
    if program is None:
        message = "*** needs Redis: apt-get install redis-server ***"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="shop-redis-", dir="/tmp"))
    socket = folder / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(100):
        if socket.exists() or server.poll() is not None:
            break
        time.sleep(0.05)
    yield f"rediscache://{socket}"
    server.terminate()
    server.wait(10)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def on_redis(redis_url, settings):
    settings.CACHES = {"default": Env.cache_url_config(redis_url)}
    cache.clear()
    yield
    cache.clear()


def test_the_cache_is_redis_and_keeps_what_pages_are_made_of(on_redis):
    cache.set("page.x", ("Đường thốt nốt".encode(), {"Content-Type": "text/html"}), 5)

    assert type(cache._connections["default"]).__module__ == "django_redis.cache"
    assert cache.get("page.x") == ("Đường thốt nốt".encode(), {"Content-Type": "text/html"})


def test_forgetting_counts_begins_a_new_epoch_each_time(on_redis):
    epochs = []
    for _ in range(3):
        faceting.forget()
        epochs.append(cache.get(faceting.EPOCH_KEY))

    assert epochs == [1, 2, 3]
    assert (
        cache.ttl(faceting.EPOCH_KEY) is None
    )  # it never runs out: an epoch that came again would bring old pages back


@pytest.mark.django_db
def test_counts_are_asked_of_the_database_once(on_redis, django_assert_num_queries):
    stall.product()
    wish = faceting.Wish()
    first = faceting.counts(wish)

    with django_assert_num_queries(0):
        again = faceting.counts(wish)

    assert again == first
    assert first.total == 1


@pytest.mark.django_db
def test_a_page_is_kept_and_a_changed_listing_brings_a_new_one(on_redis, client, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 60
    product = stall.product("Khô cá lóc")
    client.get("/shop/")

    with django_assert_num_queries(0):
        assert "Khô cá lóc" in client.get("/shop/").content.decode()

    product.title = "Khô cá sặc"
    product.save()
    stall.refresh([product.pk])
    assert "Khô cá sặc" in client.get("/shop/").content.decode()


@pytest.mark.django_db
def test_healthz_tells_of_a_redis_that_is_gone(client, settings):
    settings.CACHES = {"default": Env.cache_url_config("rediscache:///tmp/no-such-redis.sock")}

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "cache": False})
