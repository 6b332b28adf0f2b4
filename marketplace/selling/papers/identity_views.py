"""Proving who is behind the shop: to the provider, and back with an answer."""

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sellers.access import NotYours, OutsideScope, acting
from sellers.identity import gate, proving
from sellers.identity.claims import Incomplete, TooWeak
from sellers.identity.provider import BadAssertion, NoProvider, Provider, ProviderSilent
from sellers.identity.recording import UsedAssertion, current
from sellers.opening.identity_deadline import prove

from ..frame import Workspace

logger = logging.getLogger(__name__)


class IdentityView(Workspace):
    """Owners only: a helper cannot be somebody else."""

    scope, open_when_stopped, place = None, True, "papers"

    def get(self, request):
        return self._page(request)

    def post(self, request):
        try:
            address = proving.begin(request, self.acting)
        except NoProvider:
            return self._page(request, status=503)
        except ProviderSilent as error:
            logger.warning("the provider of identity is silent: %s", error)
            messages.error(request, _provider_is_silent(provider_name(request)))
            return self._page(request, status=503)
        # Not a redirect: a form may lead only to places the policy names, and nobody knows all pages of a provider.
        answer = self.page("selling/papers/going.html", {"address": address, "provider": provider_name(request)})
        answer["Refresh"] = f"0;url={address}"
        return answer

    def _page(self, request, status=200):
        today = timezone.localdate()
        context = {
            "identity": current(self.seller),
            "provider": provider_name(request),
            "due_on": gate.proof_due_on(self.seller, today),
            "is_needed": gate.is_needed(self.seller, today),
            "operator": settings.OPERATOR,
        }
        return self.page("selling/papers/identity.html", context, status=status)


def provider_name(request) -> str:
    """How people call it; empty when this shop has none."""
    try:
        return Provider(request).name
    except NoProvider:
        return ""


@never_cache
@login_required
def identity_answer(request):
    """Where the provider sends people back to, one address for all shops. Nothing typed elsewhere is lost by it."""
    try:
        begun = proving.recall(request)
        translation.activate(begun.language)  # this address has none of its own
        person = acting(request.user, begun.seller)
    except (proving.WrongTry, NoProvider):
        if request.GET.get("error") in proving.CANCELLED:  # some providers forget the state when somebody breaks off
            messages.error(request, WORDS[proving.Cancelled](""))
        else:
            messages.error(
                request, _("That was another try, or it took longer than ten minutes. Please press the button again.")
            )
        return redirect("selling:start")
    except (NotYours, OutsideScope) as error:
        raise Http404 from error
    try:
        identity = prove(acting=person, proof=proving.finish(request, begun))
    except tuple(WORDS) as error:
        logger.info(
            "identity not proved: %s %s", type(error).__name__, error if isinstance(error, BadAssertion) else ""
        )
        messages.error(request, WORDS[type(error)](provider_name(request)))
    else:
        _say(request, identity)
    return redirect("selling:identity", person.seller.slug)


def _say(request, identity) -> None:
    if identity.is_valid_on(timezone.localdate()):
        messages.success(request, _("Proved. Welcome, %(name)s.") % {"name": identity.name})
    else:
        told = {"day": f"{identity.expires_on:%d/%m/%Y}"}
        messages.error(
            request, _("Your document ended on %(day)s, so it proves nothing. Renew it, then prove it again.") % told
        )


def _provider_is_silent(name: str) -> str:
    return _("%(provider)s does not answer at the moment. Nothing is lost; try again a little later.") % {
        "provider": name
    }


WORDS = {
    proving.Cancelled: lambda name: _("You broke off. Nothing was changed; you can begin again at any time."),
    ProviderSilent: _provider_is_silent,
    BadAssertion: lambda name: (
        _("The answer of %(provider)s could not be trusted, so it was not taken. Please try once more.")
        % {"provider": name}
    ),
    TooWeak: lambda name: (
        _("Your account at %(provider)s is not of the level that the law asks for. Raise it there, then come back.")
        % {"provider": name}
    ),
    Incomplete: lambda name: (
        _("%(provider)s told no name. Allow it to pass on your name, then come back.") % {"provider": name}
    ),
    UsedAssertion: lambda name: _("This answer was used before. Please press the button again."),
}
