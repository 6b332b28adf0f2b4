"""Everything of a seller's own trade in one ZIP of CSV files (rules 9 and E-24).

Of buyers it holds no name, phone or house: the seller may see those for open orders and 30 days more (rule D-14), and a
file that was taken away forgets nothing. The commune that a parcel goes to stays.
"""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.fulfilment.models import ParcelLine
from marketplace.ledger.models import Entry
from marketplace.money import whole_dong
from marketplace.printing.columns import Column, Kind
from marketplace.printing.tables import write_csv
from sellers.models import Seller

IN_MEMORY = 2 * 1024 * 1024


def own_data(seller: Seller, *, made_at: datetime) -> SpooledTemporaryFile:
    """A ZIP, ready to read. The number of queries does not grow with the goods."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer that sends it closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("README.txt", _read_me(seller, made_at))
        for name, columns, rows in _tables(seller):
            pack.writestr(f"{name}.csv", write_csv(rows, columns))
    file.seek(0)
    return file


def _read_me(seller: Seller, made_at: datetime) -> str:
    day = f"{timezone.localtime(made_at):%d/%m/%Y %H:%M}"
    lines = [
        f"{settings.SITE_NAME}: {seller.name}",
        _("Taken on %(day)s.") % {"day": day},
        _(
            "Amounts are whole dong. Buyers' names, phones and houses are not in these files: they belong to the buyers."
        ),
        _("products.csv: your products. orders.csv: what was ordered. money.csv: every movement of your money."),
        _("papers.csv: what you sent to the desk. changes.csv: who changed what for you."),
    ]
    return "\r\n".join(lines) + "\r\n"


def _tables(seller: Seller) -> Iterator[tuple[str, list[Column], Iterator[list]]]:
    yield "products", _product_columns(), _products(seller)
    yield "orders", _order_columns(), _orders(seller)
    yield "money", _money_columns(), _money(seller)
    yield "papers", _paper_columns(), _papers(seller)
    yield "changes", _change_columns(), _changes(seller)


def _product_columns() -> list[Column]:
    text = (_("Product"), _("Code"), _("On sale"), _("Description"), _("Ingredients"), _("How to keep"))
    return [*map(Column, text), Column(_("Price"), Kind.DONG), Column(_("Stock"), Kind.NUMBER)]


def _products(seller: Seller) -> Iterator[list]:
    StockRecord = get_model("partner", "StockRecord")
    records = StockRecord.objects.filter(partner=seller.partner_id).order_by("pk")
    for record in records.select_related("product__facts", "product__parent"):
        product, facts = record.product, getattr(record.product, "facts", None)
        page = product.parent or product
        is_public = _("yes") if product.is_public and page.is_public else _("no")
        yield [
            product.get_title(),
            record.partner_sku,
            is_public,
            page.description,
            facts.ingredients if facts else "",
            facts.how_to_keep if facts else "",
            whole_dong(record.price) if record.price is not None else None,
            record.num_in_stock,
        ]


def _order_columns() -> list[Column]:
    text = (_("Order"), _("Parcel"), _("State"), _("To commune"), _("Product"))
    numbers = (Column(_("Quantity"), Kind.NUMBER), Column(_("Goods"), Kind.DONG), Column(_("Ships on"), Kind.DAY))
    return [Column(_("Day"), Kind.DAY), *map(Column, text), *numbers]


def _orders(seller: Seller) -> Iterator[list]:
    lines = ParcelLine.objects.filter(parcel__seller=seller).order_by("parcel__created_at", "pk")
    for row in lines.select_related("parcel__order", "parcel__to_commune__province", "line"):
        parcel = row.parcel
        yield [
            timezone.localdate(parcel.created_at),
            parcel.order.number,
            parcel.number,
            parcel.get_state_display(),
            f"{parcel.to_commune.name}, {parcel.to_commune.province.short_name}",
            row.line.title,
            row.quantity,
            row.goods_total,
            parcel.ship_on,
        ]


def _money_columns() -> list[Column]:
    text = (_("What happened"), _("Where it stands"), _("Parcel"))
    return [Column(_("Day"), Kind.DAY), *map(Column, text), Column(_("Amount"), Kind.DONG)]


def _money(seller: Seller) -> Iterator[list]:
    """Below zero when it came off."""
    entries = Entry.objects.filter(account__seller=seller).order_by("posting__occurred_at", "pk")
    for entry in entries.select_related("posting", "account"):
        posting, account = entry.posting, entry.account
        yield [
            timezone.localdate(posting.occurred_at),
            posting.get_kind_display(),
            account.get_purpose_display(),
            posting.parcel_number,
            -entry.amount,
        ]


def _paper_columns() -> list[Column]:
    text = (_("Paper"), _("Product"), _("Number"), _("State"), _("Reason"))
    return [Column(_("Sent"), Kind.DAY), *map(Column, text), Column(_("Valid until"), Kind.DAY)]


def _papers(seller: Seller) -> Iterator[list]:
    for sent in seller.submissions.select_related("requirement", "product__parent").order_by("sent_at", "pk"):
        yield [
            timezone.localdate(sent.sent_at),
            sent.requirement.title,
            sent.product.get_title() if sent.product else "",
            sent.number,
            sent.get_state_display(),
            sent.reason,
            sent.valid_until,
        ]


def _change_columns() -> list[Column]:
    return [Column(_("Day"), Kind.DAY), Column(_("By")), Column(_("As a helper")), Column(_("What"))]


def _changes(seller: Seller) -> Iterator[list]:
    for change in seller.changes.select_related("by").order_by("at", "pk"):
        yield [
            timezone.localdate(change.at),
            str(change.by or ""),
            _("yes") if change.is_helper else _("no"),
            change.words,
        ]
