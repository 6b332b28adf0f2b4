"""A visit is made: which kind, the five first questions, then what guests like to know."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from catalogue.review.sending import Incomplete, WordsStop
from sellers.goods.changing import change
from sellers.goods.making import BadProduct

from ..products.product_page import known_of
from ..products.section_views import words_of
from ..products.telling import tell
from .forms import DetailsForm, NewVisitForm
from .kinds import BY_KIND, KINDS
from .offering import change_visit, offer_visit
from .views import VisitsRoom, kind_or_404


class KindView(VisitsRoom):
    """Six big buttons."""

    http_method_names = ["get", "head"]

    def get(self, request):
        return self.page("selling/visits/kind.html", {"kinds": KINDS})


class NewVisitView(VisitsRoom):
    def get(self, request, kind):
        return self._page(kind, self._form(kind))

    def post(self, request, kind):
        form = self._form(kind, request.POST, request.FILES)
        if not form.is_valid():
            return self._page(kind, form)
        answers = {name: form.cleaned_data[name] for name in ("title", "price", "meeting_place", "picture")}
        try:
            experience = offer_visit(acting=self.acting, kind=kind, minutes=form.chosen_minutes, **answers)
        except BadProduct as error:
            for field, message in error.errors.items():
                form.add_error(field if field in form.fields else None, message)
            return self._page(kind, form)
        return redirect("selling:visit_details", self.seller.slug, experience.pk)

    def _form(self, kind, *data):
        kind_or_404(kind, BY_KIND)
        return NewVisitForm(*data, kind=kind, seller=self.seller)

    def _page(self, kind, form):
        return self.page("selling/visits/new.html", {"kind": BY_KIND[kind], "form": form})


class DetailsView(VisitsRoom):
    """What guests read. The description is looked at by the desk, as that of any product; the rest counts at once."""

    def get(self, request, pk):
        experience = self.experience(pk)
        return self._page(experience, self._form(experience))

    def post(self, request, pk):
        experience = self.experience(pk)
        form = self._form(experience, request.POST)
        if not form.is_valid():
            return self._page(experience, form)
        try:
            done = change(acting=self.acting, product=experience.product, fields=form.product_values())
        except (BadProduct, WordsStop, Incomplete) as error:
            form.add_error("description", _reason(error))
            return self._page(experience, form)
        is_changed = change_visit(acting=self.acting, experience=experience, values=form.values())
        if not experience.slots.exists():
            tell(request, _("Kept. Now the days and times."))
            return redirect("selling:visit_times", self.seller.slug, experience.pk)
        return self.back(experience, _("Saved.") if is_changed and not done.waits else words_of(done))

    def _form(self, experience, data=None) -> DetailsForm:
        return DetailsForm(data, experience=experience, description=known_of(experience.product)["description"])

    def _page(self, experience, form):
        return self.page("selling/visits/details.html", {"experience": experience, "form": form})


def _reason(error: Exception) -> list[str]:
    if isinstance(error, WordsStop):
        return [f"“{finding.words}”: {finding.advice}" for finding in error.findings]
    if isinstance(error, Incomplete):
        return [one.message for one in error.missing]
    return list(error.errors.values())
