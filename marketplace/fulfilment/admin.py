"""Rates that the operator edits, and parcels to look at."""

from django.contrib import admin

from .models import DeliveryRate, Parcel, ParcelEvent, ParcelLine, RemoteSurcharge


@admin.register(DeliveryRate)
class DeliveryRateAdmin(admin.ModelAdmin):
    list_display = [
        "zone",
        "first_block_g",
        "first_price",
        "step_g",
        "step_price",
        "free_from",
        "max_weight_g",
        "cod_allowed",
        "days_min",
        "days_max",
    ]


@admin.register(RemoteSurcharge)
class RemoteSurchargeAdmin(admin.ModelAdmin):
    list_display = ["__str__", "first_price", "step_percent", "cod_allowed", "days_min", "days_max"]

    def has_add_permission(self, request):
        return not RemoteSurcharge.objects.exists()


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class ParcelLineInline(ReadOnlyInline):
    model = ParcelLine


class ParcelEventInline(ReadOnlyInline):
    model = ParcelEvent


@admin.register(Parcel)
class ParcelAdmin(admin.ModelAdmin):
    """To look only: states change through fulfilment.moving, so that stock and payments follow."""

    list_display = ["number", "seller", "state", "zone", "goods_total", "fee", "ship_on"]
    list_filter = ["state", "zone", "temperature"]
    search_fields = ["number", "recipient_phone"]
    list_select_related = ["seller"]
    inlines = [ParcelLineInline, ParcelEventInline]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
