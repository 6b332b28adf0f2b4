"""What the two desks add to Wagtail's admin: addresses, a menu each, their lists, lines of the audit log."""

from functools import partial

from django.contrib.auth.models import Permission
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.permissions import register_permission_policy

from .frame import audit
from .frame.places import DESKS
from .rates.lists import LISTS as RATES
from .sellers.standards import LISTS as STANDARDS
from .urls import actions, urlpatterns

SHOWN_IN_GROUPS = ("desk", "payments", "payouts", "charges", "sales", "tax_months", "papers", "opening", "review")

for rows in (*RATES, *STANDARDS):
    register_permission_policy(rows.model, rows.permission_policy, exact_class=True)


class PlaceItem(MenuItem):
    def __init__(self, desk, place, order):
        self.place = place
        super().__init__(place.label, "", name=f"{desk.name}-{place.name}", icon_name=place.icon, order=order)

    @property
    def url(self):
        return self.place.url

    @url.setter
    def url(self, value):
        """The address is asked for when all addresses are known."""

    def is_shown(self, request):
        return self.place.is_open_to(request.user)


@hooks.register("register_admin_urls")
def register_addresses():
    return urlpatterns


def menu_of(desk) -> SubmenuMenuItem:
    items = [PlaceItem(desk, place, order) for order, place in enumerate(desk.places)]
    return SubmenuMenuItem(desk.label, Menu(items=items), name=desk.name, icon_name=desk.icon, order=desk.order)


for each in DESKS:
    hooks.register("register_admin_menu_item", partial(menu_of, each))


@hooks.register("register_admin_viewset")
def register_lists():
    return [*RATES, *STANDARDS]


@hooks.register("register_log_actions")
def register_lines(registry):
    for action in {each.log_name(): each for each in actions()}.values():
        audit.register(action.log_name(), action.label or action.name)


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label__in=SHOWN_IN_GROUPS)
