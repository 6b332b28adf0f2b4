"""The addresses of the desks, below /cms/money/ and /cms/sellers/. GET looks, POST does; every button has its own address."""

from django.urls import include, path

from . import attention, daily, overview, refunds, returns
from .calling import list as call_list
from .calling import page as call
from .calling import wishes
from .carriers import importing as carrier_importing
from .carriers import lists as carrier_lists
from .carriers import page as carrier_page
from .frame.screens import routes
from .listings import list as listings
from .listings import page as listing
from .orders.finding import OrderList
from .orders.page import OrderScreen
from .orders.refund_page import Draft, DraftPress, DraftScreen
from .payouts import batches, payees
from .payouts import lists as payout_lists
from .rates.page import RatesScreen
from .register import entries
from .register import importing as register
from .sellers import dossier, dossiers, files, paper, papers, running_out, standards
from .sellers import overview as sellers_overview
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

sellers = [
    path("", sellers_overview.Overview.as_view(), name="sellers"),
    path("dossiers/", dossiers.DossierList.as_view(), name="dossiers"),
    *routes("dossiers", dossier.DossierScreen),
    path("papers/", papers.PaperList.as_view(), name="papers"),
    path("papers/ending/", running_out.RunningOutList.as_view(), name="running_out"),
    path("papers/files/<int:pk>/", files.FileView.as_view(), name="paper_file"),
    *routes("papers", paper.PaperScreen),
    path("listings/", listings.ListingList.as_view(), name="listings"),
    *routes("listings/products", listing.ProductScreen),
    *routes("listings", listing.ListingScreen),
    path("calls/", call_list.CallList.as_view(), name="calls"),
    *routes("calls/wishes", wishes.WishScreen),
    *routes("calls", call.CallScreen),
    path("register/", entries.EntryList.as_view(), name="register"),
    path("register/import/", register.ImportScreen.as_view(), name="register_import"),
    path(
        "register/import/preview/",
        register.PreviewView.as_view(action_class=register.Preview),
        name="register_import.preview",
    ),
    path(
        "register/import/run/", register.ImportView.as_view(action_class=register.Import), name="register_import.import"
    ),
    *(each for each in routes("register/import", register.ImportScreen) if each.name in register.DOWNLOADS),
    *routes("register", entries.EntryScreen),
    *routes("standards", standards.StandardsScreen),
]

both = [path("money/", include(money)), path("sellers/", include(sellers))]
urlpatterns = [path("", include((both, "desk"), namespace="desk"))]


def actions() -> list:
    """Every kind of button there is."""
    views = [getattr(each.callback, "view_initkwargs", {}) for each in (*money, *sellers)]
    return [view["action_class"] for view in views if "action_class" in view]
