"""How the code of a voucher is shown, and the address at which the host checks it."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation


def shown(code: str) -> str:
    """ "ABCDEFGH" -> "ABCD-EFGH"."""
    return f"{code[:4]}-{code[4:]}"


def check_in_url(*, seller_slug: str, code: str) -> str:
    """In the seller's workspace, in the shop's own language; the bare code where the shop has no such page."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            path = reverse("selling:visit_check_in", args=[seller_slug])
        except NoReverseMatch:
            return shown(code)
    return f"{settings.SITE_URL}{path}?{urlencode({'code': shown(code)})}"
