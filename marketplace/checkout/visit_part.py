"""What the page of an order says of a visit where it would speak of packing and carrying."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.fulfilment.models import Parcel

S = Parcel.State


def stops_of_visit(*, been: bool) -> list[dict]:
    """Booked, and then been there: nothing is got ready and nothing travels."""
    return [
        {"label": pgettext("visit", "Booked"), "state": "done" if been else "now"},
        {"label": _("Visited"), "state": "done" if been else ""},
    ]


def sentence_of_visit(parcel: Parcel) -> str:
    """Without a voucher; with one the voucher says it."""
    if parcel.state == S.AWAITING_PAYMENT:
        return _("The voucher comes when the order is paid.")
    if parcel.state == S.CANCELLED:
        return _("Cancelled. What you paid for it goes back to you.")
    if parcel.state == S.EXPIRED:
        return _("Not paid in time, so the places are free for others.")
    return _("On %(day)s.") % {"day": f"{parcel.arrive_by:%d/%m}"}


def steps_of_visits() -> list[str]:
    return [
        _("Your places are kept. The host knows that you come and may call you."),
        _("Show the code when you arrive."),
    ]
