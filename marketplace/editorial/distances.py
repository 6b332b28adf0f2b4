"""How far it is: on the road as an editor typed it, else as the crow flies from two positions."""

from decimal import ROUND_HALF_UP, Decimal
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EARTH_KM = 6371.0088  # mean radius, IUGG
TENTH = Decimal("0.1")


class Distance(NamedTuple):
    """Kilometres with one decimal; None when nobody knows."""

    km: Decimal | None
    is_road: bool = False

    def __str__(self):
        if self.km is None:
            return ""
        if self.is_road:
            return _("%(km)s km on the road") % {"km": km_text(self.km)}
        return _("%(km)s km as the crow flies") % {"km": km_text(self.km)}


UNKNOWN = Distance(None)


def crow_flies(start, end) -> Decimal:
    """Great-circle distance of two (latitude, longitude) in degrees by the haversine formula, in km to a tenth."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (start, end))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return Decimal(2 * EARTH_KM * asin(sqrt(half))).quantize(TENTH, ROUND_HALF_UP)


def km_text(km: Decimal) -> str:
    """ "12" or "12.5" with the decimal mark of the language in use."""
    return number_format(km, 0 if km == km.to_integral() else 1)


def total(distances) -> str:
    """ "18.5 km on the road and 6.2 km as the crow flies, one stretch not measured"; "" when nothing is known."""
    distances = list(distances)
    road = [d.km for d in distances if d.km is not None and d.is_road]
    air = [d.km for d in distances if d.km is not None and not d.is_road]
    parts = [str(Distance(sum(kms), is_road)) for kms, is_road in ((road, True), (air, False)) if kms]
    if not parts:
        return ""
    said = _("%(road)s and %(air)s") % {"road": parts[0], "air": parts[1]} if len(parts) == 2 else parts[0]
    missing = len(distances) - len(road) - len(air)
    if not missing:
        return said
    return said + ngettext(", %(n)s stretch not measured", ", %(n)s stretches not measured", missing) % {"n": missing}
