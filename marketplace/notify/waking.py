"""When people are awake: messages that ask them to do something wait until then, and clocks that wait for them stand still.

From 06:00 to 21:00 in Vietnam, every day: orders do not know Sundays.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WAKES, SLEEPS = time(6), time(21)


def is_waking(at: datetime) -> bool:
    return WAKES <= at.astimezone(VIETNAM).time() < SLEEPS


def next_waking(at: datetime) -> datetime:
    """The moment itself by day; by night the next 06:00."""
    if is_waking(at):
        return at
    here = at.astimezone(VIETNAM)
    day = here.date() if here.time() < WAKES else here.date() + timedelta(days=1)
    return datetime.combine(day, WAKES, VIETNAM)


def after_waking(at: datetime, minutes: int) -> datetime:
    """So many minutes later, counted while people are awake: 60 minutes from 20:30 are over at 06:30."""
    left, now = timedelta(minutes=minutes), next_waking(at).astimezone(VIETNAM)
    while True:
        evening = datetime.combine(now.date(), SLEEPS, VIETNAM)
        if now + left <= evening:
            return now + left
        left -= evening - now
        now = next_waking(evening)
