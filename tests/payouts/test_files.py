"""The bank's file: neutral columns or a bank's own, text that stays text, kept as it was made."""

import csv
import hashlib
import io

import pytest
from django.core.files.storage import storages
from openpyxl import load_workbook

from marketplace.payouts.exporting import export_batch
from marketplace.payouts.formats import UnknownFormat, bank_format, bank_formats
from marketplace.payouts.keeping import FileAltered, file_of

from .paying import NET, drafted, earned, exported, refund_by_transfer, seller_with_account

pytestmark = pytest.mark.django_db


def test_the_neutral_file_has_the_columns_of_the_specification():
    earned(seller_with_account(tax_code="079123456789"))
    refund = refund_by_transfer()
    batch = exported()

    rows = list(csv.reader(io.StringIO(file_of(batch).decode("utf-8-sig"))))

    payout, back = batch.lines.all()
    until = f"{payout.payout.until.astimezone():%d/%m/%Y}"
    assert rows == [
        ["seq", "payout_ref", "beneficiary_name", "account_no", "bank_bin", "bank_code", "bank_name", "amount",
         "currency", "content", "seller_tax_code", "period"],
        ["1", payout.reference, "NGUYEN THI MAU", "0123456789", "970405", "VBA", "Agribank", "93000", "VND",
         payout.content, "079123456789", rows[1][-1]],
        ["2", back.reference, "TRAN VAN MAU", "9876543210", "970436", "VCB", "Vietcombank", "100000", "VND",
         back.content, "", ""],
    ]  # fmt: skip
    assert rows[1][-1][:2] in (until[:2], f"{payout.payout.until:%d}")
    assert refund.amount == 100_000


@pytest.mark.parametrize("code", ["neutral_xlsx", "vietcombank", "agribank"])
def test_a_banks_own_file_keeps_zeros_and_whole_dong(code):
    earned(seller_with_account())
    batch = exported(format=code)

    titles, row = load_workbook(io.BytesIO(file_of(batch))).active.iter_rows(values_only=True)

    told = dict(zip([field or text for _title, field, text in bank_format(code).columns], row, strict=True))
    assert (told["account_no"], told["amount"], told["beneficiary_name"]) == ("0123456789", NET, "NGUYEN THI MAU")
    assert list(titles) == [title for title, _field, _text in bank_format(code).columns]


def test_what_was_not_proven_with_a_bank_says_so():
    assert {one.code: one.proven for one in bank_formats()} == {
        "neutral": True, "neutral_xlsx": True, "vietcombank": False, "agribank": False,
    }  # fmt: skip
    assert all(one.proven or "not proven with the bank" in one.name for one in bank_formats())
    with pytest.raises(UnknownFormat):
        drafted(format="ngan-hang-la")


def test_i27_the_file_is_kept_with_its_hash_and_never_written_again():
    earned(seller_with_account())
    batch = exported()
    content = file_of(batch)

    export_batch(batch=batch, by=batch.created_by)

    assert batch.sha256 == hashlib.sha256(content).hexdigest()
    assert file_of(batch) == content
    assert batch.file.startswith(f"payouts/{batch.number}-")


def test_i27_a_file_that_was_changed_is_not_given_out():
    earned(seller_with_account())
    batch = exported()
    with storages["private"].open(batch.file, "ab") as file:
        file.write(b"1")

    with pytest.raises(FileAltered):
        file_of(batch)
    storages["private"].delete(batch.file)
    with pytest.raises(FileNotFoundError):
        file_of(batch)


def test_a_batch_that_was_not_exported_has_no_file():
    earned(seller_with_account())

    with pytest.raises(FileNotFoundError):
        file_of(drafted())
