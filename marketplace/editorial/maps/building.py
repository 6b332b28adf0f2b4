"""Builds shapes.json once from public-domain outlines; see README.md. Needs shapely, which the shop itself does not.

Natural Earth knows the provinces of before July 2025 and a coarse coast. A province of today is the union of the old ones
in which most of its communes lie; a commune that falls outside brings the land around its own centre, and an island that
the coast is too coarse for becomes a small round islet.
"""

import json
from collections import Counter
from typing import NamedTuple

FACTOR = 1000  # coordinates are kept as whole thousandths of a degree, about 110 m
TOLERANCE = 0.004  # degrees
SMALLEST = 0.0003  # square degrees, about 4 km²: smaller specks are left out
FAR_OUT = 0.03  # degrees from its province, about 3 km: the outline is wrong there, not the commune
ISLET = 0.018  # degrees, the radius of an islet
SEA = 0.1  # degrees: an island nearer to the mainland than this belongs to it
AT_SEA = 0.025  # degrees from any land that is known
MARGIN = 0.35  # degrees of land and sea around the provinces


class Centre(NamedTuple):
    province: str
    longitude: float
    latitude: float


def build(*, old_provinces: dict, land: dict, centres: list[Centre], provinces: dict[str, list[str]]) -> dict:
    """What shapes.json holds. `old_provinces`: GeoJSON; `land`: TopoJSON with an object "land"; `centres`: of all communes;
    `provinces`: code -> [name, English name]."""
    from shapely import box
    from shapely.geometry import shape

    old = [shape(feature["geometry"]).buffer(0) for feature in old_provinces["features"]]
    known = {code: _known(code, old, centres) for code in provinces}
    lost = {code: _lost(code, known[code], old, centres) for code in provinces}
    areas = {code: _joined([_without(known[code], code, lost), lost[code]]) for code in provinces}
    west, south, east, north = _around(list(areas.values()))
    coast = _land(land).intersection(box(west, south, east, north)).union(_joined(list(areas.values())))
    return {
        "factor": FACTOR,
        "land": _rings(coast),
        "provinces": {
            code: {"names": provinces[code], "label": _label(area), "rings": _rings(area)}
            for code, area in areas.items()
        },
    }


def _known(code: str, old: list, centres: list[Centre]):
    """What the old outlines give to a province."""
    whole = _joined([area for area in old if _most_lie_in(area, code, centres)])
    mine = _points(code, centres)
    return _joined([part for part in _parts(whole) if part.area >= SMALLEST and _is_ours(part, mine, whole)])


def _lost(code: str, known, old: list, centres: list[Centre]):
    """The land around communes that lie outside of it: islets in the sea, cells on the mainland."""
    everywhere = _joined(old)
    lost = [point for point in _points(code, centres) if known.distance(point) > FAR_OUT]
    islets = [point.buffer(ISLET, 5) for point in lost if everywhere.distance(point) > AT_SEA]
    inland = [point for point in lost if everywhere.distance(point) <= AT_SEA]
    return _joined([*islets, *_cells(inland, centres)])


def _without(area, code: str, lost: dict):
    """Less the land that turned out to be another province's."""
    return area.difference(_joined([taken for other, taken in lost.items() if other != code]))


def _points(code: str, centres: list[Centre]) -> list:
    from shapely.geometry import Point

    return [Point(c.longitude, c.latitude) for c in centres if c.province == code]


def _most_lie_in(area, code: str, centres: list[Centre]) -> bool:
    from shapely.geometry import Point
    from shapely.prepared import prep

    west, south, east, north = area.bounds
    near = [c for c in centres if west <= c.longitude <= east and south <= c.latitude <= north]
    inside = prep(area)
    votes = Counter(c.province for c in near if inside.contains(Point(c.longitude, c.latitude)))
    return bool(votes) and votes.most_common(1)[0][0] == code


def _is_ours(part, mine: list, whole) -> bool:
    """The mainland, and islands that a commune of the province lies on or beside."""
    biggest = max(_parts(whole), key=lambda p: p.area)
    return part.equals(biggest) or part.distance(biggest) < SEA or any(part.distance(point) < ISLET for point in mine)


def _cells(points: list, centres: list[Centre]) -> list:
    """The land nearer to these communes than to those of other provinces."""
    from shapely import MultiPoint, voronoi_polygons
    from shapely.geometry import Point

    if not points:
        return []
    field = MultiPoint(points).buffer(0.4)
    around = [Point(c.longitude, c.latitude) for c in centres if field.contains(Point(c.longitude, c.latitude))]
    cells = _parts(voronoi_polygons(MultiPoint(around), extend_to=field))
    limit = MultiPoint(points).buffer(0.12)
    return [cell.intersection(limit).buffer(0.004) for cell in cells if any(cell.contains(point) for point in points)]


def _land(topology: dict):
    """The rings of a TopoJSON as one shape; its arcs are deltas on a grid."""
    from shapely.geometry import Polygon

    arcs = [list(_unpacked(arc, topology["transform"])) for arc in topology["arcs"]]
    polygons = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            rings = [[point for index in ring for point in _arc(arcs, index)] for ring in polygon]
            polygons.append(Polygon(rings[0], rings[1:]).buffer(0))
    return _joined([p for p in polygons if _is_near(p)])


def _is_near(polygon) -> bool:
    west, south, east, north = polygon.bounds
    return east > 95 and west < 120 and north > 0 and south < 30


def _unpacked(arc, transform):
    (scale_x, scale_y), (left, top) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + left, y * scale_y + top


def _arc(arcs, index: int):
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def _joined(shapes: list):
    from shapely.ops import unary_union

    return unary_union(shapes)


def _parts(area) -> list:
    return list(getattr(area, "geoms", [area]))


def _around(areas: list):
    west, south, east, north = _joined(areas).bounds
    return west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN


def _rings(area) -> list[list[int]]:
    """Outer rings, simplified, as [x, y, x, y …]."""
    rings = []
    for part in sorted(_parts(area), key=lambda p: -p.area):
        if part.geom_type == "Polygon" and part.area >= SMALLEST:
            points = part.simplify(TOLERANCE).exterior.coords[:-1]
            rings.append([round(value * FACTOR) for point in points for value in point])
    return rings


def _label(area) -> list[int]:
    """A point deep inside the biggest part, for the name."""
    from shapely import maximum_inscribed_circle

    biggest = max(_parts(area), key=lambda p: p.area)
    x, y = maximum_inscribed_circle(biggest, tolerance=0.01).coords[0]
    return [round(x * FACTOR), round(y * FACTOR)]


def written(shapes: dict) -> str:
    return json.dumps(shapes, ensure_ascii=False, separators=(",", ":")) + "\n"
