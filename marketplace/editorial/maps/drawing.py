"""Draws a map: outlines, names and marks, ready for editorial/maps/map.html. No query."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .clusters import APART, clustered
from .kinds import KINDS, PRODUCERS, ROUND
from .points import Point
from .shapes import Outline, shapes
from .window import WIDTH, Window, window_around

TOUCH = round(APART / 2) - 1  # units: radius of the round field that can be touched
MOST_TOLD = 4
LETTER, MARK = 6.8, 17  # units: width of a letter of a name, radius of a mark
STEPS = (0, -18, 18, -32, 32, -46, 46)  # units up and down where a name may stand instead


class Area(NamedTuple):
    code: str
    name: str
    x: float
    y: float
    path: str


class Mark(NamedTuple):
    """`text`: a letter, or a number where many are one; `label`: all of it in words; `size`: of the shape, 1 as drawn."""

    x: float
    y: float
    size: float
    kind: str
    shape: str
    text: str
    label: str
    url: str
    points: list[Point]

    @property
    def is_many(self) -> bool:
        return len(self.points) > 1 or self.points[0].number > 1


class Map(NamedTuple):
    """`points`: those drawn, in the order of their marks."""

    width: int
    height: int
    touch: int
    land: str
    areas: list[Area]
    marks: list[Mark]
    points: list[Point]


def draw(
    points: Sequence[Point],
    *,
    request_language: str = "",
    province: str = "",
    leads_to: Callable[[list[Point]], str] | None = None,
) -> Map | None:
    """Points in their land; None where there is neither a point nor a province to show.

    The window holds the points, or the outline of `province` ("all": of all the shop's). `leads_to` gives the address of a
    mark that stands for several points; without it, that of the first of them counts.
    """
    with translation.override(request_language or translation.get_language()):
        return _drawn(list(points), province, leads_to or (lambda members: members[0].url))


def _drawn(points: list[Point], province: str, leads_to) -> Map | None:
    outlines = _outlines()
    corners = _corners(points, [outline for outline in outlines if province in ("all", outline.code)])
    if not corners:
        return None
    window = window_around(corners)
    shown = [(point, window.place(point.longitude, point.latitude)) for point in points]
    shown = [(point, place) for point, place in shown if window.holds(*place)]
    marks = [
        _mark(cluster, [shown[n][0] for n in cluster.members], leads_to)
        for cluster in clustered([place for _point, place in shown])
    ]
    return Map(
        width=WIDTH,
        height=window.height,
        touch=TOUCH,
        land=_path(shapes().land, window),
        areas=[_area(outline, window, marks) for outline in outlines],
        marks=marks,
        points=[point for mark in marks for point in mark.points],
    )


def _outlines() -> list[Outline]:
    """The shop's own provinces, as far as their outlines were built."""
    known = shapes().provinces
    return [known[code] for code in settings.PROVINCES if code in known]


def _corners(points, outlines) -> list[tuple[float, float]]:
    if outlines:
        return [corner for outline in outlines for ring in outline.rings for corner in ring]
    return [(point.longitude, point.latitude) for point in points]


def _path(rings, window: Window) -> str:
    return "".join("M" + " ".join(_pair(*window.place(*corner)) for corner in ring) + "z" for ring in rings)


def _pair(x: float, y: float) -> str:
    return f"{x:g},{y:g}"


def _area(outline: Outline, window: Window, marks: list[Mark]) -> Area:
    name = outline.name if translation.get_language() == settings.LANGUAGE_CODE else outline.name_en
    x, y = window.place(*outline.label)
    free = [y + step for step in STEPS if _has_room(name, x, y + step, window, marks)]
    return Area(outline.code, name if free else "", x, round(free[0], 1) if free else y, _path(outline.rings, window))


def _has_room(name: str, x: float, y: float, window: Window, marks: list[Mark]) -> bool:
    """Whether a name fits there without a mark on it or an edge through it."""
    half = len(name) * LETTER / 2
    if not (half <= x <= WIDTH - half and LETTER * 2 <= y <= window.height - LETTER):
        return False
    return all(abs(mark.x - x) > half + MARK or abs(mark.y - y + LETTER / 2) > MARK + LETTER / 2 for mark in marks)


def _mark(cluster, members: list[Point], leads_to) -> Mark:
    number = sum(point.number for point in members)
    first = KINDS[members[0].kind]
    alone = len(members) == 1
    same = len({point.kind for point in members}) == 1
    return Mark(
        x=round(cluster.x, 1),
        y=round(cluster.y, 1),
        size=1 if number == 1 else round(min(1.5, 0.8 + 0.14 * sqrt(number)), 2),
        kind=first.code if same else "several",
        shape=first.shape if same else ROUND,
        text=str(first.letter) if number == 1 else str(number),
        label=_label(members),
        url=members[0].url if alone else leads_to(members),
        points=members,
    )


def _label(members: list[Point]) -> str:
    """What it is, then its name: "Market: Cái Răng floating market". Of many the first names, then how many more."""
    told = [_told(point) for point in members[:MOST_TOLD]]
    more = len(members) - MOST_TOLD
    if more > 0:
        told.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    return "; ".join(told)


def _told(point: Point) -> str:
    if point.number > 1 and point.kind == PRODUCERS:
        many = ngettext("%(n)d producer", "%(n)d producers", point.number) % {"n": point.number}
        return _("%(place)s: %(what)s") % {"place": point.title, "what": many}
    return _("%(what)s: %(name)s") % {"what": KINDS[point.kind].name, "name": point.title}
