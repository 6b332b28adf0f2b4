"""The carriers' statements, and the cash that lies with carriers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.order_codes import shown
from marketplace.payments.models import CarrierStatement
from marketplace.payments.remitting.ageing import cash_at_carriers, overdue_payments

from ..frame.access import MONEY
from ..frame.cells import Count, Day, Dong, Link, Listing, Moment, Tag, Text
from ..frame.screens import DeskList, DeskScreen, Section

LONGEST = 200


class StatementList(DeskList):
    place_name = "carriers"
    permissions = MONEY
    find_label = _("Carrier or number")
    tabs = (("draft", _("To be checked")), ("posted", _("Booked")), ("all", _("All")))
    no_rows = _("No statements here.")
    columns = [
        Link("statement", label=_("Statement"), accessor=str, url_name="desk:statement"),
        Tag(
            "state",
            label=_("Status"),
            accessor="get_state_display",
            tone=lambda s: "good" if s.state == "posted" else "waits",
        ),
        Day("day", label=_("Day"), classname="desk-nowrap"),
        Dong("cod_total", label=_("Cash collected")),
        Dong("fee_total", label=_("Fees")),
        Dong("net_total", label=_("Handed on")),
    ]

    def get_queryset(self):
        statements = CarrierStatement.objects.all()
        if self.show != "all":
            statements = statements.filter(state=self.show)
        if self.words:
            statements = statements.filter(number__icontains=self.words) | statements.filter(
                carrier__icontains=self.words
            )
        return statements.order_by("-day", "-pk")

    def links(self):
        may_import = self.request.user.has_perm("payments.post_carrier_statement")
        return [
            (reverse("desk:statement_import"), _("Import a statement")) if may_import else None,
            (reverse("desk:carrier_cash"), _("Cash at the carriers")),
        ]


class CashScreen(DeskScreen):
    """How much cash each carrier holds, since when, and whether the ledger says the same."""

    place_name, url_name, page_title = "carriers", "carrier_cash", _("Cash at the carriers")
    permissions = MONEY

    def sections(self):
        rows = cash_at_carriers()
        differing = [row.carrier for row in rows if not row.agrees]
        by_carrier = [
            Text("carrier", label=_("Carrier")),
            Count("parcels", label=_("Parcels")),
            Dong("amount", label=_("Cash")),
            Dong("booked", label=_("In the ledger")),
            Tag("agrees", label=_("Same"), accessor=lambda r: _("yes") if r.agrees else _("no"), tone=lambda r: "good" if r.agrees else "bad"),
            Dong("overdue", label=_("Overdue")),
            Count("overdue_parcels", label=_("Overdue parcels")),
            Day("oldest_on", label=_("Oldest"), classname="desk-nowrap"),
        ]  # fmt: skip
        overdue = [
            Link("parcel", label=_("Parcel"), accessor="parcel.number", get_url=lambda p: reverse("desk:order", args=[p.order_id])),
            Text("order", label=_("Order"), accessor=lambda payment: shown(payment.order.number)),
            Text("carrier", label=_("Carrier"), accessor="parcel.carrier"),
            Text("tracking", label=_("Tracking number"), accessor="parcel.tracking_no"),
            Moment("delivered", label=_("Delivered"), accessor="parcel.delivered_at"),
            Dong("received", label=_("Cash")),
        ]  # fmt: skip
        alarm = _("The parcels and the ledger differ for: %(carriers)s") % {"carriers": ", ".join(differing)}
        return [
            Section(
                _("By carrier"),
                table=Listing(by_carrier, rows),
                empty=_("No carrier holds cash of ours."),
                alarm=alarm if differing else "",
            ),
            Section(_("Overdue parcels"), table=Listing(overdue, list(overdue_payments()[:LONGEST])), empty=_("None.")),
        ]
