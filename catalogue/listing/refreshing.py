"""Keeps the read model true: computes rows from their sources and writes only what changed."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.facts.models import Storage, unit_price
from marketplace.folding import folded, lowered

from . import faceting
from .models import Listing, SearchWord
from .ranking import score
from .sources import products_for_listing, products_of_partner

BATCH = 500
LARGEST_INTEGER = 2**31 - 1  # of PostgreSQL: a gram at three million dong would be more per kilogram
COLUMNS = [field.attname for field in Listing._meta.concrete_fields if not field.primary_key]
# What must stay cold, or alive, goes no further than the province: chilled goods may travel two days.
REACH_OF_COLD = {Storage.FROZEN: 2, Storage.LIVE: 2, Storage.CHILLED: 2}


def refresh_soon(*product_ids: int | None) -> None:
    """Refresh when the open transaction commits, once for all that it touched; at once when there is none."""
    pending = connection.__dict__.setdefault("_listings_to_refresh", set())
    pending.update(pk for pk in product_ids if pk)
    transaction.on_commit(_refresh_pending)


def _refresh_pending() -> None:
    pending = connection.__dict__.pop("_listings_to_refresh", None)
    if pending:
        refresh(sorted(pending))


def refresh_partner(partner_id: int) -> None:
    refresh(products_of_partner(partner_id))


def refresh(product_ids) -> int:
    """Recompute the rows of these products. Packs count for their parent. Returns how many products were looked at."""
    Product = get_model("catalogue", "Product")
    parents = dict(Product.objects.filter(pk__in=product_ids).values_list("pk", "parent_id"))
    wanted = sorted({parents.get(pk) or pk for pk in product_ids})
    changed = [_refresh_batch(wanted[start : start + BATCH]) for start in range(0, len(wanted), BATCH)]
    if any(changed):
        faceting.forget()
    return len(wanted)


def _refresh_batch(product_ids: list[int]) -> bool:
    """Whether anything changed. One jar less of many changes nothing here, and ends nothing that is kept."""
    with transaction.atomic():
        _wait_for_others(product_ids)
        before = {row.pk: row for row in Listing.objects.filter(pk__in=product_ids)}
        day = timezone.localdate()
        rows = [row for product in products_for_listing(product_ids) if (row := row_of(product, day))]
        gone = before.keys() - {row.pk for row in rows}
        changed = [row for row in rows if row.pk not in before or _values(row) != _values(before[row.pk])]
        if gone:
            Listing.objects.filter(pk__in=gone).delete()
        if changed:
            Listing.objects.bulk_create(
                changed, update_conflicts=True, unique_fields=["product"], update_fields=COLUMNS
            )
            _remember_words(changed)
    return bool(gone or changed)


def _wait_for_others(product_ids: list[int]) -> None:
    """Two refreshes of one product follow each other, so that the later reads what the earlier's writer committed."""
    Product = get_model("catalogue", "Product")
    list(Product.objects.select_for_update(no_key=True).filter(pk__in=product_ids).order_by("pk").values_list("pk"))


def _values(row: Listing) -> list:
    return [getattr(row, column) for column in COLUMNS]


def _remember_words(rows) -> None:
    words = {word for row in rows for word in row.text_folded.split() if 2 < len(word) <= 40 and not word.isdigit()}
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in sorted(words)], ignore_conflicts=True)


def row_of(product, day: date) -> Listing | None:
    """The listing of a product on a day; None when it is not on sale.

    The price is that of the cheapest pack; of a visit, of the cheapest open slot that has places, when any has.
    """
    if not product.is_public or product.is_child:
        return None
    packs = _packs(product)
    offers = [(pack, record) for pack in packs for record in pack.stockrecords.all() if record.price is not None]
    offers = [(pack, record) for pack, record in offers if _is_open(record)]
    category = next(iter(product.categories.all()), None)
    if not offers or category is None:
        return None
    pack, record = min(
        offers, key=lambda offer: (is_visit(product) and not _has_some(*offer), offer[1].price, offer[0].pk)
    )
    return _fill(Listing(product=product), product, pack, record, offers, category, day)


def is_visit(product) -> bool:
    return getattr(product, "experience", None) is not None


def _packs(product) -> list:
    """What can be bought. Of a visit the slots that can be booked now: without any it is not on sale."""
    if not product.is_parent:
        return [product]
    packs = list(product.children.all())
    if not is_visit(product):
        return packs
    slots = [(pack, getattr(pack, "slot", None)) for pack in packs]
    now = timezone.now()
    return [pack for pack, slot in slots if slot is not None and slot.is_open(now)]


def _is_open(record) -> bool:
    seller = getattr(record.partner, "seller", None)
    return seller is not None and seller.state == "open"


def _is_available(offers) -> bool:
    return any(_has_some(pack, record) for pack, record in offers)


def _has_some(pack, record) -> bool:
    tracks = pack.get_product_class().track_stock
    return not tracks or (record.num_in_stock or 0) > (record.num_allocated or 0)


def _fill(row, product, pack, record, offers, category, day) -> Listing:
    seller, facts = record.partner.seller, getattr(pack, "facts", None)
    own_facts = getattr(product, "facts", None) or facts
    row.slug, row.title = product.slug, product.title
    row.title_en = own_facts.title_en if own_facts else ""
    image = next(iter(product.images.all()), None)
    row.set_code = category.code or ""
    row.picture = image.original.name if image else f"illustrations/sets/{row.set_code.lower().replace('.', '-')}.png"
    row.price, row.has_packs = int(record.price), len(offers) > 1
    if facts and not is_visit(product):
        row.quantity_text, row.unit = str(facts.quantity_text), facts.unit
        row.unit_price = min(unit_price(row.price, facts.net_quantity, facts.unit), LARGEST_INTEGER)
    row.is_available = _is_available(offers)
    said_of = (own_facts, *(getattr(pack, "facts", None) for pack, _record in offers))
    row.is_alcohol = any(facts is not None and facts.is_alcohol for facts in said_of)
    row.seller_slug, row.seller_name, row.partner_id = seller.slug, seller.name, record.partner_id
    commune = seller.commune
    row.commune_code, row.commune_name = commune.code, commune.name
    row.province_code, row.province_name, row.region = (
        commune.province_id,
        commune.province.short_name,
        commune.province.region,
    )
    row.reach = (
        4 if is_visit(product) else min(seller.reach, REACH_OF_COLD.get(own_facts.storage, 4) if own_facts else 4)
    )
    _fill_stars(row, product, day)
    season = getattr(product, "season", None)
    row.months = season.months if season else 0
    row.listed_at = product.date_created
    row.rank_score = score(
        day=day,
        listed_on=timezone.localtime(product.date_created).date(),
        is_available=row.is_available,
        stars=row.stars if row.stars and row.stars_from <= day <= row.stars_until else 0,
        in_season=bool(row.months & 1 << (day.month - 1)),
        own_picture=bool(image) and not row.picture.startswith("illustrations/"),
        complete_label=bool(own_facts and own_facts.ingredients and own_facts.shelf_life_days),
    )
    _fill_search_text(row, product, own_facts, seller, category)
    return row


def _fill_stars(row: Listing, product, day: date) -> None:
    """The certificate that counts: valid today before one that begins later; the latest issued where several are."""
    showing = [c for c in product.certificates.all() if c.state in ("active", "extended") and c.last_day >= day]
    if not showing:
        return
    certificate = max(showing, key=lambda c: (c.issued_on <= day, c.issued_on))
    row.stars, row.stars_from, row.stars_until = certificate.stars, certificate.issued_on, certificate.last_day
    row.certificate_reference = certificate.reference


def _fill_search_text(row: Listing, product, facts, seller, category) -> None:
    other = facts.other_names if facts else ""
    uses = facts.how_to_use[:200] if facts else ""
    names = f"{product.title} {row.title_en}"
    everything = " ".join(
        [names, other, seller.name, seller.person, row.commune_name, row.province_name, category.name, uses]
    )
    row.name_exact, row.name_folded = f" {lowered(names)[:298]} ", f" {folded(names)[:298]} "
    row.text_exact, row.text_folded = f" {lowered(everything)} ", f" {folded(everything)} "
