"""Rates and who pays for offers, as lists that staff add to and end, and never delete from."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from marketplace.charges import models as charges
from marketplace.sales.models import DiscountFunding

from ..frame.cells import Day, Link, Listing, Tag, Text
from . import forms

PER_CENT = 100
RELATED = {
    "charges.commissionrule": ["seller"],
    "charges.taxtreatment": ["seller", "product", "reviewed_by"],
    "charges.withholdingexemption": ["seller"],
    "sales.discountfunding": ["offer"],
}


class NeverDeleted(ModelPermissionPolicy):
    """Sales remember the rule they were charged by."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - {"delete"})

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)


def per_cent(name: str, label) -> Text:
    return Text(
        name, label=label, accessor=lambda rule: f"{getattr(rule, name) / PER_CENT:g} %", classname="desk-number"
    )


def in_force(rule) -> str:
    today = timezone.localdate()
    if rule.valid_from > today:
        return _("later")
    return _("ended") if rule.valid_to and rule.valid_to < today else _("in force")


def tone_of_rule(rule) -> str:
    today = timezone.localdate()
    is_on = rule.valid_from <= today and (rule.valid_to is None or rule.valid_to >= today)
    return "good" if is_on else ""


def validity() -> list:
    return [
        Tag("force", label=_("Today"), accessor=in_force, tone=tone_of_rule),
        Day("valid_from", label=_("From"), classname="desk-nowrap"),
        Day("valid_to", label=_("To"), classname="desk-nowrap"),
        Text("legal_basis", label=_("Legal basis")),
    ]


class RateIndexView(IndexView):
    """A constant number of queries: what the columns name comes along."""

    table_class, table_classname = Listing, "listing desk-table"

    def get_base_queryset(self):
        rows = super().get_base_queryset()
        related = RELATED.get(self.model._meta.label_lower)
        return rows.select_related(*related) if related else rows


class RateViewSet(ModelViewSet):
    """`form` is the form; copying is for pages, and deleting for nobody."""

    icon = "cogs"
    index_view_class = RateIndexView
    form = None
    list_per_page = 50
    copy_view_enabled = False
    list_filter = []
    search_fields = ["legal_basis"]
    index_template_name = "desk/rates/index.html"
    index_results_template_name = "desk/rates/index_results.html"
    create_template_name = "desk/rates/create.html"
    edit_template_name = "desk/rates/edit.html"

    @cached_property
    def permission_policy(self):
        return NeverDeleted(self.model)

    def get_form_class(self, for_update=False):
        return self.form

    @property
    def url_prefix(self):
        return f"money/rates/{self.name}"

    @property
    def url_namespace(self):
        return f"rates_{self.name.replace('-', '_')}"


class TaxRules(RateViewSet):
    model, name, form, menu_label = charges.TaxRule, "tax-rules", forms.TaxRuleForm, _("Tax withheld")
    list_display = [
        Link("code", label=_("Kind of sale"), accessor="get_code_display", url_name="rates_tax_rules:edit"),
        per_cent("vat_bp", _("VAT")),
        per_cent("pit_bp", _("Income tax")),
        *validity(),
    ]
    ordering = ["code", "-valid_from"]


class KindRules(RateViewSet):
    model, name, form, menu_label = charges.KindRule, "kinds", forms.KindRuleForm, _("Who is withheld from")
    list_display = [
        Link("kind", label=_("Kind of seller"), accessor="get_kind_display", url_name="rates_kinds:edit"),
        Text(
            "is_withheld", label=_("Tax is withheld"), accessor=lambda rule: _("yes") if rule.is_withheld else _("no")
        ),
        *validity(),
    ]
    ordering = ["kind", "-valid_from"]


class CommissionRules(RateViewSet):
    model, name, form, menu_label = charges.CommissionRule, "commission", forms.CommissionRuleForm, _("Commission")
    list_display = [
        Link("scope", label=_("Counts for"), accessor=lambda rule: counts_for(rule), url_name="rates_commission:edit"),
        per_cent("rate_bp", _("Commission")),
        per_cent("vat_bp", _("VAT on it")),
        *validity(),
    ]
    ordering = ["product_set", "-valid_from"]


class TreatmentDefaults(RateViewSet):
    model, name, form = charges.TreatmentDefault, "product-sets", forms.TreatmentDefaultForm
    menu_label = _("Kinds of sale by product set")
    list_display = [
        Link(
            "product_set",
            label=_("Product set"),
            accessor=lambda rule: rule.product_set or _("all others"),
            url_name="rates_product_sets:edit",
        ),
        Text("treatment", label=_("Kind of sale"), accessor="get_treatment_display"),
        *validity(),
    ]
    ordering = ["product_set", "-valid_from"]


class TaxTreatments(RateViewSet):
    model, name, form, menu_label = charges.TaxTreatment, "products", forms.TaxTreatmentForm, _("Treatment of products")
    list_display = [
        Link("product", label=_("Product"), accessor="product.title", url_name="rates_products:edit"),
        Text("seller", label=_("Seller"), accessor="seller.name"),
        Text("treatment", label=_("Kind of sale"), accessor="get_treatment_display"),
        Tag("state", label=_("Status"), accessor="get_state_display",
            tone=lambda each: {"requested": "waits", "approved": "good", "refused": "bad"}.get(each.state, "")),
        Text("reviewed_by", label=_("Looked at by")),
        Day("reviewed_on", label=_("Looked at on"), classname="desk-nowrap"),
    ]  # fmt: skip
    search_fields = ["product__title", "seller__name"]
    ordering = ["-pk"]


class WithholdingModes(RateViewSet):
    model, name, form, menu_label = charges.WithholdingMode, "mode", forms.WithholdingModeForm, _("Mode of withholding")
    list_display = [Link("mode", label=_("Mode"), accessor="get_mode_display", url_name="rates_mode:edit"), *validity()]
    ordering = ["-valid_from"]


class WithholdingExemptions(RateViewSet):
    model, name, form = charges.WithholdingExemption, "exemptions", forms.WithholdingExemptionForm
    menu_label = _("Exempt sellers")
    list_display = [
        Link("seller", label=_("Seller"), accessor="seller.name", url_name="rates_exemptions:edit"),
        Text("document", label=_("Letter")),
        *validity(),
    ]
    search_fields = ["seller__name", "document"]
    ordering = ["seller__name", "-valid_from"]


class DiscountFundings(RateViewSet):
    model, name, form, menu_label = DiscountFunding, "offers", forms.DiscountFundingForm, _("Who pays for offers")
    list_display = [
        Link("offer", label=_("Offer"), accessor="offer.name", url_name="rates_offers:edit"),
        Text("funded_by", label=_("Paid by"), accessor="get_funded_by_display"),
    ]
    search_fields = ["offer__name"]
    ordering = ["offer__name"]


def counts_for(rule) -> str:
    parts = [rule.seller.name if rule.seller_id else "", rule.product_set]
    return " · ".join(filter(None, parts)) or str(_("everybody"))


LISTS = (
    TaxRules(),
    KindRules(),
    CommissionRules(),
    TreatmentDefaults(),
    TaxTreatments(),
    WithholdingModes(),
    WithholdingExemptions(),
    DiscountFundings(),
)
