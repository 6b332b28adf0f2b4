"""Where and when parcels are fetched."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sellers.helping.models import Scope
from sellers.papers.picking_up import BadPickup, tell_pickup

from ..frame import Workspace
from ..weekdays import DAYS


class PickupForm(forms.Form):
    place = forms.CharField(
        label=gettext_lazy("How to find you"),
        help_text=gettext_lazy("Hamlet, house, a landmark: past the market, second bridge."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days?"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def clean_days(self):
        return sum(self.cleaned_data["days"])


class PickupView(Workspace):
    scope, open_when_stopped, place = Scope.PAPERS, True, "papers"

    def get(self, request):
        seller = self.seller
        place = seller.pickup_note or seller.business_place
        days = [bit for bit, _label in DAYS if seller.pickup_days & bit]
        return self._page(PickupForm(initial={"place": place, "days": days}))

    def post(self, request):
        form = PickupForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            tell_pickup(acting=self.acting, **form.cleaned_data)
        except BadPickup as error:
            for field, message in error.errors.items():
                form.add_error(field, message)
            return self._page(form, status=422)
        messages.success(request, _("Saved."))
        return redirect("selling:papers", self.seller.slug)

    def _page(self, form, status=200):
        return self.page("selling/papers/pickup.html", {"form": form}, status=status)
