"""Which questions wait, and in what order they are answered."""

from django.db.models import Case, F, QuerySet, Value, When


class AskSubmissionQuerySet(QuerySet):
    def waiting(self):
        return self.filter(answered_at=None)

    def waiting_first(self):
        """Those that wait, the longest first; then those answered, the last first."""
        rank = Case(When(answered_at=None, then=Value(0)), default=Value(1))
        asked = Case(When(answered_at=None, then=F("submit_time")))
        return self.annotate(rank=rank, asked=asked).order_by("rank", "asked", "-answered_at", "-pk")
