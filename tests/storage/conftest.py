"""The shop on an object store, with the same options that production builds from the environment."""

import logging
import os
import urllib.error
import urllib.request

import pytest
from django.core.files.storage import storages

from catalogue.certification.models import Certificate, Paper

from . import servers


def started(context):
    """The server's address, or a loud skip; under CI its absence is a failure."""
    try:
        return context.__enter__()
    except servers.NoServer as error:
        message = f"*** needs an S3 API server from PyPI (pip install -r requirements-dev.txt): {error} ***"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


@pytest.fixture(scope="session")
def public_server():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    context = servers.moto()
    yield started(context)
    context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def private_server(tmp_path_factory):
    context = servers.rclone(tmp_path_factory.mktemp("rclone"))
    yield started(context)
    context.__exit__(None, None, None)


def s3_environment(endpoint: str) -> dict[str, str]:
    return {
        "S3_ENDPOINT_URL": endpoint,
        "S3_PUBLIC_BUCKET": servers.PUBLIC,
        "S3_PRIVATE_BUCKET": servers.PRIVATE,
        "S3_ACCESS_KEY": servers.ACCESS_KEY,
        "S3_SECRET_KEY": servers.SECRET_KEY,
        "S3_REGION": "us-east-1",
    }


@pytest.fixture
def public_store(public_server, settings):
    """The default storage on moto."""
    from marketplace.settings.object_store import object_store

    settings.STORAGES = {**settings.STORAGES, "default": object_store(s3_environment(public_server))["default"]}
    return public_server


@pytest.fixture
def private_store(private_server, settings, monkeypatch):
    """The storage of papers on rclone. A model's field keeps the storage it was made with, so it is given the new one."""
    from marketplace.settings.object_store import object_store

    settings.STORAGES = {**settings.STORAGES, "private": object_store(s3_environment(private_server))["private"]}
    for model, name in ((Certificate, "evidence"), (Paper, "file")):
        monkeypatch.setattr(model._meta.get_field(name), "storage", storages["private"])
    return private_server


@pytest.fixture
def fetch():
    """(status, body, headers) of an address as a stranger's browser gets it."""

    def get(address: str):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers

    return get
