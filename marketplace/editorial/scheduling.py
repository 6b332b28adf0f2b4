"""Begins and ends pages at the hour that editors chose."""

from django.core.management import call_command


def publish_due() -> None:
    """Publishes what was approved for a time that has come, withdraws what has ended; may run as often as one likes.

    Wagtail tells of each page by its signals, and publishing.py then forgets what is kept of pages: readers see it within
    the minute.
    """
    call_command("publish_scheduled", verbosity=0)
