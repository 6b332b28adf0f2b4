"""Who opens a file of a paper, how it is sent, and that each opening is written down."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from marketplace.accounts.models import User
from sellers.models import State
from sellers.papers.models import FileReading
from sellers.papers.reading import open_file
from sellers.papers.sending import send
from tests import stall

from .conftest import helper_of, pdf, person_with, picture


@pytest.fixture
def file(acting, requirements):
    paper = requirements["business_registration"]
    return send(acting=acting, requirement=paper, number="51A8001234", files=[picture()]).files.get()


def address(shop, file) -> str:
    return reverse("selling:paper_file", args=[shop.slug, file.pk])


def test_the_owner_opens_it_and_it_is_written_down(client, shop, owner, file):
    client.force_login(owner)

    answer = client.get(address(shop, file), REMOTE_ADDR="203.0.113.7")

    content = b"".join(answer.streaming_content)
    assert (answer.status_code, answer["Content-Type"], len(content)) == (200, "image/jpeg", file.size)
    reading = FileReading.objects.get()
    assert (reading.file, reading.by, reading.ip) == (file, owner, "203.0.113.7")


def test_it_is_sent_so_that_it_can_do_nothing(client, shop, owner, file):
    client.force_login(owner)

    answer = client.get(address(shop, file))

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''giay.jpg"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_pdf_is_a_download(client, shop, owner, acting, requirements):
    sent = send(acting=acting, requirement=requirements["business_registration"], number="51A8001234", files=[pdf()])
    client.force_login(owner)

    answer = client.get(address(shop, sent.files.get()))

    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''giay.pdf"


def test_another_sellers_file_is_not_found(client, owner, file):
    other = stall.seller("Hộ khác", state=State.PREPARING)
    person = User.objects.create_user(email="khac@example.vn", full_name="Khác", password="x")
    other.partner.users.add(person)
    client.force_login(person)

    assert client.get(address(other, file)).status_code == 404
    assert client.get(address(file.submission.seller, file)).status_code == 404
    assert not FileReading.objects.exists()


def test_a_helper_opens_it_with_papers_and_not_without(client, shop, file):
    client.force_login(helper_of(shop, "papers", email="a@example.vn"))
    assert client.get(address(shop, file)).status_code == 200

    client.force_login(helper_of(shop, "orders", "products", email="b@example.vn"))
    assert client.get(address(shop, file)).status_code == 403
    assert FileReading.objects.count() == 1


def test_staff_open_it_by_the_one_permission(file, officer):
    with open_file(file=file, by=officer, ip=None) as opened:
        assert len(opened.read()) == file.size
    with pytest.raises(PermissionDenied):
        open_file(file=file, by=person_with("papers.decide_submission", email="khong@example.vn"), ip=None)

    assert list(FileReading.objects.values_list("by", flat=True)) == [officer.pk]


def test_a_file_that_is_gone_is_not_found(client, shop, owner, file):
    file.file.storage.delete(file.file.name)
    client.force_login(owner)

    assert client.get(address(shop, file)).status_code == 404
