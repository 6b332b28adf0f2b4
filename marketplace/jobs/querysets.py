"""Which jobs wait for a runner."""

from django.db import models


class JobQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(next_due__lte=now)

    def free(self, now):
        """In no runner's hands, or in those of one that no longer renews its lease."""
        return self.filter(models.Q(lease_until=None) | models.Q(lease_until__lte=now))
