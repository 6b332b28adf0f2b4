"""Who may do what with payouts."""

from django.core.exceptions import PermissionDenied

MAKE = "payouts.make_batch"
APPROVE = "payouts.approve_batch"
HOLD = "payouts.add_payouthold"
CHANGE_ACCOUNT = "payouts.change_sellerbankaccount"


def require(by, permission: str) -> None:
    """Raises PermissionDenied."""
    if not (by and by.has_perm(permission)):
        raise PermissionDenied(permission)
