"""The country we send to, and the site's own name and address."""

from collections import Counter
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site
from oscar.core.loading import get_model

VIETNAM = {
    "iso_3166_1_a3": "VNM",
    "iso_3166_1_numeric": "704",
    "printable_name": "Việt Nam",
    "name": "Việt Nam",
    "display_order": 1,
    "is_shipping_country": True,
}


def load_country() -> Counter:
    return _settle(get_model("address", "Country"), {"iso_3166_1_a2": "VN"}, VIETNAM)


def load_site() -> Counter:
    wanted = {"domain": urlsplit(settings.SITE_URL).netloc[:100], "name": settings.SITE_NAME[:50]}
    return _settle(Site, {"pk": settings.SITE_ID}, wanted)


def _settle(model, identity: dict, wanted: dict) -> Counter:
    stored = model.objects.filter(**identity).first()
    if stored and all(getattr(stored, name) == value for name, value in wanted.items()):
        return Counter(created=0, updated=0, unchanged=1)
    model.objects.update_or_create(**identity, defaults=wanted)
    return Counter(created=int(stored is None), updated=int(stored is not None), unchanged=0)
