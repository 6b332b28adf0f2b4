"""The desk's one decision on a paper: accepted with what it enters, or sent back with the reason that is the message."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.folding import clean
from sellers.models import Seller

from .entering import BadDecision, enter
from .impartial import require_impartial
from .models import Requirement, Submission
from .telling import tell_of_accepted, tell_of_sent_back

DECIDE = "papers.decide_submission"
FACTS = frozenset({"number", "issuer", "issued_on", "valid_until"})


class AlreadyDecided(Exception):
    """Somebody else was quicker, or the seller took the paper back."""


def accept(*, submission: Submission, by, **facts) -> Submission:
    """Accepts a paper with the facts as the desk read them: number, issuer, issued_on, valid_until replace what was typed.

    For an OCOP certificate also stars and decision_no, and level; or certificate, one that stands in the register already.
    Raises PermissionDenied, impartial.Partial, AlreadyDecided, BadDecision. Locks seller, then submission.
    """
    _require(by)
    with transaction.atomic():
        waiting = _lock(submission, by)
        for name in FACTS & facts.keys():
            setattr(waiting, name, _cleaned(facts.pop(name)))
        errors = _mistakes(waiting)
        if errors:
            raise BadDecision(errors)
        enter(waiting, by=by, facts=facts)
        _close(waiting, Submission.State.ACCEPTED, by)
        tell_of_accepted(waiting)
    return waiting


def send_back(*, submission: Submission, by, reason: str) -> Submission:
    """Sends a paper back; the seller reads exactly `reason`. Raises PermissionDenied, Partial, AlreadyDecided, BadDecision."""
    _require(by)
    words = (reason or "").strip()
    if not words:
        raise BadDecision({"reason": _("Say what the seller shall do: the reason is the message.")})
    with transaction.atomic():
        waiting = _lock(submission, by)
        waiting.reason = words
        _close(waiting, Submission.State.SENT_BACK, by)
        tell_of_sent_back(waiting)
    return waiting


def _require(by) -> None:
    if not by.has_perm(DECIDE):
        raise PermissionDenied(DECIDE)


def _lock(submission: Submission, by) -> Submission:
    seller = Seller.objects.select_for_update().get(pk=submission.seller_id)
    require_impartial(by, seller)
    waiting = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("requirement", "product")
        .get(pk=submission.pk)
    )
    if waiting.state != Submission.State.SENT:
        raise AlreadyDecided(waiting.get_state_display())
    waiting.seller = seller
    return waiting


def _close(submission: Submission, state: str, by) -> None:
    submission.state, submission.decided_at, submission.decided_by = state, timezone.now(), by
    submission.save()


def _cleaned(value):
    return clean(value) if isinstance(value, str) else value


def _mistakes(submission: Submission) -> dict[str, str]:
    requirement, today, errors = submission.requirement, timezone.localdate(), {}
    if requirement.needs_number and not submission.number:
        errors["number"] = _("Type the number of the paper.")
    if requirement.has_expiry and not submission.valid_until:
        errors["valid_until"] = _("Until when is it valid?")
    if _is_over(submission.valid_until, today):
        errors["valid_until"] = _("This paper has run out. Send it back.")
    if requirement.gives == Requirement.Gives.CERTIFICATE and not submission.issued_on:
        errors["issued_on"] = _("When was it issued?")
    return errors


def _is_over(day: date | None, today: date) -> bool:
    return day is not None and day < today
