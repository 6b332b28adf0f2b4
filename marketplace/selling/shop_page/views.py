"""The shop page as its seller sees it: what shoppers read, line by line, each with the way to change it."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.pictures.renditions import WIDTHS, picture
from marketplace.accounts.phones import display_phone
from sellers.access import Acting
from sellers.helping.models import Scope
from sellers.models import Seller, State
from sellers.pausing import paused_until
from sellers.phone_changing import e164

from ..frame import Workspace


@dataclass(frozen=True)
class Line:
    """`url` is empty for what this person may not change now."""

    label: str
    value: str
    url: str = ""
    is_missing: bool = False


class ShopPageView(Workspace):
    scope = Scope.SHOP
    open_when_stopped = True  # looking; every change has an address of its own, and those are closed
    place = "shop_page"

    def get(self, request):
        seller = self.seller
        context = {
            "lines": lines(self.acting),
            "picture": picture(seller.picture.name, seller.name, widths=WIDTHS),
            "public_url": settings.SITE_URL + seller.get_absolute_url(),
            "is_public": seller.state in (State.OPEN, State.PAUSED),
            "paused_until": paused_until(seller),
        }
        return self.page("selling/shop_page/shop_page.html", context)


def lines(acting: Acting) -> list[Line]:
    """No query."""
    seller = acting.seller
    found = [
        _line(acting, "shop_words", _("In your own words"), seller.about),
        _line(acting, "shop_maker", _("Who makes it"), seller.person),
        _line(acting, "shop_place", _("Place"), _place_text(seller)),
        _line(acting, "shop_sending", _("Getting ready and sending"), _sending_text(seller)),
        _line(acting, "shop_pickup", _("Pick-up"), _pickup_text(seller)),
        _line(acting, "shop_name", _("Name and who sells"), f"{seller.name} · {seller.get_kind_display()}"),
    ]
    if acting.is_owner:
        found.insert(5, _line(acting, "shop_deputy", _("Who else can answer orders"), _deputy_text(seller)))
    if acting.is_owner:
        found.insert(5, _phone_line(seller))
    return found


def _line(acting: Acting, name: str, label: str, value: str) -> Line:
    url = "" if acting.is_stopped else reverse(f"selling:{name}", args=[acting.seller.slug])
    return Line(label, value, url, is_missing=not value)


def _phone_line(seller: Seller) -> Line:
    """To be changed in a stopped shop, too, which still sends what was ordered."""
    phone, url = seller.phone, reverse("selling:shop_phone", args=[seller.slug])
    return Line(_("The phone where orders come"), display_phone(e164(phone)) or phone, url, is_missing=not phone)


def _place_text(seller: Seller) -> str:
    if seller.business_place:
        return f"{seller.business_place}, {seller.place_text}"
    return _("%(place)s (the commune only)") % {"place": seller.place_text}


def _sending_text(seller: Seller) -> str:
    days = seller.handling_days
    ready = ngettext("Ready in %(n)d day", "Ready in %(n)d days", days) % {"n": days}
    return f"{ready}. {seller.get_reach_display()}"


def _pickup_text(seller: Seller) -> str:
    if not seller.has_pickup:
        return _("No pick-up here")
    return ". ".join(filter(None, [_("Buyers may come"), seller.pickup_note]))


def _deputy_text(seller: Seller) -> str:
    return f"{seller.deputy_name}, {display_phone(seller.deputy_phone)}" if seller.deputy_phone else ""
