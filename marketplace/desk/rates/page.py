"""The lists of rates, with what is in force today."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.charges.dating import Dated

from ..frame.cells import Count, Link, Listing
from ..frame.places import RATES
from ..frame.screens import DeskScreen, Section
from .lists import LISTS


class RatesScreen(DeskScreen):
    place_name, url_name = "rates", "rates"
    permissions = RATES

    def is_front_page(self):
        return True

    def sections(self):
        user = self.request.user
        lists = [
            each for each in LISTS if each.permission_policy.user_has_any_permission(user, {"view", "add", "change"})
        ]
        columns = [
            Link(
                "name",
                label=_("List"),
                accessor="menu_label",
                get_url=lambda each: reverse(f"{each.url_namespace}:index"),
            ),
            Count("number", label=_("Today"), accessor=_number),
        ]
        words = _(
            "A rule is ended and another one added: its figures never change, because sales were charged by them."
        )
        return [Section(words=words, table=Listing(columns, lists))]


def _number(each) -> int:
    rows = each.model.objects
    return rows.on(timezone.localdate()).count() if issubclass(each.model, Dated) else rows.count()
