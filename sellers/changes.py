"""Keeps who changed what for a seller."""

from .access import Acting
from .models import SellerChange


def note_change(acting: Acting, action: str, words: str) -> SellerChange:
    """Call in the transaction of the change. `words` are read by the seller; with a helper both names are kept."""
    return SellerChange.objects.create(
        seller=acting.seller, by=acting.person, is_helper=not acting.is_owner, action=action, words=words[:300]
    )
