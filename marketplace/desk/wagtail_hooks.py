"""What the money desk adds to Wagtail's admin: addresses, one menu, the lists of rates, lines of the audit log."""

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.permissions import register_permission_policy

from .frame import audit
from .frame.access import may
from .frame.places import PLACES
from .rates.lists import LISTS
from .urls import actions, urlpatterns

SHOWN_IN_GROUPS = ("desk", "payments", "payouts", "charges", "sales", "tax_months")

for rates in LISTS:
    register_permission_policy(rates.model, rates.permission_policy, exact_class=True)


class PlaceItem(MenuItem):
    def __init__(self, place, order):
        self.place = place
        super().__init__(place.label, "", name=f"money-{place.name}", icon_name=place.icon, order=order)

    @property
    def url(self):
        return self.place.url

    @url.setter
    def url(self, value):
        """The address is asked for when all addresses are known."""

    def is_shown(self, request):
        return may(request.user, self.place.permissions)


@hooks.register("register_admin_urls")
def register_addresses():
    return urlpatterns


@hooks.register("register_admin_menu_item")
def register_menu():
    items = [PlaceItem(place, order) for order, place in enumerate(PLACES)]
    return SubmenuMenuItem(_("Money"), Menu(items=items), name="money", icon_name="table", order=240)


@hooks.register("register_admin_viewset")
def register_rates():
    return list(LISTS)


@hooks.register("register_log_actions")
def register_lines(registry):
    for action in {each.log_name(): each for each in actions()}.values():
        audit.register(action.log_name(), action.label or action.name)


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label__in=SHOWN_IN_GROUPS)
