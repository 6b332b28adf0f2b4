"""Stopping a shop with notice or at once, letting it go again, closing it. Payouts go on: a hold is the money desk's matter."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.folding import clean
from marketplace.legal.parameters import parameter
from sellers.models import Seller, SellerChange, State
from sellers.papers.impartial import require_impartial

from .models import OpeningRequest, Suspension
from .telling import tell_of_closing, tell_of_effect, tell_of_lifting, tell_of_notice

SUSPEND_SELLERS = "opening.suspend_sellers"
PAYOUT_HINT = gettext_lazy(
    "Money already earned is paid out as usual. If it must wait, place a hold at the money desk: Payouts, Holds."
)
STOPPED_WHILE = "stopped_while_"  # and the state that the shop goes back to: kept in the shop's history


class BadSuspension(ValueError):
    """`errors`: what is missing, by field."""

    def __init__(self, errors: dict[str, str]):
        super().__init__(errors)
        self.errors = errors


class CannotSuspend(Exception):
    """The shop is closed, or a suspension is in force already; the message says which."""


class NothingToLift(Exception):
    """The suspension was lifted already."""


def suspend(
    *, seller, by, kind: str, ground: str, reason: str, authority: str = "", document_no: str = "",
    not_before: datetime | None = None,
) -> Suspension:  # fmt: skip
    """Gives notice (`suspension.notice_days`, or longer with `not_before`), or stops the shop at once.

    An order or an emergency takes the place of a notice that still runs. `by` None is the shop's own clock.
    Raises PermissionDenied, papers.impartial.Partial, BadSuspension, CannotSuspend. Locks the seller.
    """
    _require(by)
    facts = {"ground": ground, "reason": (reason or "").strip()}
    facts |= {"authority": clean(authority)[:200], "document_no": clean(document_no)[:80]}
    _check(kind, facts)
    with transaction.atomic():
        known = _lock(seller, by)
        _make_room(known, kind, by)
        now = timezone.now()
        effective = max(now + _notice(now), not_before or now) if kind == Suspension.Kind.NOTICE else now
        placed = Suspension.objects.create(
            seller=known, kind=kind, noticed_at=now, effective_at=effective, placed_by=by, **facts
        )
        if kind == Suspension.Kind.NOTICE:
            tell_of_notice(placed)
        else:
            _stop(placed, now)
    return placed


def take_effect_due() -> int:
    """Stops the shops whose notice is over. Counts them; a second run finds none."""
    now = timezone.now()
    due = Suspension.objects.filter(effective_at__lte=now, took_effect_at=None, lifted_at=None)
    return sum(_take_effect(pk, seller_id, now) for pk, seller_id in list(due.values_list("pk", "seller_id")))


@transaction.atomic
def _take_effect(pk: int, seller_id: int, now) -> int:
    seller = Seller.objects.select_for_update().get(pk=seller_id)
    due = Suspension.objects.select_for_update().filter(pk=pk, took_effect_at=None, lifted_at=None).first()
    if due is None or seller.state == State.CLOSED:
        return 0
    due.seller = seller
    _stop(due, now)
    return 1


@transaction.atomic
def lift(*, suspension: Suspension, by, reason: str) -> Suspension:
    """Takes a notice back, or lets a stopped shop go on as it was before. `by` None is the shop's own clock.

    Raises PermissionDenied, Partial, BadSuspension without a reason, NothingToLift. Locks the seller.
    """
    _require(by)
    words = (reason or "").strip()
    if not words:
        raise BadSuspension({"reason": _("Say why: the seller reads it.")})
    seller = _lock(Seller(pk=suspension.seller_id), by)
    standing = Suspension.objects.select_for_update().filter(pk=suspension.pk, lifted_at=None).first()
    if standing is None:
        raise NothingToLift
    standing.seller = seller
    _end(standing, by, words)
    if standing.took_effect_at and seller.state == State.SUSPENDED:
        _set_state(seller, _state_before(seller), by, "let_go", _("The shop goes on: %(reason)s") % {"reason": words})
    tell_of_lifting(standing)
    return standing


@transaction.atomic
def close(*, seller, by, reason: str) -> Seller:
    """Closes a shop for good; what waits for it ends. Orders on the way are finished. Raises as lift does, CannotSuspend."""
    _require(by)
    words = (reason or "").strip()
    if not words:
        raise BadSuspension({"reason": _("Say why: the seller reads it.")})
    known = _lock(seller, by)
    if known.state == State.CLOSED:
        raise CannotSuspend(_("This shop is closed already."))
    for standing in Suspension.objects.select_for_update().filter(seller=known, lifted_at=None):
        _end(standing, by, words)
    waiting = OpeningRequest.objects.filter(seller=known, outcome=OpeningRequest.Outcome.WAITING)
    waiting.update(outcome=OpeningRequest.Outcome.WITHDRAWN, decided_at=timezone.now(), decided_by=by, reason=words)
    _set_state(known, State.CLOSED, by, "closed", _("The shop was closed: %(reason)s") % {"reason": words})
    tell_of_closing(known, words)
    return known


def standing_suspension(seller) -> Suspension | None:
    """The one that runs or is in force."""
    return Suspension.objects.filter(seller=seller, lifted_at=None).first()


def _require(by) -> None:
    if by is not None and not by.has_perm(SUSPEND_SELLERS):
        raise PermissionDenied(SUSPEND_SELLERS)


def _lock(seller, by) -> Seller:
    known = Seller.objects.select_for_update().get(pk=seller.pk)
    if by is not None:
        require_impartial(by, known)
    return known


def _check(kind: str, facts: dict) -> None:
    errors = {}
    if not facts["reason"]:
        errors["reason"] = _("Say why: the seller reads exactly this.")
    if kind not in Suspension.Kind.values:
        errors["kind"] = _("After notice, or at once?")
    if facts["ground"] not in Suspension.Ground.values:
        errors["ground"] = _("On which ground?")
    if kind == Suspension.Kind.ORDER:
        for name in ("authority", "document_no"):
            if not facts[name]:
                errors[name] = _("An order names the authority and the number of its document.")
    if errors:
        raise BadSuspension(errors)


def _make_room(seller: Seller, kind: str, by) -> None:
    """One suspension at a time. A notice that runs gives way to one that counts at once."""
    if seller.state == State.CLOSED:
        raise CannotSuspend(_("This shop is closed."))
    standing = Suspension.objects.select_for_update().filter(seller=seller, lifted_at=None).first()
    if standing is None:
        return
    if standing.took_effect_at or kind == Suspension.Kind.NOTICE:
        raise CannotSuspend(_("A suspension of this shop runs already."))
    _end(standing, by, _("Replaced by a suspension at once"))


def _notice(now) -> timedelta:
    return timedelta(days=parameter("suspension.notice_days", timezone.localdate(now)))


def _stop(suspension: Suspension, now) -> None:
    suspension.took_effect_at = now
    suspension.save(update_fields=["took_effect_at"])
    seller, words = suspension.seller, _("The shop was stopped: %(reason)s") % {"reason": suspension.reason}
    _set_state(seller, State.SUSPENDED, suspension.placed_by, f"{STOPPED_WHILE}{seller.state}", words)
    tell_of_effect(suspension)


def _end(suspension: Suspension, by, reason: str) -> None:
    suspension.lifted_at, suspension.lifted_by, suspension.lift_reason = timezone.now(), by, reason
    suspension.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])


def _state_before(seller: Seller) -> str:
    """What the shop was when it was stopped: a shop that never opened stays unopened, a paused one paused."""
    last = SellerChange.objects.filter(seller=seller, action__startswith=STOPPED_WHILE).first()
    return last.action.removeprefix(STOPPED_WHILE) if last else State.PREPARING


def _set_state(seller: Seller, state: str, by, action: str, words: str) -> None:
    """Saving the seller refreshes the listings of the shop."""
    seller.state = state
    seller.save()
    SellerChange.objects.create(seller=seller, by=by, action=action[:40], words=words[:300])
