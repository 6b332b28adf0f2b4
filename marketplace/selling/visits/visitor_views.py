"""Who comes: all times with guests, one of them, its list on paper, and the check-in."""

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.experiences.models import Slot
from catalogue.experiences.wording import slot_text
from marketplace.fulfilment.moving import WrongState
from marketplace.printing.pdf import PDF_TYPE
from marketplace.visits.changing import cannot_welcome
from marketplace.visits.checking_in import NotCheckedIn, check_in, did_not_come
from marketplace.visits.finding import find_by_code
from marketplace.visits.models import Visit
from sellers.helping.models import Scope

from ..frame import Workspace
from ..products.telling import tell
from .bookings import COUNTED, booking, bookings_of, coming_guests, slots_of, visits_for_rows
from .guest_list import guest_list_pdf
from .time_forms import CodeForm, DeclineForm


class GuestsRoom(Workspace):
    """Guests who booked before the shop was stopped come all the same."""

    scope = Scope.ORDERS
    open_when_stopped = True
    place = "visitors"

    def page(self, template: str, context: dict | None = None, status: int = 200):
        both = {"may_see_guests": True, "may_see_offers": self.acting.may(Scope.PRODUCTS)}
        return super().page(template, both | (context or {}), status)

    def slot_or_404(self, pk: int) -> Slot:
        return get_object_or_404(slots_of(self.seller).select_related("experience__product"), pk=pk)


class VisitorsView(GuestsRoom):
    http_method_names = ["get", "head"]

    def get(self, request):
        begun, later = coming_guests(self.seller)
        context = {"begun": begun, "later": later, "form": CodeForm(), "today": timezone.localdate()}
        return self.page("selling/visits/visitors.html", context)


class SlotView(GuestsRoom):
    http_method_names = ["get", "head"]

    def get(self, request, slot):
        found = self.slot_or_404(slot)
        rows = bookings_of(found, self.seller)
        context = {
            "slot": found,
            "text": slot_text(found),
            "rows": rows,
            "people": sum(row.people for row in rows if row.state in COUNTED),
            "may_decline": found.starts_at > timezone.now(),
            "may_call_off": found.called_off_at is None and found.ends_at > timezone.now(),
        }
        return self.page("selling/visits/slot.html", context)


class PrintView(GuestsRoom):
    http_method_names = ["get", "head"]

    def get(self, request, slot):
        found, made_at = self.slot_or_404(slot), timezone.now()
        content = guest_list_pdf(found, bookings_of(found, self.seller), seller=self.seller, made_at=made_at)
        response = HttpResponse(content, content_type=PDF_TYPE)
        day = timezone.localtime(found.starts_at)
        response["Content-Disposition"] = f'inline; filename="khach-{day:%Y%m%d-%H%M}.pdf"'
        return response


class CannotView(GuestsRoom):
    """One guest cannot be welcomed: the reason is asked, and the button pressed once more."""

    def get(self, request, slot, visit):
        return self._page(self._visit(slot, visit), DeclineForm())

    def post(self, request, slot, visit):
        found, form = self._visit(slot, visit), DeclineForm(request.POST)
        if not form.is_valid():
            return self._page(found, form)
        try:
            cannot_welcome(visit=found, by=self.acting, reason=form.cleaned_data["reason"])
        except NotCheckedIn as error:
            tell(request, error.text, "warning")
        except WrongState:
            tell(request, _("This booking has changed meanwhile, so nothing was done. Look at it now."), "warning")
        except OperationalError:
            tell(request, _("That did not work just now. Press again in a minute."), "warning")
        else:
            tell(request, _("Cancelled. The guest is told and gets the money back."))
        return redirect("selling:visit_visitors", self.seller.slug, slot)

    def _visit(self, slot: int, pk: int) -> Visit:
        visits = visits_for_rows(Visit.objects.of_seller(self.seller))
        return get_object_or_404(visits, slot=slot, pk=pk)

    def _page(self, visit, form):
        context = {"row": booking(visit), "slot": visit.slot, "text": slot_text(visit.slot), "form": form}
        context["may_decline"] = context["row"].is_expected and visit.slot.starts_at > timezone.now()
        return self.page("selling/visits/cannot.html", context)


class CheckInView(GuestsRoom):
    """The address in the QR code: shows who it is; one button says that they came."""

    def get(self, request):
        form = CodeForm(request.GET if request.GET.get("code") else None)
        if not form.is_bound or not form.is_valid():
            return self._page(form)
        return self._show(form, form.cleaned_data["code"])

    def post(self, request):
        form = CodeForm(request.POST)
        visit = find_by_code(seller=self.seller, code=form.cleaned_data["code"]) if form.is_valid() else None
        if visit is None:
            return self._not_found(form)
        try:
            return self._settle(visit)
        except NotCheckedIn as error:
            tell(request, error.text, "warning")
        return redirect(f"{reverse('selling:visit_check_in', args=[self.seller.slug])}?code={visit.code}")

    def _settle(self, visit):
        if "did_not_come" in self.request.POST:
            did_not_come(visit=visit, by=self.acting)
            words = _("Noted: %(name)s did not come.") % {"name": booking(visit).name}
        else:
            people = self._people(visit)
            check_in(visit=visit, by=self.acting, people=people)
            text = ngettext("%(name)s: %(n)d person came.", "%(name)s: %(n)d people came.", people)
            words = text % {"name": booking(visit).name, "n": people}
        tell(self.request, words)
        return redirect("selling:visit_visitors", self.seller.slug, visit.slot_id)

    def _people(self, visit) -> int:
        """As many as were booked, unless another number was typed; a number that cannot be is refused."""
        typed = self.request.POST.get("people", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else visit.people

    def _show(self, form, code):
        visit = find_by_code(seller=self.seller, code=code)
        if visit is None:
            return self._not_found(form)
        now, slot = timezone.now(), visit.slot
        context = {
            "form": form,
            "row": booking(visit),
            "slot": slot,
            "text": slot_text(slot),
            "is_early": timezone.localdate(slot.starts_at) > timezone.localdate(now),
            "is_over": slot.ends_at <= now,
        }
        return self.page("selling/visits/check_in.html", context)

    def _not_found(self, form):
        form.add_error("code", _("No visit of yours has this code. Look at it once more, letter by letter."))
        return self._page(form)

    def _page(self, form):
        return self.page("selling/visits/check_in.html", {"form": form, "row": None})
