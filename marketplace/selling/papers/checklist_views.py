"""The papers of a shop on one page, and asking to open it."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sellers.helping.models import Scope
from sellers.models import State
from sellers.opening.asking import CannotAsk, NotReady, ask_to_open, has_goods, waiting_request
from sellers.opening.models import OpeningRequest
from sellers.opening.suspending import standing_suspension
from sellers.papers.checklist import checklist

from ..frame import Workspace
from .cards import groups


class ChecklistView(Workspace):
    scope, open_when_stopped, place = Scope.PAPERS, True, "papers"

    def get(self, request):
        seller, items = self.seller, checklist(self.seller)
        is_preparing = seller.state == State.PREPARING
        found = groups(items, self.acting)
        context = {
            "groups": found,
            "needed": [item for item in items if item.is_needed],
            "number_done": sum(item.is_needed and not item.is_open for item in items),
            "is_preparing": is_preparing,
            "has_goods": not is_preparing or has_goods(seller),
            "waiting": waiting_request(seller) if is_preparing else None,
            "sent_back": _last_sent_back(seller) if is_preparing else None,
            "suspension": standing_suspension(seller),
            "operator": settings.OPERATOR,
        }
        context["may_ask"] = is_preparing and not found.to_do and context["has_goods"] and not context["waiting"]
        return self.page("selling/papers/checklist.html", context)


class AskToOpenView(Workspace):
    scope = Scope.PAPERS
    place = "papers"
    http_method_names = ["post", "options"]

    def post(self, request):
        try:
            asked = ask_to_open(acting=self.acting)
        except NotReady as error:
            for line in error.reasons:
                messages.warning(request, line)
        except CannotAsk:
            messages.info(request, _("This shop does not wait to be opened."))
        else:
            told = {"day": f"{asked.due_on:%d/%m/%Y}"}
            messages.success(request, _("Asked. The market's office answers by %(day)s at the latest.") % told)
        return redirect("selling:papers", self.seller.slug)


def _last_sent_back(seller) -> OpeningRequest | None:
    """The desk's last word, as long as nothing newer was asked."""
    last = OpeningRequest.objects.filter(seller=seller).order_by("-asked_at", "-pk").first()
    return last if last and last.outcome == OpeningRequest.Outcome.SENT_BACK else None
