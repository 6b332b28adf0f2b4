"""The other log-in pages of Django, Wagtail and Oscar: all lead to the one with rate limits and the second step."""

from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache


@never_cache
def to_sign_in(request, **kwargs):
    """Send the visitor to the one sign-in page; `next` goes along when it stays on this site."""
    target = request.GET.get("next", "")
    address = reverse("account_login")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        address = f"{address}?{urlencode({'next': target})}"
    return HttpResponseRedirect(address)


# Before Wagtail's own URLs, without a language in front. Django's admin is closed by secure_admin_login in the site's URLs.
urlpatterns = [
    path("cms/login/", to_sign_in),
]
# Before Oscar's own URLs, with the languages.
shop_urlpatterns = [
    path("shop/accounts/login/", to_sign_in),
    path("shop/accounts/register/", to_sign_in),
    path("shop/dashboard/login/", to_sign_in),
]
