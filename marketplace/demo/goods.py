"""What the demo shop sells, before it becomes Oscar's rows: goods with their packs, from the awards and of its own."""

import tomllib
from dataclasses import dataclass, field, replace
from functools import cache

from oscar.core.utils import slugify

from marketplace.folding import folded
from marketplace.places.models import Commune
from marketplace.reference.storing import read_csv

from .awards import DATA, Award
from .kinds import Kind, Texts, kinds, texts

DEMO_VALUES = "Giá, số lượng và lời mô tả trên trang này là số liệu minh họa."
DEMO_VALUES_EN = "Price, stock and texts on this page are demo values."
DEMO_GOODS = "Đây là sản phẩm minh họa, không có thật."
DEMO_GOODS_EN = "This is a demo product, it does not exist."
# How the awards name the quantity that a published price is for -> net quantity, unit, pack in words.
PRICED = {"kg": (1000, "g", ""), "pack": (6, "piece", "lốc 6 hộp"), "litre": (1000, "ml", "")}


@dataclass(frozen=True)
class Pack:
    upc: str
    quantity: int
    unit: str
    text: str
    price: int
    stock: int | None  # None: not counted
    gross_g: int
    size: tuple[int, int, int]


@dataclass(frozen=True)
class Goods:
    """One product page. Several packs make it a product with a choice."""

    upc: str
    title: str
    title_en: str
    description: str
    summary_en: str
    seller_slug: str
    commune_code: str
    kind: Kind
    texts: Texts
    packs: tuple[Pack, ...]
    seasons: tuple[str, ...] = ()
    is_made_to_order: bool = False
    papers: tuple = field(default=(), hash=False)
    certificates: tuple = field(default=(), hash=False)

    @property
    def slug(self) -> str:
        return slugify(self.title)

    @property
    def is_service(self) -> bool:
        return self.kind.storage == "service"


def goods_of_award(award: Award, commune: Commune) -> Goods:
    kind = _with_picture(kinds()[award.kind], award.name)
    return Goods(
        upc=f"ocop-{award.digest}",
        title=award.name,
        title_en=english_titles().get(award.name, ""),
        description=f"{kind.texts.about} Sản phẩm của {award.producer}, {commune.label}. {DEMO_VALUES}",
        summary_en=f"{kind.texts.about_en} By {award.producer}, {commune.label}. {DEMO_VALUES_EN}",
        seller_slug=seller_slug(award.producer),
        commune_code=commune.pk,
        kind=kind,
        texts=kind.texts,
        packs=(_pack_of_award(award, kind),),
        seasons=tuple(
            name for name, kind_name, words in _season_words() if kind_name == kind.name and words in folded(award.name)
        ),
    )


def _with_picture(kind: Kind, title: str) -> Kind:
    """The drawing of the very fruit where there is one, else that of the kind."""
    for kind_name, words, picture in _picture_words():
        if kind_name == kind.name and words in folded(title):
            return replace(kind, picture=picture)
    return kind


def seller_slug(name: str) -> str:
    return slugify(name)[:120].strip("-")


def _pack_of_award(award: Award, kind: Kind) -> Pack:
    """A published price stands for its published quantity; all else is a demo value that stays the same every time."""
    number = int(award.digest, 16)
    quantity, unit, text = kind.quantity, kind.unit, kind.pack
    price = _price_between(kind.low, kind.high, number)
    gross, published = kind.gross_g, award.price_unit.split(" ")[0]
    if award.price and published in PRICED:
        quantity, unit, text = PRICED[published]
        price, gross = award.price, kind.gross_g * quantity // kind.quantity
    stock = None if kind.storage == "service" else 8 + number % 53
    return Pack(f"ocop-{award.digest}", quantity, unit, text, price, stock, gross, kind.size)


def _price_between(low: int, high: int, number: int) -> int:
    step = 5000 if low >= 30_000 else 1000
    return low + step * (number % ((high - low) // step + 1))


@cache
def english_titles() -> dict[str, str]:
    return {row["name_vi"]: row["title_en"] for row in read_csv(DATA / "english_titles.csv")}


@cache
def _season_words() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["produce"], row["kind"], folded(row["words"])) for row in read_csv(DATA / "season_words.csv"))


@cache
def _picture_words() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["kind"], folded(row["words"]), row["picture"]) for row in read_csv(DATA / "picture_words.csv"))


def demo_goods() -> list[Goods]:
    """The goods of the demo sellers: nothing in them is real."""
    with (DATA / "demo_goods.toml").open("rb") as file:
        return goods_of_rows(tomllib.load(file)["goods"])


def goods_of_rows(rows: list[dict]) -> list[Goods]:
    """Of demo sellers, in the form of demo_goods.toml."""
    places = {seller["slug"]: seller["commune"] for seller in demo_sellers()}
    return [_demo_goods(row, places) for row in rows]


@cache
def demo_sellers() -> tuple[dict, ...]:
    with (DATA / "demo_sellers.toml").open("rb") as file:
        return tuple(tomllib.load(file)["seller"])


def _demo_goods(row: dict, places: dict[str, str]) -> Goods:
    own = texts()[row["texts"]]
    kind = _kind_of_demo(row)
    about, about_en = row.get("about", own.about), row.get("about_en", own.about_en)
    packs = tuple(_demo_pack(row, pack, number, kind) for number, pack in enumerate(row["packs"]))
    return Goods(
        upc=f"demo-{row['key']}",
        title=row["title"],
        title_en=row["title_en"],
        description=f"{about} {DEMO_GOODS}",
        summary_en=f"{about_en} {DEMO_GOODS_EN}",
        seller_slug=row["seller"],
        commune_code=row.get("commune", places[row["seller"]]),
        kind=kind,
        texts=own,
        packs=packs,
        seasons=tuple(row.get("seasons", ())),
        is_made_to_order=row.get("made_to_order", False),
        papers=tuple(row.get("papers", ())),
        certificates=tuple(row.get("certificates", ())),
    )


def _kind_of_demo(row: dict) -> Kind:
    return Kind(
        name=row["texts"],
        set_code=row["set"],
        picture=row["picture"],
        texts=texts()[row["texts"]],
        quantity=0,
        unit="",
        pack="",
        low=0,
        high=0,
        gross_g=0,
        size=(0, 0, 0),
        storage=row.get("storage", "ambient"),
        is_fragile=row.get("fragile", False),
        shelf_life_days=row.get("days"),
        max_transit_days=row.get("transit"),
    )


def _demo_pack(row: dict, pack: dict, number: int, kind: Kind) -> Pack:
    upc = f"demo-{row['key']}" if len(row["packs"]) == 1 else f"demo-{row['key']}-{number + 1}"
    stock = None if kind.storage == "service" else pack.get("stock", 40)
    size = tuple(pack.get("size", (20, 15, 10)))
    return Pack(
        upc, pack["quantity"], pack["unit"], pack.get("text", ""), pack["price"], stock, pack.get("gross", 0), size
    )
