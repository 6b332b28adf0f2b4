"""Times of a visit: many at once after a look at them, places more or fewer, one called off."""

from django.db import OperationalError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.experiences.making import BadSlot, BelowBooked, move_places
from catalogue.experiences.models import Slot
from catalogue.experiences.wording import slot_text
from marketplace.money import format_dong
from marketplace.visits.calling_off import CalledOff, SlotOver, call_off
from sellers.changes import note_change
from sellers.goods.owning import must_be_allowed
from sellers.goods.stocking import left_of
from sellers.helping.models import Scope

from ..products.offer_views import way_back
from ..products.telling import tell
from .bookings import slots_of, to_give_back
from .offering import price_of, visits_of
from .repeating import MOST_MOMENTS
from .showing import moment_texts
from .time_forms import CallOffForm, TimesForm
from .timetable import make_times, plan, usual_places
from .views import VisitsRoom


class TimesView(VisitsRoom):
    """First what would be made is shown; pressing once more makes it."""

    def get(self, request, pk):
        experience = self.experience(pk)
        return self._page(experience, self._form(experience))

    def post(self, request, pk):
        experience = self.experience(pk)
        form = self._form(experience, request.POST)
        if not form.is_valid() or "change" in request.POST:
            return self._page(experience, form)
        if "confirm" not in request.POST:
            return self._look(experience, form)
        answers = form.cleaned_data
        made = make_times(
            acting=self.acting,
            experience=experience,
            moments=form.moments(),
            places=answers["places"],
            price=answers["price"],
        )
        return self.back(experience, _words(made), kind="success" if made.slots else "warning")

    def _form(self, experience, data=None) -> TimesForm:
        return TimesForm(data, price=price_of(experience), places=usual_places(experience))

    def _page(self, experience, form):
        return self.page("selling/visits/times.html", {"experience": experience, "form": form})

    def _look(self, experience, form):
        planned = plan(experience, form.moments())
        context = {
            "experience": experience,
            "form": form,
            "new": moment_texts(planned.new),
            "new_count": len(planned.new),
            "there": moment_texts(planned.there),
            "price_text": format_dong(form.cleaned_data["price"]),
            "most": MOST_MOMENTS if form.is_cut else 0,
        }
        return self.page("selling/visits/times_look.html", context)


def _words(made) -> str:
    text = ngettext("%(n)d time is on the list.", "%(n)d times are on the list.", len(made.slots))
    words = text % {"n": len(made.slots)}
    if made.skipped:
        named = ", ".join(f"{day} {', '.join(times)}" for day, times in moment_texts(made.skipped[:8]))
        more = " …" if len(made.skipped) > 8 else ""
        words += " " + _("Left as it was or too soon: %(times)s") % {"times": named + more}
    return words


class PlacesView(VisitsRoom):
    """+ and −: with scripts the number alone comes back, without them the page that was open."""

    http_method_names = ["post"]

    def post(self, request, slot):
        found = get_object_or_404(
            Slot.objects.filter(experience__in=visits_of(self.seller)).select_related("product__parent", "experience"),
            pk=slot,
        )
        by = {"1": 1, "-1": -1}.get(request.POST.get("by", ""))
        if by is None:
            raise Http404
        left, refused = self._moved(found, by)
        if request.htmx and refused:
            return self._again(refused)
        if request.htmx:
            return render(request, "selling/visits/left.html", {"left": left})
        words = {"time": slot_text(found), "left": left}
        text = ngettext("%(time)s: %(left)d place left.", "%(time)s: %(left)d places left.", left) % words
        tell(request, refused or text, "warning" if refused else "success")
        return redirect(way_back(request, self.seller, found.experience_id))

    def _again(self, refused: str) -> HttpResponse:
        """The page is older than what is refused: it is shown anew, with the reason on it."""
        tell(self.request, refused, "warning")
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})

    def _moved(self, slot: Slot, by: int) -> tuple[int, str]:
        """How many are left, and why nothing was changed."""
        must_be_allowed(self.acting, slot.product)
        refused = ""
        try:
            with transaction.atomic():
                left = move_places(slot=slot, by=by)
                words = {"title": slot.product.get_title(), "left": left}
                note_change(self.acting, "stock", _("%(title)s: %(left)d left to sell") % words)
                return left, ""
        except BadSlot as error:
            refused = error.message
        except BelowBooked:
            pass
        return left_of(slot.product.stockrecords.order_by("pk").first()), refused


def _called_off(done: CalledOff) -> str:
    paid, unpaid, waiting = len(done.paid), len(done.unpaid), len(done.waiting)
    if not (paid or unpaid or waiting):
        return _("Called off. Nobody had booked it.")
    back = ngettext(
        "Called off. %(n)d buyer is told and gets the money back.",
        "Called off. %(n)d buyers are told and get their money back.",
        paid,
    )
    ended = ngettext("%(n)d unpaid booking ended.", "%(n)d unpaid bookings ended.", unpaid)
    later = ngettext(
        "%(n)d booking could not be cancelled just now: we do it as soon as we can.",
        "%(n)d bookings could not be cancelled just now: we do it as soon as we can.",
        waiting,
    )
    parts = [text % {"n": n} for text, n in ((back, paid), (ended, unpaid), (later, waiting)) if n]
    return " ".join(parts if paid else [_("Called off."), *parts])


class CallOffView(VisitsRoom):
    """It touches orders and money, so it is of who looks after orders; it must be possible in a stopped shop, too."""

    scope = Scope.ORDERS
    open_when_stopped = True

    def get(self, request, slot):
        return self._page(self._slot(slot), CallOffForm())

    def post(self, request, slot):
        found = self._slot(slot)
        form = CallOffForm(request.POST)
        if not form.is_valid():
            return self._page(found, form)
        try:
            done = call_off(slot=found, by=self.acting, reason=form.cleaned_data["reason"])
        except OperationalError:
            tell(request, _("Somebody is booking at this moment. Press the button once more."), "warning")
            return self._page(found, form)
        except SlotOver:
            tell(request, _("This time is over. Say of each guest whether they came."), "warning")
            return redirect("selling:visit_visitors", self.seller.slug, found.pk)
        tell(request, _called_off(done), "warning" if done.waiting else "success")
        return redirect("selling:visitors", self.seller.slug)

    def _slot(self, pk: int) -> Slot:
        return get_object_or_404(slots_of(self.seller).select_related("experience__product"), pk=pk)

    def _page(self, slot, form):
        context = {"slot": slot, "text": slot_text(slot), "form": form, "given_back": to_give_back(slot)}
        return self.page("selling/visits/call_off.html", context)
