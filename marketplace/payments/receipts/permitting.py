"""Who may do what with incoming transfers."""

from django.core.exceptions import PermissionDenied

MATCH = "payments.match_transfer"
ENTER = "payments.enter_transfer"
CONFIRM = "payments.confirm_transfer"
IMPORT = "payments.import_statement"


class SamePerson(PermissionDenied):
    """Two persons are needed, and this is the first one again."""


def require(by, permission: str) -> None:
    """Raises PermissionDenied."""
    if not (by and by.has_perm(permission)):
        raise PermissionDenied(permission)


def require_another(by, first_id: int | None) -> None:
    """Raises SamePerson."""
    if by.pk == first_id:
        raise SamePerson("a second person must do this")
