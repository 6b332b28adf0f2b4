"""{% delivery_promise page ward as promise %}: one sentence about sending and arrival on a product page."""

from typing import NamedTuple

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.facts.models import Storage

from ..promising import promise_for_one, ship_day_text

register = template.Library()


class Promise(NamedTuple):
    sentence: str
    is_possible: bool


@register.simple_tag
def delivery_promise(page, ward) -> Promise:
    """Two queries when a ward is chosen (the rates), none otherwise."""
    if page.facts is not None and page.facts.storage == Storage.SERVICE:
        return Promise(_("A visit: nothing is sent. You agree the day with the producer."), True)
    if not ward:
        return Promise(ship_day_text(page.seller, timezone.localdate()), True)
    sentence = promise_for_one(page, ward, timezone.localdate())
    if sentence is None:
        return Promise(_("This producer does not send this product to %(ward)s.") % {"ward": ward.name}, False)
    return Promise(sentence, True)
