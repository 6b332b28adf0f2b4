"""Who pays for an offer, and sales to look at."""

from django.contrib import admin

from .models import DiscountFunding, ParcelRelease, SaleEntry


@admin.register(DiscountFunding)
class DiscountFundingAdmin(admin.ModelAdmin):
    list_display = ["offer", "funded_by"]
    list_select_related = ["offer"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """The database refuses changes anyway."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SaleEntry)
class SaleEntryAdmin(ReadOnlyAdmin):
    list_display = ["parcel", "seller", "kind", "quantity", "goods", "seller_net", "occurred_at", "period"]
    list_filter = ["kind", "period"]
    list_select_related = ["parcel", "seller"]
    search_fields = ["parcel__number", "seller__name"]
    show_full_result_count = False


@admin.register(ParcelRelease)
class ParcelReleaseAdmin(ReadOnlyAdmin):
    list_display = ["parcel", "seller", "amount", "released_at"]
    list_select_related = ["parcel", "seller"]
    search_fields = ["parcel__number", "seller__name"]
