"""What people agreed to, kept as proof (Law on E-Commerce 2025, art. 11.4)."""

from django.conf import settings

from .models import Consent

TERMS = "terms"


def record_terms(*, user, ip=None) -> Consent:
    """That the person agreed to the terms in force today; a second click on the same version changes nothing."""
    consent, _ = Consent.objects.get_or_create(
        user=user, document=TERMS, version=settings.TERMS_VERSION, defaults={"ip": ip}
    )
    return consent


def has_agreed(user) -> bool:
    """Whether the person ever agreed to terms: people whom others entered did not."""
    return Consent.objects.filter(user=user, document=TERMS).exists()
