"""When a product was picked and when it is picked again: said by the seller, shown to shoppers at once."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Harvest

OLDEST, FARTHEST = timedelta(days=400), timedelta(days=400)
# A day longer ago says nothing about how fresh it is.
SHOWN_FOR = timedelta(days=60)


class BadHarvest(ValueError):
    """`field` is picked_on or next_on; the message says what is wrong."""

    def __init__(self, field: str, message: str):
        self.field = field
        super().__init__(message)


def set_harvest(*, product, picked_on: date | None, next_on: date | None, today: date) -> Harvest | None:
    """None when both days are taken away. Raises BadHarvest."""
    if picked_on and not today - OLDEST <= picked_on <= today:
        message = _("This day is still to come.") if picked_on > today else _("This day is too long ago.")
        raise BadHarvest("picked_on", message)
    if next_on and not today <= next_on <= today + FARTHEST:
        message = _("This day is past.") if next_on < today else _("This day is too far away.")
        raise BadHarvest("next_on", message)
    if not (picked_on or next_on):
        Harvest.objects.filter(product=product).delete()
        return None
    days = {"picked_on": picked_on, "next_on": next_on}
    return Harvest.objects.update_or_create(product=product, defaults=days)[0]


def harvest_words(harvest: Harvest | None, today: date) -> list[str]:
    """What a shopper reads: the last picking while it tells of freshness, the next one while it is still to come."""
    if harvest is None:
        return []
    words = []
    if harvest.picked_on and today - SHOWN_FOR <= harvest.picked_on <= today:
        words.append(_("Picked on %(day)s") % {"day": date_format(harvest.picked_on, "d/m")})
    if harvest.next_on and harvest.next_on >= today:
        words.append(_("Next harvest %(day)s") % {"day": date_format(harvest.next_on, "d/m")})
    return words
