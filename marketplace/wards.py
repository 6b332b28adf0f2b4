"""The shopper's ward: chosen once, remembered, used for delivery days and fees."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from marketplace.folding import clean
from marketplace.page_frame import WARD_COOKIE, ward_of
from marketplace.places.models import Commune
from marketplace.places.suggesting import suggest
from marketplace.same_origin import same_origin


class WardForm(forms.Form):
    """The typed text and, where scripts ran, the code behind it."""

    text = forms.CharField(label=_("Your ward or commune"), max_length=200, required=False)
    code = forms.CharField(max_length=5, required=False, widget=forms.HiddenInput)
    next = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)

    def clean_text(self):
        return clean(self.cleaned_data["text"])


@never_cache
@same_origin
def choose_ward(request):
    """GET shows the form, or the candidates for a typed text; POST remembers the choice and goes back."""
    form = WardForm(
        request.POST or None, initial={"next": request.GET.get("next", ""), "text": request.GET.get("text", "")}
    )
    if request.method == "POST" and "forget" in request.POST:
        response = HttpResponseRedirect(_way_back(request))
        response.delete_cookie(WARD_COOKIE)
        return response
    candidates = []
    if request.method == "POST" and form.is_valid():
        code, text = form.cleaned_data["code"], form.cleaned_data["text"]
        ward = Commune.objects.filter(pk=code).first() if code.isascii() and code.isdigit() else None
        candidates = [] if ward else suggest(text, limit=12) if text else []
        if ward is None and len(candidates) == 1:
            ward = candidates[0].commune
        if ward:
            response = HttpResponseRedirect(_way_back(request))
            response.set_cookie(
                WARD_COOKIE, ward.pk, max_age=180 * 24 * 3600, samesite="Lax", secure=request.is_secure(), httponly=True
            )
            return response
        if not candidates:
            form.add_error(
                "text", _("We found no ward or commune of this name. Please try its old name, or the province as well.")
            )
    context = {"form": form, "candidates": candidates, "chosen": ward_of(request), "next": _way_back(request)}
    return render(request, "places/choose_ward.html", context)


def _way_back(request) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/shop/"
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else "/shop/"
