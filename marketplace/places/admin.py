"""Places in the Django admin, to look at: they come from the reference data and are never typed."""

from django.contrib import admin

from marketplace.folding import folded

from .models import Commune, FormerName, Province


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class FoldedSearchAdmin(ReadOnlyAdmin):
    search_fields = ["search_text"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, folded(search_term))


@admin.register(Province)
class ProvinceAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "region"]
    list_filter = ["region"]


@admin.register(Commune)
class CommuneAdmin(FoldedSearchAdmin):
    list_display = ["code", "name", "province", "kind", "is_remote"]
    list_filter = ["kind", "is_remote", "province"]
    list_select_related = ["province"]


@admin.register(FormerName)
class FormerNameAdmin(FoldedSearchAdmin):
    list_display = ["name", "former_district", "former_province", "commune", "level", "whole"]
    list_filter = ["level", "whole"]
    list_select_related = ["commune__province"]
