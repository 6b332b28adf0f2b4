"""The template to fill: Vietnamese headings and one example row, as XLSX and as CSV."""

from marketplace.printing.columns import Column
from marketplace.printing.tables import write_csv, write_xlsx

from .columns import columns

WIDTHS = {"code": 1, "title": 3, "pack": 1.2, "price": 1.2, "stock": 1.2, "description": 4}


def _columns() -> list[Column]:
    return [Column(table["names"][0], width=WIDTHS[field]) for field, table in columns().items()]


def example() -> list[str]:
    return [table["example"] for table in columns().values()]


def as_xlsx() -> bytes:
    return write_xlsx([example()], _columns(), sheet="San pham")


def as_csv() -> bytes:
    return write_csv([example()], _columns())
