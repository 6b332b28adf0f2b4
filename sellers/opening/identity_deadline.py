"""Shops whose owner has not proved an electronic identity: told in time, then stopped until they do (rule E-08)."""

import logging
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from marketplace.legal.parameters import parameter
from sellers.access import Acting
from sellers.identity import gate
from sellers.identity.claims import Proof
from sellers.identity.models import SellerIdentity
from sellers.identity.provider import is_configured
from sellers.identity.recording import record, record_document
from sellers.models import Seller, State
from sellers.papers.messages import tell

from .models import Suspension
from .suspending import CannotSuspend, lift, suspend

logger = logging.getLogger(__name__)
AT_WORK = (State.OPEN, State.PAUSED)
SPARE_DAYS = 5  # so that a day without the sweep does not shorten the notice
REMIND_DAYS = 30
PEACE_DAYS = 30  # after a person at the desk has let a shop go: a foreigner, a provider that is down
Ground, Kind = Suspension.Ground, Suspension.Kind


def unproved(day: date | None = None) -> QuerySet[Seller]:
    """Shops at work without a valid proof on that day; demo shops are not asked. For the desk and for the sweep."""
    day = day or timezone.localdate()
    proofs = SellerIdentity.objects.filter(seller=OuterRef("pk"), revoked_at=None)
    valid = proofs.filter(Q(expires_on=None) | Q(expires_on__gte=day))
    return Seller.objects.filter(~Exists(valid), state__in=AT_WORK, is_demo=False).order_by("joined_at", "pk")


def give_notice(day: date | None = None) -> int:
    """Reminds a month before, gives notice in time, once each. Counts the notices; `suspending.take_effect_due` stops.

    A shop that joined before the law has until its last day; whoever had to prove it before selling has the notice only.
    Nobody is asked for what cannot be done here: without a provider of identity there is no reminder and no notice.
    """
    day = day or timezone.localdate()
    last = gate.last_day_without(day)
    if last is None or not is_configured():
        return 0
    notice = timedelta(days=parameter("suspension.notice_days", day))
    standing = Suspension.objects.filter(seller=OuterRef("pk"), lifted_at=None)
    given = 0
    for seller in unproved(day).filter(~Exists(standing), ~Exists(_let_go_by_hand(day))):
        ends = day if gate.is_new(seller, day) else max(last, day)
        if day >= ends - notice - timedelta(days=SPARE_DAYS):
            given += _notice(seller, _day_after(ends))
        elif day >= ends - timedelta(days=REMIND_DAYS):
            tell(seller, "identity_due", {"until": ends}, key=f"{seller.pk}:{ends:%Y%m%d}", page="identity")
    return given


def _let_go_by_hand(day: date) -> QuerySet[Suspension]:
    """What a person lifted lately is not placed again the next morning."""
    by_hand = Suspension.objects.filter(seller=OuterRef("pk"), ground=Ground.IDENTITY, lifted_by__isnull=False)
    return by_hand.filter(lifted_at__gte=_start_of(day - timedelta(days=PEACE_DAYS)))


def _notice(seller: Seller, not_before: datetime) -> int:
    with override(settings.LANGUAGE_CODE):
        reason = _("The law asks sellers to prove their electronic identity. Please do it on the page Papers.")
    try:
        suspend(seller=seller, by=None, kind=Kind.NOTICE, ground=Ground.IDENTITY, reason=reason, not_before=not_before)
    except CannotSuspend:
        logger.info("seller %s was stopped meanwhile", seller.pk)
        return 0
    return 1


def _day_after(day: date) -> datetime:
    return _start_of(day + timedelta(days=1))


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def prove(*, acting: Acting, proof: Proof) -> SellerIdentity:
    """Enters the proof and lets a shop go that was stopped for want of it, unless the document is past its last day.

    Raises NotTheOwner, UsedAssertion.
    """
    identity = record(acting=acting, proof=proof)
    if identity.is_valid_on(timezone.localdate()):
        _let_go(acting.seller)
    return identity


@transaction.atomic
def prove_by_document(*, seller: Seller, by, **document) -> SellerIdentity:
    """The same by a passport that the desk has seen: `document` and what is raised as in recording.record_document."""
    identity = record_document(seller=seller, by=by, **document)
    _let_go(seller)
    return identity


def _let_go(seller: Seller) -> None:
    """The proof is there: a suspension for want of it ends by itself, running or in force."""
    for standing in Suspension.objects.filter(seller=seller, lifted_at=None, ground=Ground.IDENTITY):
        with override(settings.LANGUAGE_CODE):
            reason = _("The identity has been proved. Thank you.")
        lift(suspension=standing, by=None, reason=reason)
