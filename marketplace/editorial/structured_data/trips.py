"""A route as TouristTrip with its stops in their order."""

from .places import place_named
from .writing import language_of, of_page, page_url, told_of, whole


def trip(page, context) -> list[dict]:
    """One query for the stops, with the places and producers they name."""
    stops = page.stops.select_related("place__commune__province", "seller__commune__province").order_by("sort_order")
    items = [item for item in (_stop(stop, page, context) for stop in stops) if item]
    itinerary = told_of(
        {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "item": item} for place, item in enumerate(items, 1)
            ],
        }
    )
    return [of_page("TouristTrip", page, context, itinerary=itinerary if items else None)]


def _stop(stop, page, context) -> dict | None:
    """As the page shows it (itineraries): a withdrawn place or a closed producer is named nowhere."""
    place, seller = stop.place, stop.seller
    if place is not None and place.live:
        url = page_url(language_of(page, context), place.url_path)
        return place_named(stop.name or place.title, place=place, url=url)
    if seller is not None and seller.is_open:
        return place_named(stop.name or seller.name, commune=seller.commune, url=whole(seller.get_absolute_url()))
    return place_named(stop.name)
