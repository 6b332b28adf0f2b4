"""A mistake in settings.JOBS is told at the start, not at night."""

from collections import Counter
from datetime import time

from django.core.checks import Error, register

from .schedule import entries


@register()
def check_schedule(**_options):
    """jobs.E001: a name stands twice. jobs.E002: the function cannot be found. jobs.E003: no such time."""
    schedule = entries()
    for name, count in Counter(entry.name for entry in schedule).items():
        if count > 1:
            yield Error(f"JOBS has {name} twice.", id="jobs.E001")
    for entry in schedule:
        if not _is_function(entry):
            yield Error(f"JOBS: {entry.name}: {entry.path} is not a function.", id="jobs.E002")
        if not _is_time(entry.every):
            yield Error(f"JOBS: {entry.name}: {entry.every!r} is neither seconds nor HH:MM.", id="jobs.E003")


def _is_function(entry) -> bool:
    try:
        return callable(entry.function)
    except ImportError:
        return False


def _is_time(every) -> bool:
    if isinstance(every, int):
        return every > 0
    try:
        return bool(time.fromisoformat(every)) and len(every) == 5
    except ValueError:
        return False
