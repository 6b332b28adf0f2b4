"""Rules that staff end and add but never rewrite, and the treatment of products, approved by somebody with a name."""

from django.contrib import admin
from django.utils import timezone

from .models import (
    CommissionRule,
    KindRule,
    TaxRule,
    TaxTreatment,
    TreatmentDefault,
    WithholdingExemption,
    WithholdingMode,
)


class DatedAdmin(admin.ModelAdmin):
    """Sales point at the rule they were charged by: its figures stay, and it stays."""

    def get_readonly_fields(self, request, obj=None):
        return [name.removesuffix("_id") for name in self.model.FIXED] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(TaxRule)
class TaxRuleAdmin(DatedAdmin):
    list_display = ["code", "vat_bp", "pit_bp", "valid_from", "valid_to", "certainty", "legal_basis"]
    list_filter = ["code"]


@admin.register(KindRule)
class KindRuleAdmin(DatedAdmin):
    list_display = ["kind", "is_withheld", "valid_from", "valid_to", "certainty", "legal_basis"]


@admin.register(WithholdingMode)
class WithholdingModeAdmin(DatedAdmin):
    list_display = ["mode", "valid_from", "valid_to", "legal_basis"]


@admin.register(WithholdingExemption)
class WithholdingExemptionAdmin(DatedAdmin):
    list_display = ["seller", "valid_from", "valid_to", "document", "legal_basis"]
    list_select_related = ["seller"]
    autocomplete_fields = ["seller"]


@admin.register(CommissionRule)
class CommissionRuleAdmin(DatedAdmin):
    list_display = ["product_set", "seller", "rate_bp", "vat_bp", "valid_from", "valid_to", "legal_basis"]
    list_select_related = ["seller"]
    autocomplete_fields = ["seller"]


@admin.register(TreatmentDefault)
class TreatmentDefaultAdmin(DatedAdmin):
    list_display = ["product_set", "treatment", "valid_from", "valid_to", "certainty", "legal_basis"]


@admin.register(TaxTreatment)
class TaxTreatmentAdmin(admin.ModelAdmin):
    list_display = ["product", "seller", "treatment", "state", "reviewed_by", "reviewed_on"]
    list_filter = ["state", "treatment"]
    list_select_related = ["product", "seller", "reviewed_by"]
    autocomplete_fields = ["seller"]
    raw_id_fields = ["product"]
    readonly_fields = ["reviewed_by", "reviewed_on"]

    def save_model(self, request, obj, form, change):
        """Whoever decides signs."""
        if obj.state != TaxTreatment.State.REQUESTED and "state" in form.changed_data:
            obj.reviewed_by, obj.reviewed_on = request.user, timezone.localdate()
        super().save_model(request, obj, form, change)
