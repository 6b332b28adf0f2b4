from django.contrib import admin

from .models import ProductFacts


@admin.register(ProductFacts)
class ProductFactsAdmin(admin.ModelAdmin):
    list_display = ("product", "quantity_text", "storage", "is_demo")
    search_fields = ("product__title",)
    raw_id_fields = ("product", "origin")
