"""Which messages wait for their turn."""

from django.db import models
from django.utils import timezone


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        """Neither sent nor given up."""
        return self.filter(state__in=["queued", "failed"])

    def due(self, now=None):
        """Waiting, and their time has come; oldest first."""
        return self.waiting().filter(due_at__lte=now or timezone.now()).order_by("due_at", "id")

    def claim(self, *, now, lease):
        """Take due messages for one attempt: whoever updates the row first has it. How many were taken."""
        return self.due(now).order_by().update(due_at=now + lease, attempts=models.F("attempts") + 1)
