"""A seller offers a visit: a draft of a product as any other, with what a visit is beside it. Changes to it."""

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.experiences.changing import move_closing
from catalogue.experiences.making import make_experience
from catalogue.experiences.models import Experience
from catalogue.facts.models import Storage, Unit
from catalogue.listing import faceting
from marketplace.visits.changing import tell_moved
from sellers.access import Acting
from sellers.changes import note_change
from sellers.goods.making import make_product
from sellers.goods.owning import must_be_allowed, products_of

from .kinds import BY_KIND

MEETING = ("meeting_place", "meeting_place_en")
ONE_PERSON = "một người"  # stands on the Vietnamese page, as other packs in words do


def offer_visit(
    *, acting: Acting, kind: str, title: str, price: int, minutes: int, meeting_place: str, picture=None
) -> Experience:
    """`price` for one person, in whole dong. Raises BadProduct."""
    usual = BY_KIND[kind]
    with transaction.atomic():
        product = make_product(
            acting=acting,
            title=title,
            price=price,
            net_quantity=1,
            unit=Unit.PIECE,
            pack_text=ONE_PERSON,
            picture=picture,
            set_code=usual.set_code,
            storage=Storage.SERVICE,
        )
        return make_experience(
            product=product,
            kind=kind,
            minutes=minutes,
            meeting_place=meeting_place,
            closes_hours=usual.closes_hours,
            free_cancel_hours=usual.free_cancel_hours,
        )


def change_visit(*, acting: Acting, experience: Experience, values: dict) -> bool:
    """Counts at once; visits that were booked keep the rule of cancelling they were booked with, and times that were
    made keep their length. Who has booked is told of another meeting place. False: nothing differs.
    """
    must_be_allowed(acting, experience.product)
    with transaction.atomic():
        experience = Experience.objects.select_for_update().get(pk=experience.pk)
        differs = {name: value for name, value in values.items() if getattr(experience, name) != value}
        if not differs:
            return False
        before = {name: getattr(experience, name) for name in MEETING}
        for name, value in differs.items():
            setattr(experience, name, value)
        experience.save(update_fields=list(differs))
        if "closes_hours" in differs:
            move_closing(experience=experience)
        if differs.keys() & set(MEETING):
            tell_moved(experience=experience, before=before)
        note_change(acting, "visit", _("%(title)s: what guests read") % {"title": experience.product.title})
        transaction.on_commit(faceting.forget)
        return True


def visits_of(seller):
    """The experiences of a seller, those taken off left out."""
    return Experience.objects.filter(product__in=products_of(seller))


def price_of(experience: Experience) -> int | None:
    """What one person paid at the latest time that was made, or what the product was made with."""
    records = get_model("partner", "StockRecord").objects.exclude(price=None)
    latest = records.filter(product__slot__experience=experience).order_by("-product__slot__starts_at").first()
    known = latest or records.filter(product=experience.product_id).first()
    return int(known.price) if known else None
