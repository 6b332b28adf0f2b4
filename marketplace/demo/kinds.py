"""What each kind of goods is usually sold as: set, picture, pack, span of prices, keeping, and our own plain texts."""

import tomllib
from dataclasses import dataclass
from functools import cache

from marketplace.reference.storing import read_csv

from .awards import DATA


@dataclass(frozen=True)
class Texts:
    about: str
    about_en: str
    use: str = ""
    keep: str = ""
    ingredients: str = ""
    warnings: str = ""
    names: str = ""


@dataclass(frozen=True)
class Kind:
    name: str
    set_code: str
    picture: str  # "products/honey", below illustrations/
    texts: Texts
    quantity: int
    unit: str
    pack: str
    low: int  # dong
    high: int
    gross_g: int
    size: tuple[int, int, int]  # cm
    storage: str
    is_fragile: bool
    shelf_life_days: int | None
    max_transit_days: int | None


@cache
def texts() -> dict[str, Texts]:
    with (DATA / "texts.toml").open("rb") as file:
        return {name: Texts(**row) for name, row in tomllib.load(file).items()}


@cache
def kinds() -> dict[str, Kind]:
    return {row["kind"]: _kind(row) for row in read_csv(DATA / "kinds.csv")}


def _kind(row: dict) -> Kind:
    return Kind(
        name=row["kind"],
        set_code=row["set_code"],
        picture=row["picture"],
        texts=texts()[row["texts"]],
        quantity=int(row["quantity"]),
        unit=row["unit"],
        pack=row["pack"],
        low=int(row["low"]),
        high=int(row["high"]),
        gross_g=int(row["gross_g"]),
        size=(int(row["length"]), int(row["width"]), int(row["height"])),
        storage=row["storage"],
        is_fragile=row["fragile"] == "yes",
        shelf_life_days=int(row["days"]) if row["days"] else None,
        max_transit_days=int(row["transit"]) if row["transit"] else None,
    )
