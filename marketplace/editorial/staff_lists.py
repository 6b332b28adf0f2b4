"""Lists in the editors' admin that staff keep up: certificates, seasons, other names for the same thing."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from catalogue.certification.models import Certificate
from catalogue.listing.models import Synonym
from catalogue.seasons.models import Produce, months_of

from .staff_forms import CertificateForm, ProduceForm, SynonymForm


class CertificateIndexView(IndexView):
    """Searched as the public register is: by words, without tone marks."""

    is_searchable = True

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset


class CertificateViewSet(ModelViewSet):
    model = Certificate
    name = "certificates"
    icon = "success"
    menu_label = _("Certificates")
    index_view_class = CertificateIndexView
    list_display = [
        "product_name", "producer_name", "stars", "issued_on", "valid_until",
        Column("state", label=pgettext_lazy("certificate", "State"), accessor="get_state_display"),
        Column("shown", label=_("Stars shown today"), accessor=lambda certificate: _("yes") if certificate.is_valid_today else _("no")),
    ]  # fmt: skip
    list_filter = ["state", "stars", "level", "province", "is_demo"]
    list_export = [
        "reference",
        "product_name",
        "producer_name",
        "stars",
        "decision_no",
        "issued_on",
        "valid_until",
        "state",
    ]
    ordering = ["-issued_on", "reference"]
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["evidence", "search_text"]
    edit_template_name = "editorial/cms/certificate_edit.html"

    def get_form_class(self, for_update=False):
        return CertificateForm


class ProduceViewSet(ModelViewSet):
    model = Produce
    name = "seasons"
    icon = "date"
    menu_label = _("Seasons")
    list_display = [
        "name", "province", Column("months", label=_("Months"), accessor=lambda produce: ", ".join(map(str, months_of(produce.months)))),
        "note",
    ]  # fmt: skip
    list_filter = ["province"]
    search_fields = ["name", "note"]
    ordering = ["name"]
    list_per_page = 50
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return ProduceForm


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "other-names"
    icon = "search"
    menu_label = _("Other names")
    list_display = ["names", "note"]
    search_fields = ["names", "note"]
    ordering = ["names"]
    list_per_page = 50
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return SynonymForm


class MarketListsGroup(ModelViewSetGroup):
    menu_label = _("Market lists")
    menu_icon = "list-ul"
    menu_order = 250
    items = (CertificateViewSet, ProduceViewSet, SynonymViewSet)
