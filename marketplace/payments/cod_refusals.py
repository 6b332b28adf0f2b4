"""Who did not take parcels for cash: two within 90 days switch cash off for 180, unless staff lift it (payments.md 5.2)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.crypto import salted_hmac

from marketplace.folding import folded
from marketplace.fulfilment.models import Parcel
from marketplace.legal.parameters import parameter

from .models import CashLift, CashRefusal

SALT = "marketplace.payments.cod_refusals"
PERMISSION = "payments.lift_cash_pause"


def key_of_phone(phone: str) -> str:
    """`phone` is E.164."""
    return _hashed(f"phone {phone}")


def key_of_address(commune_code: str, house: str) -> str:
    """The same house however it is spelled; nothing when only the commune is known."""
    return _hashed(f"address {commune_code} {folded(house)}") if folded(house) else ""


def _hashed(text: str) -> str:
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()


def count_refusal(parcel: Parcel) -> CashRefusal:
    """Once per parcel."""
    address = parcel.order.shipping_address
    refusal, _is_new = CashRefusal.objects.get_or_create(
        parcel=parcel,
        defaults={
            "phone_key": key_of_phone(parcel.recipient_phone),
            "address_key": key_of_address(parcel.to_commune.code, address.line1 if address else ""),
        },
    )
    return refusal


def is_paused(*, phone: str, address_key: str = "", now=None) -> bool:
    """Whether the phone number, or the house, has refused too often. One query; two more when something was refused."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    pause = timedelta(days=parameter("cod.pause_days", today))
    window = timedelta(days=parameter("cod.refusal_window_days", today))
    most = parameter("cod.refusals_before_pause", today)
    phone_key = key_of_phone(phone)
    by_phone = CashRefusal.objects.filter(phone_key=phone_key)
    of_both = by_phone | CashRefusal.objects.filter(address_key=address_key) if address_key else by_phone
    recent = list(of_both.filter(at__gt=now - pause - window).order_by("at"))
    if len(recent) < most:
        return False
    counted = (
        _after_lift(key, [refusal.at for refusal in recent if key in (refusal.phone_key, refusal.address_key)])
        for key in (phone_key, address_key)
        if key
    )
    return any(_is_too_often(times, most, window, now - pause) for times in counted)


def _after_lift(key: str, times: list) -> list:
    lift = CashLift.objects.filter(key=key).order_by("-at").first() if times else None
    return [at for at in times if lift is None or at > lift.at]


def _is_too_often(times: list, most: int, window: timedelta, since) -> bool:
    """`most` of them within the window, the last of these not longer ago than the pause lasts."""
    groups = zip(times, times[most - 1 :], strict=False)
    return any(last - first <= window and last > since for first, last in groups)


def lift_pause(*, parcel: Parcel, by, note: str = "") -> list[CashLift]:
    """Forgive the phone number and the address of this parcel what lies before. Raises PermissionDenied."""
    if not (by and by.has_perm(PERMISSION)):
        raise PermissionDenied(PERMISSION)
    address = parcel.order.shipping_address
    keys = [
        key_of_phone(parcel.recipient_phone),
        key_of_address(parcel.to_commune.code, address.line1 if address else ""),
    ]
    return CashLift.objects.bulk_create(CashLift(key=key, by=by, note=note[:300]) for key in keys if key)
