"""Staff prove who they are twice before the desk, the shop's dashboard and the admin open."""

import re

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied

# The desks, with or without a language in front, and who has any business there. Wagtail and Oscar also let people
# in by permission alone, so the staff flag does not tell.
GUARDED = re.compile(
    r"^/(?:[a-z]{2}(?:-[a-z]+)?/)?(cms|admin|shop/dashboard|ocop/[^/]+/evidence)(?:/|$)", re.IGNORECASE
)
MAY_KNOCK = {
    "cms": lambda user: user.has_perm("wagtailadmin.access_admin"),
    "admin": lambda user: user.is_staff,
    # Oscar gives everybody who is joined to a seller the permission dashboard_access: sellers have no business there.
    "shop/dashboard": lambda user: user.is_staff,
}


def may_read_evidence(user) -> bool:
    return user.has_perm("certification.read_evidence")


CONTINUE_KEY = "second_factor_continue"


class StaffSecondFactorMiddleware:
    """Refuses the desks to a signed-in person who has no business there, or no second step in this session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        desk = GUARDED.match(request.path_info)
        if desk and request.user.is_authenticated:
            may_knock = MAY_KNOCK.get(desk.group(1).lower(), may_read_evidence)
            if not may_knock(request.user):
                # Wagtail would send the person to sign in, and signing in, being done already, back to Wagtail.
                return permission_denied(
                    request, PermissionDenied(_("This page is for the people who run the market."))
                )
            if settings.STAFF_SECOND_FACTOR and not has_second_factor(request):
                request.session[CONTINUE_KEY] = request.get_full_path()
                return HttpResponseRedirect(_door(request))
        return self.get_response(request)


def has_second_factor(request) -> bool:
    """Whether this session carries an authenticator's proof by its present user."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _door(request):
    if not is_mfa_enabled(request.user):
        messages.info(request, _("Work at the desk needs a second step. Switch on the app here first."))
        return reverse("mfa_index")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}"


@receiver(authenticator_added)
def remember_first_proof(sender, request, user, authenticator, **kwargs):
    """Setting up the app took a valid code from it: asking for a second one at once would prove no more."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)
