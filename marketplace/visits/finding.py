"""The visit that a code belongs to, for its own seller."""

from .codes import WrongCode, clean_code
from .models import Visit


def find_by_code(*, seller, code: str) -> Visit | None:
    """None for a code that is wrong, and for one of another seller: both look the same."""
    try:
        wanted = clean_code(code)
    except WrongCode:
        return None
    return Visit.objects.of_seller(seller).with_slot().filter(code=wanted).first()
