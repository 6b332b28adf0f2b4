"""The ledger to look at: it grows only through ledger.posting."""

from django.contrib import admin

from .models import Account, Entry, Posting, StatementBalance


class OnlyToLookAt:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class EntryInline(OnlyToLookAt, admin.TabularInline):
    model = Entry
    fields = ["account", "amount"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("account").order_by("pk")


@admin.register(Posting)
class PostingAdmin(OnlyToLookAt, admin.ModelAdmin):
    list_display = ["key", "kind", "order", "parcel_number", "seller", "occurred_at", "by"]
    list_filter = ["kind"]
    search_fields = ["key", "order__number", "parcel_number"]
    date_hierarchy = "occurred_at"
    list_select_related = ["order", "seller"]
    inlines = [EntryInline]


@admin.register(Account)
class AccountAdmin(OnlyToLookAt, admin.ModelAdmin):
    list_display = ["code", "purpose", "kind", "order", "seller"]
    list_filter = ["kind", "purpose"]
    search_fields = ["code", "order__number", "seller__name"]
    list_select_related = ["order", "seller"]


@admin.register(StatementBalance)
class StatementBalanceAdmin(OnlyToLookAt, admin.ModelAdmin):
    list_display = ["day", "account", "closing_balance", "source", "recorded_by"]
    list_select_related = ["account"]
