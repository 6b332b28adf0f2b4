"""The command: its report, its dry run, its exit codes, the files it cannot read."""

import json
import re

import pytest
from django.core.management import CommandError, call_command

from catalogue.certification.models import Certificate, CertificateDecision
from catalogue.register_import.faults import ERRORS, FILE, WARNINGS
from tests.register_import.books import HEADER, Page, goods, listed, xlsx

MIXED = listed(
    goods(),
    goods("Gạo", producer=None),
    goods(None),
    goods("Trà", stars=6),
    goods("Mắm", date="31/02/2022"),
    goods("Mật", score="abc"),
    goods(),
)


def test_the_report_is_exact(command):
    report = command(MIXED)

    assert {name: report[name] for name in ("created", "updated", "unchanged", "rows", "dry_run", "file")} == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rows": 7,
        "dry_run": False,
        "file": "danh-sach.xlsx",
    }
    assert report["duplicates"] == [
        {"sheet": "Sheet1", "row": 8, "duplicate_of_sheet": "Sheet1", "duplicate_of_row": 2}
    ]
    assert [(fault["row"], fault["field"], fault["code"]) for fault in report["errors"]] == [
        (3, "producer", "missing_producer"),
        (4, "product", "missing_name"),
        (5, "stars", "star_out_of_range"),
        (6, "date", "bad_date"),
        (7, "score", "bad_score"),
    ]
    assert all(set(fault) >= {"row", "field", "code", "message"} and fault["message"] for fault in report["errors"])
    assert report["sheets"] == [{"name": "Sheet1", "state": "read", "rows": 7, "columns_left_out": []}]


def test_every_row_is_accounted_for(command):
    report = command(
        xlsx(["Danh sách"], HEADER, goods(), goods("Gạo", producer=None, stars=1), ["Tổng cộng", 2], goods())
    )

    rows = (
        {3}
        | {fault["row"] for fault in report["errors"]}
        | {each["row"] for each in report["duplicates"]}
        | {each["row"] for each in report["skipped"]}
    )
    assert rows == {3, 4, 5, 6}


def test_a_dry_run_reports_the_same_and_writes_nothing(command):
    dry = command(MIXED, "--dry-run")

    assert (Certificate.objects.count(), CertificateDecision.objects.count()) == (0, 0)
    assert command(MIXED) | {"dry_run": True} == dry


def test_a_second_run_changes_nothing(command):
    command(MIXED)

    report = command(MIXED)

    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 1)


def test_messages_are_vietnamese(command):
    for fault in command(MIXED)["errors"]:
        assert re.search("[ạảấầẩậắằẳặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđăâêôơư]", fault["message"]), fault["message"]


def test_the_help_names_every_code(capsys):
    with pytest.raises(SystemExit):
        call_command("import_ocop_register", "--help")

    shown = re.sub(r"\s+", "", capsys.readouterr().out)
    assert [code for code in (*ERRORS, *WARNINGS, *FILE) if code not in shown] == []


def test_the_province_may_be_given(command):
    data = listed(goods(address="Ấp 1"), goods("Gạo", address=None))

    assert [fault["code"] for fault in command(data)["errors"]] == ["unknown_place", "missing_place"]
    assert command(data, "--province", "91")["created"] == 2
    assert set(Certificate.objects.values_list("province", "commune")) == {("91", None)}


ZIP = xlsx(HEADER, goods())


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100, "old_excel"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 100, "old_excel"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xlsx", b"<html><table>", "not_what_it_says"),
        ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("a.xlsx", ZIP[:-100], "damaged"),
        ("a.pdf", b"%PDF-1.7", "other_kind"),
        ("a.xlsm", ZIP, "other_kind"),
        ("a.csv", ZIP, "not_what_it_says"),
        ("a.xlsx", xlsx(["Kính gửi"], ["STT", "Huyện", "3 sao"]), "no_header"),
        ("a.xlsx", xlsx([]), "no_header"),
        ("a.xlsx", xlsx(Page([["x"]]), Page([HEADER, goods()], state="hidden")), "no_header"),
        ("a.csv", "Tên,Giá\nGạo,5\n".encode(), "no_header"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_a_fault_and_a_report(country, tmp_path, name, data, code):
    path, report = tmp_path / name, tmp_path / "report.json"
    path.write_bytes(data)

    with pytest.raises(CommandError):
        call_command("import_ocop_register", str(path), "--report", str(report), verbosity=0)

    read = json.loads(report.read_text(encoding="utf-8"))
    assert [(fault["row"], fault["field"], fault["code"]) for fault in read["errors"]] == [(0, "file", code)]
    assert (read["created"], read["updated"], read["unchanged"], read["duplicates"]) == (0, 0, 0, [])


def test_a_missing_file_is_said(country, tmp_path):
    report = tmp_path / "report.json"

    with pytest.raises(CommandError):
        call_command("import_ocop_register", str(tmp_path / "no.xlsx"), "--report", str(report))

    assert json.loads(report.read_text(encoding="utf-8"))["errors"][0]["code"] == "missing_file"


def test_a_list_saved_as_csv_is_read_too(command):
    lines = [";".join(HEADER), "1;Khô cá lóc;HTX Mỹ Đức;Xã Mỹ Đức, An Giang;75,5;4 sao;86/QĐ-UBND;27/01/2023"]

    assert command("\n".join(lines).encode("utf-8-sig"), filename="danh-sach.csv")["created"] == 1
    assert str(Certificate.objects.get().score) == "75.50"


def test_five_thousand_rows_ask_few_questions(country, django_assert_max_num_queries):
    from catalogue.register_import.importing import carry_out
    from catalogue.register_import.planning import plan

    few, many = listed(*[goods(f"Gạo {n}") for n in range(10)]), listed(*[goods(f"Mắm {n}") for n in range(2_000)])
    with django_assert_max_num_queries(2):
        plan(few, "a.xlsx")
    with django_assert_max_num_queries(2):
        made = plan(many, "a.xlsx")
    with django_assert_max_num_queries(70):  # rows are written in bulk: as many to a statement as SQLite takes
        carry_out(made)
    with django_assert_max_num_queries(8):
        again = carry_out(plan(many, "a.xlsx"))

    assert (made.counts["created"], again.counts["unchanged"]) == (2_000, 2_000)
