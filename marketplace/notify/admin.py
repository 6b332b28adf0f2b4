"""The outbox in Django's admin, to look at only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .delivery import SECRET_TEMPLATES
from .models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ["created_at", "channel", "recipient", "template", "about", "state", "attempts"]
    list_filter = ["state", "channel", "template"]
    search_fields = ["recipient", "about"]
    fields = [
        ("channel", "recipient"),
        ("template", "language", "about"),
        "subject",
        "text",
        ("state", "attempts", "last_error"),
        ("created_at", "due_at", "sent_at"),
    ]
    readonly_fields = ["text"]

    @admin.display(description=_("text"))
    def text(self, message):
        # A code still on its way would let its reader into the account.
        return "••••••" if message.template in SECRET_TEMPLATES else message.body

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
