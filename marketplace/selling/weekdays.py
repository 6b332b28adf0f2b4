"""The days of the week as bits, Monday is 1: how a seller's pick-up days are kept and asked for."""

from django.utils.translation import pgettext_lazy

DAYS = (
    (1, pgettext_lazy("weekday", "Monday")),
    (2, pgettext_lazy("weekday", "Tuesday")),
    (4, pgettext_lazy("weekday", "Wednesday")),
    (8, pgettext_lazy("weekday", "Thursday")),
    (16, pgettext_lazy("weekday", "Friday")),
    (32, pgettext_lazy("weekday", "Saturday")),
    (64, pgettext_lazy("weekday", "Sunday")),
)
