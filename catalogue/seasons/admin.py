from django.contrib import admin

from .models import Produce, ProductSeason

admin.site.register(Produce)


@admin.register(ProductSeason)
class ProductSeasonAdmin(admin.ModelAdmin):
    raw_id_fields = ("product",)
