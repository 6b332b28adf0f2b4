"""What belongs to the person, not to a shop: the household of a cooperative, and whom one helps."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from sellers.helping.ending import end
from sellers.helping.models import Helper
from sellers.helping.wording import scopes_text
from sellers.members.own_page import goods_of_member, households_of, say_yes, show_name, waiting_for

from .private import Private


class MemberView(Private, LoginRequiredMixin, View):
    """Own products and how many were sold; nothing of other members, nothing of buyers."""

    def get(self, request):
        households = [(member, goods_of_member(member)) for member in households_of(request.user)]
        context = {"households": households, "waiting": list(waiting_for(request.user))}
        return render(request, "selling/joining/member.html", context)

    def post(self, request):
        """ "Yes, that is us", or whether product pages name the household."""
        try:
            pk = int(request.POST.get("member", ""))
        except ValueError:
            raise Http404 from None
        if request.POST.get("what") == "yes":
            done = say_yes(user=request.user, member_pk=pk)
        else:
            done = show_name(user=request.user, member_pk=pk, is_shown=request.POST.get("what") == "show")
        if done is None:
            raise Http404
        return redirect("selling:member")


class HelpingView(Private, LoginRequiredMixin, View):
    """Whom I help, for what and until when; each can be ended."""

    def get(self, request):
        mine = self._mine(request).order_by("seller__name", "pk")
        return render(
            request,
            "selling/joining/helping.html",
            {"helpers": [(helper, scopes_text(helper.scopes)) for helper in mine]},
        )

    def post(self, request):
        pk = request.POST.get("helper", "")
        helper = get_object_or_404(self._mine(request), pk=pk if pk.isascii() and pk.isdigit() else 0)
        end(helper=helper, by=request.user)
        return redirect("selling:helping")

    def _mine(self, request):
        agreed = Helper.objects.filter(person=request.user, agreed_at__isnull=False, ended_at=None)
        return agreed.filter(until__gte=timezone.localdate()).select_related(
            "seller__commune__province", "seller__partner"
        )
