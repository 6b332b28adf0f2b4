"""One press each: send, take back, copy, pause, bring back, take off."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.review.sending import Incomplete, NothingToSend, NotOnTheShelf, WordsStop
from sellers.goods.copying import copy
from sellers.goods.pausing import BadDay, CannotPause, pause, resume
from sellers.goods.removing import remove
from sellers.goods.sending import NothingWaits, send_whole, take_back

from .section_forms import day_box
from .telling import tell
from .views import ProductsRoom


class ActView(ProductsRoom):
    """POST does it and leads back to the product."""

    http_method_names = ["post"]

    def post(self, request, pk):
        product = self.product(pk)
        return self.act(product)


class SendView(ActView):
    def act(self, product):
        try:
            review = send_whole(acting=self.acting, product=product)
        except Incomplete:
            return self.back(product, _("Something is still missing: see below."), kind="warning")
        except WordsStop:
            return self.back(product, _("Some words may not stand there: see below."), kind="warning")
        except (NothingToSend, NotOnTheShelf):
            return self.back(product, _("There is nothing to send."), kind="warning")
        day = review.due_on.strftime("%d/%m/%Y")
        return self.back(product, _("Sent. The desk answers by %(day)s; you get a message.") % {"day": day})


class TakeBackView(ActView):
    def act(self, product):
        try:
            take_back(acting=self.acting, product=product)
        except NothingWaits:
            return self.back(product, _("The desk has just answered: see below."), kind="warning")
        return self.back(product, _("Taken back."))


class CopyView(ActView):
    def act(self, product):
        if hasattr(product, "experience"):
            return self.back(product, _("A visit is not copied: offer another one."), kind="warning")
        made = copy(acting=self.acting, product=product)
        return self.back(made, _("A copy, as a draft. Change what is different."))


class ResumeView(ActView):
    def act(self, product):
        try:
            resume(acting=self.acting, product=product)
        except CannotPause:
            return self.back(product, _("It is not paused."), kind="warning")
        return self.back(product, _("On sale again."))


class PauseForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Back on sale on"),
        required=False,
        widget=day_box(),
        help_text=gettext_lazy("It comes back by itself on this day. Empty: you bring it back."),
    )


class PauseView(ProductsRoom):
    def get(self, request, pk):
        product = self.product(pk)
        return self._page(product, PauseForm())

    def post(self, request, pk):
        product = self.product(pk)
        form = PauseForm(request.POST)
        if not form.is_valid():
            return self._page(product, form)
        try:
            pause(acting=self.acting, product=product, until=form.cleaned_data["until"])
        except BadDay as error:
            form.add_error("until", str(error))
            return self._page(product, form)
        except CannotPause:
            return self.back(product, _("Only what is on sale can be paused."), kind="warning")
        return self.back(product, _("Paused. Orders that you have taken stay as they are."))

    def _page(self, product, form):
        return self.page("selling/products/pause.html", {"product": product, "form": form})


class RemoveView(ProductsRoom):
    def get(self, request, pk):
        return self.page("selling/products/remove.html", {"product": self.product(pk)})

    def post(self, request, pk):
        product = self.product(pk)
        remove(acting=self.acting, product=product)
        tell(
            request,
            _("%(title)s is taken off. Orders that you have taken stay as they are.") % {"title": product.title},
        )
        return redirect("selling:products", self.seller.slug)
