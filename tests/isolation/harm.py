"""A form with everything that any room of the workspace reads, filled so that it would be accepted, were it let in."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sellers.helping.models import Scope
from tests.pictures import picture_bytes

WORDS = {
    "about": "Chiếm gian hàng", "about_en": "Taken over", "person": "Kẻ lạ", "name": "Kẻ lạ", "title": "Hàng của kẻ lạ",
    "place": "Nhà kẻ lạ", "business_place": "Nhà kẻ lạ", "pickup_note": "Nhà kẻ lạ", "note": "Kẻ lạ", "reason": "Kẻ lạ",
    "words": "Kẻ lạ", "description": "Của kẻ lạ", "ingredients": "Không rõ", "issuer": "Kẻ lạ", "hamlet": "Kẻ lạ",
    "meeting_place": "Nhà kẻ lạ", "includes": "Kẻ lạ", "bring": "Kẻ lạ",
    "tracking_no": "LA1", "carrier": "ghn", "commune": "30469",
}  # fmt: skip
NUMBERS = {
    "price": "1", "stock": "0", "num_in_stock": "0", "by": "-1", "quantity": "1", "net_quantity": "1", "gross_weight_g": "1",
    "handling_days": "30", "reach": "0", "days": "30", "number": "1", "code": "000000", "phone": "0912345999",
    "minutes": "120", "places": "1", "closes_hours": "0", "free_cancel_hours": "0", "youngest": "99", "people": "1",
}  # fmt: skip
CHOICES = {
    "unit": "g", "kind": "company", "shown": "commune", "has_pickup": "no", "relation": "officer", "answer": "no", "agree": "1",
    "confirm": "1", "sure": "1", "yes": "1", "storage": "ambient", "set_code": "I.3d", "is_shown": "on",
}  # fmt: skip


PICTURE = picture_bytes(size=(240, 240))


def harmful() -> dict:
    """A fresh one for each visit: a file is read once."""
    later = timezone.localdate() + timedelta(days=20)
    picture = SimpleUploadedFile("la.jpg", PICTURE, content_type="image/jpeg")
    more = {
        "until": f"{later}", "paused_until": f"{later}", "valid_until": f"{later}", "issued_on": "2026-01-01",
        "weekdays": ["1", "2", "4", "8", "16", "32", "64"], "times": "8:00", "first": f"{later}", "last": f"{later}",
        "languages": ["vi"], "came": "1", "picked_on": f"{later}", "scopes": list(Scope.values), "picture": picture,
        "files": SimpleUploadedFile("la2.jpg", PICTURE, content_type="image/jpeg"),
        "file": SimpleUploadedFile("la.csv", "ten,gia\nHàng lạ,1\n".encode(), content_type="text/csv"),
    }  # fmt: skip
    return WORDS | NUMBERS | CHOICES | more
