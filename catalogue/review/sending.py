"""Sends a product, or changes to one, to the desk. While they wait the old version stays on sale."""

import hashlib
import json
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.legal.parameters import parameter
from marketplace.legal.working_days import add_working_days

from . import completeness, fields, wording
from .models import FieldChange, ProductReview, Shelf
from .standing import LOOKED_AT, WHOLE, lock, move_to, state_of

Waiting = ProductReview.State.WAITING
AMENDED = "amended"


class NothingToSend(Exception):
    """Every value is the one that stands already."""


class WordsStop(Exception):
    """Words that may not stand there. `findings` says which and what to write instead."""

    def __init__(self, findings: list[wording.Finding]):
        self.findings = findings
        super().__init__([finding.words for finding in findings])


class Incomplete(Exception):
    """`missing`: what a shopper must be told and is not said yet."""

    def __init__(self, missing: list[completeness.Missing]):
        self.missing = missing
        super().__init__([one.field for one in missing])


class NotOnTheShelf(Exception):
    """Taken off for good, or a pack, which is sent with its product."""


def send(*, product, by, changes: dict | None = None) -> ProductReview:
    """The review that waits. `changes`: field -> new value, tidied (fields.tidy); None sends the whole product.

    Sent again while one waits, it amends that one, which keeps its promised day. A whole product must be complete.
    Raises WordsStop, Incomplete, NothingToSend, NotOnTheShelf, fields.BadField.
    """
    with transaction.atomic():
        product = lock(product)
        state = state_of(product)
        if product.is_child or state not in (*WHOLE, *LOOKED_AT):
            raise NotOnTheShelf
        if state in WHOLE:
            return _send_whole(product, by)
        return _send_changes(product, by, fields.tidy(changes or {}))


def _send_whole(product, by) -> ProductReview:
    missing = completeness.missing(product)
    if missing:
        raise Incomplete(missing)
    now = fields.current(product)
    findings = _checked(product, now)
    is_first = never_accepted(product)
    seen = accepted_before(product) if is_first else {}
    asked = {name: value for name, value in now.items() if name not in seen or seen[name] != value}
    # All of it was accepted one by one: a human still says yes to the whole, by its name.
    asked = asked or {"title": now["title"]}
    review, is_new = _waiting(product, by, is_first=is_first)
    FieldChange.objects.filter(review=review).exclude(field__in=asked).delete()
    _ask(review, {name: (None, value) for name, value in asked.items()})
    _keep_findings(review, findings, by, is_new)
    if state_of(product) != Shelf.State.WAITING:
        move_to(product, Shelf.State.WAITING)
    return review


def _send_changes(product, by, changes: dict) -> ProductReview:
    now = fields.current(product)
    asked = {name: (now.get(name), value) for name, value in changes.items() if now.get(name) != value}
    taken_back = [name for name, value in changes.items() if now.get(name) == value]
    waiting = ProductReview.objects.filter(product=product, state=Waiting).first()
    if not asked and not (waiting and waiting.changes.filter(field__in=taken_back).exists()):
        raise NothingToSend
    if waiting:
        waiting.changes.filter(field__in=taken_back).delete()
        if not asked and not waiting.changes.exists():
            _close(waiting)
            return waiting
    review, is_new = _waiting(product, by, is_first=False)
    _ask(review, asked)
    texts = dict(review.changes.values_list("field", "new"))
    _keep_findings(review, _checked(product, texts), by, is_new)
    return review


def _checked(product, values: dict) -> list[wording.Finding]:
    """Raises WordsStop."""
    findings = wording.check({name: values[name] for name in fields.TEXTS if values.get(name)}, product=product)
    stopping = [finding for finding in findings if finding.stops]
    if stopping:
        raise WordsStop(stopping)
    return findings


def never_accepted(product) -> bool:
    return not ProductReview.objects.filter(product=product, is_first=True, state=ProductReview.State.ACCEPTED).exists()


def accepted_before(product) -> dict:
    """Fields of a product never on sale that the desk has looked at and accepted, with the value it accepted."""
    rows = FieldChange.objects.filter(
        review__product=product, review__is_first=True, decision=FieldChange.Decision.ACCEPTED
    )
    return dict(rows.order_by("pk").values_list("field", "new"))


def _waiting(product, by, *, is_first: bool) -> tuple[ProductReview, bool]:
    today = timezone.localdate()
    defaults = {
        "is_first": is_first,
        "sent_by": by,
        "due_on": add_working_days(today, parameter("review.answer_working_days", today)),
    }
    return ProductReview.objects.get_or_create(product=product, state=Waiting, defaults=defaults)


def _ask(review: ProductReview, asked: dict) -> None:
    for name, (old, new) in asked.items():
        change, is_new = FieldChange.objects.get_or_create(review=review, field=name, defaults={"old": old, "new": new})
        if not is_new and (change.old, change.new) != (old, new):
            change.old, change.new = old, new
            change.save(update_fields=["old", "new"])


def _keep_findings(review: ProductReview, findings, by, is_new: bool) -> None:
    amendments = [note for note in review.findings if note.get("kind") == AMENDED]
    if not is_new:
        at = timezone.localtime().isoformat(timespec="minutes")
        amendments.append({"field": "", "kind": AMENDED, "words": str(by or ""), "advice": at})
    review.findings = [asdict(finding) for finding in findings] + amendments
    review.save(update_fields=["findings"])


def withdraw(*, product) -> ProductReview | None:
    """Takes back what waits. A product never on sale is a draft again. None when nothing waits: it may just be decided."""
    with transaction.atomic():
        product = lock(product)
        review = ProductReview.objects.select_for_update().filter(product=product, state=Waiting).first()
        if review is None:
            return None
        _close(review)
        if state_of(product) == Shelf.State.WAITING:
            move_to(product, Shelf.State.DRAFT)
        return review


def _close(review: ProductReview) -> None:
    review.state, review.decided_at = ProductReview.State.WITHDRAWN, timezone.now()
    review.save(update_fields=["state", "decided_at"])


def fingerprint(review: ProductReview) -> str:
    """Of what is asked for, as somebody looks at it: the desk's form carries it, so that nobody accepts what they never saw."""
    rows = review.changes.order_by("field").values_list("field", "old", "new")
    return hashlib.sha256(json.dumps(list(rows), ensure_ascii=True).encode()).hexdigest()[:20]


def amendments_of(review: ProductReview) -> list[str]:
    """One sentence per amendment: who and when."""
    notes = [note for note in review.findings if note.get("kind") == AMENDED]
    return [
        _("Amended by %(who)s, %(at)s") % {"who": note["words"], "at": note["advice"].replace("T", " ")}
        for note in notes
    ]
