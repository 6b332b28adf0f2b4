"""Writes the certificates: what was published, with its date and source, and demo ones that say what they are."""

from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal

from oscar.core.loading import get_model
from oscar.core.utils import slugify

from catalogue.certification.models import (
    Certificate,
    CertificateDecision,
    GeographicalIndication,
    Level,
    Paper,
    State,
    end_of_validity,
)
from marketplace.places.models import Commune, Province
from marketplace.reference.storing import store

from .awards import Award, awards
from .goods import Goods, demo_sellers
from .kinds import kinds

DEMO_ISSUER = "Chứng nhận minh họa – không có giá trị"
DEMO_PAPER_ISSUER = "Giấy minh họa – không có giá trị"
# Decision 148/QĐ-TTg of 24 February 2023 gave three stars to the districts, which ended on 1 July 2025.
DISTRICTS_FROM, DISTRICTS_UNTIL = date(2023, 2, 24), date(2025, 6, 30)
PAPERS_FROM, PAPERS_UNTIL = date(2026, 6, 1), date(2027, 5, 31)
FIELDS = tuple(
    f.attname
    for f in Certificate._meta.concrete_fields
    if not f.primary_key and f.attname not in {"reference", "created_at", "evidence"}
)


def certify(goods: list[Goods], communes: dict[str, str], *, update: bool = False) -> dict[str, Counter]:
    """Certificates, their histories and papers. Recognised awards whose product is not on sale stand in the register too."""
    products = dict(get_model("catalogue", "Product").objects.exclude(upc=None).values_list("upc", "pk"))
    places = Commune.objects.select_related("province").in_bulk()
    provinces = Province.objects.in_bulk()
    published = [
        _published(award, products, places.get(communes.get(award.digest)), provinces)
        for award in awards()
        if award.has_certificate
    ]
    demo = [pair for item in goods for pair in _demo(item, products[item.upc], places[item.commune_code])]
    rows = published + [certificate for certificate, _reasons in demo]
    return {
        "certificates": store(Certificate, ("reference",), rows, FIELDS, update=update),
        "steps of certificates": _store_histories(demo),
        "papers": _store_papers(goods, products, update),
    }


def _published(award: Award, products: dict, commune: Commune | None, provinces: dict) -> Certificate:
    return _complete(
        Certificate(
            product_id=products.get(f"ocop-{award.digest}"),
            reference=f"{slugify(award.name)[:26].strip('-')}-{award.issued_on.year}-{award.digest[:6]}",
            product_name=award.name,
            producer_name=award.producer,
            product_set=kinds()[award.kind].set_code,
            commune=commune,
            province=provinces[award.province_code],
            former_place=award.former_place,
            level=level_of(award.stars, award.issued_on),
            stars=award.stars,
            score=Decimal(award.score).quantize(Decimal("0.01")) if award.score else None,
            decision_no=award.decision_no,
            issued_on=award.issued_on,
            issued_year_only=award.is_year_only,
            evidence_grade=award.evidence,
            source_url=award.source_url,
        )
    )


def level_of(stars: int, issued_on: date) -> str:
    """Who recognised so many stars on that day, where the source does not name the issuer."""
    if stars == 5:
        return Level.MINISTRY
    if stars == 3 and DISTRICTS_FROM <= issued_on <= DISTRICTS_UNTIL:
        return Level.LEGACY_DISTRICT
    return Level.PROVINCE


def _demo(item: Goods, product_id: int, commune: Commune):
    """The demo certificates of one product with the reasons of their states; the latest counts, older ones are replaced."""
    for number, row in enumerate(item.certificates, start=1):
        is_last = number == len(item.certificates)
        state = row.get("state", State.ACTIVE if is_last else State.SUPERSEDED)
        certificate = Certificate(
            product_id=product_id,
            reference=f"{item.upc[:36]}-{number}",
            product_name=f"{item.title} (minh họa)",
            producer_name=_seller_name(item.seller_slug),
            product_set=item.kind.set_code,
            commune=commune,
            province=commune.province,
            number=f"DEMO-{item.upc.removeprefix('demo-')}-{number}",
            issuer=DEMO_ISSUER,
            level=Level.MINISTRY if row["stars"] == 5 else Level.PROVINCE,
            stars=row["stars"],
            issued_on=row["issued"],
            extended_until=row.get("extended_until"),
            state=state,
            is_demo=True,
        )
        reason = row.get("reason") or ("" if is_last else "Thay bằng chứng nhận mới (minh họa).")
        yield _complete(certificate), reason


def _seller_name(slug: str) -> str:
    return next(row["name"] for row in demo_sellers() if row["slug"] == slug)


def _complete(certificate: Certificate) -> Certificate:
    """What save() computes, which bulk writes pass by."""
    certificate.valid_until = end_of_validity(certificate.issued_on)
    certificate.search_text = certificate.folded_search_text()
    return certificate


def _store_histories(demo) -> Counter:
    rows = []
    for certificate, reason in demo:
        rows.append(_step(certificate, State.ACTIVE, certificate.issued_on, "Công nhận lần đầu (minh họa)."))
        if reason:
            decided_on = min(certificate.valid_until, date(2026, 11, 2))
            rows.append(_step(certificate, certificate.state, decided_on, reason))
    return store(CertificateDecision, ("certificate_id", "state", "reason"), rows, update=False)


def _step(certificate: Certificate, state: str, day: date, reason: str) -> CertificateDecision:
    decided_at = datetime.combine(day, time(2), tzinfo=UTC)
    return CertificateDecision(certificate_id=certificate.pk, state=state, decided_at=decided_at, reason=reason)


def _store_papers(goods: list[Goods], products: dict, update: bool) -> Counter:
    indications = dict(GeographicalIndication.objects.values_list("name", "pk"))
    rows = []
    for item in goods:
        for written in item.papers:
            kind, _colon, indication = written.partition(":")
            rows.append(
                Paper(
                    product_id=products[item.upc],
                    kind=Paper.Kind(kind),
                    indication_id=indications[indication] if indication else None,
                    number=f"DEMO-{kind.upper().replace('_', '-')}-{products[item.upc]}",
                    issuer=DEMO_PAPER_ISSUER,
                    issued_on=PAPERS_FROM,
                    valid_until=PAPERS_UNTIL,
                    state=Paper.State.ACCEPTED,
                    is_demo=True,
                )
            )
    return store(
        Paper, ("product_id", "kind"), rows, ("indication_id", "issuer", "issued_on", "valid_until"), update=update
    )
