"""The day of the week on which sellers are paid."""

from datetime import date, timedelta

from marketplace.legal.parameters import parameter
from marketplace.legal.working_days import working_day_from


def payday_from(day: date) -> date:
    """The day itself or the next payday; one on a holiday moves to the next working day."""
    weekday = parameter("payouts.weekday", day)
    begin = day - timedelta(days=7)  # last week's payday may have been moved into this one
    planned = begin + timedelta(days=(weekday - begin.isoweekday()) % 7)
    while (moved := working_day_from(planned)) < day:
        planned += timedelta(days=7)
    return moved
