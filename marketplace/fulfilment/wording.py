"""An offer in words: when it comes and what it costs."""

from django.utils.translation import gettext as _

from .quoting import Offer


def when(offer: Offer) -> str:
    days = {"ship": f"{offer.ship_on:%d/%m}", "first": f"{offer.arrive_from:%d/%m}", "last": f"{offer.arrive_by:%d/%m}"}
    if offer.is_visit:
        return _("You go there on %(ship)s.") % days
    if offer.is_pickup:
        return _("Ready from %(ship)s.") % days
    if offer.arrive_from == offer.arrive_by:
        return _("Leaves on %(ship)s, with you on %(last)s.") % days
    return _("Leaves on %(ship)s, with you between %(first)s and %(last)s.") % days


def fee_in_words(offer: Offer) -> str:
    if offer.is_visit:
        return _("Nothing is sent")
    text = offer.fee_text[:1].upper() + offer.fee_text[1:]
    if len(offer.boxes) > 1:
        return _("%(fee)s for %(count)d parcels") % {"fee": text, "count": len(offer.boxes)}
    return text
