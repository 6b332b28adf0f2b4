"""Certificates in Django's admin, for support. States are decided at the editors' desk."""

from django.contrib import admin

from .deciding import record
from .models import Certificate, CertificateDecision, GeographicalIndication, Paper


class DecisionInline(admin.TabularInline):
    model = CertificateDecision
    extra = 0
    readonly_fields = ("state", "decided_at", "decided_by", "reason")
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Certificate)
class CertificateAdmin(admin.ModelAdmin):
    list_display = ("product_name", "producer_name", "stars", "issued_on", "valid_until", "state", "is_demo")
    list_filter = ("state", "stars", "level", "is_demo")
    search_fields = ("product_name", "producer_name", "reference", "decision_no", "search_text")
    raw_id_fields = ("product", "commune")
    inlines = [DecisionInline]

    def get_readonly_fields(self, request, obj=None):
        """The state of a certificate that exists is decided at the editors' desk, where a reason is asked for."""
        return ("state", "extended_until") if obj else ()

    def save_model(self, request, obj, form, change):
        before = obj.state if change else None
        record(certificate=obj, before=before, by=request.user, reason="")


admin.site.register(GeographicalIndication)


@admin.register(Paper)
class PaperAdmin(admin.ModelAdmin):
    list_display = ("product", "kind", "number", "valid_until", "state")
    list_filter = ("kind", "state")
    raw_id_fields = ("product",)
