"""The address label of a parcel: to whom, how much to collect, how to handle it."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.recipients import masked_phone, may_see_recipient, short_name
from marketplace.money import format_dong
from marketplace.printing.labels import Label, label_sheets

from .rows import is_cash


def labels_pdf(parcels: list[Parcel], *, made_at: datetime, four_up: bool) -> bytes:
    """`parcels` as parcel_page.loaded gives them."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    labels = [label_of(parcel) for parcel in parcels]
    return label_sheets(labels, title=_("Address labels"), made_at=made_at, language=language, four_up=four_up)


def label_of(parcel: Parcel) -> Label:
    is_shown, cash = may_see_recipient(parcel), is_cash(parcel) and parcel.buyer_pays > 0
    phone = parcel.recipient_phone
    return Label(
        number=parcel.number,
        from_word=_("From"),
        from_lines=tuple(filter(None, [parcel.seller.name, parcel.seller.place_text, _phone(parcel.seller.phone)])),
        to_word=_("Picked up by") if parcel.is_pickup else _("To"),
        name=parcel.recipient_name if is_shown else short_name(parcel.recipient_name),
        phone=display_phone(phone) if is_shown else masked_phone(phone),
        address=_address(parcel, is_shown),
        money_word=_("Collect in cash") if cash else _("Take no money"),
        money=format_dong(parcel.buyer_pays) if cash else _("PAID"),
        marks=marks_of(parcel),
        foot=_("Send by %(day)s · %(site)s") % {"day": f"{parcel.ship_on:%d/%m/%Y}", "site": settings.SITE_NAME},
    )


def marks_of(parcel: Parcel) -> tuple[str, ...]:
    by_temperature = {
        Temperature.CHILLED: _("Keep chilled 0–5 °C"),
        Temperature.FROZEN: _("Keep frozen −18 °C"),
        Temperature.LIVE: pgettext("label", "Live"),
    }
    marks = [by_temperature.get(parcel.temperature, "")]
    if any(_is_fragile(content.line.product) for content in parcel.lines.all()):
        marks.append(_("Fragile"))
    return tuple(filter(None, marks))


def _is_fragile(product) -> bool:
    """A pack is as fragile as the product it is a pack of."""
    return any(
        getattr(getattr(one, "facts", None), "is_fragile", False) for one in (product, product and product.parent)
    )


def _address(parcel: Parcel, is_shown: bool) -> str:
    if parcel.is_pickup:
        return _("Picked up at the producer's")
    address = parcel.order.shipping_address
    if address is None or not is_shown:
        return str(parcel.to_commune)
    parts = [address.line1, address.line2, address.line4, address.state]
    text = ", ".join(filter(None, parts))
    return f"{text}\n{address.notes}" if address.notes else text


def _phone(text: str) -> str:
    try:
        return display_phone(normalise_phone(text))
    except BadPhone:
        return text
