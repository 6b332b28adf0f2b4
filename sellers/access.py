"""The one door to a seller's own things: which sellers a person acts for."""

from .models import Seller
from .querysets import SellerQuerySet


def sellers_of(user) -> SellerQuerySet:
    """Through the people of Oscar's partner. Nobody for who is signed out or switched off; staff have no door here."""
    if not (user and user.is_authenticated and user.is_active):
        return Seller.objects.none()
    return Seller.objects.filter(partner__users=user).order_by("name", "pk")
