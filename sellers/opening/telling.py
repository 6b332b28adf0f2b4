"""Tells a seller that the shop is open, sent back, stopped or free again."""

from contextlib import suppress

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from sellers.papers.messages import tell

from .models import OpeningRequest, Suspension


def tell_of_opened(request: OpeningRequest) -> None:
    link = f"{settings.SITE_URL}{request.seller.get_absolute_url()}"
    tell(request.seller, "shop_opened", {"shop": link}, key=f"{request.pk}", page="today")


def tell_of_sent_back(request: OpeningRequest) -> None:
    tell(request.seller, "opening_sent_back", {"reason": request.reason}, key=f"{request.pk}")


def tell_of_notice(suspension: Suspension) -> None:
    """Reason, ground, day and where to object (rules E-13, E-20)."""
    tell(suspension.seller, "suspension_notice", about_suspension(suspension), key=f"{suspension.pk}")


def tell_of_effect(suspension: Suspension) -> None:
    tell(suspension.seller, "shop_suspended", about_suspension(suspension), key=f"{suspension.pk}")


def tell_of_lifting(suspension: Suspension) -> None:
    tell(suspension.seller, "suspension_lifted", {"reason": suspension.lift_reason}, key=f"{suspension.pk}")


def tell_of_closing(seller, reason: str) -> None:
    key = f"{seller.pk}:{timezone.now():%Y%m%d%H%M%S}"
    tell(seller, "shop_closed", {"reason": reason} | _appeal(), key=key)


def about_suspension(suspension: Suspension) -> dict:
    """What the messages about it say; also of one that is not stored yet, to be read before it is sent."""
    with override(settings.LANGUAGE_CODE):  # the seller's language, not that of the officer
        ground = suspension.get_ground_display()
    return _appeal() | {
        "reason": suspension.reason,
        "ground": ground,
        "day": timezone.localtime(suspension.effective_at),
        "authority": suspension.authority,
        "document": suspension.document_no,
    }


def _appeal() -> dict:
    """Where to object: the operator's phone and e-mail."""
    phone = settings.OPERATOR.get("phone", "")
    with suppress(BadPhone):
        phone = display_phone(normalise_phone(phone))
    return {"call": phone, "write": settings.OPERATOR.get("email", "")}
