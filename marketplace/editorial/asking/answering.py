"""Marks a question as answered: once, with a name and what was said."""

from django.utils import timezone

LONGEST_NOTE = 400


class AlreadyAnswered(Exception):
    """Somebody was quicker."""


class NoteMissing(Exception):
    """Who reads it next month wants to know what was said."""


def mark_answered(*, question, by, note: str) -> None:
    """Raises NoteMissing, AlreadyAnswered."""
    if not note:
        raise NoteMissing
    waiting = type(question).objects.waiting().filter(pk=question.pk)
    if not waiting.update(answered_at=timezone.now(), answered_by=by, note=note[:LONGEST_NOTE]):
        raise AlreadyAnswered
