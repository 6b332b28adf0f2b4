"""Files from outside: what they are is looked at before anything of them is read."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from marketplace.spreadsheets.opening import Limits, Reason, Unreadable, check_package, kind_of
from marketplace.spreadsheets.tables import Area, Formula
from marketplace.spreadsheets.texts import text_table
from marketplace.spreadsheets.workbooks import sheets
from tests.register_import.books import Page, xlsx

LIMITS = Limits(file=1_000_000, unpacked=2_000_000, parts=50, rows=5, rows_with_empty_ones=50, columns=4)
BOOK = xlsx(["a", "b"], [1, 2])


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def refused(act) -> Reason:
    with pytest.raises(Unreadable) as error:
        act()
    return error.value.reason


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.xlsx", Reason.EMPTY),
        (b"x" * 1_000_001, "a.csv", Reason.TOO_LARGE),
        (b"x", "a.pdf", Reason.OTHER_KIND),
        (b"x", "a", Reason.OTHER_KIND),
        (BOOK, "a.xlsm", Reason.OTHER_KIND),
        (b"\xd0\xcf\x11\xe0", "a.xls", Reason.OLD_EXCEL),
        (b"\xd0\xcf\x11\xe0", "a.xlsx", Reason.OLD_EXCEL),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", Reason.ENCRYPTED),
        (b"name,price", "a.xlsx", Reason.NOT_WHAT_IT_SAYS),
        (BOOK, "a.csv", Reason.NOT_WHAT_IT_SAYS),
    ],
)
def test_a_file_is_refused_with_its_reason(data, name, reason):
    assert refused(lambda: kind_of(data, name, LIMITS)) is reason


def test_good_files_are_what_they_are():
    assert (kind_of(BOOK, "A.XLSX", LIMITS), kind_of(b"a;b", "a.csv", LIMITS)) == ("xlsx", "text")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (with_part("xl/vbaProject.bin", b"x"), Reason.MACROS),
        (with_part("xl/macrosheets/sheet1.xml", b"<a/>"), Reason.MACROS),
        (with_part("xl/media/big.bin", b"\0" * 2_000_001), Reason.BOMB),
        (with_part("xl/worksheets/sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'), Reason.DAMAGED),
        (with_part("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>".encode("utf-16")), Reason.DAMAGED),
        (BOOK[:-50], Reason.DAMAGED),
        (b"PK\x03\x04", Reason.DAMAGED),
    ],
)
def test_a_trap_is_refused_before_it_is_opened(data, reason):
    assert refused(lambda: check_package(data, LIMITS)) is reason


def test_merged_areas_hidden_sheets_and_numbers_of_rows_are_told():
    found = sheets(
        xlsx(Page([["a"], [], ["b"]], ("A1:B2",), name="one"), Page([["c"]], name="two", state="hidden")),
        LIMITS,
        keep_results=True,
    )

    assert [(sheet.name, sheet.is_hidden, sheet.merged) for sheet in found] == [
        ("one", False, (Area(1, 0, 2, 1),)),
        ("two", True, ()),
    ]
    assert [number for number, _cells in found[0].rows] == [1, 3]


@pytest.mark.parametrize("keep_results", [True, False])
def test_a_formula_without_a_stored_result_is_a_formula(keep_results):
    [sheet] = sheets(xlsx(["=1+1", "x"]), LIMITS, keep_results=keep_results)

    [(_number, cells)] = sheet.rows
    assert (type(cells[0]), cells[1]) == (Formula, "x")


def test_rows_and_columns_are_counted():
    assert refused(lambda: sheets(xlsx(*[["a"]] * 6), LIMITS, keep_results=False)) is Reason.TOO_MANY_ROWS
    assert refused(lambda: sheets(xlsx(*[[]] * 60, ["a"]), LIMITS, keep_results=False)) is Reason.TOO_MANY_ROWS
    [sheet] = sheets(xlsx(["a", *[None] * 50, "far"]), LIMITS, keep_results=False)
    assert len(sheet.rows[0][1]) == 4


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_by_the_delimiter_that_makes_sense(delimiter, encoding):
    data = f"Tên{delimiter}Giá\nGạo{delimiter}5\n".encode(encoding)

    table = text_table(data, lambda table: table[0][1] == ("Tên", "Giá"), LIMITS)

    assert table == [(1, ("Tên", "Giá")), (2, ("Gạo", "5"))]


def test_an_empty_workbook_has_no_rows():
    out = io.BytesIO()
    Workbook().save(out)

    assert [sheet.rows for sheet in sheets(out.getvalue(), LIMITS, keep_results=True)] == [[]]
