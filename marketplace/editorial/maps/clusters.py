"""Points that stand too near to each other for a finger become one mark."""

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

APART = 54  # units: on the narrowest phone 49 pixels from middle to middle


class Cluster(NamedTuple):
    x: float
    y: float
    members: list[int]  # indexes of the points


def clustered(places: Sequence[tuple[float, float]], apart: float = APART) -> list[Cluster]:
    """Marks at least `apart` from each other, from the top left to the bottom right as one reads."""
    found = _snapped(places, apart / 2)
    while pair := _nearest(found, apart):
        first, second = pair
        found = [cluster for cluster in found if cluster is not first and cluster is not second]
        found.append(_merged(first, second))
    return sorted(found, key=lambda cluster: (round(cluster.y / apart), cluster.x))


def _snapped(places, cell: float) -> list[Cluster]:
    """One cluster for each small square first: then few are left to be compared with each other."""
    cells: dict[tuple[int, int], Cluster] = {}
    for index, (x, y) in enumerate(places):
        key = (int(x // cell), int(y // cell))
        alone = Cluster(x, y, [index])
        cells[key] = _merged(cells[key], alone) if key in cells else alone
    return list(cells.values())


def _nearest(clusters: list[Cluster], apart: float):
    pairs = (
        (hypot(a.x - b.x, a.y - b.y), n, m)
        for n, a in enumerate(clusters)
        for m, b in enumerate(clusters[n + 1 :], n + 1)
    )
    distance, n, m = min(pairs, default=(apart, 0, 0))
    return (clusters[n], clusters[m]) if distance < apart else None


def _merged(a: Cluster, b: Cluster) -> Cluster:
    na, nb = len(a.members), len(b.members)
    x, y = (a.x * na + b.x * nb) / (na + nb), (a.y * na + b.y * nb) / (na + nb)
    return Cluster(x, y, sorted(a.members + b.members))
