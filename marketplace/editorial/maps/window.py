"""Which part of the land a map shows, and where a point of the earth lies on it."""

from collections.abc import Iterable
from math import cos, radians
from typing import NamedTuple

WIDTH = 360  # units of the drawing: about the pixels of the narrowest phone
PADDING = 0.12  # degrees around what is shown
NARROWEST = 1.2  # degrees: nearer, no coast, border or name of a province tells where one is
FLATTEST, TALLEST = 0.45, 1.1  # height by width


class Window(NamedTuple):
    west: float
    north: float
    scale_x: float  # units per degree
    scale_y: float
    height: int

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        return round((longitude - self.west) * self.scale_x, 1), round((self.north - latitude) * self.scale_y, 1)

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def window_around(points: Iterable[tuple[float, float]]) -> Window:
    """The window that holds these (longitude, latitude). At these latitudes a plain grid, narrowed by the cosine, is true
    to a few metres in a kilometre."""
    found = list(points)
    west, east = min(x for x, _y in found) - PADDING, max(x for x, _y in found) + PADDING
    south, north = min(y for _x, y in found) - PADDING, max(y for _x, y in found) + PADDING
    west, east = _at_least(west, east, NARROWEST)
    narrowing = cos(radians((south + north) / 2))
    south, north = _at_least(south, north, (east - west) * narrowing * FLATTEST)
    west, east = _at_least(west, east, (north - south) / TALLEST / narrowing)
    scale = WIDTH / (east - west)
    return Window(west, north, scale, scale / narrowing, round((north - south) * scale / narrowing))


def _at_least(low: float, high: float, span: float) -> tuple[float, float]:
    missing = max(0.0, span - (high - low)) / 2
    return low - missing, high + missing
