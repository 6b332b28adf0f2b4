"""Files of a closed month stay as they were made: in the database, in the storage, and by their hash."""

import hashlib
import io

import pypdf
import pytest
from django.db import DatabaseError, transaction

from marketplace.sales.tax_months.closing import close_month
from marketplace.sales.tax_months.keeping import FileAltered, read, store
from marketplace.sales.tax_months.models import TaxFile

from . import trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(household, december):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-11-20")
    return close_month(month="2026-11", by=None)


def test_a_closed_month_has_its_list_twice_and_its_figures_once(closed, storage):
    kept = {(file.kind, file.format) for file in closed.files.all()}

    assert kept == {("monthly_list", "csv"), ("monthly_list", "xlsx"), ("declaration", "pdf")}
    for file in closed.files.all():
        assert hashlib.sha256((storage / file.name).read_bytes()).hexdigest() == file.sha256


@pytest.mark.parametrize(
    "change",
    [
        lambda file: TaxFile.objects.filter(pk=file.pk).update(sha256="0" * 64),
        lambda file: file.save(),
        lambda file: file.delete(),
        lambda file: TaxFile.objects.all().delete(),
    ],
)
def test_the_database_refuses_to_change_or_remove_a_tax_file(closed, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(closed.files.first())

    assert closed.files.count() == 3


def test_a_file_that_was_changed_in_the_storage_is_not_given_out(closed, storage):
    file = closed.files.get(format="csv")
    path = storage / file.name
    path.write_bytes(path.read_bytes().replace(b"4000", b"4001"))

    with pytest.raises(FileAltered):
        read(file)


def test_the_same_bytes_are_stored_once(storage):
    first, second = (store(folder="2026-11", kind="x", format="csv", content=b"same") for _time in range(2))

    assert first == second
    assert len(list(storage.rglob("*.csv"))) == 1


def test_the_figures_for_the_declaration_can_be_read_in_vietnamese(closed):
    pages = pypdf.PdfReader(io.BytesIO(read(closed.files.get(kind="declaration")))).pages

    text = "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")
    assert "Số liệu cho tờ khai khấu trừ thuế" in text
    assert "Tháng 11/2026" in text
    assert "chưa rõ sau 01/07/2026" in text
    assert "Hạn khai và nộp 21/12/2026" in text
    assert "Bù trừ hàng trả lại -1.000 ₫" in text
    assert "Phải nộp 4.000 ₫" in text
    assert "Tổng cộng 6.000 ₫" in text
