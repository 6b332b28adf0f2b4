"""Nobody decides about a shop that is their own, or that they help: not its papers, its opening or its suspension."""

from django.utils.translation import gettext as _

from sellers.helping.conflicts import is_helper_of


class Partial(Exception):
    """This person belongs to the shop or helps it; the message says so in plain words."""


def require_impartial(by, seller) -> None:
    """Raises Partial. Two queries."""
    if is_helper_of(by, seller):
        raise Partial(_("This is your own shop, or one that you help. Somebody else at the office decides about it."))
