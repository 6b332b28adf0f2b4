"""How long an account that was named for a refund rests before money goes there."""

from datetime import datetime, timedelta

from django.utils import timezone

from marketplace.legal.parameters import parameter


def quiet_period(day) -> timedelta:
    return timedelta(hours=parameter("refunds.account_quiet_hours", day))


def usable_from(given_at: datetime) -> datetime:
    return given_at + quiet_period(timezone.localdate(given_at))
