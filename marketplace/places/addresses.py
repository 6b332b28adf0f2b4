"""An address in two tiers: province, commune, house or hamlet, landmark. No district, no postcode."""

from dataclasses import dataclass

from marketplace.folding import clean

from .models import Commune

LINE_LENGTH = 255  # of Oscar's address columns; forms refuse longer lines


@dataclass(frozen=True)
class Address:
    commune: Commune
    house_or_hamlet: str
    landmark: str = ""

    def __post_init__(self):
        object.__setattr__(self, "house_or_hamlet", clean(self.house_or_hamlet))
        object.__setattr__(self, "landmark", clean(self.landmark))

    def as_lines(self) -> list[str]:
        """The lines of a parcel label, smallest place first, empty ones left out."""
        lines = [self.house_or_hamlet, self.landmark, f"{self.commune.name}, {self.commune.province.name}"]
        return [line for line in lines if line]


def to_oscar_fields(address: Address, name: str, phone: str, note: str = "") -> dict[str, str]:
    """Values for Oscar's address models; the caller sets the country. `phone` is E.164.

    Vietnamese names are not cut in two: the full name is the first name.
    """
    return {
        "first_name": clean(name),
        "last_name": "",
        "line1": address.house_or_hamlet,
        "line2": address.landmark,
        "line3": "",
        "line4": address.commune.name,
        "state": address.commune.province.name,
        "postcode": "",
        "phone_number": phone,
        "notes": note,
    }


def commune_of_oscar_address(address) -> Commune | None:
    """The commune of a stored Oscar address, by its state and line 4; one query. None when they name no single one."""
    if not (address.line4 and address.state):
        return None
    near = list(Commune.objects.with_province().named(address.line4, address.state)[:5])
    exact = [c for c in near if (c.name, c.province.name) == (clean(address.line4), clean(address.state))]
    found = exact or near
    return found[0] if len(found) == 1 else None


def address_of_oscar_address(address) -> Address | None:
    """A stored Oscar address as ours, or None when its commune is not known."""
    commune = commune_of_oscar_address(address)
    return Address(commune, address.line1, address.line2) if commune else None
