"""One question of the shop page a screen: show the form, take the answer, say that it is live, go back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sellers import pausing, presenting
from sellers.goods.owning import ShopStopped
from sellers.helping.models import Scope
from sellers.models import State
from sellers.own_words import WordsStopped

from ..frame import Workspace
from .forms import (
    DeputyForm,
    MakerForm,
    NameForm,
    PauseForm,
    PickupForm,
    PictureForm,
    PlaceForm,
    SendingForm,
    WordsForm,
)


class Question(Workspace):
    """`form_class`, `starting_values()` and `answer(form)`, which calls the one action."""

    scope = Scope.SHOP
    place = "shop_page"
    template = "selling/shop_page/question.html"
    title = ""
    form_class: type[Form]
    button = gettext_lazy("Save")

    def form(self, data=None, files=None) -> Form:
        return self.form_class(data, files, initial=self.starting_values(), **self.form_options())

    def form_options(self) -> dict:
        return {}

    def starting_values(self) -> dict:
        return {name: getattr(self.seller, name) for name in self.form_class.base_fields}

    def get(self, request):
        return self.shown(self.form())

    def post(self, request):
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form, status=422)
        try:
            found = self.answer(form)
        except WordsStopped as stopped:
            self.put_beside(form, stopped.findings)
            return self.shown(form, status=422)
        except ShopStopped as error:
            raise PermissionDenied from error
        messages.success(request, self.said())
        for one in found or ():
            messages.warning(request, finding_text(one))
        return redirect("selling:shop_page", seller=self.seller.slug)

    def said(self) -> str:
        return _("Saved. Shoppers see it now.") if self.seller.is_open else _("Saved.")

    def put_beside(self, form, findings) -> None:
        for one in findings:
            form.add_error(one.field if one.field in form.fields else None, finding_text(one))

    def shown(self, form, status=200):
        return self.page(self.template, {"form": form, "title": self.title, "button": self.button}, status=status)

    def answer(self, form):
        raise NotImplementedError


def finding_text(finding) -> str:
    return f"“{finding.words}”: {finding.advice}" if finding.advice else _("Please leave out “%s”.") % finding.words


class WordsView(Question):
    title = gettext_lazy("In your own words")
    form_class = WordsForm

    def answer(self, form):
        return presenting.describe(acting=self.acting, **form.cleaned_data)


class MakerView(Question):
    title = gettext_lazy("Who makes it")
    form_class = MakerForm

    def answer(self, form):
        return presenting.name_maker(acting=self.acting, **form.cleaned_data)


class PictureView(Question):
    title = gettext_lazy("Picture of the shop")
    template = "selling/shop_page/picture.html"
    form_class = PictureForm
    button = gettext_lazy("Show this picture")

    def starting_values(self):
        return {}

    def answer(self, form):
        presenting.change_picture(acting=self.acting, file=form.cleaned_data["picture"])


class RemovePictureView(Workspace):
    scope = Scope.SHOP
    http_method_names = ["post"]

    def post(self, request):
        presenting.remove_picture(acting=self.acting)
        messages.success(request, _("The picture is gone."))
        return redirect("selling:shop_page", seller=self.seller.slug)


class PlaceView(Question):
    title = gettext_lazy("Place")
    template = "selling/shop_page/place.html"
    form_class = PlaceForm

    def starting_values(self):
        place = self.seller.business_place
        return {"shown": "place" if place else "commune", "place": place}

    def answer(self, form):
        presenting.show_place(acting=self.acting, place=form.cleaned_data["place"])


class SendingView(Question):
    title = gettext_lazy("Getting ready and sending")
    form_class = SendingForm

    def answer(self, form):
        presenting.say_sending(acting=self.acting, **form.cleaned_data)


class PickupView(Question):
    title = gettext_lazy("Pick-up")
    template = "selling/shop_page/pickup.html"
    form_class = PickupForm

    def starting_values(self):
        return {"has_pickup": "yes" if self.seller.has_pickup else "no"}

    def answer(self, form):
        presenting.say_pickup(acting=self.acting, **form.cleaned_data)


class DeputyView(Question):
    """For owners only: the deputy's links show buyers' data, whoever stops helping."""

    scope = None
    title = gettext_lazy("Who else can answer orders?")
    template = "selling/shop_page/deputy.html"
    form_class = DeputyForm

    def form_options(self):
        return {"own_phone": self.seller.phone}

    def starting_values(self):
        return {"name": self.seller.deputy_name, "phone": self.seller.deputy_phone}

    def said(self):
        return _("Saved.")

    def answer(self, form):
        presenting.name_deputy(acting=self.acting, **form.cleaned_data)


class NameView(Question):
    title = gettext_lazy("Name of the shop")
    template = "selling/shop_page/name.html"
    form_class = NameForm

    def shown(self, form, status=200):
        context = {"form": form, "title": self.title, "button": self.button}
        context["is_settled"] = presenting.name_is_settled(self.seller)
        return self.page(self.template, context, status=status)

    def answer(self, form):
        try:
            presenting.rename(acting=self.acting, **form.cleaned_data)
        except presenting.NameIsSettled as error:
            raise PermissionDenied from error


class PauseView(Question):
    title = gettext_lazy("Pause the shop")
    template = "selling/shop_page/pause.html"
    form_class = PauseForm
    button = gettext_lazy("Pause the shop")

    def starting_values(self):
        return {}

    def said(self):
        return _("The shop is paused. Orders that came before are still yours to send.")

    def get(self, request):
        if self.seller.state != State.OPEN:
            return redirect("selling:shop_page", seller=self.seller.slug)
        return super().get(request)

    def answer(self, form):
        try:
            pausing.pause_shop(acting=self.acting, **form.cleaned_data)
        except pausing.CannotPause as error:
            raise PermissionDenied from error


class OpenView(Workspace):
    """Opens what the seller paused; nothing else."""

    scope = Scope.SHOP
    http_method_names = ["post"]

    def post(self, request):
        try:
            pausing.open_again(acting=self.acting)
        except pausing.CannotOpen as error:
            raise PermissionDenied from error
        messages.success(request, _("The shop is open again."))
        return redirect("selling:shop_page", seller=self.seller.slug)
