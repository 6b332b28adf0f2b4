"""What our pages and lists add to Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from . import removing, reviewing, staff_home, staff_menus
from .choosers import commune_chooser, produce_chooser, product_chooser, seller_chooser
from .languages.falling_back import to_translation
from .posters import buttons as poster_buttons  # noqa: F401 - registers its own hooks
from .staff_lists import MarketListsGroup

SHOWN_IN_GROUPS = ("asksubmission",)


class EditorsItem(MenuItem):
    """For everybody who may edit pages."""

    def is_shown(self, request):
        return user_has_any_page_permission(request.user)


@hooks.register("register_admin_viewset")
def register_choosers():
    return [product_chooser, seller_chooser, commune_chooser, produce_chooser]


@hooks.register("register_admin_viewset")
def register_market_lists():
    return MarketListsGroup()


@hooks.register("register_admin_urls", order=-1)
def register_addresses():
    from .staff_urls import urlpatterns

    return urlpatterns


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="editorial", content_type__model__in=SHOWN_IN_GROUPS)


@hooks.register("filter_form_submissions_for_user")
def only_with_permission(user, forms):
    """Questions hold names and numbers of people: to edit the page is not enough."""
    return forms if user.has_perm("editorial.view_asksubmission") else forms.none()


@hooks.register("register_reports_menu_item")
def register_problems():
    url = reverse_lazy("editorial_staff:problems")
    return EditorsItem(_("Pages with problems"), url, name="problems", icon_name="warning", order=100)


@hooks.register("register_help_menu_item")
def register_guide():
    url = reverse_lazy("editorial_staff:guide")
    return EditorsItem(_("Your first day"), url, name="editorial-guide", icon_name="help", order=1)


@hooks.register("insert_global_admin_css")
def style():
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/cms.css"))


@hooks.register("insert_global_admin_js")
def script():
    return format_html('<script src="{}" defer></script>', static("editorial/cms.js"))


hooks.register("construct_homepage_panels", staff_home.panels)
hooks.register("construct_homepage_summary_items", staff_home.summary)
hooks.register("construct_main_menu", staff_menus.main_menu)
hooks.register("construct_reports_menu", staff_menus.reports_menu)
hooks.register("construct_help_menu", staff_menus.help_menu)
hooks.register("construct_page_action_menu", staff_menus.page_actions)
hooks.register("before_edit_page", reviewing.before_edit_page)
hooks.register("before_delete_page", removing.before_delete_page)
hooks.register("before_bulk_action", removing.before_bulk_action)
hooks.register("before_serve_page", to_translation)
