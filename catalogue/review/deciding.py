"""The desk decides on a listing, field by field, once. What is accepted counts at once; what is sent back says why."""

import hashlib
import json
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.listing import faceting
from catalogue.listing.refreshing import refresh_soon

from . import fields
from .models import FieldChange, ProductReview, Shelf
from .sending import fingerprint
from .standing import LOOKED_AT, lock, move_to, state_of
from .telling import tell_of_block, tell_of_decision, tell_of_unblock

PERMISSION = "review.decide_review"
Decision, State = FieldChange.Decision, ProductReview.State
LONGEST_REASON = 300
BLOCKED = "blocked"  # the kind of the note in ProductReview.findings of what stood when it was blocked


class NotAllowed(Exception):
    """This person may not decide on listings."""


class OwnGoods(Exception):
    """Who sells it, or helps to sell it, does not decide on it."""


class AlreadyDecided(Exception):
    """Somebody was faster, or the seller took it back."""


class ReviewChanged(Exception):
    """The seller amended it since it was looked at. Look again."""


class Overtaken(Exception):
    """`names`: fields whose present value is another than the review shows. It now shows the present one: look again."""

    def __init__(self, names: list[str]):
        self.names = names
        super().__init__(names)


class BadAnswers(Exception):
    """`errors`: field -> what is missing in the decision."""

    def __init__(self, errors: dict[str, str]):
        self.errors = errors
        super().__init__(errors)


def decide(
    *, review: ProductReview, by, answers: dict[str, tuple[str, str]], reason: str = "", seen: str = ""
) -> ProductReview:
    """One answer per field: (accepted | sent_back, reason). `seen` is sending.fingerprint() of what was looked at.

    Accepted fields are applied at once. A product that waits as a whole goes on sale when everything is accepted.
    Raises NotAllowed, OwnGoods, AlreadyDecided, ReviewChanged, BadAnswers, and Overtaken, after which the review shows
    what stands now.
    """
    must_be_allowed(by, review.product)
    seen = seen or fingerprint(review)
    try:
        with transaction.atomic():
            return _decide(review, by, answers, reason.strip(), seen)
    except Overtaken as error:
        _show_present(review, error.names)
        raise


def must_be_allowed(by, product) -> None:
    """Raises NotAllowed, OwnGoods."""
    if not (by and by.is_active and by.has_perm(PERMISSION)):
        raise NotAllowed
    if sells(by, product):
        raise OwnGoods


def sells(person, product) -> bool:
    """Whether the person is one of those who sell the product, or a helper of theirs, now or asked to be."""
    records = get_model("partner", "StockRecord").objects
    own = records.filter(product=product) | records.filter(product__parent=product)
    is_own = own.filter(partner__users=person).exists()
    helps = {"partner__seller__helpers__person": person, "partner__seller__helpers__ended_at": None}
    return is_own or own.filter(**helps).exists()


def _decide(review, by, answers, reason, seen) -> ProductReview:
    product = lock(review.product)
    review = ProductReview.objects.select_for_update().get(pk=review.pk)
    if review.state != State.WAITING:
        raise AlreadyDecided
    if fingerprint(review) != seen:
        raise ReviewChanged
    changes = list(review.changes.all())
    _check_answers(changes, answers)
    is_whole = state_of(product) == Shelf.State.WAITING
    accepted = [change for change in changes if answers[change.field][0] == Decision.ACCEPTED]
    if not is_whole:
        _check_overtaken(product, accepted)
    for change in changes:
        change.decision, change.reason = answers[change.field][0], answers[change.field][1].strip()[:LONGEST_REASON]
        change.save(update_fields=["decision", "reason"])
    _apply(product, accepted, is_whole)
    _close(review, _outcome(changes), by, reason)
    if is_whole:
        _place(product, review, changes)
    refresh_soon(product.pk)
    transaction.on_commit(faceting.forget)  # a page shows more than the listing holds
    tell_of_decision(review, product, changes)
    return review


def _check_answers(changes: list[FieldChange], answers: dict) -> None:
    errors = {name: _("This field does not wait.") for name in answers.keys() - {change.field for change in changes}}
    for change in changes:
        decision, why = answers.get(change.field, ("", ""))
        if decision not in (Decision.ACCEPTED, Decision.SENT_BACK):
            errors[change.field] = _("Accept it or send it back.")
        elif decision == Decision.SENT_BACK and not why.strip():
            errors[change.field] = _("Say why: the seller reads exactly this.")
    if errors:
        raise BadAnswers(errors)


def _check_overtaken(product, accepted: list[FieldChange]) -> None:
    now = fields.current(product)
    names = [change.field for change in accepted if now.get(change.field) not in (change.old, change.new)]
    if names:
        raise Overtaken(names)


def _show_present(review: ProductReview, names: list[str]) -> None:
    now = fields.current(type(review.product).objects.get(pk=review.product_id))
    for change in FieldChange.objects.filter(review=review, review__state=State.WAITING, field__in=names):
        change.old = now.get(change.field)
        change.save(update_fields=["old"])


def _apply(product, accepted: list[FieldChange], is_whole: bool) -> None:
    """A product that waits as a whole holds its values already."""
    if not is_whole and accepted:
        fields.apply(product, {change.field: change.new for change in accepted})


def _outcome(changes: list[FieldChange]) -> str:
    decisions = {change.decision for change in changes}
    if decisions == {Decision.ACCEPTED}:
        return State.ACCEPTED
    return State.PARTLY if Decision.ACCEPTED in decisions else State.SENT_BACK


def _close(review, state, by, reason) -> None:
    review.state, review.decided_at, review.decided_by, review.reason = state, timezone.now(), by, reason
    review.save(update_fields=["state", "decided_at", "decided_by", "reason"])


def _place(product, review, changes) -> None:
    if review.state == State.ACCEPTED:
        move_to(product, Shelf.State.ON_SALE)
    else:
        move_to(product, Shelf.State.SENT_BACK, reason=review.reason or _reasons(changes))


def _reasons(changes) -> str:
    return "\n".join(change.reason for change in changes if change.decision == Decision.SENT_BACK)


def block(*, product, by, reason: str) -> Shelf:
    """Off the shelf at once; what waits is sent back. The seller reads the reason.

    Raises NotAllowed, OwnGoods, BadAnswers, AlreadyDecided.
    """
    must_be_allowed(by, product)
    if not reason.strip():
        raise BadAnswers({"reason": _("Say why: the seller reads exactly this.")})
    with transaction.atomic():
        product = lock(product)
        if state_of(product) == Shelf.State.BLOCKED:
            raise AlreadyDecided
        waiting = ProductReview.objects.select_for_update().filter(product=product, state=State.WAITING).first()
        if waiting:
            waiting.changes.update(decision=Decision.SENT_BACK)
            _close(waiting, State.SENT_BACK, by, reason.strip())
        _note_block(product, waiting, by, reason.strip())
        shelf = move_to(product, Shelf.State.BLOCKED, reason=reason.strip())
        transaction.on_commit(faceting.forget)
        tell_of_block(product, reason.strip())
        return shelf


def _note_block(product, review: ProductReview | None, by, reason: str) -> None:
    """Where it stood and what it said, so that the block can be lifted; kept with what was sent back, or by itself."""
    until = product.shelf.paused_until if state_of(product) == Shelf.State.PAUSED else None
    note = {
        "field": "",
        "kind": BLOCKED,
        "words": state_of(product),
        "advice": _words_of(product),
        "until": until.isoformat() if until else "",
    }
    if review is None:
        review = ProductReview(product=product, due_on=timezone.localdate())
        review.save()
        _close(review, State.SENT_BACK, by, reason)
    review.findings = [*review.findings, note]
    review.save(update_fields=["findings"])


def _words_of(product) -> str:
    return hashlib.sha256(json.dumps(fields.current(product), sort_keys=True).encode()).hexdigest()


def unblock(*, product, by, reason: str) -> Shelf:
    """Lifts a block. What was looked at before and says the same stands where it stood; anything else is to be sent again.

    The seller is told. Raises NotAllowed, OwnGoods, BadAnswers, AlreadyDecided.
    """
    must_be_allowed(by, product)
    if not reason.strip():
        raise BadAnswers({"reason": _("Say why: the seller reads exactly this.")})
    with transaction.atomic():
        product = lock(product)
        if state_of(product) != Shelf.State.BLOCKED:
            raise AlreadyDecided
        shelf = _lift(product, reason.strip())
        transaction.on_commit(faceting.forget)
        tell_of_unblock(product, reason.strip(), is_back=shelf.state in LOOKED_AT)
        return shelf


def _lift(product, reason: str) -> Shelf:
    review, note = _last_block(product)
    if not (note and note["words"] in LOOKED_AT and note["advice"] == _words_of(product)):
        return move_to(product, Shelf.State.SENT_BACK, reason=reason)
    if not review.changes.exists():
        review.state = State.WITHDRAWN  # nothing of the product was sent back
        review.save(update_fields=["state"])
    until = date.fromisoformat(note["until"]) if note["until"] else None
    return move_to(product, note["words"], paused_until=until)


def _last_block(product) -> tuple[ProductReview | None, dict | None]:
    for review in ProductReview.objects.filter(product=product).order_by("-decided_at", "-pk"):
        note = next((note for note in review.findings if note.get("kind") == BLOCKED), None)
        if note:
            return review, note
    return None, None
