"""The one door to a seller's own things: for which sellers a person acts, as whom, and for what."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from .helping.models import Helper, Scope
from .models import Seller, State
from .querysets import SellerQuerySet

ALL_SCOPES = frozenset(Scope.values)


class NotYours(Exception):
    """No such seller for this person: as if there were none (404)."""


class OutsideScope(Exception):
    """The seller is known to this person, but this is not theirs to do (403)."""


@dataclass(frozen=True)
class Acting:
    """A person at work for a seller. `helper` is the consent they act by; None for the seller's own people."""

    person: object
    seller: Seller
    helper: Helper | None = None

    @property
    def is_owner(self) -> bool:
        return self.helper is None

    @property
    def scopes(self) -> frozenset[str]:
        return ALL_SCOPES if self.helper is None else frozenset(self.helper.scopes) & ALL_SCOPES

    def may(self, scope: str) -> bool:
        return scope in self.scopes

    @property
    def is_stopped(self) -> bool:
        """Suspended or closed: such a seller looks, mends papers and finishes orders, and changes nothing else."""
        return self.seller.state in (State.SUSPENDED, State.CLOSED)


def sellers_of(user, scope: str | None = None) -> SellerQuerySet:
    """The sellers whose own person this is; with `scope` also those who agreed to this helper for it.

    Nobody for who is signed out or switched off; staff have no door here. One query.
    """
    if not _is_somebody(user):
        return Seller.objects.none()
    own = Q(partner__users=user)
    if scope is None:
        return Seller.objects.filter(own).order_by("name", "pk")
    helped = [helper.seller_id for helper in _consents(user) if scope in helper.scopes]
    return Seller.objects.filter(own | Q(pk__in=helped)).distinct().order_by("name", "pk")


def acting_for(user) -> list[Acting]:
    """Everybody this person may act for, own shops first. Two queries."""
    if not _is_somebody(user):
        return []
    own = [Acting(user, seller) for seller in sellers_of(user).with_place()]
    mine = {acting.seller.pk for acting in own}
    helped = [Acting(user, helper.seller, helper) for helper in _consents(user) if helper.seller_id not in mine]
    return own + sorted(helped, key=lambda acting: (acting.seller.name, acting.seller.pk))


def acting(user, slug: str, scope: str | None = None) -> Acting:
    """This person at work for this seller. `scope` None is for the seller's own people only.

    Raises NotYours, or OutsideScope for a helper who may other things. Two queries at most.
    """
    if not _is_somebody(user):
        raise NotYours
    seller = sellers_of(user).with_place().filter(slug=slug).first()
    if seller:
        return Acting(user, seller)
    helper = next((one for one in _consents(user) if one.seller.slug == slug), None)
    if helper is None:
        raise NotYours
    found = Acting(user, helper.seller, helper)
    if scope is None or not found.may(scope):
        raise OutsideScope
    return found


def _is_somebody(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def _consents(user) -> list[Helper]:
    return list(
        Helper.objects.filter(
            person=user, agreed_at__isnull=False, ended_at__isnull=True, until__gte=timezone.localdate()
        ).select_related("seller__commune__province", "seller__partner")
    )
