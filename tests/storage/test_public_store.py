"""Pictures on an object store: made once when stored, readable by everybody, asked for by browsers and not by us."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from oscar.core.loading import get_model

from catalogue.pictures.renditions import FORMATS, WIDTHS, picture
from marketplace.settings.object_store import object_store
from tests import stall
from tests.pictures import picture_bytes

from .conftest import s3_environment
from .servers import PUBLIC, s3_client

pytestmark = [pytest.mark.django_db, pytest.mark.s3]
ProductImage = get_model("catalogue", "ProductImage")


def stored_picture(name="anh.jpg"):
    product = stall.product()
    return ProductImage.objects.create(product=product, original=ContentFile(picture_bytes(), name=name))


def keys(endpoint, prefix):
    found = s3_client(endpoint).list_objects_v2(Bucket=PUBLIC, Prefix=prefix)
    return sorted(item["Key"] for item in found.get("Contents", []))


def test_a_stored_picture_has_its_renditions_on_the_store(public_store):
    name = stored_picture().original.name

    assert keys(public_store, name) == sorted(
        [name, *(f"{name}.{width}.{kind}" for width in WIDTHS for kind in FORMATS)]
    )


def test_everybody_reads_a_rendition_under_a_lasting_address(public_store, fetch):
    shown = picture(stored_picture().original.name, "Khô cá lóc")

    addresses = [part.split()[0] for part in f"{shown.avif_srcset}, {shown.webp_srcset}".split(", ")] + [shown.src]
    assert len(addresses) == 5
    for address in addresses:
        status, body, headers = fetch(address)
        assert address.startswith(f"{public_store}/{PUBLIC}/products/")
        assert "?" not in address
        assert (status, headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
        assert (
            headers["Content-Type"]
            == {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}[address.rpartition(".")[2]]
        )
        assert len(body) > 100


def test_a_vietnamese_file_name_can_be_read_back(public_store, fetch):
    name = default_storage.save("products/Đường thốt nốt Bảy Núi.jpg", ContentFile(picture_bytes()))

    assert "Đường thốt nốt Bảy Núi" in name
    assert fetch(default_storage.url(name))[1] == picture_bytes()


def test_a_name_is_never_written_over(public_store):
    first = default_storage.save("products/anh.jpg", ContentFile(b"first"))
    second = default_storage.save("products/anh.jpg", ContentFile(b"second"))

    assert first != second
    assert default_storage.open(first).read() == b"first"


def test_a_removed_picture_takes_its_renditions_along(public_store, django_capture_on_commit_callbacks):
    image = stored_picture("bo-di.jpg")
    folder = image.original.name.rpartition("/")[0]
    assert len(keys(public_store, f"{folder}/bo-di")) == 10

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert keys(public_store, f"{folder}/bo-di") == []


def test_a_picture_that_two_products_show_stays_for_the_second(public_store, django_capture_on_commit_callbacks):
    image = stored_picture("chung.jpg")
    ProductImage.objects.create(product=stall.product("Mắm cá linh"), original=image.original.name)

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert len(keys(public_store, image.original.name)) == 10


def test_no_page_asks_the_store_anything(public_store, client, monkeypatch):
    product = stored_picture().product
    stall.refresh([product.pk])
    asked = []
    monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", lambda self, request: asked.append(request.url))

    for address in ("/shop/", product.get_absolute_url(), "/shop/search/?q=kho"):
        page = client.get(address, follow=True)
        assert page.status_code == 200
        assert f"{public_store}/{PUBLIC}/products/" in page.content.decode()

    assert asked == []


def test_a_domain_in_front_of_the_store_stands_in_the_addresses(public_server, settings):
    environment = {**s3_environment(public_server), "S3_PUBLIC_DOMAIN": "anh.example.vn"}
    settings.STORAGES = {**settings.STORAGES, "default": object_store(environment)["default"]}

    assert default_storage.url("products/mật ong.jpg") == "https://anh.example.vn/products/m%E1%BA%ADt%20ong.jpg"
