"""Whether a seller can be paid now, and if not, why: one question for drafts, approvals, exports and the seller's page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.payments.models import Attention

from .models import PayoutHold, SellerBankAccount


class Why(models.TextChoices):
    """Why money stays where it is."""

    NO_ACCOUNT = "no_account", _("No bank account is known.")
    FROZEN = "frozen", _("The bank account was changed a short time ago.")
    HELD = "held", _("Payouts to this seller are held.")
    DISPUTED = "disputed", _("A card holder disputes a payment for this seller's goods. It waits until that is closed.")
    OPEN = "open", _("Another payout is under way.")
    MINIMUM = "minimum", _("Less than the smallest payout.")
    OTHER_ACCOUNT = "other_account", _("The bank account is another one now.")
    LESS = "less", _("Goods came back: less is left than was planned.")
    NOT_TIED = "not_tied", _("The statement does not add up to the amount. Look into it before paying.")
    REFUND_CHANGED = "refund_changed", _("The refund has changed or has left another way.")


def account_of(seller) -> SellerBankAccount | None:
    return SellerBankAccount.objects.current().filter(seller=seller).first()


def obstacle(seller, account: SellerBankAccount | None, now) -> Why | None:
    """What stands against paying this seller at all. Read it under the purse."""
    if account is None:
        return Why.NO_ACCOUNT
    if not account.is_usable_at(now):
        return Why.FROZEN
    if PayoutHold.objects.standing().filter(seller=seller).exists():
        return Why.HELD
    if has_open_dispute(seller):
        return Why.DISPUTED
    return None


def has_open_dispute(seller) -> bool:
    """A person has not closed it yet, won, lost or charged to whoever is at fault (payments.md 2.8, R21)."""
    disputes = Attention.objects.filter(reason=Attention.Reason.DISPUTE, closed_at=None)
    return disputes.filter(order__parcels__seller=seller).exists()


def is_worth_it(amount: int) -> bool:
    return amount >= max(1, settings.PAYOUT_MINIMUM)
