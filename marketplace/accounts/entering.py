"""One door for people known and new: an address, a code. Whoever watches cannot tell which of the two it was."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from .addresses import by_kind, is_email
from .consents import record_terms
from .forms import RequestLoginCodeForm


class EnterForm(RequestLoginCodeForm):
    """The one field of signing in, with its limits; `person` is known or None after it was found right."""

    @property
    def person(self):
        return self._user


def send_code(request, *, form: EnterForm, language: str, ip=None) -> None:
    """Send a code by a form that is valid. Somebody new gets an account, and agreed to the terms by pressing the button.

    An account that was closed gets no code; its owner is told by message, as at every other door.
    """
    address = form.cleaned_data["login"]
    person = form.person or _begin(address, language=language, ip=ip)
    LoginCodeVerificationProcess.initiate(request=request, user=person, **by_kind(address))


def _begin(address: str, *, language: str, ip):
    """The account of a new person; None for an address whose account is closed."""
    User = get_user_model()
    try:
        with transaction.atomic():
            person = User.objects.create_user(**by_kind(address), preferred_language=language)
            record_terms(user=person, ip=ip)
    except IntegrityError:
        # Two taps on a slow line: the other request was first. Or a closed account has the address.
        found = User.objects.by_email(address) if is_email(address) else User.objects.by_phone(address)
        return found if found and found.is_active else None
    return person
