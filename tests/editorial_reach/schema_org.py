"""What schema.org and the search engines ask of structured data, written down as rules that a test can hold a page against.

`required`: without it the entry is not read; `recommended`: what we promise to say whenever we know it. Read at schema.org
and in Google's "structured data" guide, November 2026.
"""

import json
import re
from datetime import date, datetime

IMAGE = re.compile(r"^https?://[^ ]+\.(jpg|png|svg)$")
WHOLE = re.compile(r"^https?://[^ ]+$")
DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
REQUIRED = {
    "Article": {"headline", "author", "publisher", "url", "inLanguage", "mainEntityOfPage"},
    "TouristAttraction": {"name", "url"},
    "Place": {"name"},
    "PostalAddress": {"addressLocality", "addressRegion", "addressCountry"},
    "GeoCoordinates": {"latitude", "longitude"},
    "Event": {"name", "location", "url"},
    "Festival": {"name", "location", "url"},
    "TouristTrip": {"name", "url", "itinerary"},
    "CollectionPage": {"name", "url", "inLanguage"},
    "WebPage": {"name", "url", "inLanguage"},
    "ContactPage": {"name", "url", "inLanguage"},
    "ItemList": {"itemListElement", "numberOfItems"},
    "ListItem": {"position"},
    "BreadcrumbList": {"itemListElement"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "Organization": {"name"},
}
ALLOWED = {
    "Article": {"description", "image", "datePublished", "dateModified"},
    "TouristAttraction": {"description", "image", "mainEntityOfPage", "address", "geo"},
    "Place": {"url", "address", "geo"},
    "PostalAddress": {"streetAddress"},
    "GeoCoordinates": set(),
    "Event": {
        *("description", "image", "mainEntityOfPage", "startDate", "endDate", "eventStatus"),
        *("eventAttendanceMode", "organizer"),
    },
    "TouristTrip": {"description", "image", "mainEntityOfPage"},
    "CollectionPage": {
        *("description", "image", "mainEntityOfPage", "mainEntity", "publisher", "datePublished", "dateModified"),
    },
    "WebPage": {"description", "image", "mainEntityOfPage", "publisher", "datePublished", "dateModified"},
    "ItemList": set(),
    "ListItem": {"name", "item", "url"},
    "BreadcrumbList": set(),
    "WebSite": {"@id", "inLanguage", "publisher"},
    "SearchAction": set(),
    "EntryPoint": set(),
    "Organization": {"@id", "url", "image", "logo"},
}
ALLOWED["Festival"], ALLOWED["ContactPage"] = ALLOWED["Event"], ALLOWED["WebPage"]


def graph_of(text: str) -> list[dict]:
    """The entries of the only data block of a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, flags=re.S)
    assert len(found) == 1
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def check(entry) -> None:
    """Every entry, however deep, has what its kind must have, nothing that its kind does not know, and nothing empty."""
    if isinstance(entry, list):
        for part in entry:
            check(part)
    if not isinstance(entry, dict):
        return
    if set(entry) == {"@id"}:
        return
    kind, named = entry["@type"], set(entry) - {"@type"}
    assert not REQUIRED[kind] - named, f"{kind} lacks {REQUIRED[kind] - named}"
    assert not named - REQUIRED[kind] - ALLOWED[kind], f"{kind} knows no {named - REQUIRED[kind] - ALLOWED[kind]}"
    for name, value in entry.items():
        assert value not in (None, "", [], {}), f"{kind}.{name} is empty"
        _check_value(kind, name, value)
        check(value)
    if "itemListElement" in entry:
        _check_list(entry)


def _check_value(kind: str, name: str, value) -> None:
    if name == "url" or (name in ("mainEntityOfPage", "item", "logo") and isinstance(value, str)):
        assert WHOLE.match(value), f"{kind}.{name}: {value}"
    if name == "image":
        assert all(IMAGE.match(each) for each in value), f"{kind}.image: {value}"
    if name in ("startDate", "endDate"):
        assert DATE.match(value) and date.fromisoformat(value)
    if name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(value).tzinfo is not None
    if name in ("eventStatus", "eventAttendanceMode"):
        assert value.startswith("https://schema.org/")
    if name == "latitude":
        assert 8 <= value <= 23.5
    if name == "longitude":
        assert 102 <= value <= 118


def _check_list(entry) -> None:
    rows = entry["itemListElement"]
    positions = [row["position"] for row in rows]
    assert positions == list(range(positions[0], positions[0] + len(rows)))
    assert all("item" in row or "url" in row for row in rows)
    assert entry.get("numberOfItems", len(rows)) == len(rows)
