"""The object store by environment alone: a fresh process with S3_* set keeps pictures and papers there."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from marketplace.settings.object_store import object_store, picture_origins
from tests import engines

from .conftest import s3_environment, started
from .servers import PRIVATE, PUBLIC, NoServer

SCRIPT = """
import json
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.contrib.auth import get_user_model
from django.test import Client
from oscar.core.loading import get_model
from tests import stall
from tests.pictures import picture_bytes

product = stall.product("Mật ong U Minh")
image = get_model("catalogue", "ProductImage").objects.create(
    product=product, original=ContentFile(picture_bytes(), name="anh.jpg"))
paper = stall.certificate(product, evidence=ContentFile("năm sao".encode(), name="Quyết định.pdf"))
client = Client()
stranger = client.get(f"/ocop/{paper.reference}/evidence/").status_code
client.force_login(get_user_model().objects.create_superuser(email="a@example.vn", full_name="A", password="x"))
clerk = client.get(f"/ocop/{paper.reference}/evidence/")
print("ANSWER" + json.dumps({
    "rendition": default_storage.exists(image.original.name + ".640.avif"),
    "public": default_storage.bucket_name, "private": storages["private"].bucket_name,
    "picture_address": image.original.url, "stranger": stranger, "clerk": b"".join(clerk.streaming_content).decode(),
    "policy": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"],
    "paper_in_public": default_storage.exists(paper.evidence.name),
}))
"""


@pytest.mark.s3
@pytest.mark.django_db  # for the migrated database that is copied
def test_a_process_with_the_variables_set_keeps_everything_on_the_store(private_server, tmp_path):
    shutil.copyfile(engines.migrated_sqlite(), tmp_path / "shop.sqlite3")
    environment = {**os.environ, **s3_environment(private_server), "DATABASE_URL": f"sqlite:///{tmp_path}/shop.sqlite3"}
    command = [
        sys.executable,
        "manage.py",
        "shell",
        "--no-imports",
        "--settings=marketplace.settings.development",
        "-c",
        SCRIPT,
    ]

    done = subprocess.run(command, cwd=engines.ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.partition("ANSWER")[2])
    assert told.pop("picture_address").startswith(f"{private_server}/{PUBLIC}/products/")
    assert private_server in told.pop("policy")
    assert told == {
        "rendition": True,
        "public": PUBLIC,
        "private": PRIVATE,
        "stranger": 302,
        "clerk": "năm sao",
        "paper_in_public": False,
    }


def test_without_the_variables_files_stay_on_this_machine():
    assert object_store({}) == {}
    assert picture_origins({}) == []


@pytest.mark.parametrize(
    ("more", "origin"),
    [
        ({"S3_ENDPOINT_URL": "https://s3.example.vn:9000/"}, "https://s3.example.vn:9000"),
        ({"S3_ENDPOINT_URL": "https://s3.example.vn", "S3_PUBLIC_DOMAIN": "anh.example.vn"}, "https://anh.example.vn"),
        ({"S3_REGION": "ap-southeast-1"}, "https://s3.ap-southeast-1.amazonaws.com"),
    ],
)
def test_the_policy_of_pages_allows_pictures_from_where_they_are(more, origin):
    assert picture_origins({"S3_PUBLIC_BUCKET": "anh", **more}) == [origin]


@pytest.mark.parametrize("private", [{}, {"S3_PRIVATE_BUCKET": ""}, {"S3_PRIVATE_BUCKET": "anh"}])
def test_papers_never_fall_into_the_public_bucket(private):
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured, match="S3_PRIVATE_BUCKET"):
        object_store({"S3_PUBLIC_BUCKET": "anh", **private})


class NotHere:
    def __enter__(self):
        raise NoServer("not installed")


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_server_that_cannot_start_is_skipped_loudly_and_fails_under_ci(monkeypatch, ci, outcome):
    monkeypatch.setenv("CI", ci)

    with pytest.raises(outcome, match="needs an S3 API server"):
        started(NotHere())
