"""What a member household sees: its own products and how much of them was sold. Nothing of others, nothing of buyers."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from oscar.core.loading import get_model

from catalogue.pictures.renditions import Picture, picture
from marketplace.notify.models import Message
from marketplace.notify.sending import send
from sellers.access import Acting
from sellers.changes import note_change
from sellers.models import Seller, SellerChange

from .entering import forget_pages
from .models import Member

INVITATION = "member_invited"
DAY = timedelta(hours=24)
# How many invitations leave within a day: from one cooperative, and to one phone from all cooperatives.
MOST_OF_A_COOPERATIVE, MOST_TO_A_PHONE = 20, 3

# States of a parcel whose goods are sold: ordered for certain, and neither cancelled, lost nor on the way back.
SOLD = ("new", "accepted", "packed", "handed_over", "in_transit", "out_for_delivery", "delivered", "completed")


@dataclass(frozen=True)
class Good:
    title: str
    picture: Picture
    is_on_sale: bool
    sold: int
    sold_this_month: int


class NeverOpened(Exception):
    """Nobody looked at this cooperative yet, so no message to strangers leaves in its name."""


class TooManyInvitations(Exception):
    """As many as a day allows left in the last 24 hours."""


@transaction.atomic
def invite(*, acting: Acting, member: Member) -> None:
    """A message to the household's phone with the address of its page.

    Raises NeverOpened, TooManyInvitations.
    """
    seller = Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=acting.seller.pk)
    if not seller.opened_at:
        raise NeverOpened
    about = f"member:{seller.pk}"
    _require_room(about, member.phone)
    with override(settings.LANGUAGE_CODE):
        url = settings.SITE_URL + reverse("selling:member")
    send(
        template=INVITATION, context={"cooperative": acting.seller.name, "url": url}, phone=member.phone,
        language=settings.LANGUAGE_CODE, about=about,
    )  # fmt: skip
    note_change(acting, f"member.invited.{member.pk}", _("Invited the household %(name)s") % {"name": member.name})


def _require_room(about: str, phone: str) -> None:
    """Counts what the outbox sent, whichever row of a member it was for: who left and was entered again counts on."""
    lately = Message.objects.filter(template=INVITATION, created_at__gt=timezone.now() - DAY)
    ours, theirs = lately.filter(about=about), lately.filter(recipient=phone)
    if theirs.count() >= MOST_TO_A_PHONE or ours.count() >= MOST_OF_A_COOPERATIVE or ours.filter(recipient=phone):
        raise TooManyInvitations


def waiting_for(user):
    """Households that cooperatives entered with this person's proved phone, and that nobody said yes to."""
    if not (user.phone and user.phone_verified):
        return Member.objects.none()
    waiting = Member.objects.filter(phone=user.phone, person=None, left_at=None)
    return waiting.select_related("cooperative", "commune__province")


@transaction.atomic
def say_yes(*, user, member_pk: int) -> Member | None:
    """ "Yes, that is us": the person sees the household's page from now on. None for a household that does not wait for them."""
    member = waiting_for(user).select_for_update(of=("self",)).filter(pk=member_pk).first()
    if member is None:
        return None
    member.person = user
    member.save(update_fields=["person"])
    SellerChange.objects.create(
        seller=member.cooperative,
        by=user,
        action="member.said_yes",
        words=(_("%(name)s: yes, that is us") % {"name": member.name})[:300],
    )
    return member


def households_of(user):
    """The households that are this person's."""
    return Member.objects.filter(person=user, left_at=None).select_related("cooperative", "commune__province")


def show_name(*, user, member_pk: int, is_shown: bool) -> Member | None:
    """The household itself decides whether product pages name it."""
    member = households_of(user).filter(pk=member_pk).first()
    if member is None:
        return None
    member.is_shown = is_shown
    member.save(update_fields=["is_shown"])
    forget_pages()
    return member


def goods_of_member(member: Member) -> list[Good]:
    """Own products with how many were sold, ever and this month. Three queries."""
    Product = get_model("catalogue", "Product")
    products = list(
        Product.objects.filter(maker__member=member)
        .select_related("listing")
        .prefetch_related("images")
        .order_by("title")
    )
    ever, month = _sold(member), _sold(member, since=timezone.localtime().replace(day=1, hour=0, minute=0, second=0))
    return [
        Good(
            product.title,
            _picture(product),
            hasattr(product, "listing"),
            ever.get(product.pk, 0),
            month.get(product.pk, 0),
        )
        for product in products
    ]


def _sold(member: Member, since=None) -> dict[int, int]:
    """Pieces by product, packs counted to their parent; only what this cooperative sold."""
    Line = get_model("order", "Line")
    made = Q(product__maker__member=member) | Q(product__parent__maker__member=member)
    lines = Line.objects.filter(made, partner=member.cooperative.partner_id, parcel_lines__parcel__state__in=SOLD)
    if since:
        lines = lines.filter(order__date_placed__gte=since)
    rows = lines.values_list("product_id", "product__parent_id").annotate(n=Sum("parcel_lines__quantity"))
    sold: dict[int, int] = {}
    for product, parent, number in rows.order_by():
        sold[parent or product] = sold.get(parent or product, 0) + number
    return sold


def _picture(product) -> Picture:
    image = next(iter(product.images.all()), None)
    return picture(image.original.name if image else "", product.title)
