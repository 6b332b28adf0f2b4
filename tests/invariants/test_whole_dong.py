"""No float reaches money (payments.md I10): looked for in the source of every money room and in every column."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

MARKETPLACE = Path(__file__).resolve().parents[2] / "marketplace"
ROOMS = ("ledger", "charges", "sales", "payments", "payouts")
# Divisions and floats that are no dong: file -> the piece of source, and why it may stand there.
HARMLESS = {
    ("charges/models.py", "self.vat_bp / 100"): "a rate as people write it",
    ("charges/models.py", "self.pit_bp / 100"): "a rate as people write it",
    ("charges/models.py", "self.rate_bp / 100"): "a rate as people write it",
    ("sales/tax_months/listing.py", "Decimal(basis_points) / ONE_PERCENT"): "a rate, in Decimal",
    ("sales/tax_months/invoice_drafts.py", "Decimal(line.amount * WHOLE) / (WHOLE + vat_bp)"): "Decimal, then rounded",
    ("sales/tax_months/invoice_drafts.py", "Decimal(net) / line.quantity"): "a unit price of six places, in Decimal",
    ("payments/bank_feed/casso.py", "int(sent_at) / 1000"): "seconds",
    ("payments/bank_feed/casso.py", "float(value)"): "writes a signed text as JavaScript would",
}

# How wide columns are on paper.
PRINTED = {f"sales/tax_months/{name}.py" for name in ("commission", "invoicing", "listing", "papers")}
PRINTED |= {"payouts/formats.py", "payouts/paper.py"}


def sources():
    yield from sorted(MARKETPLACE.glob("money.py"))
    for room in ROOMS:
        yield from (path for path in sorted((MARKETPLACE / room).rglob("*.py")) if "migrations" not in path.parts)


def suspects(source: str) -> list[str]:
    """Float literals, float(...) and true divisions, but for paths put together by a slash."""
    found = []
    for node in ast.walk(ast.parse(source)):
        is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        is_division = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        if is_literal or is_call or (is_division and not _is_path(node)):
            found.append(ast.get_source_segment(source, node))
    return found


def _is_path(node) -> bool:
    """Something divided by a text, or something that begins with a Path."""
    if not isinstance(node, ast.BinOp):
        return False
    is_text = isinstance(node.right, ast.JoinedStr) or isinstance(getattr(node.right, "value", None), str)
    return is_text or "Path" in ast.dump(node.left)


def is_width(file: str, piece: str) -> bool:
    return file in PRINTED and re.fullmatch(r"\d\.\d", piece) is not None


def test_i10_no_money_room_divides_or_writes_a_float():
    found = {(str(path.relative_to(MARKETPLACE)), piece) for path in sources() for piece in suspects(path.read_text())}

    assert sorted(one for one in found - HARMLESS.keys() if not is_width(*one)) == []
    assert HARMLESS.keys() <= found, "no longer there: take it off the list"


def test_i10_what_would_be_wrong_is_found():
    assert suspects("a = b / 2") == ["b / 2"]
    assert suspects("a /= 2") == ["a /= 2"]
    assert suspects("a = 0.5 * float(b)") == ["0.5", "float(b)"]
    assert suspects("FILE = Path(__file__).parent / 'x.csv'") == []
    assert suspects("a = b // 2") == []


@pytest.mark.parametrize("room", [*ROOMS, "tax_months"])
def test_i10_every_column_of_money_is_a_whole_number(room):
    columns = [field for model in apps.get_app_config(room).get_models() for field in model._meta.get_fields()]

    assert columns
    assert [str(field) for field in columns if isinstance(field, models.FloatField | models.DecimalField)] == []
