"""A slot in words: "Thứ Bảy 05/12, 08:00–11:00", "Saturday 5 December, 08:00–11:00"."""

from datetime import date

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from .models import Slot


def slot_text(slot: Slot, language: str | None = None) -> str:
    """Its day and hours in Vietnam, in the active language or another; both days when it ends on a later one."""
    begins, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    with translation.override(language or get_language()):
        if begins.date() == ends.date():
            return f"{day_text(begins.date())}, {begins:%H:%M}–{ends:%H:%M}"
        return f"{day_text(begins.date())}, {begins:%H:%M} – {day_text(ends.date())}, {ends:%H:%M}"


def hours_text(slot: Slot) -> str:
    """ "08:00–11:00"; with the day of the end where that is another."""
    begins, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    until = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{day_text(ends.date())}, {ends:%H:%M}"
    return f"{begins:%H:%M}–{until}" if begins.date() == ends.date() else f"{begins:%H:%M} – {until}"


def day_text(day: date) -> str:
    """ "Thứ Bảy 05/12", "Saturday 5 December", in the active language."""
    tail = date_format(day, "j F") if get_language() == "en" else f"{day:%d/%m}"
    name = _weekdays()[day.weekday()]
    return f"{name[:1].upper()}{name[1:]} {tail}"


def _weekdays() -> tuple[str, ...]:
    """Written out: Django's Vietnamese says "Thứ 7"."""
    return (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )
