"""A list of the office at the desk: looked at first, then imported as it was looked at; entries linked to products."""

import io
import json

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from catalogue.certification.models import Certificate
from tests import stall
from tests.desk_sellers import market
from tests.desk_sellers.pressing import buttons, errors, facts, logged, press, said
from tests.register_import.books import goods, listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, staff):
    client.force_login(staff.dossiers)
    return staff.dossiers


def upload(data: bytes, name="danh-sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def preview(client, *rows, province="91"):
    return press(client, "register_import.preview", file=upload(listed(*rows)), province=province)


def kept(storage) -> list[str]:
    return storage.listdir("desk-uploads")[1] if storage.exists("desk-uploads") else []


def token(page) -> str:
    return buttons(page)["report"].form["token"].value()


def test_a_look_at_the_file_changes_nothing_and_tells_every_row(client, officer):
    before = Certificate.objects.count()

    page = preview(
        client, goods("Mắm cá chốt"), goods("Mắm cá chốt"), goods("Khô tra", producer=""), goods("Bánh", stars=7)
    )

    told = facts(page)
    assert (told["New"], told["Twice in the file"], told["Faulty rows"]) == ("1", "1", "2")
    assert Certificate.objects.count() == before
    assert logged("register_import.import") == []


def test_just_what_was_looked_at_is_imported_with_a_line_in_the_log(client, officer):
    page = preview(client, goods("Mắm cá chốt"), goods("Khô tra", producer=""))

    done = press(client, "register_import.import", token=token(page))

    entered = Certificate.objects.get(product_name="Mắm cá chốt")
    assert (entered.stars, entered.decision_no) == (4, "86/QĐ-UBND")
    assert facts(done)["New"] == "1"
    (line,) = logged("register_import.import")
    assert (line.user, line.data["created"], line.data["errors"]) == (officer, 1, 1)


def test_a_second_press_changes_nothing(client, officer):
    page = preview(client, goods("Mắm cá chốt"))
    press(client, "register_import.import", token=token(page))

    again = press(client, "register_import.import", token=token(page))

    assert Certificate.objects.filter(product_name="Mắm cá chốt").count() == 1
    assert (facts(again)["New"], facts(again)["As before"]) == ("0", "1")
    assert "The register has changed since the preview" in again.content.decode()


def test_a_file_that_was_exchanged_in_the_store_is_not_imported(client, officer):
    storage = storages["private"]
    for name in kept(storage):
        storage.delete(f"desk-uploads/{name}")
    page = preview(client, goods("Mắm cá chốt"))
    (name,) = kept(storage)
    storage.delete(f"desk-uploads/{name}")
    storage.save(f"desk-uploads/{name}", upload(listed(goods("Hàng tráo"))))

    answer = press(client, "register_import.import", token=token(page))

    assert not Certificate.objects.filter(product_name="Hàng tráo").exists()
    assert "The file is not here any more." in said(answer)
    storage.delete(f"desk-uploads/{name}")


def test_the_file_of_somebody_else_is_not_opened(client, officer, staff):
    page = preview(client, goods("Mắm cá chốt"))

    client.force_login(staff.colleague)
    press(client, "register_import.import", token=token(page))

    assert not Certificate.objects.filter(product_name="Mắm cá chốt").exists()


def test_the_report_is_the_one_of_the_command(client, officer):
    page = preview(client, goods("Mắm cá chốt"), goods("Khô tra", producer=""))

    answer = press(client, "register_import.report", token=token(page))

    report = json.loads(answer.content)
    assert (report["created"], report["updated"], report["unchanged"]) == (1, 0, 0)
    assert [(row["row"], row["field"], row["code"]) for row in report["errors"]] == [
        (3, "producer", "missing_producer")
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="register-report.json"'


def test_faulty_rows_come_back_as_they_were_written_with_what_is_wrong_beside(client, officer):
    page = preview(client, goods("Mắm cá chốt"), goods("Khô tra", producer="", stars=9))

    answer = press(client, "register_import.faulty", token=token(page))

    title, row, *rest = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert rest == []
    assert row[1] == 3 and len(row[2].split(". ")) == 2
    assert "Khô tra" in row and "27/01/2023" in row


def test_what_cannot_be_read_is_said_beside_the_file(client, officer):
    page = press(client, "register_import.preview", file=upload(b"%PDF-1.4", "danh-sach.xlsx"), province="")

    assert list(errors(page)) == ["file"]
    assert page.status_code == 200


def test_an_unknown_token_is_no_file(client, officer):
    for name in ("register_import.import", "register_import.report", "register_import.faulty"):
        page = press(client, name, token="falsch")

        assert page.status_code == 200, name
    assert logged("register_import.import") == []


def test_an_entry_is_linked_to_the_product_that_is_suggested(client, officer, made):
    product = stall.product("Khô cá lóc Mỹ Đức", by=made.live)

    page = client.get(reverse("desk:entry", args=[made.entry.pk]))
    choices = [str(value) for value, _label in buttons(page)["link"].form["product"].field.choices]
    press(client, "entry.link", made.entry, product=product.pk)

    made.entry.refresh_from_db()
    assert choices[0] == str(product.pk)
    assert made.entry.product == product
    assert made.entry.decisions.get().decided_by == officer
    assert [line.user for line in logged("entry.link")] == [officer]


def test_another_product_is_found_by_name_without_marks(client, officer, made):
    product = stall.product("Đường thốt nốt", by=made.live)

    page = client.get(reverse("desk:entry", args=[made.entry.pk]), {"product": "duong thot"})

    assert [value for value, _label in buttons(page)["link"].form["product"].field.choices] == [product.pk]


def test_an_entry_is_linked_once(client, officer, made):
    first, second = (stall.product(title, by=made.live) for title in ("Khô một", "Khô hai"))
    press(client, "entry.link", made.entry, product=first.pk)

    press(client, "entry.link", made.entry, product=second.pk)

    made.entry.refresh_from_db()
    assert made.entry.product == first


def test_no_product_of_another_commune_can_be_chosen_by_an_officer_of_this_one(client, staff, made):
    market.scope(staff.there, market.HERE)
    elsewhere = stall.product("Khô cá lóc", by=market.seller("Hộ nơi khác", state="open", at=market.THERE))
    client.force_login(staff.there)

    page = press(client, "entry.link", made.entry, product=elsewhere.pk)

    made.entry.refresh_from_db()
    assert made.entry.product is None
    assert list(errors(page)) == ["product"]


def test_nothing_chosen_is_said_beside_the_list(client, officer, made):
    page = press(client, "entry.link", made.entry)

    assert list(errors(page)) == ["product"]
