"""The page of the map: what a reader asks for in the address, and everything the page shows of it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .drawing import Map, draw
from .finding import Corner, by_commune, everything, on_the_map
from .kinds import KINDS
from .points import Point
from .shapes import shapes

NEAR = (0.28, 0.2)  # degrees to the east and west, to the north and south, that count as the neighbourhood of a commune


class Ask(NamedTuple):
    """`show`: a kind; `province`: nearer to one of the shop's; `commune`: to the neighbourhood of one commune."""

    show: str = ""
    province: str = ""
    commune: str = ""

    def address(self, corner: str = "") -> str:
        asked = {name: value for name, value in self._asdict().items() if value}
        query = "?" + urlencode(asked) if asked else ""
        return reverse("editorial:map") + query + (f"#c-{corner}" if corner else "")


class Choice(NamedTuple):
    name: str
    url: str
    is_chosen: bool
    number: int = 0
    kind: object = None


class Part(NamedTuple):
    """One province of the list; `url`: the map of it alone."""

    code: str
    name: str
    url: str
    corners: list[Corner]


class MapPage(NamedTuple):
    ask: Ask
    map: Map | None
    kinds: list[Choice]
    provinces: list[Choice]
    parts: list[Part]
    near: str  # name of the commune whose neighbourhood is shown
    number: int

    @property
    def is_whole(self) -> bool:
        return not self.ask.province and not self.ask.commune

    @property
    def everywhere(self) -> str:
        return self.ask._replace(province="", commune="").address()

    @property
    def every_kind(self) -> str:
        return self.ask._replace(show="").address()


def asked(parameters) -> Ask:
    """What is not known is left out: an address that somebody mistyped still shows the map."""
    show, province = parameters.get("show", ""), parameters.get("province", "")
    return Ask(
        show=show if show in KINDS else "",
        province=province if province in settings.PROVINCES else "",
        commune=parameters.get("commune", "")[:5],
    )


def map_page(ask: Ask) -> MapPage:
    """Three queries."""
    points = everything()
    middle = next((p for p in points if ask.commune and p.code == ask.commune and p.latitude is not None), None)
    if middle is None:
        ask = ask._replace(commune="")
    here = [point for point in points if _is_in(point, ask, middle)]
    shown = [point for point in here if ask.show in ("", point.kind)]
    corners = by_commune(shown)
    return MapPage(
        ask=ask,
        map=_map(ask, corners),
        kinds=_kinds(ask, here),
        provinces=[
            Choice(name, ask._replace(province=code, commune="").address(), ask.province == code)
            for code, name in _provinces()
        ],
        parts=_parts(ask, corners),
        near=middle.place if middle else "",
        number=len(shown),
    )


def _is_in(point: Point, ask: Ask, middle: Point | None) -> bool:
    if middle is not None:
        known = point.latitude is not None and point.longitude is not None
        return known and all(
            abs(a - b) <= far
            for a, b, far in zip(
                (point.longitude, point.latitude), (middle.longitude, middle.latitude), NEAR, strict=True
            )
        )
    return not ask.province or point.province == ask.province


def _map(ask: Ask, corners: list[Corner]) -> Map | None:
    def in_list(corner: Corner) -> str:
        """Where all of it stands by name: the whole shop's list only counts producers."""
        province = ask.province or ("" if ask.commune else corner.province)
        return ask._replace(province=province).address(corner.code)

    points = on_the_map(corners, in_list)
    outlined = "" if ask.commune else ask.province
    return draw(
        points, province=outlined or ("" if ask.commune else "all"), leads_to=lambda members: _nearer(ask, members)
    )


def _nearer(ask: Ask, members: list[Point]) -> str:
    """A mark of many leads one step nearer: to its province, to the neighbourhood, in the end to the list."""
    codes = [point.code for point in members]
    fullest = max(sorted(set(codes)), key=codes.count)
    if ask.commune or len(set(codes)) == 1 and ask.province:
        return ask.address(fullest)
    if ask.province:
        return ask._replace(commune=fullest).address()
    provinces = [point.province for point in members]
    return ask._replace(province=max(sorted(set(provinces)), key=provinces.count)).address()


def _kinds(ask: Ask, here: list[Point]) -> list[Choice]:
    """Only kinds of which something is there; the one that is chosen stands in any case."""
    numbers = {code: sum(point.kind == code for point in here) for code in KINDS}
    return [
        Choice(str(kind.name), ask._replace(show=code).address(), ask.show == code, numbers[code], kind)
        for code, kind in KINDS.items()
        if numbers[code] or ask.show == code
    ]


def _provinces() -> list[tuple[str, str]]:
    is_ours = translation.get_language() == settings.LANGUAGE_CODE
    known = shapes().provinces
    return [
        (code, known[code].name if is_ours else known[code].name_en) for code in settings.PROVINCES if code in known
    ]


def _parts(ask: Ask, corners: list[Corner]) -> list[Part]:
    names = dict(_provinces())
    found: dict[str, list[Corner]] = {}
    for corner in corners:
        found.setdefault(corner.province if corner.province in names else "", []).append(corner)
    return [
        Part(code, names.get(code, ""), ask._replace(province=code, commune="").address(), rows)
        for code, rows in found.items()
    ]
