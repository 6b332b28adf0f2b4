"""The first page of the workspace: what is to be done."""

from sellers.helping.models import Scope

from ..frame import Workspace
from .work import today_of


class TodayView(Workspace):
    """A stopped shop reads here why, and finishes what was ordered."""

    scope = Scope.ORDERS
    open_when_stopped = True
    place = "today"
    http_method_names = ["get", "head"]

    def get(self, request):
        return self.page("selling/today/today.html", {"today": today_of(self.acting)})
