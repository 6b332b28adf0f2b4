"""The checklist of a seller: each thing that is asked for, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sellers.identity import gate

from .applying import applying, goods_of
from .models import Requirement, Submission
from .standing import Known

Way = Requirement.Way


class State(models.TextChoices):
    MISSING = "missing", pgettext_lazy("paper", "Missing")
    SENT = "sent", pgettext_lazy("paper", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("paper", "Accepted")
    SENT_BACK = "sent_back", pgettext_lazy("paper", "Sent back")
    EXPIRED = "expired", pgettext_lazy("paper", "Run out")


@dataclass(frozen=True)
class Item:
    """One thing asked of one seller. `due_on`: when the desk has promised its answer, or until when the seller has time.

    `submission` is the paper that counts; `waiting` one that lies with the desk meanwhile (a newer one of an accepted paper).
    `is_needed`: without it the shop does not open.
    """

    requirement: Requirement
    product: object | None
    state: str
    submission: Submission | None = None
    reason: str = ""
    due_on: date | None = None
    waiting: Submission | None = None
    is_needed: bool = True

    @property
    def title(self) -> str:
        return f"{self.requirement.title}: {self.product.title}" if self.product else self.requirement.title

    @property
    def state_text(self) -> str:
        return str(State(self.state).label)

    @property
    def is_open(self) -> bool:
        """Whether the seller has something to do."""
        return self.state in (State.MISSING, State.SENT_BACK, State.EXPIRED)


def checklist(seller) -> list[Item]:
    """In the order of the requirements. Nine queries."""
    return checklists([seller])[seller.pk]


def checklists(sellers: Iterable, day: date | None = None) -> dict[int, list[Item]]:
    """By seller. Nine queries, however many sellers there are."""
    sellers, day = list(sellers), day or timezone.localdate()
    goods = goods_of(sellers)
    products = [one.product.pk for many in goods.values() for one in many]
    known = Known(sellers, products, day)
    requirements = list(Requirement.objects.filter(is_active=True))
    return {
        seller.pk: [
            _item(known, seller, requirement, product)
            for requirement, product in applying(requirements, seller, goods.get(seller.pk, []))
        ]
        for seller in sellers
    }


def _item(known: Known, seller, requirement: Requirement, product) -> Item:
    if requirement.way == Way.IDENTITY:
        return _identity(known, seller, requirement)
    if requirement.way == Way.PAPER:
        return _paper(known, seller, requirement, product)
    is_met = seller.pk in known.paid if requirement.way == Way.BANK_ACCOUNT else is_pickup_told(seller)
    state = State.ACCEPTED if is_met else State.MISSING
    return Item(requirement, None, state, is_needed=requirement.is_mandatory)


def is_pickup_told(seller) -> bool:
    """Days and a place; or the seller said that nobody fetches anything there."""
    return not seller.has_pickup or bool(seller.pickup_days and (seller.business_place or seller.pickup_note))


def _identity(known: Known, seller, requirement: Requirement) -> Item:
    due = gate.proof_due_on(seller, known.day)
    needed = requirement.is_mandatory and gate.is_needed(seller, known.day)
    proofs = known.identities[seller.pk]
    if any(proof.is_valid_on(known.day) for proof in proofs):
        return Item(requirement, None, State.ACCEPTED, is_needed=needed)
    return Item(requirement, None, State.EXPIRED if proofs else State.MISSING, due_on=due, is_needed=needed)


def _paper(known: Known, seller, requirement: Requirement, product) -> Item:
    sent = known.submissions[seller.pk, requirement.pk, product.pk if product else None]
    waiting = next((one for one in sent if one.state == Submission.State.SENT), None)
    accepted = next((one for one in sent if one.state == Submission.State.ACCEPTED), None)
    newest = sent[0] if sent else None
    reason = newest.reason if newest and newest.state == Submission.State.SENT_BACK else ""
    base = {"requirement": requirement, "product": product, "reason": reason, "is_needed": requirement.is_mandatory}
    if accepted and not accepted.has_run_out_on(known.day):
        due = waiting.due_on if waiting else None
        return Item(state=State.ACCEPTED, submission=accepted, waiting=waiting, due_on=due, **base)
    if waiting:
        return Item(state=State.SENT, submission=waiting, waiting=waiting, due_on=waiting.due_on, **base)
    if known.has_elsewhere(requirement, seller, product):
        return Item(state=State.ACCEPTED, **base)
    if newest is None:
        return Item(state=State.MISSING, **base)
    return Item(state=State.SENT_BACK if reason else State.EXPIRED, submission=newest, **base)


# --- Why a shop is not ready ---------------------------------------------------------------------
WORDS = {
    State.MISSING: gettext_lazy("not there yet"),
    State.SENT: gettext_lazy("the market's office still looks at it"),
    State.SENT_BACK: gettext_lazy("sent back, to be mended"),
    State.EXPIRED: gettext_lazy("has run out"),
}


def why_not_ready(seller) -> list[str]:
    """What keeps this shop from opening, a line each, in the order of the checklist; empty when all is accepted."""
    return reasons(checklist(seller))


def reasons(items: Iterable[Item]) -> list[str]:
    """The same for a checklist that is at hand."""
    return [_line(item) for item in items if item.is_needed and item.state != State.ACCEPTED]


def still_to_send(items: Iterable[Item]) -> list[str]:
    """What the seller must still do before asking to open: what lies with the desk counts as done."""
    return [_line(item) for item in items if item.is_needed and item.is_open]


def _line(item: Item) -> str:
    return _("%(paper)s: %(how)s") % {"paper": item.title, "how": WORDS[State(item.state)]}
