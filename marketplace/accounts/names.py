"""Vietnamese names: family, middle, given, written in that order; people are addressed by the given name."""

from marketplace.folding import clean


def split_name(full_name: str) -> tuple[str, str]:
    """(family and middle, given): "Nguyễn Thị Bé Tư" -> ("Nguyễn Thị Bé", "Tư"). One word is a given name."""
    family, _, given = clean(full_name).rpartition(" ")
    return family, given


def join_name(*, family: str, given: str) -> str:
    """The full name in Vietnamese order."""
    return clean(f"{family} {given}")
