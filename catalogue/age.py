"""The door before alcoholic drinks: seen and bought by adults only (Law 44/2019/QH14 Art 5 and 16; rule P-15)."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from marketplace.legal.parameters import parameter
from marketplace.same_origin import same_origin

COOKIE = "is_adult"
KEEP_SECONDS = 24 * 3600


def is_refused(request) -> bool:
    """Whether this visitor has not yet said to be of age."""
    return request.COOKIES.get(COOKIE) != "yes"


def ask(request) -> HttpResponseRedirect:
    return redirect(f"{reverse('listing:age')}?{urlencode({'next': request.get_full_path()})}")


@never_cache
@same_origin
def confirm(request):
    """GET asks, POST remembers a yes for a day and goes on. Where alcohol is switched off there is nothing to ask."""
    target = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("catalogue:index")
    if not settings.ALCOHOL_ENABLED:
        return redirect("catalogue:index")
    if request.method == "POST" and request.POST.get("answer") == "yes":
        response = HttpResponseRedirect(target)
        response.set_cookie(
            COOKIE, "yes", max_age=KEEP_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True
        )
        return response
    years = parameter("alcohol.minimum_age", timezone.localdate())
    return render(request, "catalogue/age.html", {"next": target, "years": years})
