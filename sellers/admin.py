"""Sellers in Django's admin: for support, until the desk has its own screens."""

from django.contrib import admin

from .models import Seller


@admin.register(Seller)
class SellerAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "state", "commune", "is_demo")
    list_filter = ("state", "kind", "is_demo")
    search_fields = ("name", "search_text", "slug")
    raw_id_fields = ("partner", "commune")
    prepopulated_fields = {"slug": ("name",)}
