"""Certificates in Django's admin. A change of state asks for a reason and is kept with its author."""

from django.contrib import admin

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

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "state" in form.changed_data or not change:
            reason = "entered" if not change else "changed in the admin"
            CertificateDecision.objects.create(certificate=obj, state=obj.state, decided_by=request.user, reason=reason)


admin.site.register(GeographicalIndication)


@admin.register(Paper)
class PaperAdmin(admin.ModelAdmin):
    list_display = ("product", "kind", "number", "valid_until", "state")
    list_filter = ("kind", "state")
    raw_id_fields = ("product",)
