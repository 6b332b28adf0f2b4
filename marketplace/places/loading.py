"""Loads provinces, communes and former names. It can be run again and then changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import models, transaction

from marketplace.folding import folded

from .models import Commune, FormerName, Province
from .sources import Conversion, Succession, UnitRow, province_rows, unit_rows
from .wording import quickly_folded, search_text, split_kind

BATCH = 400  # keeps one statement below SQLite's limit of variables
LAST_NORTHERN, LAST_CENTRAL = ("37", "68")  # Ninh Bình, Lâm Đồng: official codes run from north to south
ENGLISH = {"01": "Hanoi", "31": "Hai Phong", "46": "Hue", "48": "Da Nang", "79": "Ho Chi Minh City", "92": "Can Tho"}
KINDS = {"xã": Commune.Kind.COMMUNE, "phường": Commune.Kind.WARD, "đặc khu": Commune.Kind.SPECIAL_ZONE}
# Island communes that are not special zones, all reached by boat.
ISLANDS = {
    ("91", "Xã Hòn Nghệ"),
    ("91", "Xã Sơn Hải"),
    ("91", "Xã Tiên Hải"),
    ("22", "Xã Cái Chiên"),
    ("22", "Xã Vĩnh Thực"),
    ("48", "Xã Tân Hiệp"),
    ("52", "Xã Nhơn Châu"),
    ("79", "Xã Thạnh An"),
}
FORMER_CITIES = {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"}
# Districts that had already gone into others before 2025, and that people still name.
EARLIER_DISTRICTS = {
    ("Hồ Chí Minh", "Thành phố Thủ Đức"): ["Quận 2", "Quận 9", "Quận Thủ Đức"],
    ("Nghệ An", "Thành phố Vinh"): ["Thị xã Cửa Lò"],
    ("Thanh Hóa", "Thành phố Thanh Hóa"): ["Huyện Đông Sơn"],
    ("Thanh Hóa", "Thị xã Nghi Sơn"): ["Huyện Tĩnh Gia"],
    ("Bắc Giang", "Thành phố Bắc Giang"): ["Huyện Yên Dũng"],
    ("Quảng Ninh", "Thành phố Hạ Long"): ["Huyện Hoành Bồ"],
    ("Bà Rịa - Vũng Tàu", "Huyện Long Đất"): ["Huyện Long Điền", "Huyện Đất Đỏ"],
    ("Lâm Đồng", "Huyện Đạ Huoai"): ["Huyện Cát Tiên", "Huyện Đạ Tẻh"],
    ("Quảng Nam", "Huyện Quế Sơn"): ["Huyện Nông Sơn"],
}


def load_places(progress: Callable[[Iterable], Iterable] | None = None) -> Counter:
    """Writes what differs from the data packages. Counts rows "created", "updated", "unchanged", "removed".

    `progress` wraps the steps (tqdm fits). Former names that the data no longer has go; provinces and communes stay,
    because orders and sellers point at them.
    """
    provinces = province_rows()
    units = unit_rows(provinces)
    conversion = Conversion(units)
    successions = list(conversion.successions())
    steps = [
        lambda: _store(Province, ("code",), _provinces(provinces)),
        lambda: _store(Commune, ("code",), _communes(units, successions, conversion.positions(successions))),
        lambda: _store_former_names(successions),
    ]
    counts = Counter(created=0, updated=0, unchanged=0, removed=0)
    with transaction.atomic():
        for step in progress(steps) if progress else steps:
            counts.update(step())
    return counts


def _provinces(rows: list[dict]) -> Iterator[Province]:
    for row in rows:
        code = f"{row['code']:02d}"
        is_city = row["name"].startswith("Thành phố ")
        short = row["name"].removeprefix("Thành phố ").removeprefix("Tỉnh ")
        plain = folded(short)
        yield Province(
            code=code,
            name=row["name"] if is_city else f"Tỉnh {short}",
            short_name=short,
            name_en=ENGLISH.get(code) or plain.title(),
            slug=plain.replace(" ", "-"),
            region="north" if code <= LAST_NORTHERN else "centre" if code <= LAST_CENTRAL else "south",
        )


def _communes(units: list[UnitRow], successions: list[Succession], positions: dict) -> Iterator[Commune]:
    names = dict(Province.objects.values_list("code", "name"))
    former = _former_provinces(successions)
    shorts = Counter((unit.province_code, folded(_short(unit))) for unit in units)
    fulls = Counter((unit.province_code, folded(unit.name)) for unit in units)
    for unit in units:
        short, kind = _short(unit), KINDS[unit.kind_word]
        latitude, longitude = positions.get(unit.code, (None, None))
        province = names[unit.province_code]
        # Namesakes but for marks ("Mỹ Tho", "Mỹ Thọ") take the kind into their slug, and the code if that is the same.
        slug = short if shorts[unit.province_code, folded(short)] == 1 else unit.name
        if slug == unit.name and fulls[unit.province_code, folded(unit.name)] > 1:
            slug = f"{unit.name} {unit.code}"
        yield Commune(
            code=unit.code,
            name=unit.name,
            short_name=short,
            kind=kind,
            province_id=unit.province_code,
            slug=folded(slug).replace(" ", "-"),
            is_remote=kind == Commune.Kind.SPECIAL_ZONE or (unit.province_code, unit.name) in ISLANDS,
            latitude=latitude,
            longitude=longitude,
            search_text=search_text(
                short, unit.name, province, *sorted(former[unit.code] - {split_kind(quickly_folded(province))[1]})
            ),
        )


def _short(unit: UnitRow) -> str:
    return unit.name[len(unit.kind_word) :].strip()


def _former_provinces(successions: list[Succession]) -> dict[str, set[str]]:
    former = defaultdict(set)
    for succession in successions:
        former[succession.commune_code].add(quickly_folded(succession.old.province))
    return former


def _store_former_names(successions: list[Succession]) -> Counter:
    communes = {commune.code: commune for commune in Commune.objects.with_province()}
    rows = [*_old_communes(successions, communes), *_old_districts(successions, communes)]
    identity = ("commune_id", "level", "name", "former_district", "former_province")
    counts = _store(FormerName, identity, rows)
    wanted = {tuple(getattr(row, name) for name in identity) for row in rows}
    stale = [pk for pk, *key in FormerName.objects.values_list("pk", *identity) if tuple(key) not in wanted]
    counts["removed"] = FormerName.objects.filter(pk__in=stale).delete()[0] if stale else 0
    return counts


def _old_communes(successions: list[Succession], communes: dict[str, Commune]) -> Iterator[FormerName]:
    for succession in successions:
        old, commune = succession.old, communes[succession.commune_code]
        if not old.name:
            continue
        yield FormerName(
            name=old.name,
            former_district=old.district,
            former_province=old.province,
            level=FormerName.Level.COMMUNE,
            commune=commune,
            whole=succession.whole,
            search_text=search_text(
                _without_kind(old.name), old.name, old.district, _province(old.province), commune.province.name
            ),
        )


def _old_districts(successions: list[Succession], communes: dict[str, Commune]) -> Iterator[FormerName]:
    """An old district stands for every commune that took at least one of its communes, wholly or in part."""
    heirs = defaultdict(dict)
    for succession in successions:
        heirs[succession.old.province, succession.old.district][succession.commune_code] = True
    for (province, district), codes in heirs.items():
        for code in codes:
            yield FormerName(
                name=district,
                former_district="",
                former_province=province,
                level=FormerName.Level.DISTRICT,
                commune=communes[code],
                whole=len(codes) == 1,
                search_text=search_text(
                    _without_kind(district),
                    district,
                    _province(province),
                    communes[code].name,
                    communes[code].province.name,
                    also=EARLIER_DISTRICTS.get((province, district), ()),
                ),
            )


def _without_kind(name: str) -> str:
    kind, _ = split_kind(quickly_folded(name))
    return " ".join(name.split()[len(kind.split()) :])


def _province(name: str) -> str:
    return f"{'Thành phố' if name in FORMER_CITIES else 'Tỉnh'} {name}"


def _store(model: type[models.Model], identity: tuple[str, ...], rows: Iterable[models.Model]) -> Counter:
    """Creates rows that are new by their identity and updates those that differ."""
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.attname not in identity]
    known = {tuple(getattr(row, name) for name in identity): row for row in model.objects.all()}
    created, updated, unchanged = [], [], 0
    for row in rows:
        stored = known.get(tuple(getattr(row, name) for name in identity))
        if stored is None:
            created.append(row)
        elif all(getattr(stored, name) == getattr(row, name) for name in fields):
            unchanged += 1
        else:
            row.pk = stored.pk
            updated.append(row)
    model.objects.bulk_create(created, batch_size=BATCH)
    if updated:
        model.objects.bulk_update(updated, fields, batch_size=BATCH // 8)
    return Counter(created=len(created), updated=len(updated), unchanged=unchanged)
