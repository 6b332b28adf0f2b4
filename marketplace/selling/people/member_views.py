"""Member households of a cooperative: entered, changed, invited, left; and what they make."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from marketplace.selling.frame import Workspace
from sellers.helping.models import Scope
from sellers.members.entering import BadMember, HasLeft, change_member, enter_member, has_members, leave, members_of
from sellers.members.making import goods_of, say_what_they_make
from sellers.members.own_page import NeverOpened, TooManyInvitations, invite
from sellers.models import SellerChange

from .forms import MemberForm


class MemberWork(Workspace):
    """Cooperatives and cooperative groups only; their secretary may do it with the scope of products."""

    scope = Scope.PRODUCTS
    place = "people"

    def page(self, template, context=None, status=200):
        if not has_members(self.seller):
            raise Http404
        return super().page(template, context, status)

    def member(self, pk):
        return get_object_or_404(members_of(self.seller), pk=pk)


class MembersView(MemberWork):
    open_when_stopped = True

    def get(self, request):
        members = list(members_of(self.seller))
        makes: dict[int, list[str]] = {}
        for product in goods_of(self.seller):
            if maker := getattr(product, "maker", None):
                makes.setdefault(maker.member_id, []).append(product.title)
        rows = [(member, ", ".join(makes.get(member.pk, []))) for member in members]
        return self.page("selling/people/members.html", {"rows": rows})


class NewMemberView(MemberWork):
    def get(self, request):
        return self._page(MemberForm())

    def post(self, request):
        form = MemberForm(request.POST)
        if not has_members(self.seller):
            raise Http404
        if not form.is_valid():
            return self._page(form)
        try:
            member = enter_member(acting=self.acting, **form.answers())
        except BadMember as error:
            for field, message in error.errors.items():
                form.add_error(field, message)
            return self._page(form)
        return redirect("selling:member_of", self.seller.slug, member.pk)

    def _page(self, form):
        return self.page("selling/people/member_new.html", {"form": form})


class MemberView(MemberWork):
    """One household: what stands there, and by ticks what it makes."""

    def get(self, request, pk):
        member = self.member(pk)
        names = ("name", "hamlet", "phone", "about", "is_shown")
        initial = {name: getattr(member, name) for name in names} | {"commune": member.commune_id}
        return self._page(member, MemberForm(initial=initial))

    def post(self, request, pk):
        member, form = self.member(pk), MemberForm(request.POST)
        if not form.is_valid():
            return self._page(member, form)
        try:
            change_member(acting=self.acting, member=member, **form.answers())
        except BadMember as error:
            for field, message in error.errors.items():
                form.add_error(field, message)
            return self._page(member, form)
        except HasLeft as error:
            raise Http404 from error
        return redirect("selling:members", self.seller.slug)

    def _page(self, member, form):
        goods = list(goods_of(self.seller))
        told = SellerChange.objects.filter(seller=self.seller, action=f"member.invited.{member.pk}").exists()
        context = {"member": member, "form": form, "goods": goods, "is_invited": told}
        return self.page("selling/people/member.html", context)


class MemberGoodsView(MemberWork):
    def post(self, request, pk):
        chosen = [int(text) for text in request.POST.getlist("product") if text.isascii() and text.isdigit()]
        say_what_they_make(acting=self.acting, member=self.member(pk), product_ids=chosen)
        return redirect("selling:members", self.seller.slug)


class InviteMemberView(MemberWork):
    def post(self, request, pk):
        member = self.member(pk)
        if member.phone and member.person_id is None:
            self._invite(member)
        return redirect("selling:member_of", self.seller.slug, member.pk)

    def _invite(self, member):
        try:
            invite(acting=self.acting, member=member)
        except NeverOpened:
            messages.warning(self.request, _("You can send messages once your shop has been opened."))
        except TooManyInvitations:
            messages.warning(self.request, _("No more such messages leave today. Press again tomorrow."))


class LeaveMemberView(MemberWork):
    def post(self, request, pk):
        leave(acting=self.acting, member=self.member(pk))
        return redirect("selling:members", self.seller.slug)
