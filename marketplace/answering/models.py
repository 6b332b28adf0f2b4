"""Each parcel is a question to its producer: can you send it? The answer, or who was told that there is none."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OrderQuestion(models.Model):
    """One row per parcel that became certain. Clocks stand in the row, so that a lost message loses nothing."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes")
        LESS = "less", _("Less")
        NO = "no", _("Not now")
        MOOT = "moot", _("No answer needed any more")

    class Via(models.TextChoices):
        LINK = "link", _("by the link in the message")
        WORKSPACE = "workspace", _("in the workspace")
        DESK = "desk", _("by the desk on the telephone")
        SHOP = "shop", _("by the shop")

    parcel = models.OneToOneField(
        "fulfilment.Parcel", on_delete=models.CASCADE, related_name="question", verbose_name=_("parcel")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    deputy_due_at = models.DateTimeField(_("goes to the deputy"))
    desk_due_at = models.DateTimeField(_("goes to the desk"))
    reminded_at = models.DateTimeField(_("seller reminded"), null=True, blank=True)
    deputy_told_at = models.DateTimeField(_("deputy told"), null=True, blank=True)
    desk_told_at = models.DateTimeField(_("with the desk since"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=5, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    person = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    via = models.CharField(_("way"), max_length=10, choices=Via, blank=True)
    figures = models.JSONField(_("how many instead"), default=dict, blank=True)

    class Meta:
        verbose_name = _("question about an order")
        verbose_name_plural = _("questions about orders")
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["desk_due_at"], condition=Q(answer=""), name="question_open"),
        ]

    def __str__(self):
        return f"{self.parcel_id}: {self.get_answer_display()}"
