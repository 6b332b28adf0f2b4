"""What a provider told us, once per event: a hint to ask it, never a proof."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProviderEvent(models.Model):
    provider = models.CharField(_("provider"), max_length=20)
    event_id = models.CharField(_("event"), max_length=120)
    type = models.CharField(_("kind"), max_length=80, blank=True)
    object_id = models.CharField(_("about"), max_length=120, blank=True)
    # Personal data is taken out before it is stored (payments.md I25).
    body = models.JSONField(_("content"), default=dict)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    processed_at = models.DateTimeField(_("processed"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("message of a provider")
        verbose_name_plural = _("messages of providers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="provider_event_once")]
        indexes = [models.Index(fields=["processed_at", "received_at"], name="provider_event_waiting")]

    def __str__(self):
        return f"{self.provider} {self.event_id}"
