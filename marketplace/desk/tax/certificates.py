"""The yearly certificates of what was withheld: issued once, numbered, kept as files."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.folding import folded
from marketplace.sales.tax_months.certifying import MonthsOpen, NothingWithheld, certificate
from marketplace.sales.tax_months.models import WithholdingCertificate
from marketplace.sales.tax_months.reckoning import withheld_entries
from sellers.models import Seller

from ..frame.access import MONEY
from ..frame.actions import Action
from ..frame.cells import Dong, Link, Moment, Text, dong
from ..frame.screens import DeskList, DeskScreen, Section

FIRST_YEAR = 2026


class CertificateList(DeskList):
    place_name = "tax"
    page_title = _("Yearly certificates")
    permissions = MONEY
    find_label = _("Seller")
    no_rows = _("No certificate was issued yet.")

    @property
    def columns(self):
        may_read = self.request.user.has_perm("tax_months.read_tax_files")
        return [
            Link("code", label=_("Number"),
                 get_url=lambda c: reverse("desk:tax_file", args=[c.file_id]) if may_read and c.file_id else None),
            Text("seller", label=_("Seller"), accessor="seller.name"),
            Text("year", label=_("Year"), accessor=lambda c: str(c.year)),
            Dong("base", label=_("Revenue")),
            Dong("vat", label=_("VAT")),
            Dong("pit", label=_("Income tax")),
            Moment("issued_at", label=_("Issued"), classname="desk-nowrap"),
        ]  # fmt: skip

    def is_front_page(self):
        return False

    def get_queryset(self):
        found = WithholdingCertificate.objects.select_related("seller", "file")
        if self.words:
            found = found.filter(seller__search_text__contains=folded(self.words))
        return found.order_by("-year", "number")

    def links(self):
        may_issue = self.request.user.has_perm("tax_months.issue_certificates")
        return [(reverse("desk:certificate_issue"), _("Issue a certificate")) if may_issue else None]


class IssueForm(forms.Form):
    """Sellers from whom something was withheld, in the years so far."""

    seller = forms.ModelChoiceField(label=_("Seller"), queryset=Seller.objects.none())
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        withheld = withheld_entries().values("seller")
        self.fields["seller"].queryset = Seller.objects.filter(pk__in=withheld).order_by("name")
        years = range(timezone.localdate().year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]


class Issue(Action):
    """Its file goes to a storage that may be far away: the log is written after."""

    name, label, tone, is_open, done = (
        "issue",
        _("Issue"),
        "primary",
        True,
        _("Issued. The same once more gives the same paper."),
    )
    permissions = ("tax_months.issue_certificates",)
    form_class = IssueForm
    refusals = {
        NothingWithheld: _("Nothing was withheld from this seller in that year."),
        MonthsOpen: _("The year is not over, or months of it are not closed yet."),
    }

    def _at_once(self, typed):
        outcome = self.perform(**typed)
        self.note(outcome, typed)
        return outcome

    def perform(self, seller, year):
        return certificate(seller=seller, year=year, by=self.user)

    def about(self, outcome):
        return outcome

    def what(self, outcome, **typed):
        return f"{outcome.seller} · {outcome.code} · {dong(outcome.vat + outcome.pit)}"

    def figures(self, outcome, **typed):
        return {"seller": outcome.seller_id, "year": outcome.year, "vat": outcome.vat, "pit": outcome.pit}

    def goes_to(self, outcome):
        return reverse("desk:certificates")


class IssueScreen(DeskScreen):
    place_name, url_name, page_title = "tax", "certificate_issue", _("Issue a certificate")
    permissions = ("tax_months.issue_certificates",)
    actions = (Issue,)

    def sections(self):
        return [Section(actions=self.offered(None))]
