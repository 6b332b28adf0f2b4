"""Who helps: asked, agreed by a code, ended in two taps; and who did what. For the seller's own people only."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from marketplace.selling.frame import Workspace
from marketplace.selling.joining.forms import CodeForm
from marketplace.selling.joining.saying import said
from sellers.helping.agreeing import NotAgreed, TooManyCodes
from sellers.helping.asking import BadHelper, agree, ask
from sellers.helping.ending import end
from sellers.helping.models import Helper
from sellers.members.entering import has_members, members_of
from sellers.models import SellerChange

from .forms import AskForm
from .showing import helpers_of, proposal_of, show

PAGE_SIZE = 30


class PeopleView(Workspace):
    place = "people"
    open_when_stopped = True

    def get(self, request, **kwargs):
        now, past = helpers_of(self.seller)
        members = members_of(self.seller).count() if has_members(self.seller) else None
        return self.page("selling/people/people.html", {"now": now, "past": past, "members": members})


class AskView(Workspace):
    place = "people"

    def get(self, request):
        return self._page(AskForm(initial=self._of_helper()))

    def post(self, request):
        form = AskForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            helper = ask(acting=self.acting, **form.cleaned_data)
        except BadHelper as error:
            for field, message in error.errors.items():
                form.add_error(field, message)
            return self._page(form)
        except NotAgreed as error:
            form.add_error(None, said(error))
            return self._page(form, status=429 if isinstance(error, TooManyCodes) else 200)
        return redirect("selling:helper", self.seller.slug, helper.pk)

    def _of_helper(self) -> dict:
        """Other terms for somebody who helps already: their answers stand in the form."""
        pk = self.request.GET.get("helper", "")
        if not (pk.isascii() and pk.isdigit()):
            return {}
        helper = get_object_or_404(_open(self.seller), pk=pk)
        return {
            "phone": helper.person.phone,
            "name": show(helper).name,
            "relation": helper.relation,
            "scopes": helper.scopes,
            "until": helper.until,
        }

    def _page(self, form, status=200):
        return self.page("selling/people/ask.html", {"form": form}, status=status)


class HelperView(Workspace):
    """One helper: the code that agrees, other terms, the end."""

    place = "people"
    open_when_stopped = True

    def get(self, request, pk):
        return self._page(get_object_or_404(_open(self.seller), pk=pk), CodeForm())

    def post(self, request, pk):
        helper, form = get_object_or_404(_open(self.seller), pk=pk), CodeForm(request.POST)
        if not form.is_valid():
            return self._page(helper, form)
        try:
            agree(acting=self.acting, helper=helper, code=form.cleaned_data["code"])
        except NotAgreed as error:
            form.add_error("code", said(error))
            return self._page(helper, form)
        return redirect("selling:people", self.seller.slug)

    def _page(self, helper, form):
        context = {"shown": show(helper), "proposal": proposal_of(helper), "form": form}
        return self.page("selling/people/helper.html", context)


class EndView(Workspace):
    place = "people"
    open_when_stopped = True

    def post(self, request, pk):
        end(helper=get_object_or_404(Helper, seller=self.seller, pk=pk), by=request.user)
        return redirect("selling:people", self.seller.slug)


class ChangesView(Workspace):
    """Who did what, the newest first; with a helper both names stand there."""

    place = "people"
    open_when_stopped = True

    def get(self, request):
        changes = SellerChange.objects.filter(seller=self.seller).select_related("by")
        page = Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page"))
        rows = [(change, _said_by(change, request.user)) for change in page.object_list]
        return self.page("selling/people/changes.html", {"page_of_changes": page, "rows": rows})


def _said_by(change: SellerChange, reader) -> str:
    if change.by_id == reader.pk and not change.is_helper:
        return _("You")
    return str(change.by) if change.by else ""


def _open(seller):
    return Helper.objects.filter(seller=seller, ended_at=None).select_related("person", "seller__partner")
