"""The pages: template, upload, preview, import; another's list is not found, and nothing is changed before the button."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace.selling.product_lists.keeping import NotKept, kept
from sellers.goods.owning import products_of
from tests import stall
from tests.product_lists.test_importing import HEADER, row
from tests.register_import.books import xlsx
from tests.selling.workroom import address, helper, owner

pytestmark = pytest.mark.django_db


def send(client, seller, *rows, name="hang.xlsx"):
    file = SimpleUploadedFile(name, xlsx(HEADER, *rows))
    return client.post(address(seller, "product-list"), {"file": file})


def key_of(response) -> str:
    return re.search(r"product-list/([0-9a-f-]{36})/", response["Location"])[1]


def test_a_list_is_looked_at_first_and_brought_in_by_the_button():
    seller = stall.seller()
    client = owner(seller)

    sent = send(client, seller, row(), row(code="G", title="Gạo", price=None))
    preview = client.get(sent["Location"])

    assert (sent.status_code, preview.status_code, products_of(seller).count()) == (302, 200, 0)
    shown = preview.content.decode()
    assert "Khô cá lóc" in shown
    assert "125.000" in shown
    done = client.post(sent["Location"])
    assert (done.status_code, [product.title for product in products_of(seller)]) == (200, ["Khô cá lóc"])


def test_a_second_press_leads_to_the_products_with_a_word():
    seller = stall.seller()
    client = owner(seller)
    preview = send(client, seller, row())["Location"]
    client.post(preview, follow=True)

    for again in (client.post(preview, follow=True), client.get(preview, follow=True)):
        assert again.redirect_chain == [(address(seller, "products"), 302)]
        assert [message.level_tag for message in again.context["messages"]] == ["info"]
    assert products_of(seller).count() == 1


def test_a_list_without_faults_ends_at_the_products():
    seller = stall.seller()
    client = owner(seller)

    done = client.post(send(client, seller, row())["Location"])

    assert (done.status_code, done["Location"]) == (302, address(seller, "products"))


def test_a_file_that_is_no_list_is_told_beside_the_field():
    seller = stall.seller()

    response = owner(seller).post(
        address(seller, "product-list"), {"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0")}
    )

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"file"}


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("csv", "\ufeffMã hàng".encode())])
def test_the_template_is_downloaded(kind, start):
    seller = stall.seller()

    response = owner(seller).get(address(seller, "product-list", "")[:-1] + f"template.{kind}")

    assert response.content.startswith(start)
    assert response["Content-Disposition"] == f'attachment; filename="danh-sach-san-pham.{kind}"'


def test_a_list_of_another_seller_is_not_found():
    seller, other = stall.seller(), stall.seller("Hộ khác minh họa")
    sent = send(owner(seller), seller, row())
    stranger = owner(other)

    assert stranger.get(sent["Location"]).status_code == 404
    assert stranger.post(address(other, "product-list", key_of(sent))).status_code == 404
    assert not products_of(other).exists()
    assert Client().get(address(seller, "product-list")).status_code == 302
    assert helper(seller, "orders", name="Người giúp đơn").get(address(seller, "product-list")).status_code == 403


def test_the_next_list_takes_the_place_of_the_one_before():
    seller = stall.seller()
    client = owner(seller)
    first = key_of(send(client, seller, row()))

    second = key_of(send(client, seller, row(title="Gạo")))

    with pytest.raises(NotKept):
        kept(seller=seller, key=first)
    assert kept(seller=seller, key=second)[1].endswith(".xlsx")
