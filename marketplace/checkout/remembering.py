"""What the checkout page may fill in by itself: the last address of a person, the ward of a shopper."""

from marketplace.accounts.phones import display_phone
from marketplace.fulfilment.destination import remembered_commune
from marketplace.fulfilment.models import Parcel, Temperature


def remembered(request) -> dict[str, str]:
    """Initial values of the form; at most three queries."""
    values = _last_address(request.user) if request.user.is_authenticated else {}
    if "commune" not in values and (commune := remembered_commune(request)):
        values |= {"place": commune.label, "commune": commune.code}
    return values


def _last_address(user) -> dict[str, str]:
    parcels = Parcel.objects.filter(order__user=user).order_by("-pk")
    sent = parcels.exclude(temperature=Temperature.SERVICE)
    last = sent.select_related("to_commune__province", "order__shipping_address").first()
    if last is None:  # a visit goes to the host, which says nothing of where the guest lives
        visit = parcels.first()
        return {
            "phone": display_phone(visit.recipient_phone if visit else user.phone),
            "name": visit.recipient_name if visit else user.full_name,
        }
    return {
        "phone": display_phone(last.recipient_phone),
        "name": last.recipient_name,
        "place": last.to_commune.label,
        "commune": last.to_commune_id,
        "house": last.order.shipping_address.line1 if last.order.shipping_address else "",
    }
