"""People in Django's admin: for the shop's technician; the desk has its own pages."""

from django.contrib import admin

from .models import Consent, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["__str__", "phone", "email", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_staff", "is_active", "preferred_language"]
    search_fields = ["full_name", "phone", "email"]
    ordering = ["first_name", "last_name"]
    readonly_fields = ["phone_verified", "last_login", "date_joined"]
    filter_horizontal = ["groups", "user_permissions"]
    fields = [
        "full_name",
        ("phone", "phone_verified"),
        "email",
        "preferred_language",
        ("is_active", "is_staff", "is_superuser"),
        "groups",
        "user_permissions",
        ("last_login", "date_joined"),
    ]


@admin.register(Consent)
class ConsentAdmin(admin.ModelAdmin):
    list_display = ["user", "document", "version", "given_at"]
    list_filter = ["document", "version"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
