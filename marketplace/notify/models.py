"""The outbox: every message to a person, before and after it is sent."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import MessageQuerySet


class Message(models.Model):
    """One message to one address."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("SMS")
        ZALO = "zalo", "Zalo"

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed, will be tried again")
        GIVEN_UP = "given_up", _("Given up")

    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    recipient = models.CharField(_("recipient"), max_length=254)
    template = models.CharField(_("template"), max_length=80)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    body = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="vi")
    about = models.CharField(_("about"), max_length=120, blank=True, db_index=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    dedupe_key = models.CharField(_("key against doubles"), max_length=160, null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state__in=["queued", "failed"]), name="message_waiting")
        ]
        constraints = [
            # One event may go out by SMS and by e-mail, so the channel is part of the key.
            models.UniqueConstraint(fields=["dedupe_key", "channel"], name="message_once_per_key_and_channel")
        ]

    def __str__(self):
        return f"{self.template} → {self.recipient}"
