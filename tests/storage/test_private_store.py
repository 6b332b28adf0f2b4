"""Papers on an object store that checks signatures: for permitted staff, through our own page, and for nobody else."""

import time
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from catalogue.certification.models import Paper
from tests import stall

from .servers import PRIVATE

pytestmark = [pytest.mark.django_db, pytest.mark.s3]
SECRET = "Quyết định số 12/QĐ-UBND, 5 sao".encode()
NAME = "Quyết định 12 – Đồng Tháp.pdf"
REFUSED = (400, 401, 403)


@pytest.fixture
def certificate(private_store):
    return stall.certificate(stall.product(), evidence=ContentFile(SECRET, name=NAME))


@pytest.fixture
def officer(db):
    """Staff who may read the evidence of certificates."""
    person = get_user_model().objects.create_user(email="can-bo@example.vn", full_name="Cán bộ mẫu", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="read_evidence"))
    return person


def address_of(certificate):
    return f"/ocop/{certificate.reference}/evidence/"


def test_evidence_lands_in_the_private_bucket_only(certificate, private_store):
    name = certificate.evidence.name

    assert name.startswith("certificates/")
    assert storages["private"].exists(name)
    assert not default_storage.exists(name)
    assert urlsplit(certificate.evidence.url).path.startswith(f"/{PRIVATE}/")


def test_a_stranger_cannot_read_it(certificate, private_store, fetch):
    plain = certificate.evidence.url.partition("?")[0]

    status, body, _headers = fetch(plain)

    assert status in REFUSED
    assert SECRET not in body


def test_the_owner_of_the_key_can(certificate, fetch):
    assert fetch(certificate.evidence.url)[:2] == (200, SECRET)


def test_a_forged_signature_is_refused(certificate, fetch):
    address, mark, signature = certificate.evidence.url.partition("X-Amz-Signature=")
    assert mark

    status, body, _headers = fetch(address + mark + ("0" if signature[0] != "0" else "1") + signature[1:])

    assert status in REFUSED
    assert SECRET not in body


def test_a_signature_for_one_paper_opens_no_other(certificate, private_store, fetch):
    other = storages["private"].save("certificates/2026/khac.pdf", ContentFile(b"another paper"))
    query = certificate.evidence.url.partition("?")[2]

    status, body, _headers = fetch(f"{private_store}/{PRIVATE}/{other}?{query}")

    assert status in REFUSED
    assert body != b"another paper"


def test_a_signed_address_dies(certificate, fetch):
    address = storages["private"].url(certificate.evidence.name, expire=1)
    time.sleep(2.5)

    status, body, _headers = fetch(address)

    assert status in REFUSED
    assert SECRET not in body


def test_a_signed_address_lives_two_minutes_by_itself(certificate):
    assert "X-Amz-Expires=120" in certificate.evidence.url


def test_permitted_staff_read_it_through_our_page(certificate, officer, client):
    client.force_login(officer)

    answer = client.get(address_of(certificate))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == SECRET
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert PRIVATE not in str(answer.headers)


def test_staff_without_the_permission_are_refused(certificate, client):
    client.force_login(
        get_user_model().objects.create_user(email="khac@example.vn", full_name="Cán bộ khác", is_staff=True)
    )

    assert client.get(address_of(certificate)).status_code == 403


def test_a_visitor_is_asked_to_sign_in(certificate, client):
    answer = client.get(address_of(certificate))

    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")


def test_the_public_page_of_a_certificate_says_nothing_of_the_store(certificate, client):
    page = client.get(certificate.get_absolute_url()).content.decode()

    assert PRIVATE not in page
    assert "X-Amz" not in page
    assert certificate.evidence.name not in page


def test_other_papers_are_private_too(private_store, fetch):
    paper = Paper.objects.create(product=stall.product(), kind="test_report", file=ContentFile(SECRET, name=NAME))

    assert fetch(paper.file.url.partition("?")[0])[0] in REFUSED
    assert not default_storage.exists(paper.file.name)
