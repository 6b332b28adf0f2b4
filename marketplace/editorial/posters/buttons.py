"""Where editors find the posters: in the list of pages and above the page they edit, for places only."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from marketplace import row_numbers  # noqa: F401 - <row:…>

from ..models import PlacePage
from . import views


@hooks.register("register_admin_urls")
def addresses():
    return [path("posters/<row:pk>/<slug:size>.pdf", views.poster, name="editorial_poster")]


@hooks.register("register_page_header_buttons")
def in_the_header(page, user, view_name, next_url=None):
    return _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def in_the_list(page, user, next_url=None):
    return _buttons(page, user)


def _buttons(page, user):
    if not isinstance(page.specific_deferred, PlacePage) or not page.permissions_for_user(user).can_edit():
        return
    for size, label in (("a4", _("Poster A4 with QR code")), ("card", _("Table card with QR code"))):
        yield Button(label, reverse("editorial_poster", args=[page.pk, size]), icon_name="doc-full", priority=80)
