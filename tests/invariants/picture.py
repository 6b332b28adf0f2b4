"""Everything about money, parcels and stock at one moment, in plain rows: what the invariants are checked on."""

from collections import defaultdict
from functools import cached_property

from django.db import connection
from oscar.core.loading import get_model

from marketplace.fulfilment.models import Parcel, ParcelEvent, ParcelLine
from marketplace.ledger.models import Entry
from marketplace.payments.models import (
    Attention,
    BankReceipt,
    Bill,
    CarrierStatementLine,
    Payment,
    Refund,
    RefundLine,
    ReturnRequest,
)
from marketplace.payouts.models import Payout, TransferLine
from marketplace.sales.models import LineTerms, ParcelRelease, SaleEntry
from marketplace.sales.tax_months.models import TaxPeriod

DEBIT_IS_PLUS = ("asset", "expense")
COUNTED = ("approved", "sent", "succeeded", "failed", "manual")
WAITING = ("approved", "sent", "failed", "manual")


class Row:
    """One row of a table by its column names."""

    def __init__(self, names, values):
        self.__dict__.update(zip(names, values, strict=True))


_compiled = {}


def rows(queryset, *names) -> list[Row]:
    """Compiled once: a walk looks thousands of times."""
    key = (queryset.model, names)
    if key not in _compiled:
        compiler = queryset.order_by("pk").values_list(*names).query.get_compiler("default")
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
        _compiled[key] = compiler, sql, params, converters, [name.replace("__", "_") for name in names]
    compiler, sql, params, converters, plain = _compiled[key]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = cursor.fetchall()
    return [Row(plain, values) for values in compiler.apply_converters(found, converters)]


class Picture:
    def __init__(self):
        order = get_model("order", "Order").objects
        self.orders = {o.pk: o for o in rows(order, "pk", "number", "status", "total_incl_tax")}
        self.bills = {b.order_id: b for b in rows(Bill.objects, "pk", "order_id", "total", "pay_by", "paid_at")}
        self.parcels = {
            p.pk: p
            for p in rows(
                Parcel.objects, "pk", "order_id", "seller_id", "number", "state", "goods_total", "fee", "fee_goes_to",
                "carrier", "zone", "temperature",
            )
        }  # fmt: skip
        self.payments = {
            p.pk: p
            for p in rows(
                Payment.objects, "pk", "uuid", "order_id", "parcel_id", "provider", "amount", "received", "state", "fee"
            )
        }
        self.lines = {
            line.pk: line
            for line in rows(
                ParcelLine.objects, "pk", "parcel_id", "quantity", "goods_total", "line_id", "line__stockrecord_id"
            )
        }
        self.refunds = {
            r.pk: r
            for r in rows(
                Refund.objects, "pk", "uuid", "order_id", "parcel_id", "payment_id", "amount", "fee_amount", "state",
                "channel", "reason",
            )
        }  # fmt: skip
        self.refund_lines = rows(RefundLine.objects, "pk", "refund_id", "parcel_line_id", "quantity", "amount")
        self.sales = rows(
            SaleEntry.objects, "pk", "parcel_id", "parcel_line_id", "seller_id", "order_id", "kind", "reverses_id",
            "quantity", "goods", "platform_part", "buyer_part", "commission", "commission_vat", "vat_withheld",
            "pit_withheld", "seller_net", "shipping", "after_release", "occurred_at", "period", "posting_id",
            "tax_rule__vat_bp", "tax_rule__pit_bp", "commission_rule__rate_bp", "commission_rule__vat_bp",
        )  # fmt: skip
        self.releases = {r.parcel_id: r for r in rows(ParcelRelease.objects, "pk", "parcel_id", "amount")}
        self.entries = rows(
            Entry.objects, "pk", "posting_id", "posting__kind", "posting__key", "posting__order_id",
            "posting__parcel_number", "posting__occurred_at", "account__code", "account__purpose", "account__kind",
            "account__order_id", "account__seller_id", "amount",
        )  # fmt: skip
        stock = get_model("partner", "StockRecord").objects
        self.stock = {s.pk: s for s in rows(stock, "pk", "num_in_stock", "num_allocated")}
        self.receipts = rows(BankReceipt.objects, "pk", "state", "amount", "judged_at")
        self.payouts = {p.pk: p for p in rows(Payout.objects, "pk", "seller_id", "amount", "state")}
        self.transfers = rows(TransferLine.objects, "pk", "payout_id", "refund_id", "amount", "state", "answered_at")
        self.attentions = rows(Attention.objects, "pk", "order_id", "reason", "about", "closed_at")
        self.returns = rows(ReturnRequest.objects, "pk", "parcel_id", "state")
        self.statement_lines = rows(
            CarrierStatementLine.objects, "pk", "statement__state", "result", "cod_amount", "tracking_no"
        )
        self.events = rows(ParcelEvent.objects, "pk", "parcel_id", "state")
        self.periods = rows(TaxPeriod.objects, "pk", "month", "state", "vat_due", "pit_due")

    @cached_property
    def terms(self) -> dict:
        found = rows(
            LineTerms.objects, "pk", "parcel_line_id", "list_total", "seller_discount", "platform_discount", "treatment"
        )
        return {row.parcel_line_id: row for row in found}

    @cached_property
    def balances(self) -> dict[str, int]:
        """Account code -> dong as people say it."""
        found = defaultdict(int)
        for entry in self.entries:
            found[entry.account_code] += entry.amount if entry.account_kind in DEBIT_IS_PLUS else -entry.amount
        return found

    def held(self, code: str) -> int:
        return self.balances.get(code, 0)

    def parcels_of(self, order_id: int) -> list[Row]:
        return [parcel for parcel in self.parcels.values() if parcel.order_id == order_id]

    def payments_of(self, order_id: int) -> list[Row]:
        return [payment for payment in self.payments.values() if payment.order_id == order_id]

    def refunds_of(self, order_id: int, states=COUNTED) -> list[Row]:
        return [refund for refund in self.refunds.values() if refund.order_id == order_id and refund.state in states]

    def sales_of(self, **which) -> list[Row]:
        return [sale for sale in self.sales if all(getattr(sale, name) == value for name, value in which.items())]


def net(sales, *names) -> int:
    """Sums of the figures, what was taken back counted below zero."""
    return sum((-1 if sale.kind == "reverse" else 1) * getattr(sale, name) for sale in sales for name in names)
