"""What went wrong with a code, in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sellers.helping.agreeing import NoCode, NoPhone, NotAgreed, TooManyCodes, WrongCode


def said(error: NotAgreed) -> str:
    """One sentence that says what to do next."""
    if isinstance(error, WrongCode) and error.tries_left:
        left = ngettext("%(n)s more try.", "%(n)s more tries.", error.tries_left) % {"n": error.tries_left}
        return _("This code is wrong. Look at the newest message.") + " " + left
    if isinstance(error, (WrongCode, NoCode)):
        return _("This code can no longer be used. Ask for a new one.")
    if isinstance(error, TooManyCodes):
        return _("Many codes were sent in this hour. Wait an hour, then ask again.")
    if isinstance(error, NoPhone):
        return _("Your account has no proved phone. Add it in your account first.")
    return _("This did not work. Try again.")
