"""How a seller shows themselves to shoppers: words, picture, place, sending, who else answers, and the name until it is settled."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.pictures.storing import delete_renditions, store_renditions
from marketplace.folding import clean

from .access import Acting, OutsideScope
from .changes import note_change
from .goods.kept_pictures import KeptPicture
from .goods.owning import ShopStopped
from .goods.shrinking import shrunk
from .helping.models import Scope
from .models import Kind, Reach, Seller, State
from .own_words import Finding, check_words

FOLDER = "sellers"
STOPPED = (State.SUSPENDED, State.CLOSED)


class NameIsSettled(Exception):
    """Papers were accepted, or the shop was open, under this name: the desk changes it, with the papers in hand."""


def describe(*, acting: Acting, about: str, about_en: str = "") -> list[Finding]:
    """The seller's own words, live at once. Returns what the check of words found; stopping words raise WordsStopped."""
    found = check_words(acting.seller, about=about, about_en=about_en)
    _change(acting, "shop_words", _("Changed the words of the shop page"), about=about, about_en=about_en)
    return found


def name_maker(*, acting: Acting, person: str) -> list[Finding]:
    found = check_words(acting.seller, person=person)
    _change(acting, "shop_maker", _("Who makes it: %(name)s") % {"name": person or "–"}, person=clean(person))
    return found


def show_place(*, acting: Acting, place: str) -> None:
    """What of the address shoppers read beside the commune; "" shows the commune only (rule E-10: a home is personal data)."""
    place = clean(place)
    check_words(acting.seller, place=place)
    words = _("Place shown to shoppers: %(place)s") % {"place": place} if place else _("Shoppers see the commune only")
    _change(acting, "shop_place", words, business_place=place)


def say_sending(*, acting: Acting, handling_days: int, reach: int) -> None:
    """How many calendar days a parcel needs and how far it goes; counts for orders from now on."""
    words = _("Ready in %(days)d days, sends: %(reach)s") % {"days": handling_days, "reach": Reach(reach).label}
    _change(acting, "shop_sending", words, handling_days=handling_days, reach=reach)


def say_pickup(*, acting: Acting, has_pickup: bool) -> None:
    """Whether buyers may come; place and days stand among the papers (sellers.papers.picking_up) and stay there."""
    words = _("Buyers may pick up here") if has_pickup else _("No pick-up here")
    _change(acting, "shop_pickup", words, has_pickup=has_pickup)


def name_deputy(*, acting: Acting, name: str, phone: str) -> None:
    """Who is asked when the seller does not answer; "" and "" is nobody. `phone` is E.164.

    For owners only: the deputy's links show buyers' data, and a number that a helper names would outlive the help.
    """
    words = _("Who else answers: %(name)s") % {"name": name} if phone else _("Nobody else answers orders")
    _change(acting, "shop_deputy", words, scope=None, deputy_name=clean(name), deputy_phone=phone)


def rename(*, acting: Acting, name: str, kind: str) -> None:
    """Raises NameIsSettled once papers carry the name. The address of the page stays, so that links keep working."""
    if name_is_settled(acting.seller):
        raise NameIsSettled
    check_words(acting.seller, name=name)
    words = _("Name: %(name)s (%(kind)s)") % {"name": clean(name), "kind": Kind(kind).label}
    _change(acting, "shop_name", words, name=clean(name), kind=kind)


def name_is_settled(seller: Seller) -> bool:
    """Whether the desk or a provider of identity has vouched for this name. Two queries at most."""
    if seller.opened_at or seller.registration_no or seller.tax_code:
        return True
    return seller.submissions.filter(state="accepted").exists() or seller.identities.filter(revoked_at=None).exists()


def change_picture(*, acting: Acting, file) -> None:
    """Checked, turned upright, made smaller, without what the camera wrote into it. Raises ValidationError.

    `file` is an upload, or a KeptPicture that was checked before. The files are stored before the transaction: the store may be across the network.
    """
    _must_be_allowed(acting, Scope.SHOP)
    content = file.content() if isinstance(file, KeptPicture) else shrunk(file)
    name = default_storage.save(f"{FOLDER}/{timezone.localdate():%Y/%m}/{content.name}", content)
    try:
        store_renditions(name, square=False)
        _set_picture(acting, name, _("Changed the picture of the shop"))
    except Exception:
        _drop(name)
        raise
    if isinstance(file, KeptPicture):
        file.forget()


def remove_picture(*, acting: Acting) -> None:
    _set_picture(acting, "", _("Removed the picture of the shop"))


def _set_picture(acting: Acting, name: str, words: str) -> None:
    with transaction.atomic():
        old = _change(acting, "shop_picture", words, picture=name).get("picture")
        if old:
            transaction.on_commit(lambda: _drop(old.name))


def _drop(name: str) -> None:
    """Drawings that several shops share stay."""
    if name.startswith(f"{FOLDER}/"):
        default_storage.delete(name)
        delete_renditions(name)


def _change(acting: Acting, action: str, words: str, *, scope: str | None = Scope.SHOP, **fields) -> dict:
    """Writes what differs and notes it; the same values again write nothing. Returns what stood there before."""
    with transaction.atomic():
        seller = Seller.objects.select_for_update(of=("self",)).with_place().get(pk=acting.seller.pk)
        _must_be_allowed(acting, scope, seller)
        before = {name: getattr(seller, name) for name, value in fields.items() if getattr(seller, name) != value}
        for name in before:
            setattr(seller, name, fields[name])
            setattr(acting.seller, name, fields[name])
        if before:
            seller.save(update_fields=[*before, "search_text"])
            note_change(acting, action, words)
    return before


def _must_be_allowed(acting: Acting, scope: str | None, seller: Seller | None = None) -> None:
    """Raises OutsideScope or ShopStopped; with the seller as just read, also when the desk was faster. None: owners only."""
    if not (acting.is_owner if scope is None else acting.may(scope)):
        raise OutsideScope
    if (seller or acting.seller).state in STOPPED:
        raise ShopStopped
