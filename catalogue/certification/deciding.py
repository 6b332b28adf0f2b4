"""What may be decided about a certificate, and the record of it: who, when and why."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.legal.parameters import parameter

from .models import Certificate, CertificateDecision, State

FINAL = (State.REVOKED, State.SUPERSEDED)


class DecisionRefused(ValueError):
    """This state cannot be given; the message says why, for the person who decides."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


def check(*, before: str | None, state: str, valid_until: date, extended_until: date | None, reason: str) -> None:
    """Raises DecisionRefused. An extension is at most 180 days and needs its last day (Decision 26/2026/QĐ-TTg Art 12, rule O-16)."""
    if before == state and state != State.EXTENDED_TRANSITIONAL:
        return
    if before in FINAL and before != state:
        raise DecisionRefused(
            "state", _("This certificate has ended for good. Enter the new one as a certificate of its own.")
        )
    if before != state and not reason.strip():
        raise DecisionRefused("reason", _("Say why: the reason stands in the history of the certificate."))
    if state != State.EXTENDED_TRANSITIONAL:
        return
    longest = valid_until + timedelta(days=parameter("ocop.transition_extension_days", timezone.localdate()))
    if extended_until is None or not valid_until < extended_until <= longest:
        told = {"first": f"{valid_until:%d/%m/%Y}", "last": f"{longest:%d/%m/%Y}"}
        raise DecisionRefused(
            "extended_until", _("An extension ends after %(first)s and not later than %(last)s.") % told
        )


@transaction.atomic
def record(*, certificate: Certificate, before: str | None, by, reason: str) -> CertificateDecision | None:
    """Saves the certificate and, when its state is new, the decision. Returns the decision."""
    certificate.save()
    if before == certificate.state:
        return None
    return CertificateDecision.objects.create(
        certificate=certificate, state=certificate.state, decided_by=by, reason=reason.strip() or _("Entered")
    )
