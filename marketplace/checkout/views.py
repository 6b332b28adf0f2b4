"""The one page between a basket and an order."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from oscar.core.loading import get_class

from marketplace.fulfilment.keeping import keep_for_later
from marketplace.fulfilment.order_links import path_of
from marketplace.fulfilment.planning import needs_place, plan
from marketplace.fulfilment.settling import settle

from .checkout_page import checkout_page
from .forms import CheckoutForm, way_choices
from .limiting import TooOften, count_try
from .pay_page import pay_path, waits_for_payment
from .pay_views import to_payment
from .placing import Buyer, NothingToBuy, NotPlaced, order_of_token, place, token_of
from .remembering import remembered

PER_PHONE, PER_ADDRESS, WINDOW = 10, 120, 60 * 60


@method_decorator(never_cache, name="dispatch")
class CheckoutView(View):
    """GET shows the page; POST with `calculate` works out the fees anew, any other POST orders."""

    def get(self, request):
        if request.basket.is_empty:
            return redirect("basket:summary")
        return self._page(request, self._form(request, initial=remembered(request)))

    def _form(self, request, *args, **kwargs) -> CheckoutForm:
        return CheckoutForm(*args, needs_place=needs_place(request.basket.all_lines()), **kwargs)

    def post(self, request):
        if {"later", "remove"} & request.POST.keys() and request.basket.id:
            self._set_aside(request)
        if {"calculate", "later", "remove"} & request.POST.keys():
            return self._calculated(request)
        form = self._form(request, request.POST)
        is_right = form.is_valid()
        if order := self._ordered_before(form):
            return redirect(pay_path(order) if waits_for_payment(order) else path_of(order))
        if request.basket.is_empty:
            messages.warning(request, _("Your basket is empty, so there was nothing to order."))
            return redirect("basket:summary")
        if not is_right:
            return self._page(request, form)
        return self._order(request, form)

    def _calculated(self, request):
        """Nothing is judged but the place; all that was typed stays."""
        if request.basket.is_empty:
            return redirect("basket:summary")
        form = self._form(request, initial=request.POST.dict())
        return self._page(request, form, only_offer=request.htmx)

    def _set_aside(self, request):
        """What nothing can bring here: kept for later, or taken out. The rest of the page stays as it was typed."""
        wanted = request.POST.get("later") or request.POST.get("remove")
        lines = settle(request.basket, user=request.user, request=request).lines
        ids = [item.key for group in plan(lines).groups if group.key == wanted for item in group.items]
        if "later" in request.POST:
            keep_for_later(request, ids)
        else:
            request.basket.lines.filter(pk__in=ids).delete()
        self._load_again(request)

    def _load_again(self, request):
        request.basket.reset_offer_applications()
        get_class("offer.applicator", "Applicator")().apply(request.basket, request.user, request)

    def _ordered_before(self, form):
        """The same page sent again, from another tab or by a double click."""
        token = form.cleaned_data.get("token")
        return order_of_token(token) if token else None

    def _order(self, request, form):
        try:
            self._count(request, form.cleaned_data["phone"])
            order = place(
                basket_id=request.basket.pk,
                token=token_of(request.basket),
                shown_total=form.cleaned_data["shown_total"] or 0,
                shown_promise=form.cleaned_data["shown_promise"],
                buyer=self._buyer(request, form),
                choices=way_choices(request.POST),
                payment=form.cleaned_data["payment"],
                request=request,
            )
        except TooOften:
            problem = _("Many orders came from this number or this network. Wait a while, or call the producer.")
            return self._page(request, form, problem=problem, status=429)
        except NothingToBuy as error:
            messages.warning(request, error.text)
            return redirect("basket:summary")
        except NotPlaced as error:
            return self._page(request, form, problem=error.text)
        if not waits_for_payment(order):
            messages.success(request, _("Thank you. Your order is with the producers."))
        return to_payment(request, order)

    def _count(self, request, phone):
        ip = get_adapter().get_client_ip(request)
        count_try(what="order", who=f"{phone} {ip}", most=PER_PHONE, seconds=WINDOW)
        count_try(what="order-from", who=ip, most=PER_ADDRESS, seconds=WINDOW)

    def _buyer(self, request, form) -> Buyer:
        cleaned = form.cleaned_data
        user = request.user if request.user.is_authenticated else None
        return Buyer(
            name=cleaned["name"],
            phone=cleaned["phone"],
            address=form.address,
            note=cleaned["note"],
            user=user,
            language=get_language(),
            is_of_age=cleaned["is_of_age"],
        )

    def _page(self, request, form, *, problem="", status=200, only_offer=False):
        basket = request.basket
        if problem:
            # What was loaded may be older than what refused the order.
            self._load_again(request)
        settled = settle(basket, user=request.user, request=request)
        source = form.data if form.is_bound else form.initial
        planned = plan(settled.lines, commune=form.destination.commune, choices=way_choices(source))
        page = checkout_page(
            form=form, plan=planned, settled=settled, token=token_of(basket), problem=problem, request=request
        )
        template = "checkout/offer.html" if only_offer else "checkout/checkout.html"
        return render(request, template, {"page": page, "form": form}, status=status)
