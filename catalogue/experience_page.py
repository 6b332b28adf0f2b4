"""What the page of a visit shows beside a product's: what happens there, and the days and times that can be booked."""

from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from catalogue.experiences.choosing import Day as OpenDay
from catalogue.experiences.choosing import SlotView
from catalogue.experiences.models import Experience

HOUR, DAY = 60, 24 * 60
FEW_LEFT = 5
DAYS_AT_ONCE = 6
LANGUAGES = {
    "vi": gettext_lazy("Vietnamese"), "en": gettext_lazy("English"), "km": gettext_lazy("Khmer"),
    "zh": gettext_lazy("Chinese"), "fr": gettext_lazy("French"),
}  # fmt: skip


class Time(NamedTuple):
    """One slot as a button. `left`: places, None where they are not shown yet; `price_text` only where prices differ."""

    product_id: int
    text: str
    price_text: str
    left: int | None
    is_chosen: bool
    price: int

    @property
    def is_available(self) -> bool:
        return self.left is None or self.left > 0

    @property
    def few_left(self) -> int:
        return self.left if self.left and self.left <= FEW_LEFT else 0


class Day(NamedTuple):
    day: date
    text: str
    times: list[Time]

    @property
    def is_chosen(self) -> bool:
        return any(time.is_chosen for time in self.times)

    @property
    def is_available(self) -> bool:
        return any(time.is_available for time in self.times)


class Month(NamedTuple):
    """Days that follow the first ones. `is_open`: unfolded, as the chosen time or the first free one is among them."""

    text: str
    days: list[Day]
    is_open: bool


class Visiting(NamedTuple):
    """`price_text`: what one person pays; "" while no day can be booked. `varies`: it depends on the day."""

    experience: Experience
    kind: str
    duration: str
    meeting_place: str
    includes: list[str]
    bring: list[str]
    languages: str
    youngest: int
    cancel_rule: str
    booking_rule: str
    price_text: str
    varies: bool
    first_days: list[Day]
    later: list[Month]

    @property
    def days(self) -> list[Day]:
        return [*self.first_days, *(day for month in self.later for day in month.days)]

    @property
    def times(self) -> list[Time]:
        return [time for day in self.days for time in day.times]


def visiting(
    experience: Experience, open_days: list[OpenDay], *, wanted: str = "", is_private: bool = False
) -> Visiting:
    """`open_days` of choosing.days_open; `wanted`: the number of the slot to choose; `is_private`: nothing is counted yet."""
    slots = [slot for day in open_days for slot in day.slots]
    varies = len({slot.price for slot in slots}) > 1
    days = [
        Day(day.day, day.text, [_time(slot, varies, wanted, is_private) for slot in day.slots]) for day in open_days
    ]
    cheapest = min(slots, key=lambda slot: slot.price, default=None)
    return Visiting(
        experience=experience,
        kind=experience.get_kind_display(),
        duration=duration_text(experience.kind, experience.minutes),
        meeting_place=_said(experience, "meeting_place"),
        includes=_said(experience, "includes").splitlines(),
        bring=_said(experience, "bring").splitlines(),
        languages=", ".join(str(LANGUAGES.get(code, code)) for code in experience.languages.split(",") if code),
        youngest=experience.youngest,
        cancel_rule=cancel_rule(experience.free_cancel_hours),
        booking_rule=booking_rule(experience.closes_hours),
        price_text=cheapest.price_text if cheapest else "",
        varies=varies,
        first_days=days[:DAYS_AT_ONCE],
        later=_months(days),
    )


def _said(experience: Experience, name: str) -> str:
    """In English where somebody wrote it, else in Vietnamese."""
    return (get_language() == "en" and getattr(experience, f"{name}_en")) or getattr(experience, name)


def _time(slot: SlotView, shows_price: bool, wanted: str, is_private: bool) -> Time:
    price_text, left = slot.price_text if shows_price else "", None if is_private else slot.left
    is_chosen = slot.is_open and str(slot.product_id) == wanted
    return Time(slot.product_id, slot.text, price_text, left, is_chosen, slot.price)


def _months(days: list[Day]) -> list[Month]:
    """Of the days after the first ones. A browser cannot point at a button that is folded away, so one is unfolded."""
    opening = next((day for day in days if day.is_chosen), None) or next(
        (day for day in days if day.is_available), None
    )
    months = groupby(days[DAYS_AT_ONCE:], key=lambda one: (one.day.year, one.day.month))
    found = [(date(year, month, 1), list(group)) for (year, month), group in months]
    return [Month(date_format(first, _("F Y")), group, opening in group) for first, group in found]


def duration_text(kind: str, minutes: int) -> str:
    """ "2 hours", "1 hour 30 minutes", "1 night", "3 days"."""
    if kind == Experience.Kind.HOMESTAY and minutes >= 8 * HOUR:
        nights = max(1, round(minutes / DAY))
        return ngettext("%(n)d night", "%(n)d nights", nights) % {"n": nights}
    if minutes % DAY == 0:
        return ngettext("%(n)d day", "%(n)d days", minutes // DAY) % {"n": minutes // DAY}
    hours, rest = divmod(minutes, HOUR)
    parts = [ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}] if hours else []
    if rest:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(parts)


def cancel_rule(hours: int) -> str:
    """One sentence: until when the whole price comes back."""
    if hours == 0:
        return _("You can cancel free of charge until it begins.")
    return _("You can cancel free of charge until %(time)s before it begins; after that no more.") % {
        "time": before_text(hours)
    }


def booking_rule(hours: int) -> str:
    if hours == 0:
        return _("Can be booked until it begins.")
    return _("Can be booked until %(time)s before it begins.") % {"time": before_text(hours)}


def before_text(hours: int) -> str:
    """ "12 hours", "2 days"."""
    if hours % 24 == 0:
        return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
