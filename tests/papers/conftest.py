"""A household that prepares its shop, the desk's officer, and papers as people photograph them."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image

from marketplace.accounts.models import User
from sellers.access import Acting
from sellers.helping.models import Helper
from sellers.models import State
from sellers.papers.loading import load_requirements
from sellers.papers.models import Requirement
from tests import stall


def picture(width=900, height=1200, kind="JPEG", exif=False, name="giay.jpg"):
    image, out, more = Image.new("RGB", (width, height), (200, 180, 90)), io.BytesIO(), {}
    if exif:
        data = Image.Exif()
        data[0x010F], data[0x0112] = "Camera of Ba Nam", 6
        more["exif"] = data
    image.save(out, kind, **more)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def pdf(extra=b"", name="giay.pdf", tail=b"%%EOF"):
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R"
        + extra
        + b">>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    return SimpleUploadedFile(name, body + tail, content_type="application/pdf")


@pytest.fixture(autouse=True)
def in_english():
    """Words are tested in the language of the source; addresses then begin with /en/."""
    translation.activate("en")


@pytest.fixture
def requirements(db):
    load_requirements()
    return {requirement.code: requirement for requirement in Requirement.objects.all()}


@pytest.fixture
def owner(db):
    return User.objects.create_user(email="chu@example.vn", full_name="Chủ minh họa", password="x")


@pytest.fixture
def shop(owner, requirements):
    made = stall.seller("Hộ minh họa", state=State.PREPARING, email="ho@example.vn")
    made.partner.users.add(owner)
    return made


@pytest.fixture
def acting(shop, owner):
    return Acting(owner, shop)


@pytest.fixture
def officer(db):
    return person_with(
        "papers.decide_submission", "papers.read_files", "opening.open_sellers", "opening.suspend_sellers"
    )


def person_with(*permissions, email="can-bo@example.vn"):
    person = User.objects.create_user(email=email, full_name="Cán bộ minh họa", password="x", is_staff=True)
    for permission in permissions:
        app, codename = permission.split(".")
        person.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return User.objects.get(pk=person.pk)


def helper_of(shop, *scopes, email="giup@example.vn"):
    person = User.objects.create_user(email=email, full_name="Người giúp", password="x")
    until = timezone.localdate() + timedelta(days=30)
    about = {"relation": "officer", "until": until, "agreed_at": timezone.now(), "asked_by": person}
    Helper.objects.create(seller=shop, person=person, scopes=list(scopes), **about)
    return person
