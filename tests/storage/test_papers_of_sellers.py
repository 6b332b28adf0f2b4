"""A paper of a seller on an object store: private, opened through a signed address that lives two minutes, and written down."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.storage import default_storage, storages
from django.urls import reverse

from marketplace.accounts.models import User
from sellers.access import Acting
from sellers.models import State
from sellers.papers.loading import load_requirements
from sellers.papers.models import FileReading, Requirement, SubmissionFile
from sellers.papers.sending import send
from tests import stall
from tests.papers.conftest import picture

from .servers import PRIVATE

pytestmark = [pytest.mark.django_db, pytest.mark.s3]
REFUSED = (400, 401, 403)


@pytest.fixture
def owner(db):
    return User.objects.create_user(email="chu@example.vn", full_name="Chủ minh họa", password="x")


@pytest.fixture
def file(private_store, owner, monkeypatch):
    monkeypatch.setattr(SubmissionFile._meta.get_field("file"), "storage", storages["private"])
    load_requirements()
    shop = stall.seller(state=State.PREPARING)
    shop.partner.users.add(owner)
    paper = Requirement.objects.get(code="business_registration")
    return send(acting=Acting(owner, shop), requirement=paper, number="51A8001234", files=[picture()]).files.get()


def address_of(file) -> str:
    return reverse("selling:paper_file", args=[file.submission.seller.slug, file.pk])


def test_it_lies_in_the_private_bucket_only_and_nobody_reads_it_without_a_signature(file, fetch):
    assert storages["private"].exists(file.file.name)
    assert not default_storage.exists(file.file.name)
    assert urlsplit(file.file.url).path.startswith(f"/{PRIVATE}/")

    assert fetch(file.file.url.partition("?")[0])[0] in REFUSED


def test_the_owner_is_led_to_a_signed_address_of_two_minutes_and_it_is_written_down(client, file, owner, fetch):
    client.force_login(owner)

    answer = client.get(address_of(file))

    assert answer.status_code == 302
    signed = parse_qs(urlsplit(answer["Location"]).query)
    assert signed["X-Amz-Expires"] == ["120"]
    assert signed["response-content-disposition"] == ["attachment; filename*=UTF-8''giay.jpg"]
    assert signed["response-content-type"] == ["image/jpeg"]
    status, body, headers = fetch(answer["Location"])
    assert (status, len(body)) == (200, file.size)
    assert (FileReading.objects.get().by, FileReading.objects.get().file) == (owner, file)


def test_the_address_ends(file, fetch):
    short = file.file.storage.url(file.file.name, expire=1)
    assert fetch(short)[0] == 200

    time.sleep(2.5)

    assert fetch(short)[0] in REFUSED


def test_a_stranger_gets_no_address(client, file):
    client.force_login(User.objects.create_user(email="la@example.vn", full_name="Lạ", password="x"))

    assert client.get(address_of(file)).status_code == 404
    assert not FileReading.objects.exists()
