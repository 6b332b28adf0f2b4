"""Opens the demo shop's sellers: the producers of the awards by their published names, and plainly invented ones."""

from collections import Counter

from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.phones import normalise_phone
from sellers.models import Kind, Seller, State

from .awards import Award
from .goods import demo_sellers, seller_slug


def open_sellers(placed: list[Award], communes: dict[str, str], *, update: bool = False) -> Counter:
    """A seller for every producer of these awards and for every demo seller; `communes` is by digest of the award.

    Of real producers we show the published name and commune, nothing else: no phone, no house, no words of their own.
    """
    wanted = {}
    for award in placed:
        wanted.setdefault(seller_slug(award.producer), _of_producer(award, communes[award.digest]))
    wanted |= {row["slug"]: _of_demo(row) for row in demo_sellers()}
    stored = {seller.slug: seller for seller in Seller.objects.select_related("commune__province")}
    counts = Counter(created=0, updated=0, unchanged=0)
    for slug, columns in wanted.items():
        counts[_settle(stored.get(slug), slug, columns, update)] += 1
    return counts


def _settle(seller: Seller | None, slug: str, columns: dict, update: bool) -> str:
    if seller is None:
        Partner = get_model("partner", "Partner")
        partner, _new = Partner.objects.get_or_create(code=slug, defaults={"name": columns["name"][:255]})
        Seller.objects.create(
            slug=slug, partner=partner, state=State.OPEN, opened_at=timezone.now(), is_demo=True, **columns
        )
        return "created"
    changed = [name for name, value in columns.items() if getattr(seller, name) != value]
    if not update or not changed:
        return "unchanged"
    for name in changed:
        setattr(seller, name, columns[name])
    seller.save()
    return "updated"


def _of_producer(award: Award, commune_code: str) -> dict:
    return {
        "name": award.producer,
        "kind": award.producer_kind or Kind.FACILITY,
        "commune_id": commune_code,
        "handling_days": 2,
        "has_pickup": False,
    }


def _of_demo(row: dict) -> dict:
    return {
        "name": row["name"],
        "kind": row["kind"],
        "commune_id": row["commune"],
        "business_place": row["place"],
        "person": row["person"],
        "phone": normalise_phone(row["phone"]),
        "handling_days": row.get("handling_days", 1),
        "about": row["about"],
        "about_en": row["about_en"],
    }
