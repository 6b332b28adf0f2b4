"""Closes the doors that allauth would open for a provider of identity: no signing up, no signing in, nothing connected."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied


class ClosedDoor(DefaultSocialAccountAdapter):
    """Sellers prove their identity through sellers.identity.proving; allauth's own flow must never run."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin) -> None:
        raise PermissionDenied
