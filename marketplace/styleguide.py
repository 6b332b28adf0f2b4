"""Every component of the shop on one page, with made-up goods: for people who build pages, not for shoppers."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from marketplace.styleguide_samples import SampleForm, samples


def styleguide(request):
    """Only while developing, or for staff."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    form = SampleForm({"phone": "0912", "note": ""} if "errors" in request.GET else None)
    return render(request, "styleguide/index.html", {"form": form, **samples(), "title": _("Style guide")})
