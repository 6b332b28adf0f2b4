"""Whoever helps a seller does not also decide on that seller's papers at the desk."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .agreeing import setting
from .models import Helper


def is_helper_of(person, seller) -> bool:
    """Whether the person helps this seller or did within helping.longest_days, or is one of its own people."""
    since = timezone.now() - timedelta(days=setting("helping.longest_days"))
    helped = Helper.objects.filter(seller=seller, person=person, agreed_at__isnull=False)
    if helped.filter(Q(ended_at=None) | Q(ended_at__gt=since)).exists():
        return True
    return seller.partner.users.filter(pk=person.pk).exists()
