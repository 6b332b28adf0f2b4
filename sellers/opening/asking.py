"""A seller has sent what was asked for and asks to open."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.legal.parameters import parameter
from marketplace.legal.working_days import add_working_days
from sellers.access import Acting
from sellers.changes import note_change
from sellers.helping.models import Scope
from sellers.models import Seller, State
from sellers.papers.applying import goods_of
from sellers.papers.checklist import checklist, still_to_send

from .models import OpeningRequest


class NotReady(Exception):
    """`reasons`: what is still to do, a line each."""

    def __init__(self, reasons: list[str]):
        super().__init__(reasons)
        self.reasons = reasons


class CannotAsk(Exception):
    """This shop is not one that waits to be opened: it is open, stopped or closed."""


def ask_to_open(*, acting: Acting) -> OpeningRequest:
    """The request that waits; the one that waits already when asked twice. What lies with the desk counts as there.

    Raises PermissionDenied, CannotAsk, NotReady. Locks the seller.
    """
    if not acting.may(Scope.PAPERS):
        raise PermissionDenied(Scope.PAPERS)
    with transaction.atomic():
        seller = Seller.objects.select_for_update().get(pk=acting.seller.pk)
        if seller.state != State.PREPARING:
            raise CannotAsk(seller.get_state_display())
        waiting = waiting_request(seller)
        if waiting:
            return waiting
        if missing := what_is_missing(seller):
            raise NotReady(missing)
        today = timezone.localdate()
        due = add_working_days(today, parameter("opening.answer_working_days", today))
        note_change(acting, "opening_asked", _("Asked to open the shop"))
        return OpeningRequest.objects.create(seller=seller, asked_by=acting.person, due_on=due)


def waiting_request(seller) -> OpeningRequest | None:
    return OpeningRequest.objects.filter(seller=seller, outcome=OpeningRequest.Outcome.WAITING).first()


def what_is_missing(seller) -> list[str]:
    """What the seller must do before asking, a line each."""
    lines = still_to_send(checklist(seller))
    return lines if has_goods(seller) else [*lines, _("Products: make at least one.")]


def has_goods(seller) -> bool:
    return bool(goods_of([seller])[seller.pk])
