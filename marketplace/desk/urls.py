"""The addresses of the money desk, below /cms/money/. GET looks, POST does; every button has an address of its own."""

from django.urls import include, path

from . import attention, daily, overview, refunds, returns
from .carriers import importing as carrier_importing
from .carriers import lists as carrier_lists
from .carriers import page as carrier_page
from .frame.screens import routes
from .orders.finding import OrderList
from .orders.page import OrderScreen
from .orders.refund_page import Draft, DraftPress, DraftScreen
from .payouts import batches, payees
from .payouts import lists as payout_lists
from .rates.page import RatesScreen
from .tax import certificates
from .tax import lists as tax_lists
from .tax import page as tax_page
from .transfers import entering, importing
from .transfers.lists import TransferList
from .transfers.page import TransferScreen

money = [
    path("", overview.Overview.as_view(), name="overview"),
    path("attention/", attention.AttentionList.as_view(), name="attention"),
    *routes("attention", attention.AttentionScreen),
    path("orders/", OrderList.as_view(), name="orders"),
    *routes("orders", OrderScreen),
    path("orders/parcels/<int:pk>/refund/", DraftScreen.as_view(), name="parcel_refund"),
    path(
        "orders/parcels/<int:pk>/refund/draft/",
        DraftPress.as_view(screen_class=DraftScreen, action_class=Draft, permissions=Draft.permissions),
        name="parcel_refund.draft",
    ),
    path("transfers/", TransferList.as_view(), name="transfers"),
    *routes("transfers/new", entering.EnterScreen),
    path("transfers/import/", importing.ImportScreen.as_view(), name="transfer_import"),
    path(
        "transfers/import/preview/",
        importing.PreviewView.as_view(action_class=importing.Preview),
        name="transfer_import.preview",
    ),
    path(
        "transfers/import/run/",
        importing.ImportView.as_view(action_class=importing.Import),
        name="transfer_import.import",
    ),
    *routes("transfers", TransferScreen),
    path("refunds/", refunds.RefundList.as_view(), name="refunds"),
    *routes("refunds", refunds.RefundScreen),
    path("returns/", returns.ReturnList.as_view(), name="returns"),
    *routes("returns", returns.ReturnScreen),
    path("carriers/", carrier_lists.StatementList.as_view(), name="carriers"),
    *routes("carriers/new", carrier_importing.ImportScreen),
    *routes("carriers/cash", carrier_lists.CashScreen),
    *routes("carriers", carrier_page.StatementScreen),
    path("payouts/", payout_lists.BatchList.as_view(), name="payouts"),
    *routes("payouts/new", batches.NewBatchScreen),
    path("payouts/sellers/", payout_lists.PayeeList.as_view(), name="payees"),
    *routes("payouts/sellers", payees.PayeeScreen),
    *routes("payouts", batches.BatchScreen),
    *routes("tax", tax_lists.TaxScreen),
    path("tax/certificates/", certificates.CertificateList.as_view(), name="certificates"),
    *routes("tax/certificates/new", certificates.IssueScreen),
    path("tax/files/<int:pk>/", tax_page.FileView.as_view(), name="tax_file"),
    *routes("tax", tax_page.MonthScreen),
    *routes("rates", RatesScreen),
    *routes("daily", daily.DailyScreen),
]

urlpatterns = [path("money/", include((money, "desk"), namespace="desk"))]


def actions() -> list:
    """Every kind of button there is."""
    views = [getattr(each.callback, "view_initkwargs", {}) for each in money]
    return [view["action_class"] for view in views if "action_class" in view]
