"""Each step of an order as a page or a press; afterwards one is back where one came from."""

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marketplace.answering.answering import Answered
from marketplace.answering.forms import LessForm
from marketplace.fulfilment.moving import WrongState
from marketplace.payments.lessening import NotLessenable
from marketplace.payments.parcel_life.handing_over import UnknownCarrier

from . import steps
from .forms import HandOverForm
from .parcel_page import parcel_page
from .views import OrdersRoom, of_goods


class StepRoom(OrdersRoom):
    """`act` runs an action and says in plain words what came of it."""

    def act(self, parcel, done: str, action, **typed):
        try:
            action(acting=self.acting, parcel=parcel, **typed)
        except (WrongState, Answered):
            messages.warning(
                self.request, _("This order has moved on meanwhile, so nothing was changed. Look at it now.")
            )
            return self.to_order(parcel)
        except OperationalError:
            messages.warning(self.request, _("That did not work just now. Press again in a minute."))
            return self.to_order(parcel)
        messages.success(self.request, done)
        return self.back(parcel)

    def back(self, parcel):
        if self.request.POST.get("next") == "today":
            return redirect("selling:today", self.seller.slug)
        return self.to_order(parcel)

    def to_order(self, parcel):
        return redirect("selling:order", self.seller.slug, parcel.number)

    def ask(self, template: str, parcel, **more):
        context = {"page": parcel_page(parcel), "next": self.request.GET.get("next", self.request.POST.get("next", ""))}
        return self.page(f"selling/orders/{template}.html", context | more)


class YesView(StepRoom):
    http_method_names = ["post"]

    @of_goods
    def post(self, request, parcel):
        return self.act(parcel, _("Said yes. Now pack it."), steps.say_yes)


class LessView(StepRoom):
    @of_goods
    def get(self, request, parcel):
        if parcel.state not in steps.MAY_SEND_LESS:
            return self.to_order(parcel)
        return self.ask("less", parcel, form=LessForm(parcel=parcel))

    @of_goods
    def post(self, request, parcel):
        form = LessForm(request.POST, parcel=parcel)
        if not form.is_valid():
            return self.ask("less", parcel, form=form)
        if form.is_all and parcel.state == parcel.State.NEW:
            return self.act(parcel, _("Said yes. Now pack it."), steps.say_yes)
        if form.is_none:
            return redirect("selling:order_cannot", self.seller.slug, parcel.number)
        try:
            told = _("The buyer has been told that less comes. Now pack it.")
            return self.act(parcel, told, steps.send_less, missing=form.cleaned_data["missing"])
        except NotLessenable as error:
            form.add_error(None, str(error))
            return self.ask("less", parcel, form=form)


class CannotView(StepRoom):
    @of_goods
    def get(self, request, parcel):
        return self.ask("cannot", parcel) if parcel.state in steps.MAY_GIVE_UP else self.to_order(parcel)

    @of_goods
    def post(self, request, parcel):
        return self.act(parcel, _("The buyer has been told. The goods are back in your stock."), steps.give_up)


class HandOverView(StepRoom):
    @of_goods
    def get(self, request, parcel):
        return (
            self.ask("hand_over", parcel, form=HandOverForm()) if steps.may_hand_over(parcel) else self.to_order(parcel)
        )

    @of_goods
    def post(self, request, parcel):
        form = HandOverForm(request.POST)
        if not form.is_valid():
            return self.ask("hand_over", parcel, form=form)
        typed = {name: form.cleaned_data[name] for name in ("carrier", "tracking_no")}
        try:
            return self.act(parcel, _("Handed over. The buyer can see it."), steps.hand_over, **typed)
        except UnknownCarrier as error:
            form.add_error("carrier", str(error))
            return self.ask("hand_over", parcel, form=form)


class StepView(StepRoom):
    """A step that is pressed, or asked about once more on a page of its own."""

    def step_or_404(self, name: str) -> steps.Step:
        step = steps.BY_NAME.get(name)
        if step is None:
            raise Http404
        return step

    @of_goods
    def get(self, request, parcel, step):
        chosen = self.step_or_404(step)
        if not chosen.asks or not chosen.is_offered(parcel):
            return self.to_order(parcel)
        return self.ask("step", parcel, step=chosen)

    @of_goods
    def post(self, request, parcel, step):
        chosen = self.step_or_404(step)
        if not chosen.is_offered(parcel):
            messages.warning(request, _("This order has moved on meanwhile, so nothing was changed. Look at it now."))
            return self.to_order(parcel)
        return self.act(parcel, _("Done: %(step)s.") % {"step": chosen.label}, steps.take, step=chosen)
