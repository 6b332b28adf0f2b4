"""Where something is: TouristAttraction, Place, PostalAddress, GeoCoordinates."""

from .writing import of_page, told_of


def attraction(page, context) -> list[dict]:
    return [of_page("TouristAttraction", page, context, address=address_of(page.commune), geo=geo(page))]


def address_of(commune, street: str = "") -> dict | None:
    """None without a commune: the country alone helps nobody."""
    if commune is None:
        return None
    return told_of(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": commune.name,
            "addressRegion": commune.province.name,
            "addressCountry": "VN",
        }
    )


def geo(place) -> dict | None:
    """Its own position only: the middle of the commune would send people to a field."""
    if place.latitude is None or place.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}


def place_named(name: str, *, commune=None, place=None, url: str = "") -> dict | None:
    """A Place as another thing points at it; None for one without a name."""
    address = address_of(commune or (place and place.commune))
    known = told_of({"@type": "Place", "name": name, "url": url, "address": address, "geo": place and geo(place)})
    return known if name else None
