"""One row for each job of the schedule: when it is due, who runs it, how it went."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import JobQuerySet


class Job(models.Model):
    """Changed by `leasing` only. `runner` and `lease_until` are empty unless a runner has it, or died with it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    next_due = models.DateTimeField(_("next due"))
    last_started = models.DateTimeField(_("last started"), null=True, blank=True)
    last_finished = models.DateTimeField(_("last finished"), null=True, blank=True)
    last_result = models.CharField(_("last result"), max_length=200, blank=True)
    last_failed = models.DateTimeField(_("last failed"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    runner = models.CharField(_("runner"), max_length=120, blank=True)
    lease_until = models.DateTimeField(_("runner has it until"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]

    def __str__(self):
        return self.name
