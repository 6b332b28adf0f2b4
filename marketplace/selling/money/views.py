"""What the seller has earned, what is held and why, what comes when: from the ledger."""

from marketplace.payouts.pages import money_page
from sellers.helping.models import Scope

from ..frame import Workspace


class MoneyView(Workspace):
    """A stopped shop still sees what it is owed."""

    scope = Scope.MONEY
    open_when_stopped = True
    place = "money"
    http_method_names = ["get", "head"]

    def get(self, request):
        return self.page("selling/money/money.html", {"page": money_page(self.seller)})
