"""Payments to look at: they change only through payments.applying."""

from django.contrib import admin

from .models import Payment


@admin.register(Payment)
class PaymentAdmin(admin.ModelAdmin):
    list_display = ["order", "parcel", "provider", "amount", "state", "created_at"]
    list_filter = ["provider", "state"]
    search_fields = ["order__number", "provider_ref"]
    list_select_related = ["order", "parcel"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
