"""What messages say of a visit: from its slot, and from the voucher that marketplace.visits keeps beside the parcel.

The voucher is followed by its name, as a message of a payment cannot wait for a room above to speak.
"""

from datetime import datetime

from django.utils import timezone, translation

from catalogue.experiences.wording import slot_text
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.voucher_links import check_in_url, shown


def is_visit(parcel: Parcel) -> bool:
    return parcel.temperature == Temperature.SERVICE


def begins_at(parcel: Parcel) -> datetime | None:
    """None for a visit without a slot. One query."""
    visit = _visit_of(parcel)
    return visit and visit.slot.starts_at


def visit_context(parcel: Parcel, language: str) -> dict:
    """One query for its voucher. Without one, which only a visit without a slot is: the day, and no code."""
    visit = _visit_of(parcel)
    if visit is None:
        return {
            "is_visit": True,
            "code": "",
            "when": f"{parcel.arrive_by:%d/%m}",
            "short_when": f"{parcel.arrive_by:%d/%m}",
        }
    slot, experience = visit.slot, visit.slot.experience
    page, until = experience.product, timezone.localtime(visit.cancel_until)
    is_english = language == "en"
    with translation.override(language):
        return {
            "is_visit": True,
            "code": shown(visit.code),
            "when": slot_text(slot),
            "short_when": f"{timezone.localtime(slot.starts_at):%H:%M %d/%m}",
            "title": (is_english and page.english_title) or page.title,
            "people": visit.people,
            "meeting_place": (is_english and experience.meeting_place_en) or experience.meeting_place,
            "bring": (is_english and experience.bring_en) or experience.bring,
            "cancel_until": f"{until:%H:%M %d/%m/%Y}" if visit.cancel_until > timezone.now() else "",
            "check_in_url": check_in_url(seller_slug=parcel.seller.slug, code=visit.code),
        }


def _visit_of(parcel: Parcel):
    visits = Parcel._meta.get_field("visit").related_model.objects
    return visits.filter(parcel=parcel).select_related("slot__experience__product__facts").first()
